// bench_feed.h - central's feed becomes a bench's items, boxes, people and
// serials. Orders are bench_work.h's.
#ifndef STORE_BENCH_BENCH_FEED_H
#define STORE_BENCH_BENCH_FEED_H

#include "station/record/feed.h"
#include "station/store/engine/store.h"

// One entry that is no shipment; inside a transaction.
void bench_feed_apply(struct store *st, const struct feed_entry *e);

// Inside a transaction, at the end of a feed that began anew: copies and
// claimed orders that it did not name are not there any more. An open order
// stays, to be finished.
void bench_feed_prune(struct store *st);

#endif
