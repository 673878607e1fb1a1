// bench_feed.h - central's feed becomes a bench's items, boxes, people and
// serials. Orders are bench_work.h's.
#ifndef STORE_BENCH_BENCH_FEED_H
#define STORE_BENCH_BENCH_FEED_H

#include "station/record/feed.h"
#include "station/store/engine/store.h"

// One entry that is no shipment; inside a transaction.
void bench_feed_apply(struct store *st, const struct feed_entry *e);

#endif
