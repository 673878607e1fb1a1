#include "station/store/central/source/supply.h"
#include "station/store/central/goods/items.h"
#include "station/store/engine/query.h"

static int32_t find_warehouse(const struct supply *s, int64_t id)
{
    for (int32_t i = 0; i < s->warehouse_count; i++)
        if (s->warehouse_id[i] == id)
            return i;
    return -1;
}

static void load_plain(struct store *st, int64_t item_id, int32_t today_days,
                       struct supply *out)
{
    struct query q;
    for (int32_t i = 0; i < out->warehouse_count; i++) {
        out->qty[i] = 0;
        out->oldest_ms[i] = INT64_MAX;
    }
    query_begin(&q, st,
                "SELECT p.warehouse_id, sum(s.qty - s.qty_reserved),"
                " min(s.since_ms) FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " AND s.qty > s.qty_reserved"
                " AND (s.expiry_days = 0 OR s.expiry_days >= ?2)"
                " GROUP BY p.warehouse_id");
    query_int(&q, 1, item_id);
    query_int(&q, 2, today_days);
    while (query_row(&q) > 0) {
        int32_t i = find_warehouse(out, query_get_int(&q, 0));
        if (i < 0)
            continue;
        out->qty[i] = (int32_t)query_get_int(&q, 1);
        out->oldest_ms[i] = query_get_int(&q, 2);
    }
}

void supply_load(struct store *st, int64_t item_id, int32_t today_days,
                 struct supply *out)
{
    struct item_parts parts;
    items_parts_load(st, item_id, &parts);
    if (parts.count == 0) {
        load_plain(st, item_id, today_days, out);
        return;
    }
    for (int32_t p = 0; p < parts.count; p++) {
        struct supply one = {.warehouse_count = out->warehouse_count,
                             .warehouse_id = out->warehouse_id};
        load_plain(st, parts.item_id[p], today_days, &one);
        for (int32_t i = 0; i < out->warehouse_count; i++) {
            int32_t whole = one.qty[i] / parts.qty[p];
            if (p == 0 || whole < out->qty[i])
                out->qty[i] = whole;
            if (p == 0 || one.oldest_ms[i] < out->oldest_ms[i])
                out->oldest_ms[i] = one.oldest_ms[i];
        }
    }
}

