#include "station/store/central/channels/deliveries.h"
#include "station/store/engine/columns.h"
#include "shared/must.h"

#include <string.h>

static const char *const STATES[] = {"waiting", "calling", "unknown", "done",
                                     "dead"};

static const char *state_name(enum delivery_state s)
{
    must(s <= DELIVERY_DEAD);
    return STATES[s];
}

static enum delivery_state find_state(const char *name)
{
    for (int i = 0; i <= DELIVERY_DEAD; i++)
        if (strcmp(STATES[i], name) == 0)
            return (enum delivery_state)i;
    must_fail(__FILE__, __LINE__, "delivery state out of range");
}

static void bind_new(struct query *q, const struct delivery *d)
{
    query_text(q, 1, d->channel);
    query_text(q, 2, d->event);
    query_text(q, 3, d->ref_key);
    query_int(q, 4, d->order_id);
    query_int(q, 5, d->ref_id);
    query_int(q, 6, d->next_ms);
    query_int(q, 7, d->made_ms);
}

bool deliveries_add(struct store *st, const struct delivery *d)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO delivery (channel, event, ref_key, order_id,"
                " ref_id, state, step, remote_id, tries, next_ms, made_ms,"
                " status, why) VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', 0, '',"
                " 0, ?6, ?7, 0, '')"
                " ON CONFLICT (channel, event, ref_key) DO NOTHING");
    bind_new(&q, d);
    return query_write(&q) > 0;
}

bool deliveries_was_tried(struct store *st, const char *event, int64_t order_id,
                          int64_t ref_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM delivery WHERE order_id = ?1"
                " AND event = ?2 AND ref_id = ?3"
                " AND (tries > 0 OR state NOT IN ('waiting', 'dead'))");
    query_int(&q, 1, order_id);
    query_text(&q, 2, event);
    query_int(&q, 3, ref_id);
    return query_one_int(&q, 0) > 0;
}

void deliveries_forget(struct store *st, const char *event, int64_t order_id,
                       int64_t ref_id)
{
    struct query q;
    query_begin(&q, st,
                "DELETE FROM delivery WHERE order_id = ?1 AND event = ?2"
                " AND ref_id = ?3 AND tries = 0 AND state = 'waiting'");
    query_int(&q, 1, order_id);
    query_text(&q, 2, event);
    query_int(&q, 3, ref_id);
    query_write(&q);
}

void deliveries_renew(struct store *st, const struct delivery *d)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO delivery (channel, event, ref_key, order_id,"
                " ref_id, state, step, remote_id, tries, next_ms, made_ms,"
                " status, why) VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', 0, '',"
                " 0, ?6, ?7, 0, '')"
                " ON CONFLICT (channel, event, ref_key) DO UPDATE SET"
                " state = 'waiting', step = 0, tries = 0, next_ms = ?6,"
                " made_ms = ?7, why = ''");
    bind_new(&q, d);
    query_write(&q);
}

#define DELIVERY_COLUMNS                                                       \
    "SELECT state, delivery_id, channel, event, ref_key, order_id, ref_id,"    \
    " step, remote_id, tries, next_ms, made_ms, status, why FROM delivery"

static const struct column DELIVERY[] = {
    C_INT(delivery, delivery_id), C_TEXT(delivery, channel),
    C_TEXT(delivery, event),      C_TEXT(delivery, ref_key),
    C_INT(delivery, order_id),    C_INT(delivery, ref_id),
    C_INT32(delivery, step),      C_TEXT(delivery, remote_id),
    C_INT32(delivery, tries),     C_INT(delivery, next_ms),
    C_INT(delivery, made_ms),     C_INT32(delivery, status),
    C_TEXT(delivery, why)};

static void take(struct query *q, struct delivery *d)
{
    columns_take(q, 1, COLUMNS(DELIVERY), d);
    d->state = find_state(query_get_text(q, 0));
}

void deliveries_save(struct store *st, const struct delivery *d)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE delivery SET state = ?2, step = ?3, remote_id = ?4,"
                " tries = ?5, next_ms = ?6, status = ?7, why = ?8"
                " WHERE delivery_id = ?1");
    query_int(&q, 1, d->delivery_id);
    query_text(&q, 2, state_name(d->state));
    query_int(&q, 3, d->step);
    query_text(&q, 4, d->remote_id);
    query_int(&q, 5, d->tries);
    query_int(&q, 6, d->next_ms);
    query_int(&q, 7, d->status);
    query_text(&q, 8, d->why);
    query_write(&q);
}

int32_t deliveries_due(struct store *st, int64_t now_ms, struct delivery *out,
                       int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                DELIVERY_COLUMNS
                " WHERE state IN ('waiting', 'calling', 'unknown')"
                " AND next_ms <= ?1 ORDER BY next_ms, delivery_id LIMIT ?2");
    query_int(&q, 1, now_ms);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        take(&q, &out[count++]);
    return count;
}

bool deliveries_retry(struct store *st, int64_t delivery_id, int64_t now_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE delivery SET state = CASE WHEN state = 'unknown'"
                " THEN 'unknown' ELSE 'waiting' END, tries = 0, next_ms = ?2"
                " WHERE delivery_id = ?1"
                " AND state IN ('waiting', 'unknown', 'dead')");
    query_int(&q, 1, delivery_id);
    query_int(&q, 2, now_ms);
    return query_write(&q) > 0;
}

int64_t deliveries_recover(struct store *st, int64_t now_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE delivery SET state = 'unknown', next_ms = ?1"
                " WHERE state = 'calling'");
    query_int(&q, 1, now_ms);
    return query_write(&q);
}

bool deliveries_is_open(struct store *st, const char *channel,
                        const char *event)
{
    struct query q;
    query_begin(&q, st,
                "SELECT delivery_id FROM delivery WHERE channel = ?1"
                " AND event = ?2 AND state IN"
                " ('waiting', 'calling', 'unknown') LIMIT 1");
    query_text(&q, 1, channel);
    query_text(&q, 2, event);
    return query_one_int(&q, 0) != 0;
}
