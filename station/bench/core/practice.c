#include "station/bench/core/practice.h"
#include "station/base/log.h"
#include "station/bench/core/commit.h"
#include "shared/must.h"
#include "station/store/bench/bench_copy.h"
#include "station/store/bench/bench_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORDERS = 5, LINES = 3, NUMBERS = 1000000 };

static void add_order(struct core *c, struct work *w, int n,
                      const int64_t *item, int count)
{
    work_init(w);
    w->shipment_id = n;
    w->fence = 1;
    w->state = SHIPMENT_CLAIMED;
    snprintf(w->order_no, sizeof w->order_no, "PRACTICE-%d", n);
    snprintf(w->customer, sizeof w->customer, "Practice customer");
    snprintf(w->address, sizeof w->address, "Practice street 1");
    snprintf(w->country, sizeof w->country, "Nowhere");
    // Practice items have no weight on file here: the scale says unchecked.
    for (int i = 0; i < LINES && i < count; i++)
        w->line[w->line_count++] = (struct work_line){
            .pick = {.item_id = item[(n + i) % count],
                     .line_no = i + 1,
                     .qty_want = i + 1,
                     .kit_idx = PICK_NO_LINE}};
    bench_work_add(&c->store, w, 0);
}

static int seed(struct core *c, struct store *live, struct work *w)
{
    int64_t item[16];
    struct bench_work list[BENCH_QUEUE_MAX];
    int waiting = bench_work_list(&c->store, list, BENCH_QUEUE_MAX);
    commit_begin(c);
    if (live)
        bench_copy_catalogue(&c->store, live);
    int count = bench_copy_sample(&c->store, item, 16);
    int64_t first = store_counter(&c->store, "practice_orders", 0);
    if (waiting == 0 && count > 0) {
        for (int i = 1; i <= ORDERS; i++)
            add_order(c, w, (int)first + i, item, count);
        store_counter_set(&c->store, "practice_orders", first + ORDERS);
    }
    if (store_counter(&c->store, "sscc_next", 0) ==
        store_counter(&c->store, "sscc_end", 0)) {
        store_counter_set(&c->store, "sscc_next", 1);
        store_counter_set(&c->store, "sscc_end", NUMBERS);
        store_setting_set(&c->store, "sscc_prefix", "0000000");
    }
    return commit(c, NULL, NULL, 0);
}

int practice_seed(struct core *c)
{
    char path[300];
    struct store *live = calloc(1, sizeof *live);
    struct work *w = calloc(1, sizeof *w);
    must(live != NULL && w != NULL); // once, at start
    snprintf(path, sizeof path, "%s/bench.db", c->conf.data);
    bool has_live = store_open_readonly(live, path) == ERR_OK;
    if (!has_live)
        log_warn("practice_without_items why=\"%s\"", store_why(live));
    int rc = seed(c, has_live ? live : NULL, w);
    if (has_live)
        store_close(live);
    free(live);
    free(w);
    return rc;
}
