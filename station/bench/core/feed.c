#include "station/bench/core/feed.h"
#include "station/store/bench/bench_store.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

static bool read_work(const json_t *work, struct bench_work *w)
{
    struct json_reader r;
    memset(w, 0, sizeof *w);
    json_reader_init(&r, work);
    json_take_int(&r, "shipment_id", 1, INT64_MAX, &w->shipment_id, true);
    json_take_int(&r, "fence", 0, INT64_MAX, &w->fence, true);
    json_take_int(&r, "due_ms", 0, INT64_MAX, &w->due_ms, false);
    json_take_text(&r, "order_no", w->order_no, sizeof w->order_no, true);
    json_take_text(&r, "tote", w->tote, sizeof w->tote, false);
    return json_reader_ok(&r);
}

void feed_take_work(struct store *st, const json_t *work, int64_t at_ms)
{
    struct bench_work w;
    if (!read_work(work, &w))
        return;
    char *body = json_dumps(work, JSON_COMPACT);
    must(body != NULL);
    w.claimed_ms = at_ms;
    bench_work_add(st, &w, body);
    free(body);
}

static void apply_work(struct store *st, const json_t *work, int64_t at_ms)
{
    struct bench_work w, have;
    if (!read_work(work, &w))
        return;
    const char *state = json_string_value(json_object_get(work, "state"));
    int64_t owner = json_integer_value(json_object_get(work, "station_id"));
    bool is_ours = owner == store_counter(st, "station_id", -1);
    bool is_known = bench_work_load(st, w.shipment_id, &have) == ERR_OK;
    if (is_ours && state && strcmp(state, "claimed") == 0) {
        feed_take_work(st, work, at_ms);
        if (is_known && strcmp(have.state, "held") == 0)
            bench_work_state(st, w.shipment_id, "leased");
        return;
    }
    bool is_held = is_ours && state && strcmp(state, "held") == 0;
    if (is_known && !is_held)
        bench_work_erase(st, w.shipment_id);
}

void feed_apply(struct store *st, const char *kind, const json_t *data,
                int64_t at_ms)
{
    if (strcmp(kind, "shipment") == 0)
        apply_work(st, data, at_ms);
    else
        bench_feed_apply(st, kind, data);
}
