// manifests.h - which parcels were handed to a carrier together.
#ifndef STORE_CENTRAL_SHIP_MANIFESTS_H
#define STORE_CENTRAL_SHIP_MANIFESTS_H

#include "station/store/engine/store.h"

enum { MANIFEST_PARCELS_MAX = 2000 };   // of one manifest

struct manifest_wish {
    const char *carrier;
    int64_t warehouse_id;
    int64_t at_ms;
    bool takes_unscanned;   // what nobody scanned at the lorry goes, too
    const char *why;        // it does
};

// Takes up to MANIFEST_PARCELS_MAX parcels that were loaded and are on no
// manifest into a new one, and hands them over. 0 when there are none.
int64_t manifests_make(struct store *st, const struct manifest_wish *w);

// Each shipment on it, with its order.
typedef void manifests_fn(void *arg, int64_t shipment_id, int64_t order_id);
void manifests_each(struct store *st, int64_t manifest_id,
                    manifests_fn *each, void *arg);

#endif
