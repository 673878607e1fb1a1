// What planning asks of shipments: their units, boxes, load and lateness.
#include "station/store/central/source/backlog.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

int32_t source_units_load(struct store *st, int64_t shipment_id,
                          struct source_unit *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT l.qty, i.length_mm, i.width_mm, i.height_mm,"
                " i.weight_mg, i.pack_flags FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND l.is_kit = 0 AND l.qty > 0"
                " ORDER BY l.pos LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        out[count++] = (struct source_unit){
            .qty = (int32_t)query_get_int(&q, 0),
            .side_mm = {(int32_t)query_get_int(&q, 1),
                        (int32_t)query_get_int(&q, 2),
                        (int32_t)query_get_int(&q, 3)},
            .weight_mg = query_get_int(&q, 4),
            .pack_flags = (int32_t)query_get_int(&q, 5)};
    return count;
}

void source_box_set(struct store *st, int64_t shipment_id, const char *box,
                    const char *box_2)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET box = ?2, box_2 = ?3"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, box);
    query_text(&q, 3, box_2);
    query_write(&q);
}

static int64_t new_line(struct store *st, int64_t order_id, int32_t line_no,
                        int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO order_line (order_id, line_no, item_id, qty,"
                " price_minor, qty_shipped, group_no, channel_line, tax_minor,"
                " discount_minor) SELECT order_id, (SELECT max(m.line_no) + 1"
                " FROM order_line m WHERE m.order_id = ?1), ?3,"
                " qty - qty_shipped, price_minor, 0, group_no, channel_line,"
                " 0, 0 FROM order_line WHERE order_id = ?1 AND line_no = ?2"
                " AND qty > qty_shipped RETURNING line_no");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, item_id);
    return query_one_int(&q, 0);
}

bool source_substitute(struct store *st, int64_t order_id, int32_t line_no,
                       int64_t item_id, int64_t at_ms)
{
    struct query q;
    char note[100];
    int64_t line = new_line(st, order_id, line_no, item_id);
    if (!line)
        return false;
    query_begin(&q, st,
                "UPDATE order_line SET qty = qty_shipped"
                " WHERE order_id = ?1 AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_write(&q);
    snprintf(note, sizeof note, "line %d goes on as line %lld, item %lld",
             line_no, (long long)line, (long long)item_id);
    central_order_note(st, order_id, "substituted", at_ms, 0, note);
    return true;
}

int64_t source_load_count(struct store *st, int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM shipment WHERE warehouse_id = ?1"
                " AND state IN ('allocated', 'released', 'claimed')");
    query_int(&q, 1, warehouse_id);
    return query_one_int(&q, 0);
}

static int32_t take_ids(struct query *q, int64_t *id, int32_t cap)
{
    int32_t count = 0;
    while (count < cap && query_row(q) > 0)
        id[count++] = query_get_int(q, 0);
    query_end(q);
    return count;
}

int32_t source_in_warehouse(struct store *st, int64_t warehouse_id,
                            int64_t *order_id, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT DISTINCT order_id FROM shipment"
                " WHERE warehouse_id = ?1 AND state IN"
                " ('allocated', 'released')"
                " ORDER BY order_id LIMIT ?2");
    query_int(&q, 1, warehouse_id);
    query_int(&q, 2, cap);
    return take_ids(&q, order_id, cap);
}

int32_t source_unreleased(struct store *st, int64_t *after,
                          int64_t *order_id, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT order_id, shipment_id FROM shipment"
                " WHERE state = 'allocated' AND shipment_id > ?1"
                " ORDER BY shipment_id LIMIT ?2");
    query_int(&q, 1, *after);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0) {
        order_id[count++] = query_get_int(&q, 0);
        *after = query_get_int(&q, 1);
    }
    if (count < cap)
        *after = 0;
    return count;
}

int64_t source_mark_late(struct store *st, int64_t before_ms, int64_t at_ms)
{
    enum { AT_ONCE = 100 };
    struct query q;
    int64_t shipment_id[AT_ONCE];
    query_begin(&q, st,
                "SELECT shipment_id FROM shipment WHERE state = 'released'"
                " AND is_at_risk = 0 AND due_ms > 0 AND due_ms < ?1"
                " ORDER BY due_ms LIMIT 100");
    query_int(&q, 1, before_ms);
    int32_t count = take_ids(&q, shipment_id, AT_ONCE);
    for (int32_t i = 0; i < count; i++) {
        query_begin(&q, st,
                    "UPDATE shipment SET is_at_risk = 1"
                    " WHERE shipment_id = ?1 RETURNING order_id");
        query_int(&q, 1, shipment_id[i]);
        int64_t order_id = query_one_int(&q, 0);
        central_exception(st, "late", at_ms, order_id, shipment_id[i], 0, 0,
                          "the time to the carrier's cut-off is nearly over: "
                          "pack this one now");
    }
    return count;
}

void source_decision_forget(struct store *st, int64_t order_id,
                            int32_t group_no)
{
    struct query q;
    query_begin(&q, st,
                "DELETE FROM decision WHERE decision_id ="
                " (SELECT max(d.decision_id) FROM decision d"
                " WHERE d.order_id = ?1 AND d.group_no = ?2)"
                " AND unmet_qty > 0 AND NOT EXISTS (SELECT 1 FROM shipment s"
                " WHERE s.order_id = ?1)");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    query_write(&q);
}

int32_t source_packed(struct store *st, int64_t order_id, int64_t *shipment_id,
                      int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT shipment_id FROM shipment WHERE order_id = ?1"
                " AND state IN ('packed', 'handed_over', 'delivered')"
                " ORDER BY shipment_id LIMIT ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, cap);
    return take_ids(&q, shipment_id, cap);
}

void source_items_each(struct store *st, int64_t order_id,
                       source_item_fn *each, void *arg)
{
    int64_t item_id[PICK_LINES_MAX];
    struct query q;
    query_begin(&q, st,
                "SELECT DISTINCT item_id FROM order_line WHERE order_id = ?1"
                " ORDER BY item_id");
    query_int(&q, 1, order_id);
    int32_t count = take_ids(&q, item_id, PICK_LINES_MAX);
    for (int32_t i = 0; i < count; i++)
        each(arg, item_id[i]);
}

bool central_facts_load(struct store *st, int64_t order_id,
                        struct central_facts *out)
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
        out->has_left = out->state == ORDER_SHIPPED ||
                        out->state == ORDER_DELIVERED ||
                        out->state == ORDER_CANCELLED;
    }
    query_end(&q);
    return found;
}

bool central_twin_find(struct store *st, int64_t order_id, int64_t within_ms,
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

int32_t source_gaps(struct store *st, int64_t shipment_id,
                    struct source_gap *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT DISTINCT m.item_id, m.from_place_id FROM move m"
                " JOIN place t ON t.place_id = m.to_place_id"
                " WHERE m.shipment_id = ?1 AND m.reason = 'short'"
                " AND t.code = 'LOST'"
                " ORDER BY m.item_id, m.from_place_id LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        out[count++] = (struct source_gap){query_get_int(&q, 0),
                                           query_get_int(&q, 1)};
    return count;
}

int32_t source_holders(struct store *st, const struct source_gap *g,
                       int64_t *order_id, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT DISTINCT s.order_id FROM stock k"
                " JOIN reservation r ON r.stock_id = k.stock_id"
                " JOIN shipment s ON s.shipment_id = r.shipment_id"
                " WHERE k.item_id = ?1 AND k.place_id = ?2"
                " AND s.state IN ('allocated', 'released')"
                " ORDER BY s.order_id LIMIT ?3");
    query_int(&q, 1, g->item_id);
    query_int(&q, 2, g->place_id);
    query_int(&q, 3, cap);
    return take_ids(&q, order_id, cap);
}

void source_empty(struct store *st, const struct source_gap *g,
                  int64_t shipment_id, int64_t at_ms)
{
    enum { LOTS_MAX = 64 };
    struct query q;
    int64_t stock_id[LOTS_MAX];
    query_begin(&q, st,
                "SELECT stock_id FROM stock WHERE item_id = ?1"
                " AND place_id = ?2 AND qty > qty_reserved"
                " ORDER BY stock_id LIMIT 64");
    query_int(&q, 1, g->item_id);
    query_int(&q, 2, g->place_id);
    int32_t count = take_ids(&q, stock_id, LOTS_MAX);
    for (int32_t i = 0; i < count; i++) {
        query_begin(&q, st,
                    "SELECT qty - qty_reserved FROM stock"
                    " WHERE stock_id = ?1");
        query_int(&q, 1, stock_id[i]);
        int64_t more = query_one_int(&q, 0);
        central_move(st, stock_id[i], "LOST", STOCK_LOST, more, at_ms,
                     "short", shipment_id, 0, 0);
    }
}
