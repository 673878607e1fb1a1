#include "station/store/central/lists/lists_internal.h"
#include "station/domain/orders/order.h"

#define ORDER_COLUMNS                                                          \
    "SELECT order_id, channel, order_no, state, customer, country, profile,"   \
    " payment, placed_ms, due_ms, state_ms, alarm_ms FROM orders"

// Parameters 3 and 4 are state and channel; each sum has an index of its own.
#define OF_BOTH " WHERE channel = ?4 AND state = ?3"
#define OF_CHANNEL " WHERE channel = ?4"
#define OF_STATE " WHERE state = ?3"
#define BEFORE " order_id < ?1 ORDER BY order_id DESC LIMIT ?2"
#define COUNT(of) "SELECT count(*) FROM (SELECT 1 FROM orders" of " LIMIT ?5)"

static void bind_orders_of(struct query *q, const struct lists_orders_of *f)
{
    if (f->state[0])
        query_text(q, 3, f->state);
    if (f->channel[0])
        query_text(q, 4, f->channel);
}

static json_t *orders_by_due(struct store *st, const struct lists_orders_of *f,
                             struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                ORDER_COLUMNS " WHERE state = ?4"
                              " AND (due_ms, order_id) > (?1, ?3)"
                              " ORDER BY due_ms, order_id LIMIT ?2");
    bind_page_2(&q, page);
    query_text(&q, 4, f->state);
    return rows_json(&q);
}

json_t *lists_orders(struct store *st, const struct lists_orders_of *f,
                     struct lists_page page)
{
    struct query q;
    if (f->sort[0] == 'd')
        return orders_by_due(st, f, page);
    if (f->state[0] && f->channel[0])
        query_begin(&q, st, ORDER_COLUMNS OF_BOTH " AND" BEFORE);
    else if (f->channel[0])
        query_begin(&q, st, ORDER_COLUMNS OF_CHANNEL " AND" BEFORE);
    else if (f->state[0])
        query_begin(&q, st, ORDER_COLUMNS OF_STATE " AND" BEFORE);
    else
        query_begin(&q, st, ORDER_COLUMNS " WHERE" BEFORE);
    bind_page_down(&q, page);
    bind_orders_of(&q, f);
    return rows_json(&q);
}

int64_t lists_orders_count(struct store *st, const struct lists_orders_of *f)
{
    struct query q;
    if (f->state[0] && f->channel[0])
        query_begin(&q, st, COUNT(OF_BOTH));
    else if (f->channel[0])
        query_begin(&q, st, COUNT(OF_CHANNEL));
    else if (f->state[0])
        query_begin(&q, st, COUNT(OF_STATE));
    else
        query_begin(&q, st, COUNT(""));
    bind_orders_of(&q, f);
    return count_rows(&q);
}

json_t *lists_stuck(struct store *st, int64_t now_ms, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                ORDER_COLUMNS " WHERE alarm_ms > 0 AND alarm_ms < ?4"
                              " AND (alarm_ms, order_id) > (?1, ?3)"
                              " ORDER BY alarm_ms, order_id LIMIT ?2");
    bind_page_2(&q, page);
    query_int(&q, 4, now_ms);
    return rows_json(&q);
}

int64_t lists_stuck_count(struct store *st, int64_t now_ms)
{
    struct query q;
    query_begin(&q, st, COUNT(" WHERE alarm_ms > 0 AND alarm_ms < ?4"));
    query_int(&q, 4, now_ms);
    return count_rows(&q);
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

// Where to, what, and in which shipments and parcels.
static void add_goods(struct store *st, int64_t order_id, json_t *o)
{
    json_object_set_new(
        o, "groups",
        order_rows(st,
                   "SELECT group_no, name, company, street, district, city,"
                   " region, postal, country, phone, email, tax_no, service,"
                   " note, gift_text, due_ms FROM ship_group"
                   " WHERE order_id = ?1 ORDER BY group_no",
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
                   " s.state, s.station_id, coalesce(t.name, '') AS station,"
                   " s.fence, s.claimed_ms,"
                   " s.is_stopping, s.tote, s.service, s.carrier,"
                   " s.cost_minor, s.currency, s.due_ms, s.promise_ms, s.box,"
                   " s.box_2 FROM shipment s"
                   " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"
                   " LEFT JOIN station t ON t.station_id = s.station_id"
                   " WHERE s.order_id = ?1 ORDER BY s.shipment_id",
                   order_id));
    json_object_set_new(
        o, "parcels",
        order_rows(st,
                   "SELECT p.parcel_id, p.shipment_id, p.parcel_no, p.sscc,"
                   " p.tracking, p.carrier, p.weight_mg, p.weighed, p.copies,"
                   " p.at_ms, p.state, p.state_ms, p.cost_minor,"
                   " p.billed_minor, p.manifest_id, p.stop_ms, p.stop_note,"
                   " p.back_ms,"
                   " coalesce(b.code, '') AS box FROM shipment s"
                   " JOIN parcel p ON p.shipment_id = s.shipment_id"
                   " LEFT JOIN box b ON b.box_id = p.box_id"
                   " WHERE s.order_id = ?1 ORDER BY p.parcel_id",
                   order_id));
}

// What happened to it, by whom, and who was told.
static void add_story(struct store *st, int64_t order_id, json_t *o)
{
    json_object_set_new(
        o, "holds",
        order_rows(st,
                   "SELECT h.hold_id, h.kind, h.note, h.at_ms, h.done_ms,"
                   " h.done_person_id, coalesce(p.name, '') AS done_person"
                   " FROM hold h"
                   " LEFT JOIN person p ON p.person_id = h.done_person_id"
                   " WHERE h.order_id = ?1 ORDER BY h.hold_id",
                   order_id));
    json_object_set_new(
        o, "timeline",
        order_rows(st,
                   "SELECT e.order_event_id, e.at_ms, e.kind, e.person_id,"
                   " coalesce(p.name, '') AS person, e.note"
                   " FROM order_event e"
                   " LEFT JOIN person p ON p.person_id = e.person_id"
                   " WHERE e.order_id = ?1"
                   " ORDER BY e.order_event_id LIMIT 500",
                   order_id));
    json_object_set_new(
        o, "deliveries",
        order_rows(st,
                   "SELECT delivery_id, channel, event, state, tries, next_ms,"
                   " status, why FROM delivery WHERE order_id = ?1"
                   " AND order_id > 0 ORDER BY delivery_id LIMIT 200",
                   order_id));
}

json_t *lists_order(struct store *st, int64_t order_id)
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
    add_goods(st, order_id, o);
    add_story(st, order_id, o);
    return o;
}

json_t *lists_decisions(struct store *st, int64_t order_id)
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

#define EXCEPTION_COLUMNS                                                      \
    "SELECT e.exception_id, e.at_ms, e.kind, e.order_id,"                      \
    " coalesce(o.order_no, '') AS order_no, e.shipment_id,"                    \
    " e.station_id, coalesce(t.name, '') AS station, e.seq, e.note,"           \
    " coalesce(i.sku, '') AS sku, e.new_code, e.new_mg, e.new_service"         \
    " FROM exception e"                                                        \
    " LEFT JOIN item i ON i.item_id = e.item_id"                               \
    " LEFT JOIN orders o ON o.order_id = e.order_id"                           \
    " LEFT JOIN station t ON t.station_id = e.station_id"                      \
    " WHERE e.done_ms = 0"
#define EXCEPTIONS_AFTER                                                       \
    " AND e.exception_id > ?1 ORDER BY e.exception_id LIMIT ?2"

json_t *lists_exceptions(struct store *st, struct lists_page page)
{
    struct query q;
    query_begin(&q, st, EXCEPTION_COLUMNS EXCEPTIONS_AFTER);
    bind_page(&q, page);
    return rows_json(&q);
}

json_t *lists_exceptions_of(struct store *st, const char *kind,
                            struct lists_page page)
{
    struct query q;
    query_begin(&q, st, EXCEPTION_COLUMNS " AND e.kind = ?3" EXCEPTIONS_AFTER);
    bind_page(&q, page);
    query_text(&q, 3, kind);
    return rows_json(&q);
}

json_t *lists_exception_kinds(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT kind, count(*) AS count FROM exception"
                " WHERE done_ms = 0 GROUP BY kind ORDER BY kind");
    return rows_json(&q);
}
