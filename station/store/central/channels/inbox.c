#include "station/store/central/channels/inbox.h"
#include "station/store/engine/query.h"

bool inbox_has(struct store *st, const char *channel, const char *key)
{
    struct query q;
    query_begin(&q, st,
                "SELECT inbox_id FROM inbox WHERE channel = ?1"
                " AND delivery_key = ?2");
    query_text(&q, 1, channel);
    query_text(&q, 2, key);
    return query_one_int(&q, 0) != 0;
}

void inbox_add(struct store *st, const struct inbox_row *row)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO inbox (channel, delivery_key, at_ms, topic,"
                " state, why, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    query_text(&q, 1, row->channel);
    query_text(&q, 2, row->key);
    query_int(&q, 3, row->at_ms);
    query_text(&q, 4, row->topic);
    query_text(&q, 5, row->state);
    query_text(&q, 6, row->why);
    query_text_len(&q, 7, row->body, row->body_len);
    query_write(&q);
}

int64_t inbox_erase(struct store *st, int64_t before_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE inbox SET body = '' WHERE body <> ''"
                " AND at_ms < ?1");
    query_int(&q, 1, before_ms);
    return query_write(&q);
}
