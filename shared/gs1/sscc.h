// sscc.h - serial shipping container codes, the number of one parcel.
//
// SSCC = extension digit, GS1 company prefix, serial reference, check digit;
// 18 digits in all (GS1 General Specifications 3.2). Whoever makes them keeps
// the serial growing and never gives one out twice.
#ifndef SHARED_GS1_SSCC_H
#define SHARED_GS1_SSCC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum { SSCC_DIGITS = 18, SSCC_PREFIX_MIN = 4, SSCC_PREFIX_MAX = 12 };

// Writes 18 digits and a NUL. ERR_PARSE for an extension above 9 or a prefix
// that is not 4 to 12 digits, ERR_FULL when serial does not fit.
int sscc_make(int extension, const char *prefix, uint64_t serial,
              char out[SSCC_DIGITS + 1]) MUST_USE;

// 18 digits with a right check digit.
bool sscc_is_valid(const char *digits, size_t len);

#endif
