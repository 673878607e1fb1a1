#include "station/store/bench/bench_work.h"
#include "shared/must.h"
#include "station/store/engine/columns.h"

#include <stdlib.h>
#include <string.h>

static const struct column WORK[] = {
    C_INT(bench_work, shipment_id), C_INT(bench_work, fence),
    C_INT(bench_work, due_ms),      C_INT(bench_work, claimed_ms),
    C_TEXT(bench_work, order_no),   C_TEXT(bench_work, tote),
    C_TEXT(bench_work, state),      C_TEXT(bench_work, hand)};

#define WORK_COLUMNS                                                           \
    "shipment_id, fence, due_ms, claimed_ms, order_no, tote, state, hand"

int bench_work_list(struct store *st, struct bench_work *out, int32_t cap)
{
    struct query q;
    int rc;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work WHERE state <> 'over'"
                " ORDER BY CASE WHEN due_ms = 0 THEN 1 ELSE 0 END,"
                " due_ms, shipment_id LIMIT ?1");
    query_int(&q, 1, cap);
    while ((rc = query_row(&q)) > 0)
        columns_take(&q, 0, COLUMNS(WORK), &out[count++]);
    return rc < 0 ? rc : count;
}

int bench_work_find(struct store *st, const char *text,
                    struct bench_work *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work"
                " WHERE (order_no = ?1 OR tote = ?1) AND state <> 'over'");
    query_text(&q, 1, text);
    return columns_load(&q, COLUMNS(WORK), out);
}

int bench_work_free(struct store *st, int64_t now_ms, struct bench_work *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work"
                " WHERE state = 'leased' AND hand_until_ms <= ?1"
                " ORDER BY CASE WHEN due_ms = 0 THEN 1 ELSE 0 END,"
                " due_ms, shipment_id LIMIT 1");
    query_int(&q, 1, now_ms);
    return columns_load(&q, COLUMNS(WORK), out);
}

int bench_work_load(struct store *st, int64_t shipment_id,
                    struct bench_work *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    return columns_load(&q, COLUMNS(WORK), out);
}

int bench_work_read(struct store *st, int64_t shipment_id, struct work *out)
{
    struct query q;
    json_t *body = NULL;
    query_begin(&q, st, "SELECT body FROM work WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    int rc = query_row(&q);
    if (rc > 0) {
        const char *chars = query_get_text(&q, 0);
        body = json_read(chars, strlen(chars), NULL, 0);
    }
    query_end(&q);
    if (rc <= 0)
        return rc < 0 ? rc : ERR_MISSING;
    rc = body ? work_from_json(body, out, NULL) : ERR_PARSE;
    json_decref(body);
    return rc;
}

void bench_work_add(struct store *st, const struct work *w,
                    int64_t claimed_ms)
{
    struct query q;
    json_t *o = work_to_json(w);
    char *body = json_dumps(o, JSON_COMPACT);
    json_decref(o);
    must(body != NULL);
    query_begin(&q, st,
                "INSERT INTO work (shipment_id, order_no, fence, state,"
                " due_ms, claimed_ms, tote, body, turn)"
                " VALUES (?1, ?2, ?3, 'leased', ?4, ?5, ?6, ?7, ?8)"
                " ON CONFLICT (shipment_id) DO UPDATE SET"
                " fence = excluded.fence, due_ms = excluded.due_ms,"
                " claimed_ms = excluded.claimed_ms, body = excluded.body,"
                " turn = excluded.turn,"
                " state = CASE WHEN work.state = 'over'"
                " THEN 'leased' ELSE work.state END");
    query_int(&q, 1, w->shipment_id);
    query_text(&q, 2, w->order_no);
    query_int(&q, 3, w->fence);
    query_int(&q, 4, w->due_ms);
    query_int(&q, 5, claimed_ms);
    query_text(&q, 6, w->tote);
    query_text(&q, 7, body);
    query_int(&q, 8, store_counter(st, "feed_turn", 0));
    query_write(&q);
    free(body);
}

void bench_work_seen(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st, "UPDATE work SET turn = ?2 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, store_counter(st, "feed_turn", 0));
    query_write(&q);
}

void bench_work_state(struct store *st, int64_t shipment_id,
                      const char *state)
{
    struct query q;
    query_begin(&q, st, "UPDATE work SET state = ?2 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, state);
    query_write(&q);
}

void bench_work_hand(struct store *st, int64_t shipment_id, const char *hand,
                     int64_t until_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE work SET hand = ?2, hand_until_ms = ?3"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, hand);
    query_int(&q, 3, until_ms);
    query_write(&q);
}

void bench_work_erase(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM work WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

void bench_work_clear(struct store *st)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM work");
    query_write(&q);
}
