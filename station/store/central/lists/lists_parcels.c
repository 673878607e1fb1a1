#include "station/store/central/lists/lists_internal.h"

json_t *lists_parcel(struct store *st, int64_t parcel_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT p.parcel_id, p.shipment_id, s.order_id, p.tracking,"
                " p.sscc, p.carrier, p.state, p.state_ms, p.weight_mg,"
                " p.cost_minor, p.billed_minor, p.manifest_id,"
                " p.stop_ms, p.stop_note, p.back_ms,"
                " coalesce(b.code, '') AS box,"
                " s.box AS box_suggested FROM parcel p"
                " JOIN shipment s ON s.shipment_id = p.shipment_id"
                " LEFT JOIN box b ON b.box_id = p.box_id"
                " WHERE p.parcel_id = ?1");
    query_int(&q, 1, parcel_id);
    json_t *o = one_json(&q);
    if (!o)
        return NULL;
    query_begin(&q, st,
                "SELECT at_ms, state, place FROM tracking_event"
                " WHERE parcel_id = ?1 ORDER BY at_ms, state");
    query_int(&q, 1, parcel_id);
    json_object_set_new(o, "events", rows_json(&q));
    query_begin(&q, st,
                "SELECT i.item_id, i.sku, i.name, l.lot, c.qty"
                " FROM parcel_line c"
                " JOIN parcel p ON p.parcel_id = c.parcel_id"
                " JOIN shipment_line l ON l.shipment_id = p.shipment_id"
                " AND l.pos = c.pos JOIN item i ON i.item_id = l.item_id"
                " WHERE c.parcel_id = ?1 ORDER BY c.pos");
    query_int(&q, 1, parcel_id);
    json_object_set_new(o, "contents", rows_json(&q));
    return o;
}

json_t *lists_kept_back(struct store *st, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT p.parcel_id, p.tracking, p.sscc, s.order_id,"
                " o.order_no, w.code AS warehouse, p.carrier, p.weight_mg,"
                " p.stop_ms, p.stop_note FROM parcel p"
                " JOIN shipment s ON s.shipment_id = p.shipment_id"
                " JOIN orders o ON o.order_id = s.order_id"
                " JOIN warehouse w ON w.warehouse_id = p.warehouse_id"
                " WHERE p.stop_ms > 0 AND p.back_ms = 0 AND p.parcel_id < ?1"
                " ORDER BY p.parcel_id DESC LIMIT ?2");
    bind_page_down(&q, page);
    return rows_json(&q);
}

json_t *lists_bills(struct store *st, int32_t permille, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT p.parcel_id, p.tracking, p.carrier, s.order_id,"
                " s.cost_minor AS estimate_minor, p.cost_minor,"
                " p.billed_minor, s.currency FROM parcel p"
                " JOIN shipment s ON s.shipment_id = p.shipment_id"
                " WHERE p.billed_minor >= 0"
                " AND abs(p.billed_minor - p.cost_minor) * 1000"
                " > p.cost_minor * ?3 AND p.parcel_id < ?1"
                " ORDER BY p.parcel_id DESC LIMIT ?2");
    bind_page_down(&q, page);
    query_int(&q, 3, permille);
    return rows_json(&q);
}

#define MANIFEST_COLUMNS                                                       \
    "SELECT m.manifest_id, m.carrier, w.code AS warehouse, m.made_ms,"         \
    " m.parcel_count, m.weight_mg, m.unscanned, m.why FROM manifest m"         \
    " JOIN warehouse w ON w.warehouse_id = m.warehouse_id"
#define MANIFESTS_BEFORE                                                       \
    " m.manifest_id < ?1 ORDER BY m.manifest_id DESC LIMIT ?2"
#define MANIFESTS_COUNT(of) "SELECT count(*) FROM (SELECT 1 FROM manifest m"   \
                            of " LIMIT ?5)"
#define OF_WAREHOUSE " WHERE m.warehouse_id = ?3"

json_t *lists_manifests(struct store *st, int64_t warehouse_id,
                        struct lists_page page)
{
    struct query q;
    if (warehouse_id)
        query_begin(&q, st,
                    MANIFEST_COLUMNS OF_WAREHOUSE " AND" MANIFESTS_BEFORE);
    else
        query_begin(&q, st, MANIFEST_COLUMNS " WHERE" MANIFESTS_BEFORE);
    bind_page_down(&q, page);
    if (warehouse_id)
        query_int(&q, 3, warehouse_id);
    return rows_json(&q);
}

int64_t lists_manifests_count(struct store *st, int64_t warehouse_id)
{
    struct query q;
    if (warehouse_id)
        query_begin(&q, st, MANIFESTS_COUNT(OF_WAREHOUSE));
    else
        query_begin(&q, st, MANIFESTS_COUNT(""));
    if (warehouse_id)
        query_int(&q, 3, warehouse_id);
    return count_rows(&q);
}

json_t *lists_manifest(struct store *st, int64_t manifest_id)
{
    struct query q;
    query_begin(&q, st,
                MANIFEST_COLUMNS " WHERE m.manifest_id = ?1");
    query_int(&q, 1, manifest_id);
    json_t *o = one_json(&q);
    if (!o)
        return NULL;
    query_begin(&q, st,
                "SELECT p.parcel_id, p.tracking, p.sscc, p.weight_mg, p.state,"
                " o.order_no, g.country, g.postal, s.service FROM parcel p"
                " JOIN shipment s ON s.shipment_id = p.shipment_id"
                " JOIN orders o ON o.order_id = s.order_id"
                " JOIN ship_group g ON g.order_id = s.order_id"
                " AND g.group_no = s.group_no"
                " WHERE p.manifest_id = ?1 ORDER BY p.parcel_id");
    query_int(&q, 1, manifest_id);
    json_object_set_new(o, "parcels", rows_json(&q));
    return o;
}

json_t *lists_manifest_open(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT p.carrier, w.code AS warehouse, count(*) AS parcels,"
                " sum(CASE WHEN p.state <> 'announced' AND p.stop_ms = 0"
                " THEN 1 ELSE 0 END) AS loaded,"
                " sum(CASE WHEN p.stop_ms > 0 THEN 1 ELSE 0 END) AS stopped,"
                " sum(p.weight_mg) AS weight_mg, sum(p.cost_minor)"
                " AS cost_minor FROM parcel p"
                " JOIN warehouse w ON w.warehouse_id = p.warehouse_id"
                " WHERE p.manifest_id = 0 AND p.back_ms = 0"
                " GROUP BY p.carrier, w.code"
                " ORDER BY p.carrier, w.code");
    return rows_json(&q);
}
