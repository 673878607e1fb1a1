// Orders that wait, as allocation reads them.
#include "station/store/central/source/backlog.h"
#include "station/store/engine/query.h"

#include <string.h>

static void take_target(struct query *q, int c, struct backlog_target *t)
{
    query_copy_text(q, c, t->country, sizeof t->country);
    query_copy_text(q, c + 1, t->postal, sizeof t->postal);
    query_copy_text(q, c + 2, t->service, sizeof t->service);
    t->due_ms = query_get_int(q, c + 3);
    t->point = (struct geo_point){(int32_t)query_get_int(q, c + 4),
                                  (int32_t)query_get_int(q, c + 5),
                                  (int32_t)query_get_int(q, c + 6)};
}

static void take_header(struct query *q, int c, struct backlog_header *h)
{
    h->order_id = query_get_int(q, c);
    order_state_find(query_get_text(q, c + 1), &h->state);
    query_copy_text(q, c + 2, h->channel, sizeof h->channel);
    query_copy_text(q, c + 3, h->profile, sizeof h->profile);
    query_copy_text(q, c + 4, h->currency, sizeof h->currency);
    query_copy_text(q, c + 5, h->tote, sizeof h->tote);
    h->due_ms = query_get_int(q, c + 6);
    h->placed_ms = query_get_int(q, c + 7);
}

static void take_line(struct query *q, int c, struct backlog_line *l)
{
    *l = (struct backlog_line){.line_no = (int32_t)query_get_int(q, c),
                               .group_no = (int32_t)query_get_int(q, c + 1),
                               .qty = (int32_t)query_get_int(q, c + 2),
                               .item_id = query_get_int(q, c + 3),
                               .weight_mg = query_get_int(q, c + 4),
                               .price_minor = query_get_int(q, c + 5),
                               .side_mm = {(int32_t)query_get_int(q, c + 6),
                                           (int32_t)query_get_int(q, c + 7),
                                           (int32_t)query_get_int(q, c + 8)},
                               .pack_flags = (int32_t)query_get_int(q, c + 9),
                               .is_hazmat = query_get_int(q, c + 10) != 0,
                               .substitute_item_id = query_get_int(q, c + 11)};
    query_copy_text(q, c + 12, l->hs, sizeof l->hs);
    query_copy_text(q, c + 13, l->sku, sizeof l->sku);
    l->is_kit = query_get_int(q, c + 14) != 0;
}

#define HEADER_COLUMNS                                                         \
    "o.order_id, o.state, o.channel, o.profile, o.currency, o.tote, o.due_ms," \
    " o.placed_ms"
#define TARGET_COLUMNS                                                         \
    "g.country, g.postal, g.service, g.due_ms, g.x, g.y, g.z"
#define ITEM_COLUMNS                                                           \
    "l.item_id, i.weight_mg, l.price_minor, i.length_mm, i.width_mm,"          \
    " i.height_mm, i.pack_flags, i.is_hazmat, i.substitute_item_id, i.hs,"     \
    " i.sku, EXISTS (SELECT 1 FROM kit_part k WHERE k.item_id = l.item_id)"

bool backlog_header_load(struct store *st, int64_t order_id,
                         struct backlog_header *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " HEADER_COLUMNS " FROM orders o"
                " WHERE o.order_id = ?1");
    query_int(&q, 1, order_id);
    bool found = query_row(&q) > 0;
    if (found)
        take_header(&q, 0, out);
    query_end(&q);
    return found;
}

bool backlog_target_load(struct store *st, int64_t order_id, int32_t group_no,
                         struct backlog_target *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " TARGET_COLUMNS " FROM ship_group g"
                " WHERE g.order_id = ?1 AND g.group_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    bool found = query_row(&q) > 0;
    if (found)
        take_target(&q, 0, out);
    query_end(&q);
    return found;
}

int32_t backlog_lines_load(struct store *st, int64_t order_id,
                           struct backlog_line *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT l.line_no, l.group_no, l.qty - l.qty_shipped"
                " - coalesce((SELECT sum(sl.qty) FROM shipment s"
                " JOIN shipment_line sl ON sl.shipment_id = s.shipment_id"
                " WHERE s.order_id = ?1 AND sl.line_no = l.line_no"
                " AND sl.kit_pos = -1 AND s.state IN"
                " ('allocated', 'released', 'claimed', 'held')), 0) AS open, "
                ITEM_COLUMNS " FROM order_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.order_id = ?1 AND l.qty > l.qty_shipped"
                " ORDER BY l.group_no, l.line_no");
    query_int(&q, 1, order_id);
    while (count < cap && query_row(&q) > 0) {
        take_line(&q, 0, &out[count]);
        count += out[count].qty > 0;
    }
    query_end(&q);
    return count;
}

bool backlog_is_waiting(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT order_id FROM orders WHERE state = 'waiting' LIMIT 1");
    return query_one_int(&q, 0) != 0;
}

void backlog_each(struct store *st, const char *profile, int64_t after_order_id,
                  backlog_fn *each, void *arg)
{
    struct query q;
    struct backlog_row r;
    query_begin(&q, st,
                "SELECT " HEADER_COLUMNS ", " TARGET_COLUMNS ", l.line_no,"
                " l.group_no, l.qty - l.qty_shipped, " ITEM_COLUMNS
                " FROM orders o"
                " CROSS JOIN ship_group g ON g.order_id = o.order_id"
                " CROSS JOIN order_line l ON l.order_id = o.order_id"
                " AND l.group_no = g.group_no"
                " CROSS JOIN item i ON i.item_id = l.item_id"
                " WHERE o.state = 'waiting' AND o.order_id > ?1"
                " AND o.profile = ?2 AND l.qty > l.qty_shipped"
                " AND NOT EXISTS (SELECT 1 FROM shipment s"
                " WHERE s.order_id = o.order_id AND s.state IN"
                " ('allocated', 'released', 'claimed', 'held'))"
                " ORDER BY o.order_id, g.group_no, l.line_no");
    query_int(&q, 1, after_order_id);
    query_text(&q, 2, profile);
    while (query_row(&q) > 0) {
        take_header(&q, 0, &r.header);
        take_target(&q, 8, &r.to);
        take_line(&q, 15, &r.line);
        if (!each(arg, &r))
            break;
    }
    query_end(&q);
}
