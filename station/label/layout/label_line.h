// label_line.h - the text of one item of a label, put together piece by piece.
//
// The layout is pure and knows no printf. What does not fit is cut, as a text
// that is too long for its box is.
#ifndef LABEL_LAYOUT_LABEL_LINE_H
#define LABEL_LAYOUT_LABEL_LINE_H

#include "station/label/layout/label.h"

struct label_line {             // begin with {0}
    size_t len;
    char chars[LABEL_TEXT_MAX + 1]; // ends with a NUL
};

void label_line_put(struct label_line *t, const char *text);

// With zeros in front up to so many digits.
void label_line_put_number(struct label_line *t, int64_t n, int digits_min);

// Kilograms with three decimals: "3.248".
void label_line_put_kg(struct label_line *t, int64_t mg);

// "1,234.50" for 123450 with two digits after the point (ISO 4217).
void label_line_put_money(struct label_line *t, int64_t minor, int32_t digits);

// "2 of 3", or "2" while it is not known of how many (0).
void label_line_put_count(struct label_line *t, int32_t n, int32_t of);

#endif
