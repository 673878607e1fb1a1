#include "station/bench/core/practice.h"
#include "station/base/json.h"
#include "station/base/log.h"
#include "station/bench/core/commit.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ORDERS = 5, LINES = 3, NUMBERS = 1000000 };

static json_t *line_json(int64_t item_id, int no)
{
    // Practice items have no weight on file here: the scale says unchecked.
    return json_pack("{s:i,s:I,s:i,s:i}", "line_no", no, "item",
                     (json_int_t)item_id, "qty", no, "unit_mg", 0);
}

static void add_order(struct core *c, int n, const int64_t *item, int count)
{
    struct bench_work w = {.shipment_id = n, .fence = 1};
    json_t *lines = json_array();
    for (int i = 0; i < LINES && i < count; i++)
        json_array_append_new(lines,
                              line_json(item[(n + i) % count], i + 1));
    snprintf(w.order_no, sizeof w.order_no, "PRACTICE-%d", n);
    json_t *body = json_pack("{s:I,s:s,s:i,s:s,s:s,s:s,s:o}", "shipment_id",
                             (json_int_t)n, "order_no", w.order_no, "fence",
                             1, "customer", "Practice customer", "address",
                             "Practice street 1", "country", "Nowhere",
                             "lines", lines);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    bench_work_add(&c->store, &w, text);
    free(text);
}

static int seed(struct core *c, struct store *live)
{
    int64_t item[16];
    struct bench_work list[BENCH_QUEUE_MAX];
    int waiting = bench_work_list(&c->store, list, BENCH_QUEUE_MAX);
    commit_begin(c);
    if (live)
        bench_copy_catalogue(&c->store, live);
    int count = bench_sample_items(&c->store, item, 16);
    int64_t first = store_counter(&c->store, "practice_orders", 0);
    if (waiting == 0 && count > 0) {
        for (int i = 1; i <= ORDERS; i++)
            add_order(c, (int)first + i, item, count);
        store_counter_set(&c->store, "practice_orders", first + ORDERS);
    }
    if (store_counter(&c->store, "sscc_end", 0) == 0) {
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
    must(live != NULL); // once, at start
    snprintf(path, sizeof path, "%s/bench.db", c->conf.data);
    bool has_live = store_open_readonly(live, path) == ERR_OK;
    if (!has_live)
        log_warn("practice_without_items why=\"%s\"", store_why(live));
    int rc = seed(c, has_live ? live : NULL);
    if (has_live)
        store_close(live);
    free(live);
    return rc;
}
