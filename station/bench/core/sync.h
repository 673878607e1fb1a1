// sync.h - central as a device of the bench: events up, changes down, orders
// claimed ahead.
//
// Central is greeted first (record/hello.h): which rows of our journal it has,
// and whether it is the database that we knew. What does not agree is greeted
// anew, and until then nothing is sent or taken. Then one call at a time, each
// resuming from a number: events from the last one central has (acked_seq),
// changes from the last revision (feed_rev). Lost and doubled answers
// therefore do nothing. The journal itself is the outbox. What comes is stored
// first; then the bench's switch hears of it as an event (EVENT_NUMBERS,
// EVENT_FEED, EVENT_WORK) like of any other device's news. What central
// refuses is said on the screen and tried more and more seldom.
#ifndef BENCH_CORE_SYNC_H
#define BENCH_CORE_SYNC_H

#include "station/bench/core/core.h"

// Does nothing for a bench without a central. fn(arg) is told of what came.
int sync_open(struct core *c, device_fn *fn, void *arg, char *why,
              size_t why_cap) MUST_USE;
void sync_close(struct core *c);

// Once a turn of the loop: takes the answer that came, makes the call that is
// due.
void sync_step(struct core *c, const struct moment *at);

// Asks central for an order by its number or tote; EVENT_WORK follows.
// take_over: from another bench, as central allows.
void sync_claim(struct core *c, const char *code, bool take_over);
// One of several orders of one number.
void sync_claim_shipment(struct core *c, int64_t shipment_id,
                         const char *code);

bool sync_is_online(const struct core *c);
int64_t sync_heard_ms(const struct core *c); // monotonic, 0 never
int64_t sync_unsent(const struct core *c);   // journal rows
int64_t sync_skew_ms(const struct core *c);  // our clock less central's

// Why nothing may be packed here.
enum sync_block {
    SYNC_FREE,
    SYNC_SECOND,  // another machine is at work under this station's token
    SYNC_FOREIGN, // this file belongs to another central
};
enum sync_block sync_block(const struct core *c);

// Central was restored and hears every bench before it gives orders.
bool sync_is_recovering(const struct core *c);

// The other machine, as central names it, also when it was the one refused;
// and what central refuses. Empty for none.
const char *sync_rival(const struct core *c);
const char *sync_said(const struct core *c);

#endif
