// json_list.h - a long list in a JSON text, {"NAME":[...]}, entry by entry, so
// that a text of megabytes can be read in slices.
//
// All is read before anything is taken: a text that is no JSON is found out
// first, in the same words as json_read has. The caller keeps the text until
// json_list_close.
#ifndef BASE_JSON_LIST_H
#define BASE_JSON_LIST_H

#include <stddef.h>
#include "station/base/json.h"

struct json_list;

// NULL with *why when there is no such list at the top of the text.
struct json_list *json_list_open(const char *chars, size_t len,
                                 const char *name, char *why, size_t why_cap);
void json_list_close(struct json_list *l);      // or NULL

// Reads one more entry: 1; 0 when all are read and the rest of the text is
// right; ERR_PARSE with *why.
int json_list_read(struct json_list *l, char *why, size_t why_cap) MUST_USE;

// The next entry of those that were read, the caller's to release. NULL at the
// end.
json_t *json_list_take(struct json_list *l);

int64_t json_list_count(const struct json_list *l);     // read so far
int64_t json_list_taken(const struct json_list *l);

#endif
