// Orders as rows: their header and lines.
#include "station/store/central/orders/orders.h"
#include "station/store/central/numbers.h"
#include "station/store/engine/query.h"

#include <string.h>

static const char *ref_of(const struct order *o)
{
    return o->channel_ref[0] ? o->channel_ref : o->order_no;
}

void orders_line_add(struct store *st, int64_t order_id, int32_t line_no,
                     int64_t item_id, const struct order_line *l)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO order_line (order_id, line_no, item_id, qty,"
                " price_minor, qty_shipped, group_no, channel_line, tax_minor,"
                " discount_minor) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8,"
                " ?9)");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, item_id);
    query_int(&q, 4, l->qty);
    query_int(&q, 5, l->price_minor);
    query_int(&q, 6, l->group_no);
    query_text(&q, 7, l->channel_line);
    query_int(&q, 8, l->tax_minor);
    query_int(&q, 9, l->discount_minor);
    query_write(&q);
}

int64_t orders_insert(struct store *st, const struct order *o,
                      const char *digest, int64_t at_ms)
{
    struct query q;
    int64_t order_id = numbers_next(st, "order_id");
    query_begin(
        &q, st,
        "INSERT INTO orders (order_id, channel, channel_ref, order_no, version,"
        " state, state_ms, alarm_ms, profile, payment, digest,"
        " customer, email, country, currency, total_minor, tote,"
        " po_number, placed_ms, due_ms, made_ms)"
        " VALUES (?19, ?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?5)"
        " RETURNING order_id");
    query_text(&q, 1, o->channel);
    query_text(&q, 2, ref_of(o));
    query_text(&q, 3, o->order_no);
    query_int(&q, 4, o->version);
    query_int(&q, 5, at_ms);
    query_int(&q, 6, at_ms + order_next(ORDER_WAITING).alarm_ms);
    query_text(&q, 7, o->profile[0] ? o->profile : "default");
    query_text(&q, 8, order_payment_name(o->payment));
    query_text(&q, 9, digest);
    query_text(&q, 10, o->customer);
    query_text(&q, 11, o->email);
    query_text(&q, 12, o->group[0].to.country);
    query_text(&q, 13, o->currency);
    query_int(&q, 14, o->total_minor);
    query_text(&q, 15, o->tote);
    query_text(&q, 16, o->po_number);
    query_int(&q, 17, o->placed_ms ? o->placed_ms : at_ms);
    query_int(&q, 18, o->due_ms ? o->due_ms : o->profile_due_ms);
    query_int(&q, 19, order_id);
    return query_one_int(&q, 0);
}

bool orders_known(struct store *st, const struct order *o,
                  struct order_known *k)
{
    struct query q;
    query_begin(&q, st,
                "SELECT order_id, version, digest, state, payment FROM orders"
                " WHERE channel = ?1 AND channel_ref = ?2");
    query_text(&q, 1, o->channel);
    query_text(&q, 2, ref_of(o));
    bool found = query_row(&q) > 0;
    if (found) {
        k->order_id = query_get_int(&q, 0);
        k->snapshot.version = query_get_int(&q, 1);
        query_copy_text(&q, 2, k->digest, sizeof k->digest);
        k->snapshot.digest = k->digest;
        order_state_find(query_get_text(&q, 3), &k->state);
        order_payment_find(query_get_text(&q, 4), &k->payment);
    }
    query_end(&q);
    return found;
}

bool orders_has_channel(struct store *st, const char *channel)
{
    struct query q;
    query_begin(&q, st,
                "SELECT order_id FROM orders WHERE channel = ?1 LIMIT 1");
    query_text(&q, 1, channel);
    return query_one_int(&q, 0) != 0;
}

bool orders_has_seen(struct store *st, int64_t order_id, const char *digest)
{
    struct query q;
    query_begin(&q, st,
                "SELECT EXISTS (SELECT 1 FROM order_seen"
                " WHERE order_id = ?1 AND digest = ?2)");
    query_int(&q, 1, order_id);
    query_text(&q, 2, digest);
    return query_one_int(&q, 0) != 0;
}

void orders_see(struct store *st, int64_t order_id, const char *digest)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO order_seen (order_id, digest) VALUES (?1, ?2)"
                " ON CONFLICT (order_id, digest) DO NOTHING");
    query_int(&q, 1, order_id);
    query_text(&q, 2, digest);
    query_write(&q);
}

void orders_rename(struct store *st, const char *channel, const char *old_ref,
                   const char *new_ref)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE orders SET channel_ref = ?3 WHERE channel = ?1"
                " AND channel_ref = ?2 AND state IN ('held', 'waiting',"
                " 'allocated', 'released') AND NOT EXISTS"
                " (SELECT 1 FROM orders n WHERE n.channel = ?1"
                " AND n.channel_ref = ?3)");
    query_text(&q, 1, channel);
    query_text(&q, 2, old_ref);
    query_text(&q, 3, new_ref);
    query_write(&q);
}

void orders_header_set(struct store *st, int64_t order_id,
                       const struct order *o, const char *digest)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE orders SET version = ?2, digest = ?3, payment = ?4,"
                " customer = ?5, email = ?6, total_minor = ?7, due_ms = ?8,"
                " order_no = ?9 WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    query_int(&q, 2, o->version);
    query_text(&q, 3, digest);
    query_text(&q, 4, order_payment_name(o->payment));
    query_text(&q, 5, o->customer);
    query_text(&q, 6, o->email);
    query_int(&q, 7, o->total_minor);
    query_int(&q, 8, o->due_ms ? o->due_ms : o->profile_due_ms);
    query_text(&q, 9, o->order_no);
    query_write(&q);
}

// How many lines of the same item and destination stand before it.
static int32_t count_before(const struct order *o, int32_t idx)
{
    const struct order_line *l = &o->line[idx];
    int32_t count = 0;
    for (int32_t i = 0; i < idx; i++)
        count += strcmp(o->line[i].sku, l->sku) == 0 &&
                 o->line[i].group_no == l->group_no;
    return count;
}

int32_t orders_line_match(struct store *st, int64_t order_id,
                          const struct order *o, int32_t idx)
{
    struct query q;
    const struct order_line *l = &o->line[idx];
    if (l->channel_line[0]) {
        query_begin(&q, st,
                    "SELECT line_no FROM order_line WHERE order_id = ?1"
                    " AND channel_line = ?2");
        query_int(&q, 1, order_id);
        query_text(&q, 2, l->channel_line);
        return (int32_t)query_one_int(&q, 0);
    }
    query_begin(&q, st,
                "SELECT l.line_no FROM order_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.order_id = ?1 AND i.sku = ?2"
                " ORDER BY CASE WHEN l.group_no = ?3 THEN 0 ELSE 1 END,"
                " l.line_no LIMIT 1 OFFSET ?4");
    query_int(&q, 1, order_id);
    query_text(&q, 2, l->sku);
    query_int(&q, 3, l->group_no);
    query_int(&q, 4, count_before(o, idx));
    return (int32_t)query_one_int(&q, 0);
}

int32_t orders_line_last(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT line_no FROM order_line WHERE order_id = ?1"
                " ORDER BY line_no DESC LIMIT 1");
    query_int(&q, 1, order_id);
    return (int32_t)query_one_int(&q, 0);
}
