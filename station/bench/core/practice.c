// Practice: a store of its own, orders made from the bench's own items, labels
// marked, and nothing ever posted. The catalogue and the people are copied
// from the bench's real file each time practice starts.
#include "station/bench/desk/bench.h"
#include "station/base/log.h"
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

static void add_order(struct bench *b, int n, const int64_t *item, int count)
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
    bench_work_add(&b->store, &w, text);
    free(text);
}

int practice_seed(struct bench *b)
{
    static struct store live;
    char path[300];
    int64_t item[16];
    struct bench_work list[BENCH_QUEUE_MAX];
    snprintf(path, sizeof path, "%s/bench.db", b->conf.data);
    bool has_live = store_open_readonly(&live, path) == ERR_OK;
    if (!has_live)
        log_warn("practice_without_items why=\"%s\"", store_why(&live));
    int waiting = bench_work_list(&b->store, list, BENCH_QUEUE_MAX);
    store_begin(&b->store);
    if (has_live)
        bench_copy_catalogue(&b->store, &live);
    int count = bench_sample_items(&b->store, item, 16);
    int64_t first = store_counter(&b->store, "practice_orders", 0);
    if (waiting == 0 && count > 0) {
        for (int i = 1; i <= ORDERS; i++)
            add_order(b, (int)first + i, item, count);
        store_counter_set(&b->store, "practice_orders", first + ORDERS);
    }
    if (store_counter(&b->store, "sscc_end", 0) == 0) {
        store_counter_set(&b->store, "sscc_next", 1);
        store_counter_set(&b->store, "sscc_end", NUMBERS);
        store_setting_set(&b->store, "sscc_prefix", "0000000");
    }
    int rc = store_commit(&b->store);
    if (has_live)
        store_close(&live);
    return rc;
}
