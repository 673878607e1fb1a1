// claims.h - which shipment a bench means, and that it has it.
//
// A claim goes out under a fence number that grows; see domain/orders/claim.h.
#ifndef STORE_CENTRAL_FLOOR_CLAIMS_H
#define STORE_CENTRAL_FLOOR_CLAIMS_H

#include "station/domain/orders/claim.h"
#include "station/store/engine/store.h"

struct claim_found {
    int64_t shipment_id;
    int64_t claimed_ms;
    struct claim_shipment is;
};

// False when there is none. The shipment of an order number that can be worked
// on in this warehouse, else in another, else the newest.
bool claims_find_order(struct store *st, const char *order_no,
                       int64_t warehouse_id, struct claim_found *out);

// Orders of this number that can be worked on here, the oldest first.
int32_t claims_choices(struct store *st, const char *order_no,
                       int64_t warehouse_id,
                       struct claim_choice out[CLAIM_CHOICES_MAX]);
bool claims_find_shipment(struct store *st, int64_t shipment_id,
                          struct claim_found *out);
bool claims_find_tote(struct store *st, const char *tote,
                      int64_t warehouse_id, struct claim_found *out);

// The single-item lane: of the shipments that are one unit of this item, the
// oldest promise first. A GTIN is given in its normal form.
bool claims_find_single(struct store *st, const char *item_code,
                        int64_t warehouse_id, struct claim_found *out);

// Of the released ones the one with the nearest cut-off; those without one come
// after all others, the oldest first.
bool claims_find_next(struct store *st, int64_t warehouse_id,
                      struct claim_found *out);

// The state of the newest order of this number.
bool claims_order_state(struct store *st, const char *order_no,
                        enum order_state *out);

// Who has a shipment, and since when.
struct claim_holder {
    int64_t station_id, journal_no, fence, at_ms;
};
// It is claimed by him from now on.
void claims_set(struct store *st, int64_t shipment_id,
                const struct claim_holder *h);

// What a station had under another journal than the one at work, and is not
// held for it yet; returns how many.
struct claim_lost {
    int64_t shipment_id, order_id;
};
int32_t claims_lost(struct store *st, int64_t station_id, int64_t journal_no,
                    struct claim_lost *out, int32_t cap);
void claims_hold_lost(struct store *st, int64_t shipment_id);

// Back from hold: its bench goes on with it, or, when that lost it or was
// withdrawn, any bench may claim it. False when not held.
bool claims_unhold(struct store *st, int64_t shipment_id);

#endif
