// feed.h - what stations fetch: their work, and what the house knows of items,
// boxes, people and serials.
#ifndef STORE_CENTRAL_FLOOR_FEED_H
#define STORE_CENTRAL_FLOOR_FEED_H

#include "station/record/feed.h"
#include "station/store/engine/store.h"

// The shipment as a bench needs it, without papers. False when there is none,
// or it has more lines than a bench can hold.
bool feed_work_load(struct store *st, int64_t shipment_id, struct work *w);

// Entries of the feed; false when there is no such row.
// The mark of the address of a shipment as it is now; see record/work.h. Empty
// when there is no such shipment.
void feed_to_mark(struct store *st, int64_t shipment_id,
                  char out[PACK_TO_MAX + 1]);

bool feed_item_load(struct store *st, int64_t item_id, struct feed_item *out);
bool feed_box_load(struct store *st, int64_t box_id, struct feed_box *out);

// The serials that left with a shipment; returns their count.
int32_t feed_serials_load(struct store *st, int64_t shipment_id,
                          struct feed_serial *out, int32_t cap);

#endif
