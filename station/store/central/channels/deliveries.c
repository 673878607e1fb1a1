#include "station/store/central/channels/deliveries.h"
#include "station/store/engine/query.h"
#include "station/store/engine/rows.h"
#include "shared/must.h"

#include <string.h>

static const char *const STATES[] = {"waiting", "calling", "unknown", "done",
                                     "dead"};

const char *delivery_state_name(enum delivery_state s)
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

int64_t delivery_pause_ms(int32_t tries)
{
    static const int32_t SECONDS[] = {5,     300,   1800,  7200, 18000,
                                      36000, 50400, 72000, 86400};
    int32_t last = (int32_t)(sizeof SECONDS / sizeof SECONDS[0]) - 1;
    int32_t i = tries < 1 ? 0 : tries - 1 > last ? last : tries - 1;
    return (int64_t)SECONDS[i] * 1000;
}

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

json_t *inbox_json(struct store *st, const char *state,
                   struct central_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT inbox_id, channel, delivery_key, at_ms, topic, state,"
                " why FROM inbox WHERE state = ?3 AND inbox_id < ?1"
                " ORDER BY inbox_id DESC LIMIT ?2");
    query_int(&q, 1, page.after ? page.after : INT64_MAX);
    query_int(&q, 2, page.limit);
    query_text(&q, 3, state);
    return rows_json(&q);
}

int64_t channel_erase(struct store *st, int64_t before_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE inbox SET body = '' WHERE body <> ''"
                " AND at_ms < ?1");
    query_int(&q, 1, before_ms);
    return query_write(&q);
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

bool delivery_add(struct store *st, const struct delivery *d)
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

void delivery_renew(struct store *st, const struct delivery *d)
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
    "SELECT delivery_id, channel, event, ref_key, order_id, ref_id, state,"    \
    " step, remote_id, tries, next_ms, made_ms, status, why FROM delivery"

static void take(struct query *q, struct delivery *d)
{
    d->delivery_id = query_get_int(q, 0);
    query_copy_text(q, 1, d->channel, sizeof d->channel);
    query_copy_text(q, 2, d->event, sizeof d->event);
    query_copy_text(q, 3, d->ref_key, sizeof d->ref_key);
    d->order_id = query_get_int(q, 4);
    d->ref_id = query_get_int(q, 5);
    d->state = find_state(query_get_text(q, 6));
    d->step = (int32_t)query_get_int(q, 7);
    query_copy_text(q, 8, d->remote_id, sizeof d->remote_id);
    d->tries = (int32_t)query_get_int(q, 9);
    d->next_ms = query_get_int(q, 10);
    d->made_ms = query_get_int(q, 11);
    d->status = (int32_t)query_get_int(q, 12);
    query_copy_text(q, 13, d->why, sizeof d->why);
}

int delivery_load(struct store *st, int64_t delivery_id, struct delivery *out)
{
    struct query q;
    query_begin(&q, st, DELIVERY_COLUMNS " WHERE delivery_id = ?1");
    query_int(&q, 1, delivery_id);
    int rc = query_row(&q);
    if (rc > 0)
        take(&q, out);
    query_end(&q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

void delivery_save(struct store *st, const struct delivery *d)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE delivery SET state = ?2, step = ?3, remote_id = ?4,"
                " tries = ?5, next_ms = ?6, status = ?7, why = ?8"
                " WHERE delivery_id = ?1");
    query_int(&q, 1, d->delivery_id);
    query_text(&q, 2, delivery_state_name(d->state));
    query_int(&q, 3, d->step);
    query_text(&q, 4, d->remote_id);
    query_int(&q, 5, d->tries);
    query_int(&q, 6, d->next_ms);
    query_int(&q, 7, d->status);
    query_text(&q, 8, d->why);
    query_write(&q);
}

int32_t delivery_due(struct store *st, int64_t now_ms, struct delivery *out,
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

int64_t delivery_next_ms(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT next_ms FROM delivery"
                " WHERE state IN ('waiting', 'calling', 'unknown')"
                " ORDER BY next_ms, delivery_id LIMIT 1");
    return query_one_int(&q, INT64_MAX);
}

bool delivery_retry(struct store *st, int64_t delivery_id, int64_t now_ms)
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

json_t *deliveries_json(struct store *st, const char *state,
                        struct central_page page)
{
    struct query q;
    query_begin(&q, st,
                DELIVERY_COLUMNS " WHERE state = ?3 AND delivery_id < ?1"
                                 " ORDER BY delivery_id DESC LIMIT ?2");
    query_int(&q, 1, page.after ? page.after : INT64_MAX);
    query_int(&q, 2, page.limit);
    query_text(&q, 3, state);
    return rows_json(&q);
}

json_t *delivery_counts_json(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT channel, event, state, count(*) AS count,"
                " max(tries) AS tries FROM delivery"
                " WHERE state <> 'done' GROUP BY channel, event, state"
                " ORDER BY channel, event, state");
    return rows_json(&q);
}

int64_t delivery_recover(struct store *st, int64_t now_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE delivery SET state = 'unknown', next_ms = ?1"
                " WHERE state = 'calling'");
    query_int(&q, 1, now_ms);
    return query_write(&q);
}

static void load_tracks(struct store *st, struct channel_shipment *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT tracking, at_ms FROM parcel WHERE shipment_id = ?1"
                " ORDER BY parcel_no LIMIT 32");
    query_int(&q, 1, out->shipment_id);
    while (query_row(&q) > 0) {
        query_copy_text(&q, 0, out->track[out->track_count++],
                        sizeof out->track[0]);
        out->at_ms = query_get_int(&q, 1);
    }
}

static void load_packed(struct store *st, struct channel_shipment *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT l.channel_line, i.sku, sum(s.qty_packed)"
                " FROM shipment_line s JOIN order_line l ON l.order_id = ?2"
                " AND l.line_no = s.line_no"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE s.shipment_id = ?1 AND s.kit_pos = -1"
                " GROUP BY l.line_no, l.channel_line, i.sku"
                " HAVING sum(s.qty_packed) > 0 ORDER BY l.line_no");
    query_int(&q, 1, out->shipment_id);
    query_int(&q, 2, out->order_id);
    while (out->line_count < CHANNEL_LINES_MAX && query_row(&q) > 0) {
        struct channel_line *l = &out->line[out->line_count++];
        query_copy_text(&q, 0, l->channel_line, sizeof l->channel_line);
        query_copy_text(&q, 1, l->sku, sizeof l->sku);
        l->qty = (int32_t)query_get_int(&q, 2);
    }
    query_end(&q);
}

bool channel_shipment_load(struct store *st, int64_t shipment_id,
                           struct channel_shipment *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT s.order_id, o.order_no, o.channel_ref, s.carrier,"
                " s.service, w.code FROM shipment s"
                " JOIN orders o ON o.order_id = s.order_id"
                " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"
                " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    bool found = query_row(&q) > 0;
    if (found) {
        out->shipment_id = shipment_id;
        out->order_id = query_get_int(&q, 0);
        query_copy_text(&q, 1, out->order_no, sizeof out->order_no);
        query_copy_text(&q, 2, out->channel_ref, sizeof out->channel_ref);
        query_copy_text(&q, 3, out->carrier, sizeof out->carrier);
        query_copy_text(&q, 4, out->service, sizeof out->service);
        query_copy_text(&q, 5, out->warehouse, sizeof out->warehouse);
    }
    query_end(&q);
    if (found) {
        load_packed(st, out);
        load_tracks(st, out);
    }
    return found;
}

int64_t channel_on_hand(struct store *st, int64_t item_id,
                        int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT coalesce(sum(s.qty), 0) FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " AND p.warehouse_id = ?2");
    query_int(&q, 1, item_id);
    query_int(&q, 2, warehouse_id);
    return query_one_int(&q, 0);
}

bool channel_sku(struct store *st, int64_t item_id, char *out, size_t cap)
{
    struct query q;
    query_begin(&q, st, "SELECT sku FROM item WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    bool found = query_row(&q) > 0;
    if (found)
        query_copy_text(&q, 0, out, cap);
    query_end(&q);
    return found;
}

int32_t channel_open_orders(struct store *st, const char *channel,
                            int64_t after_order_id, struct channel_open *out,
                            int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT order_id, channel_ref FROM orders"
                " WHERE channel = ?1 AND order_id > ?2 AND state IN"
                " ('held', 'waiting', 'allocated', 'released',"
                " 'part_shipped') ORDER BY order_id LIMIT ?3");
    query_text(&q, 1, channel);
    query_int(&q, 2, after_order_id);
    query_int(&q, 3, cap);
    while (query_row(&q) > 0) {
        out[count].order_id = query_get_int(&q, 0);
        query_copy_text(&q, 1, out[count++].channel_ref,
                        sizeof out->channel_ref);
    }
    return count;
}

bool delivery_is_open(struct store *st, const char *channel, const char *event)
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

int64_t channel_line_qty(struct store *st, int64_t order_id,
                         const char *channel_line)
{
    struct query q;
    query_begin(&q, st,
                "SELECT sum(qty) FROM order_line WHERE order_id = ?1"
                " AND channel_line = ?2 HAVING count(*) > 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, channel_line);
    return query_one_int(&q, -1);
}
