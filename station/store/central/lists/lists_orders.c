// Orders and shipments as JSON, for the API and the office's pages.
#include "station/store/central/orders/orders.h"
#include "station/store/engine/query.h"
#include "station/store/engine/rows.h"

static void bind_page(struct query *q, struct central_page page)
{
    query_int(q, 1, page.after);
    query_int(q, 2, page.limit);
}

#define ORDER_COLUMNS                                                          \
    "SELECT order_id, channel, order_no, state, customer, country, profile,"   \
    " payment, placed_ms, due_ms, state_ms, alarm_ms FROM orders"

// The newest first: after is the last id of the page before, 0 to begin.
json_t *central_orders_json(struct store *st, const char *state,
                            struct central_page page)
{
    struct query q;
    if (page.after == 0)
        page.after = INT64_MAX;
    if (state[0])
        query_begin(&q, st,
                    ORDER_COLUMNS " WHERE state = ?3 AND order_id < ?1"
                                  " ORDER BY order_id DESC LIMIT ?2");
    else
        query_begin(&q, st,
                    ORDER_COLUMNS " WHERE order_id < ?1"
                                  " ORDER BY order_id DESC LIMIT ?2");
    bind_page(&q, page);
    if (state[0])
        query_text(&q, 3, state);
    return rows_json(&q);
}

json_t *central_stuck_json(struct store *st, int64_t now_ms)
{
    struct query q;
    query_begin(&q, st,
                ORDER_COLUMNS " WHERE alarm_ms > 0 AND alarm_ms < ?1"
                              " ORDER BY alarm_ms LIMIT 200");
    query_int(&q, 1, now_ms);
    return rows_json(&q);
}

static json_t *order_rows(struct store *st, const char *literal,
                          int64_t order_id)
{
    struct query q;
    query_begin(&q, st, literal);
    query_int(&q, 1, order_id);
    return rows_json(&q);
}

static void add_next(json_t *o)
{
    enum order_state state;
    const char *name = json_string_value(json_object_get(o, "state"));
    if (!name || !order_state_find(name, &state))
        return;
    struct order_next next = order_next(state);
    json_object_set_new(o, "next_action", json_string(next.action));
    json_object_set_new(o, "next_owner", json_string(next.owner));
}

static void add_lists(struct store *st, int64_t order_id, json_t *o)
{
    json_object_set_new(
        o, "groups",
        order_rows(st,
                   "SELECT group_no, name, company, street, district, city,"
                   " region, postal, country, phone, email, tax_no, service,"
                   " note, due_ms FROM ship_group WHERE order_id = ?1"
                   " ORDER BY group_no",
                   order_id));
    json_object_set_new(
        o, "lines",
        order_rows(st,
                   "SELECT l.line_no, l.group_no, i.item_id, i.sku, i.name,"
                   " l.qty, l.price_minor, l.tax_minor, l.discount_minor,"
                   " l.qty_shipped, l.channel_line FROM order_line l"
                   " JOIN item i ON i.item_id = l.item_id"
                   " WHERE l.order_id = ?1 ORDER BY l.line_no",
                   order_id));
    json_object_set_new(
        o, "shipments",
        order_rows(st,
                   "SELECT s.shipment_id, s.group_no, w.code AS warehouse,"
                   " s.state, s.station_id, s.fence, s.claimed_ms,"
                   " s.is_stopping, s.tote, s.service, s.carrier,"
                   " s.cost_minor, s.currency, s.due_ms, s.promise_ms, s.box,"
                   " s.box_2 FROM shipment s"
                   " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"
                   " WHERE s.order_id = ?1 ORDER BY s.shipment_id",
                   order_id));
    json_object_set_new(
        o, "parcels",
        order_rows(st,
                   "SELECT p.parcel_id, p.shipment_id, p.parcel_no, p.sscc,"
                   " p.tracking, p.carrier, p.weight_mg, p.weighed, p.copies,"
                   " p.at_ms, p.state, p.state_ms, p.cost_minor,"
                   " p.billed_minor, p.manifest_id FROM shipment s"
                   " JOIN parcel p ON p.shipment_id = s.shipment_id"
                   " WHERE s.order_id = ?1 ORDER BY p.parcel_id",
                   order_id));
    json_object_set_new(
        o, "holds",
        order_rows(st,
                   "SELECT hold_id, kind, note, at_ms, done_ms,"
                   " done_person_id FROM hold WHERE order_id = ?1"
                   " ORDER BY hold_id",
                   order_id));
    json_object_set_new(
        o, "timeline",
        order_rows(st,
                   "SELECT order_event_id, at_ms, kind, person_id, note"
                   " FROM order_event WHERE order_id = ?1"
                   " ORDER BY order_event_id LIMIT 500",
                   order_id));
    json_object_set_new(
        o, "deliveries",
        order_rows(st,
                   "SELECT delivery_id, channel, event, state, tries, next_ms,"
                   " status, why FROM delivery WHERE order_id = ?1"
                   " AND order_id > 0 ORDER BY delivery_id LIMIT 200",
                   order_id));
}

json_t *central_order_json(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT order_id, channel, channel_ref, order_no, version,"
                " state, state_ms, alarm_ms, profile, payment, customer,"
                " email, country, currency, total_minor, po_number, tote,"
                " placed_ms, due_ms FROM orders WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    json_t *o = one_json(&q);
    if (!o)
        return NULL;
    add_next(o);
    add_lists(st, order_id, o);
    return o;
}

json_t *central_decisions_json(struct store *st, int64_t order_id)
{
    json_t *list = order_rows(st,
                              "SELECT decision_id, group_no, at_ms, strategy,"
                              " cost_minor, unmet_qty, body FROM decision"
                              " WHERE order_id = ?1"
                              " ORDER BY decision_id DESC LIMIT 20",
                              order_id);
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row) {
        const char *text = json_string_value(json_object_get(row, "body"));
        size_t len = json_string_length(json_object_get(row, "body"));
        json_t *body = text ? json_read(text, len, NULL, 0) : NULL;
        json_object_set_new(row, "body", body ? body : json_object());
    }
    return list;
}

#define SHIPMENT_COLUMNS                                                       \
    "SELECT s.shipment_id, s.order_id, o.order_no, s.state,"                   \
    " w.code AS warehouse, s.station_id, s.fence, s.claimed_ms, s.due_ms,"     \
    " s.promise_ms, s.tote, s.is_stopping, s.service, s.carrier,"              \
    " s.cost_minor, s.currency, s.box, s.box_2, s.note FROM shipment s"        \
    " JOIN orders o ON o.order_id = s.order_id"                                \
    " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"

json_t *central_shipments_json(struct store *st, const char *state,
                               struct central_page page)
{
    struct query q;
    if (state[0])
        query_begin(&q, st,
                    SHIPMENT_COLUMNS
                    " WHERE s.state = ?3 AND s.shipment_id > ?1"
                    " ORDER BY s.shipment_id LIMIT ?2");
    else
        query_begin(&q, st,
                    SHIPMENT_COLUMNS " WHERE s.shipment_id > ?1"
                                     " ORDER BY s.shipment_id LIMIT ?2");
    bind_page(&q, page);
    if (state[0])
        query_text(&q, 3, state);
    return rows_json(&q);
}

json_t *central_queue_json(struct store *st, int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                SHIPMENT_COLUMNS
                " WHERE s.warehouse_id = ?1 AND s.state = 'released'"
                " ORDER BY s.due_ms, s.shipment_id LIMIT 200");
    query_int(&q, 1, warehouse_id);
    return rows_json(&q);
}

json_t *central_shipment_json(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st, SHIPMENT_COLUMNS " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    json_t *o = one_json(&q);
    if (!o)
        return NULL;
    query_begin(&q, st,
                "SELECT l.pos, l.line_no, i.sku, i.name, l.qty, l.lot,"
                " l.is_kit, l.kit_pos FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 ORDER BY l.pos");
    query_int(&q, 1, shipment_id);
    json_object_set_new(o, "lines", rows_json(&q));
    json_object_set_new(o, "events", central_events_json(st, shipment_id));
    return o;
}

json_t *central_warehouses_json(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT warehouse_id, code FROM warehouse ORDER BY code");
    return rows_json(&q);
}

// Units on hand, reserved and free of an item in each warehouse.
json_t *central_item_warehouses_json(struct store *st, int64_t item_id)
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
