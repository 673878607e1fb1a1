#include "station/store/central/lists/lists_internal.h"

// Parameters 3 and 4 are state and channel.
#define OF_BOTH " WHERE channel = ?4 AND state = ?3"
#define OF_STATE " WHERE state = ?3"
#define BEFORE(id) " AND " id " < ?1 ORDER BY " id " DESC LIMIT ?2"
#define COUNT(from) "SELECT count(*) FROM (SELECT 1" from " LIMIT ?5)"

#define INBOX_COLUMNS                                                          \
    "SELECT inbox_id, channel, delivery_key, at_ms, topic, state, why"
#define DELIVERY_COLUMNS                                                       \
    "SELECT delivery_id, channel, event, ref_key, order_id, ref_id, state,"    \
    " step, remote_id, tries, next_ms, made_ms, status, why"

static void bind_messages_of(struct query *q, const struct lists_messages_of *f)
{
    query_text(q, 3, f->state);
    if (f->channel[0])
        query_text(q, 4, f->channel);
}

json_t *lists_inbox(struct store *st, const struct lists_messages_of *f,
                    struct lists_page page)
{
    struct query q;
    if (f->channel[0])
        query_begin(&q, st,
                    INBOX_COLUMNS " FROM inbox" OF_BOTH BEFORE("inbox_id"));
    else
        query_begin(&q, st,
                    INBOX_COLUMNS " FROM inbox" OF_STATE BEFORE("inbox_id"));
    bind_page_down(&q, page);
    bind_messages_of(&q, f);
    return rows_json(&q);
}

int64_t lists_inbox_count(struct store *st, const struct lists_messages_of *f)
{
    struct query q;
    if (f->channel[0])
        query_begin(&q, st, COUNT(" FROM inbox" OF_BOTH));
    else
        query_begin(&q, st, COUNT(" FROM inbox" OF_STATE));
    bind_messages_of(&q, f);
    return count_rows(&q);
}

json_t *lists_deliveries(struct store *st, const struct lists_messages_of *f,
                         struct lists_page page)
{
    struct query q;
    if (f->channel[0])
        query_begin(&q, st,
                    DELIVERY_COLUMNS " FROM delivery" OF_BOTH
                                     BEFORE("delivery_id"));
    else
        query_begin(&q, st,
                    DELIVERY_COLUMNS " FROM delivery" OF_STATE
                                     BEFORE("delivery_id"));
    bind_page_down(&q, page);
    bind_messages_of(&q, f);
    return rows_json(&q);
}

int64_t lists_deliveries_count(struct store *st,
                               const struct lists_messages_of *f)
{
    struct query q;
    if (f->channel[0])
        query_begin(&q, st, COUNT(" FROM delivery" OF_BOTH));
    else
        query_begin(&q, st, COUNT(" FROM delivery" OF_STATE));
    bind_messages_of(&q, f);
    return count_rows(&q);
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
