// The work of a bench, and the rows it keeps copies of.
#include "station/store/central/floor/feed.h"
#include "station/store/central/orders/groups.h"
#include "station/store/engine/query.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>

static void take_line(struct query *q, struct work_line *l)
{
    struct pick_line *p = &l->pick;
    memset(l, 0, sizeof *l);
    p->line_no = (int32_t)query_get_int(q, 0);
    p->item_id = query_get_int(q, 1);
    p->qty_want = (int32_t)query_get_int(q, 2);
    query_copy_text(q, 3, p->lot, sizeof p->lot);
    p->kit_idx = (int32_t)query_get_int(q, 4);
    p->qty_per_kit = (int32_t)query_get_int(q, 5);
    p->is_kit = query_get_int(q, 6);
    p->unit_mg = query_get_int(q, 7);
    p->spread_mg = query_get_int(q, 8);
    p->needs_lot = query_get_int(q, 9);
    p->needs_serial = query_get_int(q, 10);
    query_copy_text(q, 11, l->place, sizeof l->place);
}

static void load_lines(struct store *st, struct work *w)
{
    struct query q;
    query_begin(&q, st,
                "SELECT l.line_no, l.item_id, l.qty, l.lot, l.kit_pos,"
                " l.qty_per_kit, l.is_kit, i.weight_mg, i.spread_mg,"
                " i.needs_lot, i.needs_serial,"
                " coalesce((SELECT min(p.code) FROM reservation r"
                " JOIN stock s ON s.stock_id = r.stock_id"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE r.shipment_id = l.shipment_id AND r.pos = l.pos), '')"
                " FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 ORDER BY l.pos LIMIT ?2");
    query_int(&q, 1, w->shipment_id);
    query_int(&q, 2, PICK_LINES_MAX);
    while (query_row(&q) > 0)
        take_line(&q, &w->line[w->line_count++]);
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
    snprintf(w->packing_note, sizeof w->packing_note, "%s", g.note);
    g.to.name[0] = 0; // stands above it on the label
    address_format(&g.to, w->address, sizeof w->address);
}

bool feed_work_load(struct store *st, int64_t shipment_id, struct work *w)
{
    struct query q;
    int32_t group_no = 1;
    work_init(w);
    query_begin(&q, st,
                "SELECT o.order_no, s.tote, s.state, s.service, s.box,"
                " s.box_2, o.profile, s.fence, s.due_ms, s.station_id,"
                " s.order_id, s.is_stopping, s.group_no, s.is_single"
                " FROM shipment s JOIN orders o ON o.order_id = s.order_id"
                " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    bool found = query_row(&q) > 0;
    if (found) {
        w->shipment_id = shipment_id;
        query_copy_text(&q, 0, w->order_no, sizeof w->order_no);
        query_copy_text(&q, 1, w->tote, sizeof w->tote);
        must(shipment_state_find(query_get_text(&q, 2), &w->state));
        query_copy_text(&q, 3, w->service, sizeof w->service);
        query_copy_text(&q, 4, w->box, sizeof w->box);
        query_copy_text(&q, 5, w->box_2, sizeof w->box_2);
        query_copy_text(&q, 6, w->profile, sizeof w->profile);
        w->fence = query_get_int(&q, 7);
        w->due_ms = query_get_int(&q, 8);
        w->station_id = query_get_int(&q, 9);
        w->order_id = query_get_int(&q, 10);
        w->is_stopping = query_get_int(&q, 11);
        group_no = (int32_t)query_get_int(&q, 12);
        w->is_single = query_get_int(&q, 13);
    }
    query_end(&q);
    if (!found)
        return false;
    load_destination(st, group_no, w);
    load_lines(st, w);
    return true;
}

bool feed_item_load(struct store *st, int64_t item_id,
                       struct feed_item *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st, "SELECT sku, name, picture_url FROM item"
                        " WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    if (query_row(&q) > 0) {
        out->item_id = item_id;
        query_copy_text(&q, 0, out->sku, sizeof out->sku);
        query_copy_text(&q, 1, out->name, sizeof out->name);
        query_copy_text(&q, 2, out->picture_url, sizeof out->picture_url);
    }
    query_end(&q);
    query_begin(&q, st,
                "SELECT code, qty FROM item_code WHERE item_id = ?1"
                " ORDER BY qty, code LIMIT ?2");
    query_int(&q, 1, item_id);
    query_int(&q, 2, FEED_CODES_MAX);
    while (query_row(&q) > 0) {
        struct feed_code *c = &out->code[out->code_count++];
        query_copy_text(&q, 0, c->code, sizeof c->code);
        c->qty = (int32_t)query_get_int(&q, 1);
    }
    return out->item_id != 0;
}

bool feed_person_load(struct store *st, int64_t person_id,
                         struct feed_person *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT name, role, badge_digest, pin_hash, is_active"
                " FROM person WHERE person_id = ?1");
    query_int(&q, 1, person_id);
    if (query_row(&q) > 0) {
        out->person_id = person_id;
        query_copy_text(&q, 0, out->name, sizeof out->name);
        query_copy_text(&q, 1, out->role, sizeof out->role);
        query_copy_text(&q, 2, out->badge_digest, sizeof out->badge_digest);
        query_copy_text(&q, 3, out->pin_hash, sizeof out->pin_hash);
        out->is_active = query_get_int(&q, 4);
    }
    query_end(&q);
    return out->person_id != 0;
}

bool feed_box_load(struct store *st, int64_t box_id, struct feed_box *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st, "SELECT code, name, tare_mg FROM box"
                        " WHERE box_id = ?1");
    query_int(&q, 1, box_id);
    if (query_row(&q) > 0) {
        out->box_id = box_id;
        query_copy_text(&q, 0, out->code, sizeof out->code);
        query_copy_text(&q, 1, out->name, sizeof out->name);
        out->tare_mg = query_get_int(&q, 2);
    }
    query_end(&q);
    return out->box_id != 0;
}

int32_t feed_serials_load(struct store *st, int64_t shipment_id,
                             struct feed_serial *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT s.item_id, s.serial FROM shipment_line l"
                " JOIN serial s ON s.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND s.shipment_id = ?1 LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0) {
        out[count].item_id = query_get_int(&q, 0);
        query_copy_text(&q, 1, out[count].serial, sizeof out->serial);
        count++;
    }
    return count;
}
