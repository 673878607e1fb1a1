// reserve.h - which lots and places a shipment takes from.
#ifndef STORE_CENTRAL_SOURCE_RESERVE_H
#define STORE_CENTRAL_SOURCE_RESERVE_H

#include "station/store/central/source/backlog.h"

// Reserves one line of a shipment in its warehouse, first expired first; kits
// are taken apart. What has a date lasts until_days (since 1970). False when
// there is not enough (the caller undoes all).
bool reserve_line(struct store *st, int64_t shipment_id, int64_t warehouse_id,
                  int32_t *pos, const struct backlog_line *line, int32_t qty,
                  int32_t until_days);

// Lets too_many of a shipment line's reserved stock go; reserves more of it.
void reserve_less(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t too_many);
bool reserve_more(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t item_id, const char *lot, int32_t more);

// Exchanges qty of a line's reserved stock for as much of another lot. False
// when so much of that is not free: then nothing has changed.
bool reserve_swap(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t item_id, const char *lot, int32_t qty);

// What a shipment's line has reserved, by row of stock, rows of other lots than
// its own first; returns how many rows.
struct reserved {
    int64_t stock_id, qty;
};
int32_t reserve_load(struct store *st, int64_t shipment_id, int32_t pos,
                     struct reserved *out, int32_t cap);

// A row of the item in the shipment's warehouse that has a free unit, or 0.
int64_t reserve_free(struct store *st, int64_t shipment_id, int64_t item_id);

// Lets all of a shipment's go.
void reserve_end(struct store *st, int64_t shipment_id);

#endif
