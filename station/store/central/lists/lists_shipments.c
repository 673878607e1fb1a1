#include "station/store/central/lists/lists_internal.h"

enum { EVENTS_MAX = 2000 };     // of one shipment, beside it

#define SHIPMENT_COLUMNS                                                       \
    "SELECT s.shipment_id, s.order_id, o.order_no, s.state,"                   \
    " w.code AS warehouse, s.station_id, coalesce(t.name, '') AS station,"     \
    " s.fence, s.claimed_ms, s.due_ms,"                                        \
    " s.promise_ms, s.tote, s.is_stopping, s.service, s.carrier,"              \
    " s.cost_minor, s.currency, s.box, s.box_2, s.note FROM shipment s"        \
    " JOIN orders o ON o.order_id = s.order_id"                                \
    " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"                     \
    " LEFT JOIN station t ON t.station_id = s.station_id"

// Parameters 3 and 4 are state and warehouse.
#define OF_BOTH " WHERE s.warehouse_id = ?4 AND s.state = ?3"
#define OF_STATE " WHERE s.state = ?3"
#define AFTER " s.shipment_id > ?1 ORDER BY s.shipment_id LIMIT ?2"
#define COUNT(of) "SELECT count(*) FROM (SELECT 1 FROM shipment s" of          \
                  " LIMIT ?5)"

static void bind_shipments_of(struct query *q,
                              const struct lists_shipments_of *f)
{
    if (f->state[0])
        query_text(q, 3, f->state);
    if (f->warehouse_id)
        query_int(q, 4, f->warehouse_id);
}

json_t *lists_shipments(struct store *st, const struct lists_shipments_of *f,
                        struct lists_page page)
{
    struct query q;
    if (f->warehouse_id)
        query_begin(&q, st, SHIPMENT_COLUMNS OF_BOTH " AND" AFTER);
    else if (f->state[0])
        query_begin(&q, st, SHIPMENT_COLUMNS OF_STATE " AND" AFTER);
    else
        query_begin(&q, st, SHIPMENT_COLUMNS " WHERE" AFTER);
    bind_page(&q, page);
    bind_shipments_of(&q, f);
    return rows_json(&q);
}

int64_t lists_shipments_count(struct store *st,
                              const struct lists_shipments_of *f)
{
    struct query q;
    if (f->warehouse_id)
        query_begin(&q, st, COUNT(OF_BOTH));
    else if (f->state[0])
        query_begin(&q, st, COUNT(OF_STATE));
    else
        query_begin(&q, st, COUNT(""));
    bind_shipments_of(&q, f);
    return count_rows(&q);
}

json_t *lists_queue(struct store *st, int64_t warehouse_id,
                    struct lists_page page)
{
    struct query q;
    // Those without a cut-off come after all that have one; a mark of one of
    // them has a shipment and no time.
    query_begin(&q, st,
                SHIPMENT_COLUMNS
                " WHERE s.warehouse_id = ?4 AND s.state = 'released'"
                " AND ((s.due_ms > 0 AND (?1 > 0 OR ?3 = 0)"
                " AND (s.due_ms, s.shipment_id) > (?1, ?3))"
                " OR (s.due_ms = 0 AND (?1 > 0 OR s.shipment_id > ?3)))"
                " ORDER BY CASE WHEN s.due_ms = 0 THEN 1 ELSE 0 END,"
                " s.due_ms, s.shipment_id LIMIT ?2");
    bind_page_2(&q, page);
    query_int(&q, 4, warehouse_id);
    return rows_json(&q);
}

json_t *lists_shipment_events(struct store *st, int64_t shipment_id,
                              struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT j.station_id, t.name AS station, e.journal_no, e.seq,"
                " e.at_ms, e.kind, e.person_id,"
                " coalesce(p.name, '') AS person, e.verdict, e.body"
                " FROM event e JOIN journal j ON j.journal_no = e.journal_no"
                " JOIN station t ON t.station_id = j.station_id"
                " LEFT JOIN person p ON p.person_id = e.person_id"
                " WHERE e.shipment_id = ?4 AND e.shipment_id > 0"
                " AND (e.journal_no, e.seq) > (?1, ?3)"
                " ORDER BY e.journal_no, e.seq LIMIT ?2");
    bind_page_2(&q, page);
    query_int(&q, 4, shipment_id);
    return rows_json(&q);
}

json_t *lists_shipment(struct store *st, int64_t shipment_id)
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
    json_object_set_new(
        o, "events",
        lists_shipment_events(st, shipment_id,
                              (struct lists_page){.limit = EVENTS_MAX - 1}));
    return o;
}
