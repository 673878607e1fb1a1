// parcels.h - rows of parcels once they are packed: carriage, what the carrier
// says, and what it bills.
#ifndef STORE_CENTRAL_SHIP_PARCELS_H
#define STORE_CENTRAL_SHIP_PARCELS_H

#include "station/domain/ship/tracking.h"
#include "station/store/engine/store.h"

struct parcel_row {
    int64_t parcel_id, shipment_id, order_id, warehouse_id, manifest_id;
    int64_t weight_mg, at_ms;
    int64_t stop_ms;            // it must not leave since then; 0: it may
    int64_t back_ms;            // its goods went back to a place; 0: not so
    enum tracking_state state;
    char tracking[48], carrier[24], service[24], order_no[64], box[64];
    char country[64], postal[16];
};

// ERR_MISSING when there is none.
int parcels_load(struct store *st, int64_t parcel_id,
                 struct parcel_row *out) MUST_USE;
// By tracking number, SSCC or id; 0 when unknown.
int64_t parcels_find(struct store *st, const char *code);

// A carrier's word. False when it is known already. The parcel takes the
// latest; *is_latest is false of an older one that came late.
bool parcels_track(struct store *st, int64_t parcel_id,
                   enum tracking_state state, int64_t at_ms,
                   const char *place, bool *is_latest);

// The shipment is delivered when all its parcels are; and whether all parcels
// of an order are.
void parcels_shipment_arrived(struct store *st, int64_t shipment_id);
bool parcels_all_arrived(struct store *st, int64_t order_id);

// Parcels of a shipment whose carriage is not known yet.
int32_t parcels_unpriced(struct store *st, int64_t shipment_id, int64_t *out,
                         int32_t cap);

void parcels_cost_set(struct store *st, int64_t parcel_id,
                      int64_t cost_minor);
bool parcels_billed_set(struct store *st, const char *tracking,
                        int64_t billed_minor);

#endif
