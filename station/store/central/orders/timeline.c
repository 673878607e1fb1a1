#include "station/store/central/orders/timeline.h"
#include "station/store/engine/query.h"

void timeline_add(struct store *st, int64_t order_id, const char *kind,
                  int64_t at_ms, int64_t person_id, const char *note)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO order_event (order_id, at_ms, kind, person_id,"
                " note) VALUES (?1, ?2, ?3, ?4, ?5)");
    query_int(&q, 1, order_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, kind);
    query_int(&q, 4, person_id);
    query_text(&q, 5, note);
    query_write(&q);
}

bool timeline_has(struct store *st, int64_t order_id, const char *kind)
{
    struct query q;
    query_begin(&q, st,
                "SELECT EXISTS (SELECT 1 FROM order_event"
                " WHERE order_id = ?1 AND kind = ?2)");
    query_int(&q, 1, order_id);
    query_text(&q, 2, kind);
    return query_one_int(&q, 0) != 0;
}
