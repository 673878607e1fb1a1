// The work of a bench, and the rows it keeps copies of.
#include "station/store/central/floor/feed.h"
#include "station/base/text.h"
#include "station/store/central/orders/groups.h"
#include "station/store/engine/columns.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>

static const struct column LINE[] = {
    C_INT32(work_line, pick.line_no), C_INT(work_line, pick.item_id),
    C_INT32(work_line, pick.qty_want), C_TEXT(work_line, pick.lot),
    C_INT32(work_line, pick.kit_idx), C_INT32(work_line, pick.qty_per_kit),
    C_BOOL(work_line, pick.is_kit),   C_INT(work_line, pick.unit_mg),
    C_INT(work_line, pick.spread_mg), C_BOOL(work_line, pick.needs_lot),
    C_BOOL(work_line, pick.needs_serial), C_BOOL(work_line, is_hazmat),
    C_BOOL(work_line, pick.takes_whole),
    C_BOOL(work_line, pick.needs_expiry), C_INT(work_line, value_minor),
    C_TEXT(work_line, place)};

// False when there are more than a bench can hold: it must not pack a part.
static bool load_lines(struct store *st, struct work *w)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT l.line_no, l.item_id, l.qty, l.lot, l.kit_pos,"
                " l.qty_per_kit, l.is_kit, i.weight_mg, i.spread_mg,"
                " i.needs_lot, i.needs_serial, i.is_hazmat,"
                " CASE WHEN l.is_kit = 1 AND i.is_assembled = 1 THEN 1"
                " ELSE 0 END,"
                // The books know the date of what is reserved.
                " CASE WHEN i.needs_expiry = 1 AND NOT EXISTS"
                " (SELECT 1 FROM reservation r JOIN stock s"
                " ON s.stock_id = r.stock_id WHERE s.expiry_days > 0"
                " AND r.shipment_id = l.shipment_id AND r.pos = l.pos)"
                " THEN 1 ELSE 0 END,"
                " coalesce((SELECT o.price_minor FROM order_line o"
                " JOIN shipment h ON h.order_id = o.order_id"
                " WHERE h.shipment_id = l.shipment_id"
                " AND o.line_no = l.line_no AND l.kit_pos = -1"
                " AND o.price_minor > 0), 0),"
                " coalesce((SELECT min(p.code) FROM reservation r"
                " JOIN stock s ON s.stock_id = r.stock_id"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE r.shipment_id = l.shipment_id AND r.pos = l.pos), '')"
                " FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 ORDER BY l.pos LIMIT ?2");
    query_int(&q, 1, w->shipment_id);
    query_int(&q, 2, PICK_LINES_MAX + 1);
    while (query_row(&q) > 0) {
        if (count++ == PICK_LINES_MAX)
            continue;
        struct work_line *l = &w->line[w->line_count++];
        memset(l, 0, sizeof *l);
        columns_take(&q, 0, COLUMNS(LINE), l);
    }
    return count <= PICK_LINES_MAX;
}

// Lots that do as well as the line's: free, and not to expire before it.
static void load_lots(struct store *st, int64_t shipment_id, int32_t pos,
                      struct work_line *l)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.lot, sum(s.qty - s.qty_reserved) FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?3 AND p.kind = 0 AND p.warehouse_id ="
                " (SELECT h.warehouse_id FROM shipment h"
                " WHERE h.shipment_id = ?1) AND s.qty > s.qty_reserved"
                " AND s.lot NOT IN ('', ?4) AND s.expiry_days >="
                " (SELECT max(o.expiry_days) FROM reservation r"
                " JOIN stock o ON o.stock_id = r.stock_id"
                " WHERE r.shipment_id = ?1 AND r.pos = ?2)"
                " GROUP BY s.lot ORDER BY min(s.expiry_days), s.lot LIMIT ?5");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, l->pick.item_id);
    query_text(&q, 4, l->pick.lot);
    query_int(&q, 5, WORK_LOTS_MAX);
    while (query_row(&q) > 0) {
        struct work_lot *lot = &l->lot[l->lot_count++];
        query_copy_text(&q, 0, lot->lot, sizeof lot->lot);
        int64_t qty = query_get_int(&q, 1);
        lot->qty = qty < PICK_QTY_MAX ? (int32_t)qty : PICK_QTY_MAX;
    }
    query_end(&q);
}

// Name, address and country of the group, as the label shows them.
static void load_destination(struct store *st, int32_t group_no,
                             struct work *w)
{
    struct order_group g;
    if (!groups_load(st, w->order_id, group_no, &g))
        return;
    snprintf(w->customer, sizeof w->customer, "%s",
             g.to.name[0] ? g.to.name : g.to.company);
    snprintf(w->country, sizeof w->country, "%s", g.to.country);
    // The page has room for so much; the office shows all of it.
    text_words_short(w->packing_note, sizeof w->packing_note, g.note,
                     strlen(g.note));
    g.to.name[0] = 0; // stands above it on the label
    address_format(&g.to, w->address, sizeof w->address);
}

void feed_to_mark(struct store *st, int64_t shipment_id,
                  char out[PACK_TO_MAX + 1])
{
    struct query q;
    struct order_group g;
    char customer[sizeof ((struct work *)0)->customer];
    char address[sizeof ((struct work *)0)->address];
    query_begin(&q, st,
                "SELECT order_id, group_no FROM shipment"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    bool found = query_row(&q) > 0;
    int64_t order_id = found ? query_get_int(&q, 0) : 0;
    int32_t group_no = found ? (int32_t)query_get_int(&q, 1) : 0;
    query_end(&q);
    out[0] = 0;
    if (!found || !groups_load(st, order_id, group_no, &g))
        return;
    snprintf(customer, sizeof customer, "%s",
             g.to.name[0] ? g.to.name : g.to.company);
    g.to.name[0] = 0;
    address_format(&g.to, address, sizeof address);
    work_to_mark(customer, address, out);
}

static const struct column WORK[] = {
    C_INT(work, shipment_id), C_TEXT(work, order_no), C_TEXT(work, tote),
    C_TEXT(work, service),    C_TEXT(work, box),      C_TEXT(work, box_2),
    C_TEXT(work, profile),    C_INT(work, fence),     C_INT(work, due_ms),
    C_INT(work, station_id),  C_INT(work, order_id),
    C_BOOL(work, is_stopping), C_BOOL(work, is_single),
    C_BOOL(work, is_on_hold),  C_TEXT(work, channel),
    C_BOOL(work, has_twin)};

bool feed_work_load(struct store *st, int64_t shipment_id, struct work *w)
{
    struct query q;
    int32_t group_no = 1;
    work_init(w);
    query_begin(&q, st,
                "SELECT s.state, s.group_no, s.shipment_id, o.order_no,"
                " s.tote, s.service, s.box, s.box_2, o.profile, s.fence,"
                " s.due_ms, s.station_id, s.order_id, s.is_stopping,"
                " s.is_single,"
                " CASE WHEN o.state = 'held' THEN 1 ELSE 0 END,"
                " o.channel, CASE WHEN EXISTS (SELECT 1 FROM orders t"
                " WHERE t.order_no = o.order_no AND t.order_id <> o.order_id"
                " AND t.state IN ('held', 'waiting', 'allocated', 'released',"
                " 'part_shipped')) THEN 1 ELSE 0 END"
                " FROM shipment s JOIN orders o ON o.order_id = s.order_id"
                " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    bool found = query_row(&q) > 0;
    if (found) {
        must(shipment_state_find(query_get_text(&q, 0), &w->state));
        group_no = (int32_t)query_get_int(&q, 1);
        columns_take(&q, 2, COLUMNS(WORK), w);
    }
    query_end(&q);
    if (!found)
        return false;
    load_destination(st, group_no, w);
    bool is_whole = load_lines(st, w);
    for (int32_t i = 0; i < w->line_count; i++)
        if (w->line[i].pick.lot[0])
            load_lots(st, shipment_id, i, &w->line[i]);
    return is_whole;
}

static const struct column ITEM[] = {
    C_INT(feed_item, item_id), C_TEXT(feed_item, sku), C_TEXT(feed_item, name),
    C_TEXT(feed_item, picture_url)};
static const struct column CODE[] = {C_TEXT(feed_code, code),
                                     C_INT32(feed_code, qty)};

bool feed_item_load(struct store *st, int64_t item_id, struct feed_item *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT item_id, sku, name, picture_url FROM item"
                " WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    if (columns_load(&q, COLUMNS(ITEM), out) < 0)
        return false;
    query_begin(&q, st,
                "SELECT code, qty FROM item_code WHERE item_id = ?1"
                " ORDER BY qty, code LIMIT ?2");
    query_int(&q, 1, item_id);
    query_int(&q, 2, FEED_CODES_MAX);
    while (query_row(&q) > 0)
        columns_take(&q, 0, COLUMNS(CODE), &out->code[out->code_count++]);
    return true;
}

static const struct column BOX[] = {
    C_INT(feed_box, box_id), C_TEXT(feed_box, code), C_TEXT(feed_box, name),
    C_INT(feed_box, tare_mg)};

bool feed_box_load(struct store *st, int64_t box_id, struct feed_box *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT box_id, code, name, tare_mg FROM box"
                " WHERE box_id = ?1");
    query_int(&q, 1, box_id);
    return columns_load(&q, COLUMNS(BOX), out) == ERR_OK;
}

static const struct column SERIAL[] = {C_INT(feed_serial, item_id),
                                       C_TEXT(feed_serial, serial),
                                       C_BOOL(feed_serial, is_back)};

int32_t feed_serials_load(struct store *st, int64_t shipment_id,
                          struct feed_serial *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT DISTINCT s.item_id, s.serial, s.is_back"
                " FROM shipment_line l"
                " JOIN serial s ON s.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND s.shipment_id = ?1 LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        columns_take(&q, 0, COLUMNS(SERIAL), &out[count++]);
    return count;
}
