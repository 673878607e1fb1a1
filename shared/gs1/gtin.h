// gtin.h - trade item numbers: GTIN-8, -12, -13, -14 and zero-suppressed UPC-E.
//
// All forms become one number, the GTIN-14 without its leading zeros, so that
// codes from different symbols compare equal. Source: GS1 General
// Specifications, sections 3.3 and 7.9 (check digit), 5.2.2.4 (UPC-E).
#ifndef SHARED_GS1_GTIN_H
#define SHARED_GS1_GTIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum { GTIN_DIGITS = 14 };

// The check digit for len digits, weights 3 and 1 from the right; -1 when a
// character is not a digit. Also for SSCC, GLN and the other GS1 keys.
int gtin_check_digit(const char *digits, size_t len);

// True when the last of len digits is the check digit of those before it.
bool gtin_is_checked(const char *digits, size_t len);

// Reads 8, 12, 13 or 14 digits. ERR_PARSE for another length, a character
// that is no digit, a wrong check digit, or zero.
int gtin_parse(const char *digits, size_t len, uint64_t *out) MUST_USE;

// Reads a UPC-E of 8 digits (number system 0 or 1, six digits, check digit)
// and gives the GTIN it stands for. ERR_PARSE as above.
int gtin_parse_upce(const char *digits, size_t len, uint64_t *out) MUST_USE;

// Writes 14 digits and a NUL.
void gtin_text(uint64_t gtin, char out[GTIN_DIGITS + 1]);

#endif
