// intercept.h - parcels that are packed and must not leave: the loading scan
// refuses them, and no manifest has them. Only what still waits can be stopped.
#ifndef STORE_CENTRAL_SHIP_INTERCEPT_H
#define STORE_CENTRAL_SHIP_INTERCEPT_H

#include "station/store/engine/store.h"

// All waiting parcels of an order, or those to one of its destinations (0 for
// all); returns how many.
int64_t intercept_order(struct store *st, int64_t order_id, int32_t group_no,
                        int64_t at_ms, const char *note);

// Those of an order that were stopped for this reason may leave.
void intercept_order_end(struct store *st, int64_t order_id, const char *note);

// True when a parcel of the order is stopped.
bool intercept_is_stopped(struct store *st, int64_t order_id);

// One, or let go again. False when it does not wait, or is stopped already.
bool intercept_parcel(struct store *st, int64_t parcel_id, int64_t at_ms,
                      const char *note);
bool intercept_end(struct store *st, int64_t parcel_id);

#endif
