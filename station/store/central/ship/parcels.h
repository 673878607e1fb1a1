// parcel.h - parcels after they are packed: carriage, handover to the
// carrier, what the carrier says, and what it bills.
#ifndef STORE_CENTRAL_SHIP_PARCELS_H
#define STORE_CENTRAL_SHIP_PARCELS_H

#include "station/domain/ship/tracking.h"
#include "station/store/central/orders/orders.h"

enum { PARCEL_MANIFEST_MAX = 2000 };    // parcels of one manifest

struct parcel_row {
    int64_t parcel_id, shipment_id, order_id, warehouse_id, manifest_id;
    int64_t weight_mg, at_ms;
    enum tracking_state state;
    char tracking[48], carrier[24], service[24], order_no[64], box[64];
    char country[64], postal[16];
};

// By tracking number, SSCC or id. ERR_MISSING when there is none.
int parcel_load(struct store *st, int64_t parcel_id,
                struct parcel_row *out) MUST_USE;
int64_t parcel_find(struct store *st, const char *code);

// A carrier's word. False when it is known already. The parcel takes the
// latest; when all of an order have arrived the order is delivered.
bool parcel_track(struct store *st, int64_t parcel_id,
                  enum tracking_state state, int64_t at_ms,
                  const char *place);

// Parcels of a shipment whose carriage is not known yet.
int32_t parcel_unpriced(struct store *st, int64_t shipment_id, int64_t *out,
                        int32_t cap);
typedef void manifest_fn(void *arg, int64_t shipment_id, int64_t order_id);
void manifest_each(struct store *st, int64_t manifest_id, manifest_fn *each,
                   void *arg);

void parcel_cost_set(struct store *st, int64_t parcel_id, int64_t cost_minor);
bool parcel_billed_set(struct store *st, const char *tracking,
                       int64_t billed_minor);

// Takes up to PARCEL_MANIFEST_MAX packed parcels of a carrier that are on no
// manifest into a new one, and hands them over. 0 when there are none.
int64_t manifest_make(struct store *st, const char *carrier,
                      int64_t warehouse_id, int64_t at_ms);
json_t *manifests_json(struct store *st, struct central_page page);
json_t *manifest_json(struct store *st, int64_t manifest_id);

// Parcels waiting for a carrier, by carrier and warehouse: end-of-day totals.
json_t *manifest_open_json(struct store *st);
json_t *parcel_json(struct store *st, int64_t parcel_id);

// Parcels with an estimate and a bill that differ by more than permille.
json_t *parcel_bills_json(struct store *st, int32_t permille);

#endif
