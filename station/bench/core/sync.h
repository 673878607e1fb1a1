// sync.h - central as a device of the bench: events up, changes down, orders
// claimed ahead.
//
// One call at a time, each resuming from a number: events from the last one
// central has (acked_seq), changes from the last revision (feed_rev). Lost and
// doubled answers therefore do nothing. The journal itself is the outbox. What
// comes is stored first; then the bench's switch hears of it as an event
// (EVENT_NUMBERS, EVENT_FEED, EVENT_WORK) like of any other device's news.
#ifndef BENCH_CORE_SYNC_H
#define BENCH_CORE_SYNC_H

#include "station/bench/core/core.h"

// Does nothing for a bench that works alone. fn(arg) is told of what came.
int sync_open(struct core *c, device_fn *fn, void *arg, char *why,
              size_t why_cap) MUST_USE;
void sync_close(struct core *c);

// Once a turn of the loop: takes the answer that came, makes the call that is
// due.
void sync_step(struct core *c, const struct moment *at);

// Asks central for an order by its number or tote; EVENT_WORK follows.
// take_over: from another bench, as central allows.
void sync_claim(struct core *c, const char *code, bool take_over);

bool sync_is_online(const struct core *c);
int64_t sync_heard_ms(const struct core *c);    // monotonic, 0 never
int64_t sync_unsent(const struct core *c);      // journal rows
int64_t sync_skew_ms(const struct core *c);     // our clock less central's

#endif
