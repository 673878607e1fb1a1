// Orders that wait, as allocation reads them.
#include "station/store/central/source/backlog.h"
#include "station/store/engine/columns.h"

#include <string.h>

static const struct column TARGET[] = {
    C_TEXT(backlog_target, country), C_TEXT(backlog_target, postal),
    C_TEXT(backlog_target, service), C_INT(backlog_target, due_ms),
    C_INT32(backlog_target, point.x), C_INT32(backlog_target, point.y),
    C_INT32(backlog_target, point.z)};

static const struct column LINE[] = {
    C_INT32(backlog_line, line_no),    C_INT32(backlog_line, group_no),
    C_INT32(backlog_line, qty),        C_INT(backlog_line, item_id),
    C_INT(backlog_line, weight_mg),    C_INT(backlog_line, price_minor),
    C_INT32(backlog_line, side_mm[0]), C_INT32(backlog_line, side_mm[1]),
    C_INT32(backlog_line, side_mm[2]), C_INT32(backlog_line, pack_flags),
    C_BOOL(backlog_line, is_hazmat),
    C_INT(backlog_line, substitute_item_id), C_TEXT(backlog_line, hs),
    C_TEXT(backlog_line, sku),         C_BOOL(backlog_line, is_kit)};

static const struct column HEADER[] = {
    C_INT(backlog_header, order_id),  C_TEXT(backlog_header, channel),
    C_TEXT(backlog_header, profile),  C_TEXT(backlog_header, currency),
    C_TEXT(backlog_header, tote),     C_INT(backlog_header, due_ms),
    C_INT(backlog_header, placed_ms)};

static void take_header(struct query *q, struct backlog_header *h)
{
    order_state_find(query_get_text(q, 0), &h->state);
    columns_take(q, 1, COLUMNS(HEADER), h);
}

#define HEADER_COLUMNS                                                         \
    "o.state, o.order_id, o.channel, o.profile, o.currency, o.tote, o.due_ms," \
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
        take_header(&q, out);
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
    return columns_load(&q, COLUMNS(TARGET), out) == ERR_OK;
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
        columns_take(&q, 0, COLUMNS(LINE), &out[count]);
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
        take_header(&q, &r.header);
        columns_take(&q, 8, COLUMNS(TARGET), &r.to);
        columns_take(&q, 15, COLUMNS(LINE), &r.line);
        if (!each(arg, &r))
            break;
    }
    query_end(&q);
}
