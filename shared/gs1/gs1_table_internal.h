// gs1_table_internal.h - the application identifiers as data.
//
// Facts from the GS1 Syntax Dictionary and the General Specifications. A
// format is a list of parts: a class (N digits, X CSET-82, Y CSET-39, Z
// base64url), a length (14 fixed, ..20 up to) and checks:
//   k check digit, j check character pair, i IBAN (ISO 13616)
//   d date with DD=00, D date, t date and hour and minute, H date and hour,
//   e YYYYMMDD, h hour and minute, M minute or second
//   c currency (ISO 4217), R countries (ISO 3166-1), a one in letters, o one or
//   999, m medium, s sex (ISO 5218), w winding, g company's prefix first
//   p piece of so many, q position "2/5", l latitude and longitude, u not zero,
//   v no zero first, z zero, b 0 or 1, - a hyphen, % percent-encoded
// [ ] marks optional parts. Not checked, for no bench acts on them: what stands
// inside coupons (8110, 8112), the regions of ISO 3166-2 (427), the index of
// importers (7040), units (8005 and the like), and whose a prefix is.
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
