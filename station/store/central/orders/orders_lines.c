#include "station/store/central/orders/orders.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/engine/query.h"

#include <stdio.h>

static int64_t new_line(struct store *st, int64_t order_id, int32_t line_no,
                        int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO order_line (order_id, line_no, item_id, qty,"
                " price_minor, qty_shipped, group_no, channel_line, tax_minor,"
                " discount_minor) SELECT order_id, (SELECT max(m.line_no) + 1"
                " FROM order_line m WHERE m.order_id = ?1), ?3,"
                " qty - qty_shipped, price_minor, 0, group_no, channel_line,"
                " 0, 0 FROM order_line WHERE order_id = ?1 AND line_no = ?2"
                " AND qty > qty_shipped RETURNING line_no");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, item_id);
    return query_one_int(&q, 0);
}

bool orders_substitute(struct store *st, int64_t order_id, int32_t line_no,
                       int64_t item_id, int64_t at_ms)
{
    struct query q;
    char note[100];
    int64_t line = new_line(st, order_id, line_no, item_id);
    if (!line)
        return false;
    query_begin(&q, st,
                "UPDATE order_line SET qty = qty_shipped"
                " WHERE order_id = ?1 AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_write(&q);
    snprintf(note, sizeof note, "line %d goes on as line %lld, item %lld",
             line_no, (long long)line, (long long)item_id);
    timeline_add(st, order_id, "substituted", at_ms, 0, note);
    return true;
}

void orders_items_each(struct store *st, int64_t order_id, orders_item_fn *each,
                       void *arg)
{
    int64_t item_id[PICK_LINES_MAX];
    struct query q;
    query_begin(&q, st,
                "SELECT DISTINCT item_id FROM order_line WHERE order_id = ?1"
                " ORDER BY item_id");
    query_int(&q, 1, order_id);
    int32_t count = query_ids(&q, item_id, PICK_LINES_MAX);
    for (int32_t i = 0; i < count; i++)
        each(arg, item_id[i]);
}
