#include "station/store/central/lists/lists_internal.h"

json_t *lists_people(struct store *st, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, login,"
                " CASE WHEN badge_digest = '' THEN 0 ELSE 1 END AS has_badge,"
                " CASE WHEN pin_hash = '' THEN 0 ELSE 1 END AS has_pin,"
                " is_active FROM person WHERE person_id > ?1"
                " ORDER BY person_id LIMIT ?2");
    bind_page(&q, page);
    return rows_json(&q);
}

json_t *lists_stations(struct store *st, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.station_id, s.name, j.last_seq, s.seen_ms,"
                " s.skew_ms, w.code AS warehouse, j.journal_id, s.peer,"
                " s.rival, s.rival_ms, s.made_ms, s.gone_ms, s.gone_why"
                " FROM station s"
                " JOIN journal j ON j.journal_no = s.journal_no"
                " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"
                " WHERE s.station_id > ?1 ORDER BY s.station_id LIMIT ?2");
    bind_page(&q, page);
    return rows_json(&q);
}

json_t *lists_tokens(struct store *st, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT token_id, name, scope, made_ms, used_ms, peer,"
                " gone_ms, gone_why FROM token WHERE token_id > ?1"
                " ORDER BY token_id LIMIT ?2");
    bind_page(&q, page);
    return rows_json(&q);
}

#define SESSION_COLUMNS                                                        \
    "SELECT s.session_id, s.person_id, p.name, s.made_ms, s.used_ms,"          \
    " s.until_ms, s.peer FROM session s"                                       \
    " JOIN person p ON p.person_id = s.person_id"

json_t *lists_sessions(struct store *st, int64_t person_id, int64_t now_ms,
                       struct lists_page page)
{
    struct query q;
    if (person_id)
        query_begin(&q, st,
                    SESSION_COLUMNS " WHERE s.person_id = ?4"
                                    " AND s.until_ms > ?3 AND s.session_id > ?1"
                                    " ORDER BY s.session_id LIMIT ?2");
    else
        query_begin(&q, st,
                    SESSION_COLUMNS " WHERE s.until_ms > ?3"
                                    " AND s.session_id > ?1"
                                    " ORDER BY s.session_id LIMIT ?2");
    bind_page(&q, page);
    query_int(&q, 3, now_ms);
    if (person_id)
        query_int(&q, 4, person_id);
    return rows_json(&q);
}

json_t *lists_access(struct store *st, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT access_event_id, at_ms, kind, is_refusal, person_id,"
                " who, peer, about, note, count FROM access_event"
                " WHERE access_event_id < ?1"
                " ORDER BY access_event_id DESC LIMIT ?2");
    bind_page_down(&q, page);
    return rows_json(&q);
}
