// json.h - jansson with checked getters; the one place that includes it.
//
// A reader says what it wants and the first thing that is wrong sticks, with
// the name of the member, so that a handler reads a whole body and asks once.
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "shared/err.h"

enum { JSON_MEMBERS_MAX = 64 };  // that a reader asks for

struct json_reader {
    const json_t *object;
    char why[160];      // empty while everything was fine
    const char *asked[JSON_MEMBERS_MAX];
    int32_t asked_count;
};

// object may be NULL or no object: then the first required member fails.
void json_reader_init(struct json_reader *r, const json_t *object);
bool json_reader_ok(const struct json_reader *r);
void json_reader_fail(struct json_reader *r, const char *name,
                      const char *what);

// Members. With is_required false a missing member or null leaves *out as it
// is. Texts are checked for length and UTF-8.
void json_take_text(struct json_reader *r, const char *name, char *out,
                    size_t cap, bool is_required);
void json_take_int(struct json_reader *r, const char *name, int64_t least,
                   int64_t most, int64_t *out, bool is_required);
void json_take_int32(struct json_reader *r, const char *name, int32_t least,
                     int32_t most, int32_t *out, bool is_required);
void json_take_bool(struct json_reader *r, const char *name, bool *out);

// After all that may stand there was asked for: a member that was not is
// refused by its name.
void json_reader_end(struct json_reader *r);

// The array of this name, or NULL (an error when it is required).
const json_t *json_take_array(struct json_reader *r, const char *name,
                              bool is_required);

// A text of whatever bytes: what is no UTF-8 becomes U+FFFD (text.h), so that a
// document can always be written. Never NULL.
json_t *json_text(const char *chars);

// Reads a whole text; on failure *why (if given) says line and reason. NULL.
json_t *json_read(const char *chars, size_t len, char *why, size_t why_cap);

// The same of a text that may also be one number, word or null, as some systems
// answer.
json_t *json_read_any(const char *chars, size_t len);

#endif
