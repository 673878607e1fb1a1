// alloc.h - which stock an order line takes, in one warehouse.
//
// First expired, first out; among equals the place filled longest ago; then
// the lower place number, so that the same input always gives the same answer.
// Stock that expires before it would arrive is passed over. Pure.
#ifndef DOMAIN_STOCK_ALLOC_H
#define DOMAIN_STOCK_ALLOC_H

#include <stdint.h>
#include "shared/err.h"

enum { ALLOC_ROWS_MAX = 256 };  // places and lots of one item looked at

struct alloc_row {
    int64_t stock_id;       // the caller's name for place and lot
    int64_t place_id;
    int64_t since_ms;       // when the place was first filled
    int32_t expiry_days;    // days since 1970, 0 for none
    int32_t qty_free;       // on hand less reserved
    int32_t qty_take;       // out: how many of these to reserve
};

// Sets qty_take over the rows and sorts them in the order of taking. Returns
// how many of qty_want were found, from 0 to qty_want. O(n log n).
int32_t alloc_line(struct alloc_row *row, int32_t row_count, int32_t qty_want,
                   int32_t not_before_days);

#endif
