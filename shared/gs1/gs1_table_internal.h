// gs1_table_internal.h - the application identifiers as data.
//
// Facts from the GS1 Syntax Dictionary and the General Specifications. A
// format is a list of parts: a class (N digits, X CSET-82, Y CSET-39, Z
// base64url), a length (14 fixed, ..20 up to) and checks:
//   k check digit, d date with DD=00, D date, t date and hour and minute,
//   z zero, 1 must be 0 or 1, % percent-encoded. [ ] marks optional parts.
#ifndef SHARED_GS1_GS1_TABLE_INTERNAL_H
#define SHARED_GS1_GS1_TABLE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

struct gs1_ai {
    const char *ai;     // digits, n stands for any digit
    const char *format;
};

// The entry data begins with, or NULL. *ai_len is how many digits it takes.
const struct gs1_ai *gs1_table_find(const char *data, size_t len,
                                    size_t *ai_len);

// Length of identifier and value together when it is predefined by the first
// two digits and needs no FNC1 after it, else 0.
size_t gs1_table_predefined_len(const char *ai);

bool gs1_ai_matches(const char *pattern, const char *ai, size_t ai_len);

#endif
