// gs1.h - GS1 application identifiers: what a label says besides the number.
//
// Three spellings of the same thing are read: the element string a scanner
// sends (FNC1 as 0x1D), the bracketed string people write, and the GS1 Digital
// Link URI. A plain lot number is never taken for GS1: that is decided by the
// AIM identifier or by FNC1, not by what the digits happen to look like.
//
// Sources: GS1 General Specifications 3 (identifiers), 4.14 (pairs), 7.8.5
// (processing); GS1 Digital Link URI syntax 1.2; ISO/IEC 15424 (AIM).
// Nothing is allocated: values are copied into the struct, which the caller
// owns. Cost: O(data length x identifiers known), about 200.
#ifndef SHARED_GS1_GS1_H
#define SHARED_GS1_GS1_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum {
    GS1_DATA_MAX = 512,     // bytes of input
    GS1_ELEMENTS_MAX = 32,
    GS1_FNC1 = 0x1D,        // the group separator that stands for FNC1
};

enum gs1_why {
    GS1_FINE,
    GS1_EMPTY,
    GS1_TOO_LONG,           // GS1_DATA_MAX or GS1_ELEMENTS_MAX reached
    GS1_UNKNOWN_AI,
    GS1_TOO_SHORT,          // the value ends before its fixed length
    GS1_VALUE_TOO_LONG,
    GS1_NOT_DIGITS,
    GS1_BAD_CHARACTER,
    GS1_BAD_CHECK_DIGIT,
    GS1_BAD_DATE,           // or time of day
    GS1_BAD_CODE,           // of a country, currency or other list: none of it
    GS1_BAD_NUMBER,         // of digits, and not in its range
    GS1_BAD_BRACKET,
    GS1_ADD_ON,             // ]E1 or ]E2: the bars beside were not read
    GS1_BAD_URI,
    GS1_NO_KEY,             // a Digital Link without a primary key
    GS1_BAD_QUALIFIER,      // in a wrong order or not of this key
    GS1_SAME_TWICE,         // one identifier, two values
    GS1_PAIR_MISSING,       // needs another identifier that is not there
    GS1_PAIR_FORBIDDEN,
};

struct gs1_element {
    char ai[5];             // 2 to 4 digits
    const char *value;      // inside struct gs1, ends with NUL
    uint8_t value_len;
};

struct gs1 {
    int32_t count;
    struct gs1_element element[GS1_ELEMENTS_MAX];
    enum gs1_why why;       // set when a function returns ERR_PARSE
    int32_t at;             // offset in the input where it went wrong
    char text[GS1_DATA_MAX + GS1_ELEMENTS_MAX];
    int32_t text_len;
};

enum gs1_form {
    GS1_FORM_PLAIN,         // not GS1: a lot, a SKU, an order number
    GS1_FORM_GTIN,          // EAN, UPC or ITF-14: digits of a GTIN
    GS1_FORM_ELEMENTS,
};

// Reads an element string. One leading FNC1 and FNC1 after a value of
// predefined length or at the end are allowed.
int gs1_parse(struct gs1 *g, const char *data, size_t len) MUST_USE;

// Reads "(01)09506000134352(10)AB\(1" with \( for a bracket in a value.
int gs1_parse_bracketed(struct gs1 *g, const char *data, size_t len) MUST_USE;

// Reads a GS1 Digital Link URI; identifiers come in the order of the URI.
int gs1_parse_link(struct gs1 *g, const char *data, size_t len) MUST_USE;

// Reads what a scanner sent. An AIM identifier ("]C1...") decides the form;
// without one, a leading FNC1 makes it GS1. Under any identifier or none a
// Digital Link with a primary key and a whole bracketed string are elements.
// For GS1_FORM_GTIN the one element is (01), and the add-on of ]E3 is left out;
// for GS1_FORM_PLAIN there are none and *plain is where the text begins, after
// any AIM identifier. Returns enum gs1_form or ERR_PARSE.
int gs1_scan(struct gs1 *g, const char *data, size_t len,
             size_t *plain) MUST_USE;

// Required and forbidden pairs, over all elements of one item. ERR_PARSE with
// why set and at the index of the element.
int gs1_check_pairs(struct gs1 *g) MUST_USE;

// The element with this identifier ("01", "310n" for any last digit) or NULL.
const struct gs1_element *gs1_find(const struct gs1 *g, const char *ai);

// A short English text for messages and the command line.
const char *gs1_why_name(enum gs1_why why);

#endif
