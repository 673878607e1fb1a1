#include "station/store/central/people/access.h"
#include "station/store/engine/query.h"

static void forget_refusals(struct store *st, int64_t newest)
{
    struct query q;
    query_begin(&q, st,
                "DELETE FROM access_event WHERE is_refusal = 1"
                " AND access_event_id <= ?1");
    query_int(&q, 1, newest - ACCESS_REFUSALS_MAX);
    query_write(&q);
}

int64_t access_add(struct store *st, const struct access_event *e)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO access_event (at_ms, kind, is_refusal, person_id,"
                " who, peer, about, note, count)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)"
                " RETURNING access_event_id");
    query_int(&q, 1, e->at_ms);
    query_text(&q, 2, e->kind);
    query_int(&q, 3, e->is_refusal);
    query_int(&q, 4, e->person_id);
    query_text(&q, 5, e->who);
    query_text(&q, 6, e->peer);
    query_text(&q, 7, e->about);
    query_text(&q, 8, e->note);
    int64_t id = query_one_int(&q, 0);
    if (e->is_refusal)
        forget_refusals(st, id);
    return id;
}

void access_count(struct store *st, int64_t access_event_id, int64_t count)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE access_event SET count = ?2"
                " WHERE access_event_id = ?1");
    query_int(&q, 1, access_event_id);
    query_int(&q, 2, count);
    query_write(&q);
}
