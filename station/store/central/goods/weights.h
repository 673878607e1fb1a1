// weights.h - what items weigh, as parcels show it: see domain/pack/learn.h.
#ifndef STORE_CENTRAL_GOODS_WEIGHTS_H
#define STORE_CENTRAL_GOODS_WEIGHTS_H

#include "station/store/engine/store.h"

// The item of a parcel that holds one kind of item and nothing else, and how
// many; 0 of any other.
int64_t weights_only_item(struct store *st, int64_t parcel_id, int64_t *qty);

// Keeps what one weighs in this parcel; of the item's parcels the newest
// LEARN_MOST are kept.
void weights_add(struct store *st, int64_t item_id, int64_t parcel_id,
                 int64_t unit_mg);
int32_t weights_load(struct store *st, int64_t item_id, int64_t *unit_mg,
                     int32_t cap);

// Of the catalogue.
struct weights_item {
    char sku[64];
    int64_t weight_mg;
};
bool weights_item_load(struct store *st, int64_t item_id,
                       struct weights_item *out);
// Told to the benches. is_learned: parcels say so, and no person.
enum { WEIGHTS_SPREAD_KEPT = -1 }; // for spread_mg: as it is
void weights_item_set(struct store *st, int64_t item_id, int64_t weight_mg,
                      int64_t spread_mg, bool is_learned);

#endif
