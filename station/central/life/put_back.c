#include "station/central/life/put_back.h"
#include "station/central/life/life.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/states.h"
#include "station/store/central/ship/back.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>

enum { LOTS_MAX = 64 }; // of one item in one shipment

struct run {
    struct store *st;
    const struct parcel_row *p;
    const struct put_back *w;
    struct put_back_done *out;
    enum stock_place kind;  // of the place
    struct outcome_why *why;
};

static bool refuse(struct run *r, const char *text, const char *about)
{
    snprintf(r->why->text, sizeof r->why->text, "%s%s", text, about);
    return false;
}

static bool may_come_back(struct run *r)
{
    struct ledger_where at;
    enum order_state state;
    if (r->p->back_ms)
        return refuse(r, "its goods are back already", "");
    if (!r->p->stop_ms || r->p->manifest_id)
        return refuse(r, "it is not kept back: keep it back first", "");
    if (r->w->then != PUT_BACK_NOT_WANTED &&
        states_load(r->st, r->p->order_id, &state) && state == ORDER_CANCELLED)
        return refuse(r, "its order is cancelled: its goods are not wanted",
                      "");
    if (!ledger_place_find(r->st, r->w->place, &at))
        return refuse(r, "place: is unknown: ", r->w->place);
    if (stock_is_outside(at.kind) ||
        (at.kind == STOCK_SHELF && at.warehouse_id != r->p->warehouse_id))
        return refuse(r, "place: is none of the parcel's warehouse: ",
                      r->w->place);
    r->kind = at.kind;
    return true;
}

static bool move_goods(struct run *r, const struct back_line *l)
{
    struct back_lot lot[LOTS_MAX];
    int64_t left = l->qty;
    int32_t count =
        back_lots(r->st, r->p->shipment_id, l->item_id, lot, LOTS_MAX);
    for (int32_t i = 0; i < count && left > 0; i++) {
        struct ledger_move m = {.stock_id = lot[i].stock_id,
                                .to_place = r->w->place,
                                .to_kind = r->kind,
                                .qty = lot[i].qty < left ? lot[i].qty : left,
                                .at_ms = r->w->at_ms,
                                .reason = "put_back",
                                .shipment_id = r->p->shipment_id};
        if (m.qty > 0 && !ledger_move(r->st, &m))
            return refuse(r, "the books cannot take back ", l->sku);
        left -= m.qty > 0 ? m.qty : 0;
    }
    return left == 0 ||
           refuse(r, "the books show fewer outside than lie in it of ", l->sku);
}

// Those of this parcel: all that left, or the ones that were named.
static bool end_serials(struct run *r, const struct back_line *l)
{
    char asks[120];
    int64_t shipment_id = r->p->shipment_id, ended = 0;
    int64_t have = back_serials(r->st, shipment_id, l->item_id);
    if (have == 0)
        return true;
    changes_add(r->st, "serial", shipment_id);
    if (have <= l->qty) {
        back_serials_end(r->st, shipment_id, l->item_id);
        return true;
    }
    for (int32_t i = 0; i < r->w->serial_count; i++)
        ended += back_serial_end(r->st, shipment_id, l->item_id,
                                 r->w->serial[i]);
    snprintf(asks, sizeof asks,
             "serials: scan the %lld serial numbers that lie in it of ",
             (long long)l->qty);
    return ended == l->qty || refuse(r, asks, l->sku);
}

// Of a kit its first part counts, as when it was packed.
static void count_less(struct run *r, const struct back_line *l)
{
    int64_t qty = l->qty, shipment_id = r->p->shipment_id;
    bool is_told = r->out->is_told;
    back_line_less(r->st, shipment_id, l->pos, qty, is_told);
    if (l->kit_pos >= 0) {
        if (l->pos != l->kit_pos + 1)
            return;
        qty = l->packed / l->qty_per_kit -
              (l->packed - l->qty) / l->qty_per_kit;
        back_line_less(r->st, shipment_id, l->kit_pos, qty, is_told);
    }
    back_order_less(r->st, r->p->order_id, l->line_no, qty,
                    r->w->then != PUT_BACK_NOT_WANTED);
    r->out->units += qty;
}

static bool take_lines(struct run *r)
{
    struct back_line line[PICK_LINES_MAX];
    int32_t count =
        back_lines(r->st, r->p->parcel_id, line, PICK_LINES_MAX);
    if (count == 0)
        return refuse(r, "what lies in it was never kept: count its goods in "
                         "by a stock file", "");
    for (int32_t i = 0; i < count; i++) {
        if (line[i].qty > line[i].packed)
            return refuse(r, "the books show fewer packed than lie in it of ",
                          line[i].sku);
        if (!move_goods(r, &line[i]) || !end_serials(r, &line[i]))
            return false;
        count_less(r, &line[i]);
    }
    return true;
}

// The rest of the shipment goes on without it.
static void end_parcel(struct run *r)
{
    int64_t waiting, shipment_id = r->p->shipment_id;
    int64_t left = back_parcel_end(r->st, r->p->parcel_id, r->w->at_ms,
                                   &waiting);
    if (left == 0) {
        packing_state_set(r->st, shipment_id, SHIPMENT_CANCELLED);
        deliveries_forget(r->st, "shipment.packed", r->p->order_id,
                          shipment_id);
    } else if (waiting == 0) {
        packing_state_set(r->st, shipment_id, SHIPMENT_HANDED_OVER);
        r->out->has_left = true;
    }
}

static void tell_told(struct run *r)
{
    char note[200];
    if (!r->out->is_told)
        return;
    snprintf(note, sizeof note,
             "its channel was told that parcel %s was sent, and its goods are "
             "back: correct it there",
             r->p->tracking);
    exceptions_add(r->st, "edit", r->w->at_ms, r->p->order_id,
                   r->p->shipment_id, 0, 0, note);
}

enum outcome put_back(struct store *st, const struct parcel_row *p,
                      const struct put_back *w, struct put_back_done *out,
                      struct outcome_why *why)
{
    struct run r = {st, p, w, out, STOCK_SHELF, why};
    *out = (struct put_back_done){0};
    out->is_told = deliveries_was_tried(st, "shipment.packed", p->order_id,
                                        p->shipment_id);
    if (!may_come_back(&r) || !take_lines(&r))
        return OUTCOME_REFUSED;
    end_parcel(&r);
    tell_told(&r);
    life_came_back(st, p->order_id, w->then == PUT_BACK_ASK, w->at_ms);
    return OUTCOME_CHANGED;
}
