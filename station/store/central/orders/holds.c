#include "station/store/central/orders/holds.h"
#include "station/store/engine/query.h"

void holds_add(struct store *st, int64_t order_id, enum order_hold kind,
               const char *note, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO hold (order_id, kind, note, at_ms, done_ms,"
                " done_person_id) VALUES (?1, ?2, ?3, ?4, 0, 0)");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    query_text(&q, 3, note);
    query_int(&q, 4, at_ms);
    query_write(&q);
}

bool holds_end(struct store *st, int64_t order_id, enum order_hold kind,
               int64_t at_ms, int64_t person_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE hold SET done_ms = ?3, done_person_id = ?4"
                " WHERE order_id = ?1 AND kind = ?2 AND done_ms = 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    query_int(&q, 3, at_ms);
    query_int(&q, 4, person_id);
    return query_write(&q) > 0;
}

bool holds_is_open(struct store *st, int64_t order_id, enum order_hold kind)
{
    struct query q;
    query_begin(&q, st,
                "SELECT hold_id FROM hold WHERE order_id = ?1 AND kind = ?2"
                " AND done_ms = 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    return query_one_int(&q, 0) != 0;
}

bool holds_is(struct store *st, int64_t order_id, enum order_hold kind,
              const char *note)
{
    struct query q;
    query_begin(&q, st,
                "SELECT hold_id FROM hold WHERE order_id = ?1 AND kind = ?2"
                " AND substr(note, 1, length(?3)) = ?3 AND done_ms = 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    query_text(&q, 3, note);
    return query_one_int(&q, 0) != 0;
}

int64_t holds_open(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM hold WHERE order_id = ?1"
                " AND done_ms = 0");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 0);
}

bool holds_ever(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT EXISTS (SELECT 1 FROM hold WHERE order_id = ?1)");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 0) != 0;
}
