#include "station/store/central/source/decisions.h"
#include "station/store/engine/query.h"

void decisions_add(struct store *st, const struct decision *d)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO decision (order_id, group_no, at_ms, strategy,"
                " cost_minor, unmet_qty, body)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    query_int(&q, 1, d->order_id);
    query_int(&q, 2, d->group_no);
    query_int(&q, 3, d->at_ms);
    query_text(&q, 4, d->strategy);
    query_int(&q, 5, d->cost_minor);
    query_int(&q, 6, d->unmet_qty);
    query_text(&q, 7, d->body);
    query_write(&q);
}

void decisions_forget(struct store *st, int64_t order_id, int32_t group_no)
{
    struct query q;
    query_begin(&q, st,
                "DELETE FROM decision WHERE decision_id ="
                " (SELECT max(d.decision_id) FROM decision d"
                " WHERE d.order_id = ?1 AND d.group_no = ?2)"
                " AND unmet_qty > 0 AND NOT EXISTS (SELECT 1 FROM shipment s"
                " WHERE s.order_id = ?1)");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    query_write(&q);
}
