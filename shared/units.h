// units.h - weights in milligrams, without floating point.
//
// A reading arrives as an integer and a power of ten in some unit, as in the
// USB HID scale report (HID Point of Sale Usage Tables 1.02, page 0x8D) or the
// digits of a serial line. It is converted once, here, and rounded half away
// from zero; everything inside counts milligrams.
#ifndef SHARED_UNITS_H
#define SHARED_UNITS_H

#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

// The numbers are the unit codes of HID usages 0x8D:0x51 to 0x8D:0x5C.
enum unit {
    UNIT_MG = 1,
    UNIT_G,
    UNIT_KG,
    UNIT_CARAT,
    UNIT_TAEL,
    UNIT_GRAIN,
    UNIT_DWT,
    UNIT_METRIC_TON,
    UNIT_SHORT_TON,
    UNIT_TROY_OZ,
    UNIT_OZ,
    UNIT_LB,
};

// The heaviest reading taken: 100 tonnes. Anything above is a broken report.
#define UNITS_WEIGHT_MAX_MG ((int64_t)100000 * 1000 * 1000)

// value x 10^exponent of unit, in *out_mg. ERR_PARSE for an unknown unit or a
// weight beyond UNITS_WEIGHT_MAX_MG either way. Exponents from -9 to 9.
int units_to_mg(int64_t value, int exponent, enum unit unit,
                int64_t *out_mg) MUST_USE;

// Unit from its usual letters ("g", "kg", "lb", "oz", "mg"; either case).
// ERR_PARSE for anything else.
int units_parse(const char *chars, size_t len, enum unit *out) MUST_USE;

#endif
