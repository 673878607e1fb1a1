// feed.h - what stations fetch: their work, and what changed since.
#ifndef STORE_CENTRAL_FLOOR_FEED_H
#define STORE_CENTRAL_FLOOR_FEED_H

#include "station/base/json.h"
#include "station/store/engine/store.h"

// The shipment as a bench needs it. NULL when there is none.
json_t *feed_work(struct store *st, int64_t shipment_id);

// What changed after a revision: {"rev":n,"more":bool,"changes":[...]}.
json_t *feed_changes(struct store *st, int64_t station_id, int64_t after_rev);

#endif
