// bench_work.h - the orders that a bench has claimed.
#ifndef STORE_BENCH_BENCH_WORK_H
#define STORE_BENCH_BENCH_WORK_H

#include "station/record/work.h"
#include "station/store/engine/store.h"

enum { BENCH_QUEUE_MAX = 16 };   // claimed orders a bench may hold

struct bench_work {
    int64_t shipment_id;
    int64_t fence;
    int64_t due_ms;
    int64_t claimed_ms;
    char order_no[64];
    char tote[64];
    char state[8];          // leased, open, held, over
    char hand[33];          // that has its picking list, or empty
};

// Claimed orders by time due, at most cap; those without come last.
int bench_work_list(struct store *st, struct bench_work *out,
                    int32_t cap) MUST_USE;

// By order number or tote, among those not over. ERR_MISSING.
int bench_work_find(struct store *st, const char *text,
                    struct bench_work *out) MUST_USE;
// The first one waiting that no handheld has. ERR_MISSING.
int bench_work_free(struct store *st, int64_t now_ms,
                    struct bench_work *out) MUST_USE;
int bench_work_load(struct store *st, int64_t shipment_id,
                    struct bench_work *out) MUST_USE;

// The shipment as central gave it. ERR_MISSING when erased.
int bench_work_read(struct store *st, int64_t shipment_id,
                    struct work *out) MUST_USE;

// Inside a transaction: it is this bench's since claimed_ms.
void bench_work_add(struct store *st, const struct work *w,
                    int64_t claimed_ms);
void bench_work_state(struct store *st, int64_t shipment_id,
                      const char *state);

// Inside a transaction: this turn of the feed has named it, changing nothing.
void bench_work_seen(struct store *st, int64_t shipment_id);

// Inside a transaction: the handheld has its picking list until then.
void bench_work_hand(struct store *st, int64_t shipment_id, const char *hand,
                     int64_t until_ms);

// Inside a transaction: none of them is this bench's any more.
void bench_work_clear(struct store *st);

// The order is over: its personal data goes, the journal stays.
void bench_work_erase(struct store *st, int64_t shipment_id);

#endif
