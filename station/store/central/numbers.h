// numbers.h - the next number of each thing whose number leaves the house: it
// stands on a label or paper, at a bench or in another program, and is never
// given to another thing, not even after a restore (floor/identity.h jumps).
#ifndef STORE_CENTRAL_NUMBERS_H
#define STORE_CENTRAL_NUMBERS_H

#include "station/store/engine/store.h"

// name is a counter: order_id, shipment_id, parcel_id, manifest_id, and
// journal_no, which only central sees.
int64_t numbers_next(struct store *st, const char *name);

#endif
