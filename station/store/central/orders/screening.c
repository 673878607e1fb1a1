#include "station/store/central/orders/screening.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

bool screening_facts_load(struct store *st, int64_t order_id,
                          struct screening_facts *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT o.channel, o.profile, o.country, o.payment,"
                " o.total_minor, o.state, (SELECT count(*) FROM order_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.order_id = ?1 AND (i.hs = '' OR i.origin = '')),"
                " EXISTS (SELECT 1 FROM order_event e WHERE e.order_id = ?1"
                " AND e.kind = 'screened'), o.channel_ref FROM orders o"
                " WHERE o.order_id = ?1");
    query_int(&q, 1, order_id);
    bool found = query_row(&q) > 0;
    if (found) {
        query_copy_text(&q, 0, out->channel, sizeof out->channel);
        query_copy_text(&q, 1, out->profile, sizeof out->profile);
        query_copy_text(&q, 2, out->country, sizeof out->country);
        order_payment_find(query_get_text(&q, 3), &out->payment);
        out->total_minor = query_get_int(&q, 4);
        order_state_find(query_get_text(&q, 5), &out->state);
        out->lines_without_hs = (int32_t)query_get_int(&q, 6);
        out->was_screened = query_get_int(&q, 7) != 0;
        query_copy_text(&q, 8, out->channel_ref, sizeof out->channel_ref);
        out->has_left = out->state == ORDER_PACKED ||
                        out->state == ORDER_SHIPPED ||
                        out->state == ORDER_DELIVERED ||
                        out->state == ORDER_CANCELLED;
    }
    query_end(&q);
    return found;
}

bool screening_twin_find(struct store *st, int64_t order_id, int64_t within_ms,
                         char *note, size_t cap)
{
    struct query q;
    bool found = false;
    query_begin(&q, st,
                "SELECT t.channel, t.order_no FROM orders o"
                " JOIN orders t ON t.email = o.email AND t.email <> ''"
                " WHERE o.order_id = ?1 AND t.order_id <> ?1"
                " AND t.channel <> o.channel"
                " AND t.total_minor = o.total_minor AND o.total_minor > 0"
                " AND abs(t.placed_ms - o.placed_ms) < ?2 LIMIT 1");
    query_int(&q, 1, order_id);
    query_int(&q, 2, within_ms);
    if (query_row(&q) > 0) {
        snprintf(note, cap, "like %.20s %.30s", query_get_text(&q, 0),
                 query_get_text(&q, 1));
        found = true;
    }
    query_end(&q);
    return found;
}
