// fields.h - how long texts are in central's tables, the NUL not counted.
#ifndef STORE_CENTRAL_FIELDS_H
#define STORE_CENTRAL_FIELDS_H

enum {
    FIELD_SKU_MAX = 63,
    FIELD_NAME_MAX = 127,
    FIELD_CODE_MAX = 63,
    FIELD_URL_MAX = 255,
};

#endif
