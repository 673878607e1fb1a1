#include "station/store/central/lists/lists_internal.h"

#define ITEM_COLUMNS                                                           \
    "SELECT item_id, sku, name, weight_mg, needs_lot, needs_serial,"           \
    " is_draft FROM item"
#define ITEMS_AFTER " item_id > ?1 ORDER BY item_id LIMIT ?2"
#define ITEMS_COUNT(of) "SELECT count(*) FROM (SELECT 1 FROM item" of          \
                        " LIMIT ?5)"
#define OF_DRAFTS " WHERE is_draft = 1"

json_t *lists_items(struct store *st, bool is_draft, struct lists_page page)
{
    struct query q;
    if (is_draft)
        query_begin(&q, st, ITEM_COLUMNS OF_DRAFTS " AND" ITEMS_AFTER);
    else
        query_begin(&q, st, ITEM_COLUMNS " WHERE" ITEMS_AFTER);
    bind_page(&q, page);
    return rows_json(&q);
}

int64_t lists_items_count(struct store *st, bool is_draft)
{
    struct query q;
    if (is_draft)
        query_begin(&q, st, ITEMS_COUNT(OF_DRAFTS));
    else
        query_begin(&q, st, ITEMS_COUNT(""));
    return count_rows(&q);
}

json_t *lists_item(struct store *st, int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT item_id, sku, name, weight_mg, spread_mg, needs_lot,"
                " needs_serial, picture_url, length_mm, width_mm, height_mm,"
                " hs, origin, customs_name, is_hazmat, is_draft, pack_flags,"
                " needs_expiry, is_assembled, is_weight_learned,"
                " coalesce((SELECT s.sku FROM item s"
                " WHERE s.item_id = item.substitute_item_id), '')"
                " AS substitute FROM item WHERE item_id = ?1");
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

json_t *lists_stock(struct store *st, int64_t item_id, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.stock_id, w.code AS warehouse, p.code AS place,"
                " p.kind, s.lot, s.expiry_days, s.qty, s.qty_reserved"
                " FROM stock s JOIN place p ON p.place_id = s.place_id"
                " JOIN warehouse w ON w.warehouse_id = p.warehouse_id"
                " WHERE s.item_id = ?4 AND (p.kind, s.stock_id) > (?1, ?3)"
                " ORDER BY p.kind, s.stock_id LIMIT ?2");
    bind_page_2(&q, page);
    query_int(&q, 4, item_id);
    return rows_json(&q);
}

#define MOVES_OF                                                               \
    "SELECT m.move_id, m.at_ms, m.lot, m.qty, f.code AS from_place,"           \
    " t.code AS to_place, m.reason, m.shipment_id, m.station_id,"              \
    " m.seq FROM move m"                                                       \
    " JOIN place f ON f.place_id = m.from_place_id"                            \
    " JOIN place t ON t.place_id = m.to_place_id"                              \
    " WHERE m.item_id = ?3 AND"

json_t *lists_moves(struct store *st, int64_t item_id, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                MOVES_OF " m.move_id > ?1 ORDER BY m.move_id LIMIT ?2");
    bind_page(&q, page);
    query_int(&q, 3, item_id);
    return rows_json(&q);
}

json_t *lists_moves_newest(struct store *st, int64_t item_id,
                           struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                MOVES_OF " m.move_id < ?1 ORDER BY m.move_id DESC LIMIT ?2");
    bind_page_down(&q, page);
    query_int(&q, 3, item_id);
    return rows_json(&q);
}

json_t *lists_boxes(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT box_id, code, name, tare_mg, length_mm, width_mm,"
                " height_mm, max_mg, cost_minor FROM box ORDER BY code");
    return rows_json(&q);
}

json_t *lists_warehouses(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT warehouse_id, code FROM warehouse ORDER BY code");
    return rows_json(&q);
}

// Units on hand, reserved and free of an item in each warehouse.
json_t *lists_item_warehouses(struct store *st, int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT w.code AS warehouse, sum(s.qty) AS qty,"
                " sum(s.qty_reserved) AS qty_reserved FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " JOIN warehouse w ON w.warehouse_id = p.warehouse_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " GROUP BY w.code ORDER BY w.code");
    query_int(&q, 1, item_id);
    return rows_json(&q);
}
