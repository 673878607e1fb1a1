#include "station/store/central/people/sessions.h"
#include "station/store/engine/columns.h"

static const struct column SESSION[] = {C_INT(session, session_id),
                                        C_INT(session, person_id),
                                        C_INT(session, used_ms)};

void sessions_add(struct store *st, const char *digest, int64_t person_id,
                  int64_t now_ms, const char *peer)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM session WHERE until_ms <= ?1");
    query_int(&q, 1, now_ms);
    query_write(&q);
    query_begin(&q, st,
                "INSERT INTO session (digest, person_id, made_ms, used_ms,"
                " until_ms, peer) VALUES (?1, ?2, ?3, ?3, ?4, ?5)");
    query_text(&q, 1, digest);
    query_int(&q, 2, person_id);
    query_int(&q, 3, now_ms);
    query_int(&q, 4, now_ms + SESSION_MS);
    query_text(&q, 5, peer);
    query_write(&q);
}

int sessions_find(struct store *st, const char *digest, int64_t now_ms,
                  struct session *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.session_id, s.person_id, s.used_ms FROM session s"
                " JOIN person p ON p.person_id = s.person_id"
                " WHERE s.digest = ?1 AND s.until_ms > ?2"
                " AND p.is_active = 1");
    query_text(&q, 1, digest);
    query_int(&q, 2, now_ms);
    return columns_load(&q, COLUMNS(SESSION), out);
}

void sessions_used(struct store *st, int64_t session_id, int64_t at_ms,
                   const char *peer)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE session SET used_ms = ?2, peer = ?3"
                " WHERE session_id = ?1");
    query_int(&q, 1, session_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, peer);
    query_write(&q);
}

int64_t sessions_person(struct store *st, int64_t session_id)
{
    struct query q;
    query_begin(&q, st, "SELECT person_id FROM session WHERE session_id = ?1");
    query_int(&q, 1, session_id);
    return query_one_int(&q, 0);
}

void sessions_end(struct store *st, int64_t session_id)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM session WHERE session_id = ?1");
    query_int(&q, 1, session_id);
    query_write(&q);
}

int64_t sessions_end_of(struct store *st, int64_t person_id,
                        int64_t but_session_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM session"
                " WHERE person_id = ?1 AND session_id <> ?2");
    query_int(&q, 1, person_id);
    query_int(&q, 2, but_session_id);
    int64_t count = query_one_int(&q, 0);
    query_begin(&q, st,
                "DELETE FROM session WHERE person_id = ?1"
                " AND session_id <> ?2");
    query_int(&q, 1, person_id);
    query_int(&q, 2, but_session_id);
    query_write(&q);
    return count;
}
