// text.h - building text in a buffer the caller owns, and reading numbers.
//
// When the text does not fit, what fits stays, the rest is dropped and full
// is set; so a writer appends freely and asks once, at the end.
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

struct text {
    char *chars;        // always ends with a NUL
    size_t cap;         // bytes, the NUL included
    size_t len;         // bytes, the NUL not included
    bool full;
};

void text_init(struct text *t, char *chars, size_t cap);
void text_add(struct text *t, const char *chars, size_t len);
void text_addf(struct text *t, const char *format, ...) PRINTF_LIKE(2, 3);

// A whole decimal number, sign allowed, nothing else around it. ERR_PARSE.
int text_to_int(const char *chars, size_t len, int64_t *out) MUST_USE;

// "HOST:PORT", split at its last colon; the port is 0 to 65535. ERR_PARSE, also
// when the host does not fit into cap bytes.
int text_to_host_port(const char *chars, char *host, size_t cap,
                      int *port) MUST_USE;

// A decimal number such as "12.50" times 10^places, exactly. ERR_PARSE also
// when digits would be lost, as of "1.005" with two places.
int text_to_decimal(const char *chars, size_t len, int places,
                    int64_t *out) MUST_USE;

// Copies len bytes into a field of cap bytes as UTF-8 with a NUL. ERR_FULL
// when it does not fit, ERR_PARSE when it is not valid UTF-8 or holds a
// control character other than tab and newline.
int text_field(char *out, size_t cap, const char *chars, size_t len) MUST_USE;

// Copies what fits into a field of cap bytes, in whole characters, with a NUL.
// What is no UTF-8 becomes U+FFFD, so that the field can be shown and sent
// whatever the bytes were; the copy ends at a NUL among them.
void text_copy(char *out, size_t cap, const char *chars, size_t len);

// The same for words of people: lines end with a newline, whatever they ended
// with; other control characters become blanks. False when not all of it fits.
bool text_words(char *out, size_t cap, const char *chars, size_t len);

// The same, and an ellipsis at the end of what does not fit.
void text_words_short(char *out, size_t cap, const char *chars, size_t len);

// UTF-8 without control characters other than tab and newline.
bool text_is_plain(const char *chars, size_t len);

bool text_is_utf8(const char *chars, size_t len);

#endif
