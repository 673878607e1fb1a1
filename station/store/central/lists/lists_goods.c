// Lists and single rows as JSON, for the API. All page by key; a row becomes
// an object whose members are the columns' names.
#include "station/store/central/orders/orders.h"
#include "station/store/engine/query.h"
#include "station/store/engine/rows.h"
#include "shared/gs1/gtin.h"

#include <string.h>

static void bind_page(struct query *q, struct central_page page)
{
    query_int(q, 1, page.after);
    query_int(q, 2, page.limit);
}

json_t *central_items_json(struct store *st, struct central_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT item_id, sku, name, weight_mg, needs_lot,"
                " needs_serial FROM item WHERE item_id > ?1"
                " ORDER BY item_id LIMIT ?2");
    bind_page(&q, page);
    return rows_json(&q);
}

json_t *central_item_json(struct store *st, int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT item_id, sku, name, weight_mg, spread_mg, needs_lot,"
                " needs_serial, picture_url, length_mm, width_mm, height_mm,"
                " hs, origin, customs_name, is_hazmat, is_draft, pack_flags"
                " FROM item WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    json_t *o = one_json(&q);
    if (!o)
        return NULL;
    query_begin(&q, st,
                "SELECT code, qty FROM item_code WHERE item_id = ?1"
                " ORDER BY qty, code");
    query_int(&q, 1, item_id);
    json_object_set_new(o, "codes", rows_json(&q));
    query_begin(&q, st,
                "SELECT i.sku, k.qty FROM kit_part k"
                " JOIN item i ON i.item_id = k.part_item_id"
                " WHERE k.item_id = ?1 ORDER BY i.sku");
    query_int(&q, 1, item_id);
    json_object_set_new(o, "parts", rows_json(&q));
    return o;
}

json_t *central_stock_json(struct store *st, int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.stock_id, w.code AS warehouse, p.code AS place,"
                " p.kind, s.lot, s.expiry_days, s.qty, s.qty_reserved"
                " FROM stock s JOIN place p ON p.place_id = s.place_id"
                " JOIN warehouse w ON w.warehouse_id = p.warehouse_id"
                " WHERE s.item_id = ?1 ORDER BY p.kind, s.stock_id LIMIT 500");
    query_int(&q, 1, item_id);
    return rows_json(&q);
}

json_t *central_moves_json(struct store *st, int64_t item_id,
                           struct central_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT m.move_id, m.at_ms, m.lot, m.qty, f.code AS from_place,"
                " t.code AS to_place, m.reason, m.shipment_id, m.station_id,"
                " m.seq FROM move m"
                " JOIN place f ON f.place_id = m.from_place_id"
                " JOIN place t ON t.place_id = m.to_place_id"
                " WHERE m.item_id = ?3 AND m.move_id > ?1"
                " ORDER BY m.move_id LIMIT ?2");
    bind_page(&q, page);
    query_int(&q, 3, item_id);
    return rows_json(&q);
}

json_t *central_events_json(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT station_id, seq, at_ms, kind, person_id, verdict, body"
                " FROM event WHERE shipment_id = ?1 AND shipment_id > 0"
                " ORDER BY station_id, seq LIMIT 2000");
    query_int(&q, 1, shipment_id);
    return rows_json(&q);
}

json_t *central_stations_json(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.station_id, s.name, s.last_seq, s.seen_ms,"
                " s.skew_ms, w.code AS warehouse FROM station s"
                " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"
                " ORDER BY s.station_id");
    return rows_json(&q);
}

json_t *central_people_json(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, login,"
                " CASE WHEN badge_digest = '' THEN 0 ELSE 1 END AS has_badge,"
                " CASE WHEN pin_hash = '' THEN 0 ELSE 1 END AS has_pin,"
                " is_active FROM person ORDER BY person_id");
    return rows_json(&q);
}

json_t *central_boxes_json(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT box_id, code, name, tare_mg, length_mm, width_mm,"
                " height_mm, max_mg, cost_minor FROM box ORDER BY code");
    return rows_json(&q);
}

json_t *central_exceptions_json(struct store *st, struct central_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT e.exception_id, e.at_ms, e.kind, e.order_id,"
                " e.shipment_id, e.station_id, e.seq, e.note FROM exception e"
                " WHERE e.done_ms = 0 AND e.exception_id > ?1"
                " ORDER BY e.exception_id LIMIT ?2");
    bind_page(&q, page);
    return rows_json(&q);
}

void central_exception_done(struct store *st, int64_t exception_id,
                            int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE exception SET done_ms = ?2 WHERE exception_id = ?1"
                " AND done_ms = 0");
    query_int(&q, 1, exception_id);
    query_int(&q, 2, at_ms);
    query_write(&q);
}

static void find(struct store *st, json_t *list, const char *literal,
                 const char *code)
{
    struct query q;
    query_begin(&q, st, literal);
    query_text(&q, 1, code);
    while (query_row(&q) > 0)
        json_array_append_new(list, row_json(&q));
}

json_t *central_search_json(struct store *st, const char *code)
{
    json_t *list = json_array();
    char digits[GTIN_DIGITS + 1];
    uint64_t gtin;
    const char *normal = code;
    if (gtin_parse(code, strlen(code), &gtin) == ERR_OK) {
        gtin_text(gtin, digits);
        normal = digits;
    }
    find(st, list,
         "SELECT 'order' AS kind, order_id AS id, order_no AS text, state"
         " AS note FROM orders WHERE order_no = ?1 LIMIT 20",
         code);
    find(st, list,
         "SELECT 'order' AS kind, order_id AS id, order_no AS text, state"
         " AS note FROM orders WHERE customer = ?1"
         " ORDER BY order_id DESC LIMIT 20",
         code);
    find(st, list,
         "SELECT 'order' AS kind, order_id AS id, order_no AS text, state"
         " AS note FROM orders WHERE email = ?1 AND email <> ''"
         " ORDER BY order_id DESC LIMIT 20",
         code);
    find(st, list,
         "SELECT 'item' AS kind, item_id AS id, sku AS text, name AS note"
         " FROM item WHERE sku = ?1",
         code);
    find(st, list,
         "SELECT 'item' AS kind, i.item_id AS id, i.sku AS text,"
         " i.name AS note FROM item_code c"
         " JOIN item i ON i.item_id = c.item_id WHERE c.code = ?1",
         normal);
    find(st, list,
         "SELECT 'order' AS kind, s.order_id AS id, p.tracking AS text,"
         " p.sscc AS note FROM parcel p"
         " JOIN shipment s ON s.shipment_id = p.shipment_id"
         " WHERE p.tracking = ?1",
         code);
    find(st, list,
         "SELECT 'order' AS kind, s.order_id AS id, p.tracking AS text,"
         " p.sscc AS note FROM parcel p"
         " JOIN shipment s ON s.shipment_id = p.shipment_id"
         " WHERE p.sscc = ?1",
         code);
    find(st, list,
         "SELECT 'order' AS kind, s.order_id AS id, s.tote AS text, s.state"
         " AS note FROM shipment s WHERE s.tote = ?1 AND s.tote <> ''"
         " AND s.state IN ('released', 'claimed', 'held') LIMIT 20",
         code);
    return list;
}
