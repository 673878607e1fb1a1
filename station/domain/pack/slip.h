// slip.h - one row of a packing slip: what the store tells and a label shows.
#ifndef DOMAIN_PACK_SLIP_H
#define DOMAIN_PACK_SLIP_H

#include <stdbool.h>
#include <stdint.h>

enum { SLIP_SKU_MAX = 47, SLIP_NAME_MAX = 255 };

struct slip_row {
    bool is_detail;             // its name tells lots or serials of the item
                                // above; nothing else is set
    char sku[SLIP_SKU_MAX + 1];
    char name[SLIP_NAME_MAX + 1];
    int32_t qty;
    int32_t qty_short;
};

#endif
