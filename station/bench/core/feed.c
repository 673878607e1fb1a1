#include "station/bench/core/feed.h"
#include "station/store/bench/bench_feed.h"
#include "station/store/bench/bench_work.h"

#include <string.h>

// An order is kept while it is this bench's to pack, or put aside here.
static void apply_work(struct store *st, const struct work *w, int64_t at_ms)
{
    struct bench_work have;
    bool is_ours = w->station_id == store_counter(st, "station_id", -1);
    bool is_known = bench_work_load(st, w->shipment_id, &have) == ERR_OK;
    if (is_ours && w->state == SHIPMENT_CLAIMED) {
        bench_work_add(st, w, at_ms);
        if (is_known && strcmp(have.state, "held") == 0)
            bench_work_state(st, w->shipment_id, "leased");
        return;
    }
    bool is_held = is_ours && w->state == SHIPMENT_HELD;
    if (is_known && !is_held)
        bench_work_erase(st, w->shipment_id);
    else if (is_known)
        bench_work_seen(st, w->shipment_id);
}

void feed_apply(struct store *st, const struct feed_entry *e, int64_t at_ms)
{
    if (e->kind == FEED_SHIPMENT)
        apply_work(st, &e->work, at_ms);
    else
        bench_feed_apply(st, e);
}

void feed_begin_anew(struct store *st)
{
    store_counter_set(st, "feed_turn", store_counter(st, "feed_turn", 0) + 1);
    store_counter_set(st, "feed_rev", 0);
}

void feed_end(struct store *st)
{
    int64_t turn = store_counter(st, "feed_turn", 0);
    if (store_counter(st, "feed_turn_done", 0) == turn)
        return;
    bench_feed_prune(st);
    store_counter_set(st, "feed_turn_done", turn);
}
