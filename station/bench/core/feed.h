// feed.h - what central hands to a bench, into the bench's own file.
//
// Inside a transaction. What concerns an order that is on the bench is acted
// on after the commit, by its desk.
#ifndef BENCH_CORE_FEED_H
#define BENCH_CORE_FEED_H

#include "station/record/feed.h"
#include "station/store/engine/store.h"

// One change of the feed: work, or a copy of central's catalogue.
void feed_apply(struct store *st, const struct feed_entry *e, int64_t at_ms);

// The feed is read from its beginning, in a turn of its own; and its last page
// is in: what the turn has not named is deleted, once.
void feed_begin_anew(struct store *st);
void feed_end(struct store *st);

#endif
