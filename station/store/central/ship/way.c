#include "station/store/central/ship/way.h"
#include "station/store/engine/columns.h"

#include <string.h>

static void load_goods(struct store *st, int64_t shipment_id,
                       struct way *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT coalesce(max(i.is_hazmat), 0),"
                " coalesce(sum(l.qty * o.price_minor), 0),"
                " coalesce(sum(CASE WHEN l.is_kit = 0"
                " THEN l.qty * i.weight_mg ELSE 0 END), 0)"
                " FROM shipment_line l JOIN item i ON i.item_id = l.item_id"
                " JOIN shipment s ON s.shipment_id = l.shipment_id"
                " LEFT JOIN order_line o ON o.order_id = s.order_id"
                " AND o.line_no = l.line_no AND l.kit_pos < 0"
                " WHERE l.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    if (query_row(&q) > 0) {
        out->is_hazmat = query_get_int(&q, 0) != 0;
        out->declared_minor = query_get_int(&q, 1);
        out->planned_mg = query_get_int(&q, 2);
    }
    query_end(&q);
    query_begin(&q, st,
                "SELECT DISTINCT i.hs FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND i.hs <> '' LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, WAY_HS_MAX);
    while (query_row(&q) > 0)
        query_copy_text(&q, 0, out->hs[out->hs_count++], sizeof out->hs[0]);
}

static const struct column WAY[] = {
    C_INT(way, order_id),   C_INT(way, warehouse_id),
    C_INT(way, due_ms),     C_INT(way, cost_minor),
    C_TEXT(way, service),   C_TEXT(way, carrier),
    C_TEXT(way, wish),      C_TEXT(way, country),
    C_TEXT(way, postal),    C_TEXT(way, currency),
    C_TEXT(way, order_no),  C_TEXT(way, profile)};

bool way_load(struct store *st, int64_t shipment_id,
                        struct way *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT s.order_id, s.warehouse_id,"
                " CASE WHEN g.due_ms > 0 THEN g.due_ms ELSE o.due_ms END,"
                " s.cost_minor, s.service, s.carrier, g.service, g.country,"
                " g.postal, o.currency, o.order_no, o.profile FROM shipment s"
                " JOIN orders o ON o.order_id = s.order_id"
                " JOIN ship_group g ON g.order_id = s.order_id"
                " AND g.group_no = s.group_no WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    if (columns_load(&q, COLUMNS(WAY), out) != ERR_OK)
        return false;
    load_goods(st, shipment_id, out);
    return true;
}

void way_set(struct store *st, int64_t shipment_id,
                       const char *service, const char *carrier,
                       int64_t cost_minor, int64_t promise_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET service = ?2, carrier = ?3,"
                " cost_minor = ?4, promise_ms = ?5 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, service);
    query_text(&q, 3, carrier);
    query_int(&q, 4, cost_minor);
    query_int(&q, 5, promise_ms);
    query_write(&q);
}
