// fields.h - how long texts are in central's tables, the NUL not counted, and
// how far numbers go.
#ifndef STORE_CENTRAL_FIELDS_H
#define STORE_CENTRAL_FIELDS_H

#include <stdint.h>

enum {
    FIELD_SKU_MAX = 63,
    FIELD_NAME_MAX = 127,
    FIELD_CODE_MAX = 63,
    FIELD_URL_MAX = 255,
};

#define FIELD_MINOR_MAX INT64_C(1000000000000)      // money, in minor units
#define FIELD_MS_MAX INT64_C(253402300799999)       // the year 9999

#endif
