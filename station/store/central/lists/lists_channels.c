#include "station/store/central/lists/lists_internal.h"

json_t *lists_inbox(struct store *st, const char *state, struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT inbox_id, channel, delivery_key, at_ms, topic, state,"
                " why FROM inbox WHERE state = ?3 AND inbox_id < ?1"
                " ORDER BY inbox_id DESC LIMIT ?2");
    bind_page_down(&q, page);
    query_text(&q, 3, state);
    return rows_json(&q);
}

json_t *lists_deliveries(struct store *st, const char *state,
                         struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT delivery_id, channel, event, ref_key, order_id, ref_id,"
                " state, step, remote_id, tries, next_ms, made_ms, status, why"
                " FROM delivery WHERE state = ?3 AND delivery_id < ?1"
                " ORDER BY delivery_id DESC LIMIT ?2");
    bind_page_down(&q, page);
    query_text(&q, 3, state);
    return rows_json(&q);
}

json_t *lists_delivery_counts(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT channel, event, state, count(*) AS count,"
                " max(tries) AS tries FROM delivery"
                " WHERE state <> 'done' GROUP BY channel, event, state"
                " ORDER BY channel, event, state");
    return rows_json(&q);
}
