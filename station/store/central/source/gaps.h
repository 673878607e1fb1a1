// gaps.h - what a bench did not find where the books show it.
#ifndef STORE_CENTRAL_SOURCE_GAPS_H
#define STORE_CENTRAL_SOURCE_GAPS_H

#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

// Items and places of a shipment that ended short because nothing was there.
struct gap {
    int64_t item_id, place_id;
};
int32_t gaps_load(struct store *st, int64_t shipment_id, struct gap *out,
                  int32_t cap);

// Orders whose unclaimed shipments have reserved that item at that place.
int32_t gaps_holders(struct store *st, const struct gap *g,
                     int64_t *order_id, int32_t cap);

// What the books still show at that place, reserved or not.
struct gap_left {
    int64_t qty;
    char sku[FIELD_SKU_MAX + 1], place[64];
};
void gaps_left(struct store *st, const struct gap *g, struct gap_left *out);

// What the books still show free there is moved to LOST until somebody counts.
void gaps_empty(struct store *st, const struct gap *g, int64_t shipment_id,
                int64_t at_ms);

#endif
