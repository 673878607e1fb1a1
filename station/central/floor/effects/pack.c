// The packing desk: done, unpacked, held, resumed, and a unit that was broken.
#include "station/central/floor/effects/pack_keep.h"
#include "station/central/floor/effects/pack_learn.h"
#include "station/central/life/life.h"
#include "station/domain/stock/stock.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/floor/feed.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/states.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/central/ship/papers.h"
#include "station/store/central/source/reserve.h"

#include <stdio.h>
#include <string.h>

enum { RESERVED_MAX = 64 }; // rows of stock of one line

struct taken {
    int32_t count;
    struct reserved row[RESERVED_MAX];
};

struct target {
    const char *place;
    enum stock_place kind;
    const char *reason;
};

static bool move(struct effect *e, int64_t stock_id, int64_t qty,
                 struct target to)
{
    const struct journal_row *row = e->row;
    struct ledger_move m = {.stock_id = stock_id,
                            .to_place = to.place,
                            .to_kind = to.kind,
                            .qty = qty,
                            .at_ms = e->at_ms,
                            .reason = to.reason,
                            .shipment_id = row->shipment_id,
                            .station_id = e->station_id,
                            .journal_no = e->journal_no,
                            .seq = row->seq};
    return ledger_move(e->st, &m);
}

// Moves qty of a line's reserved stock somewhere, out of *t as it goes.
static void move_out(struct effect *e, struct taken *t, int64_t qty,
                     struct target to)
{
    for (int32_t i = 0; i < t->count && qty > 0; i++) {
        struct reserved *r = &t->row[i];
        int64_t n = r->qty < qty ? r->qty : qty;
        if (n == 0)
            continue;
        if (!move(e, r->stock_id, n, to))
            effect_refuse(e, "the shelf does not hold what was packed");
        r->qty -= n;
        qty -= n;
    }
    if (qty > 0)
        effect_refuse(e, "more was packed than was reserved");
}

// The order's line counts what left; of a kit its first part counts. False when
// it is more than is wanted by now.
static bool count_shipped(struct effect *e, const struct packing_line *l,
                          int32_t pos, int64_t qty)
{
    if (l->kit_pos >= 0) {
        if (pos != l->kit_pos + 1)
            return true;
        qty /= l->qty_per_kit;
        packing_line_packed_set(e->st, e->row->shipment_id, l->kit_pos, qty);
    }
    return qty == 0 || states_line_ship(e->st, e->order_id, l->line_no, qty);
}

// The bench had packed it before it heard that fewer are wanted: the books
// follow the parcel, as far as the shelf holds it.
static void reserve_packed(struct effect *e, const struct packing_line *line,
                           const struct pack_done_line *l, struct taken *t)
{
    int64_t shipment_id = e->row->shipment_id, have = 0;
    int64_t need = (int64_t)l->qty + l->qty_short;
    t->count = reserve_load(e->st, shipment_id, l->pos, t->row, RESERVED_MAX);
    for (int32_t i = 0; i < t->count; i++)
        have += t->row[i].qty;
    if (have < need && l->qty_short == 0 &&
        reserve_more(e->st, shipment_id, l->pos, line->item_id, line->lot,
                     (int32_t)(need - have)))
        t->count = reserve_load(e->st, shipment_id, l->pos, t->row,
                                RESERVED_MAX);
}

// What the packer vouches for, and no more: what else the books show at the
// place is looked at afterwards (allocate_around_gaps).
static void take_short(struct effect *e, struct taken *t,
                       const struct pack_done_line *l)
{
    static const char *const REASONS[] = {"none there", "damaged",
                                          "another item there", "fewer there"};
    char text[120];
    struct target lost = {"LOST", STOCK_LOST, "short"};
    struct target fewer = {"LOST", STOCK_LOST, "fewer"};
    struct target aside = {"QUARANTINE", STOCK_QUARANTINE, "short"};
    switch (l->reason) {
    case PICK_SHORT_NOT_THERE:
        move_out(e, t, l->qty_short, lost);
        break;
    case PICK_SHORT_FEWER:
        move_out(e, t, l->qty_short, fewer);
        break;
    case PICK_SHORT_DAMAGED:
        move_out(e, t, l->qty_short, aside);
        break;
    case PICK_SHORT_OTHER:
        break;
    }
    snprintf(text, sizeof text, "line %d: %d missing (%s)", l->pos + 1,
             l->qty_short, REASONS[l->reason]);
    effect_tell(e, "short", text);
}

static void take_serials(struct effect *e, int64_t item_id,
                         const struct pack_done *d,
                         const struct pack_done_line *l)
{
    char why[200];
    for (int32_t i = 0; i < l->serial_count; i++) {
        const char *serial = d->serial[l->serial_first + i];
        if (packing_serial_add(e->st, e->row->shipment_id, item_id, serial))
            continue;
        snprintf(why, sizeof why,
                 "the serial number %s has left the house before", serial);
        effect_refuse(e, why);
    }
    if (l->serial_count > 0)
        changes_add(e->st, "serial", e->row->shipment_id);
}

// Other lots than the allocated one lie in the parcel. When another order has
// them by now, the books keep the allocated one and somebody looks.
static void swap_lots(struct effect *e, int64_t item_id,
                      const struct pack_done *d, int32_t pos)
{
    char note[200];
    int64_t shipment_id = e->row->shipment_id;
    for (int32_t i = 0; i < d->swap_count; i++) {
        const struct pack_done_swap *s = &d->swap[i];
        if (s->pos != pos ||
            reserve_swap(e->st, shipment_id, pos, item_id, s->lot, s->qty))
            continue;
        snprintf(note, sizeof note,
                 "line %d: %d of lot %s were packed and are another order's "
                 "in the books: count that lot and the allocated one",
                 pos + 1, s->qty, s->lot);
        effect_tell(e, "lot", note);
    }
}

// False when more of it was packed than is wanted by now.
static bool take_line(struct effect *e, const struct pack_done *d,
                      const struct pack_done_line *l)
{
    struct packing_line line;
    struct taken t;
    struct target out = {"CUSTOMER", STOCK_CUSTOMER, "ship"};
    int64_t shipment_id = e->row->shipment_id;
    if (!packing_line_load(e->st, shipment_id, l->pos, &line)) {
        effect_refuse(e, "a line that was never released");
        return true;
    }
    swap_lots(e, line.item_id, d, l->pos);
    reserve_packed(e, &line, l, &t);
    move_out(e, &t, l->qty, out);
    if (l->qty_short > 0)
        take_short(e, &t, l);
    packing_line_packed_set(e->st, shipment_id, l->pos, l->qty);
    take_serials(e, line.item_id, d, l);
    return count_shipped(e, &line, l->pos, l->qty);
}

// The labels are out: the books follow them. They say otherwise after they went
// back to before a weight chose another service.
static void keep_way(struct effect *e, const struct pack_done *d)
{
    char before[24], note[80];
    if (!packing_way_set(e->st, e->row->shipment_id, d, before))
        return;
    snprintf(note, sizeof note, "%s, then %s", before, d->service);
    timeline_add(e->st, e->order_id, "service", e->at_ms, 0, note);
}

static void on_done(struct effect *e)
{
    struct pack_done d;
    char why[RECORD_WHY_MAX];
    int64_t shipment_id = e->row->shipment_id, at_ms = e->at_ms;
    if (pack_done_from_json(e->body, &d, why) < 0) {
        effect_refuse(e, why);
        return;
    }
    bool is_too_much = false;
    for (int32_t i = 0; i < d.line_count; i++)
        is_too_much |= !take_line(e, &d, &d.line[i]);
    keep_way(e, &d);
    for (int32_t i = 0; i < d.parcel_count; i++)
        if (!packing_parcel_add(e->st, shipment_id, i + 1, &d.parcel[i], at_ms))
            effect_refuse(e, "a number of its parcels stands on another "
                             "parcel: find both");
    packing_contents_add(e->st, shipment_id, e->row->fence, pack_learn, e);
    papers_numbers_return(e->st, shipment_id, e->row->fence);
    pack_keep_moved(e, &d);
    if (is_too_much)
        pack_keep_all(e, "less of it is wanted by now");
    pack_keep_stopped(e);
    reserve_end(e->st, shipment_id);
    packing_state_set(e->st, shipment_id, SHIPMENT_PACKED);
    life_settle(e->st, e->order_id, at_ms);
    changes_add(e->st, "shipment", shipment_id);
}

static void on_void(struct effect *e)
{
    int64_t shipment_id = e->row->shipment_id;
    papers_numbers_return(e->st, shipment_id, e->row->fence);
    reserve_end(e->st, shipment_id);
    packing_state_set(e->st, shipment_id, SHIPMENT_CANCELLED);
    life_unpacked(e->st, e->order_id, e->at_ms);
    changes_add(e->st, "shipment", shipment_id);
}

// What somebody at the bench did and why stands in the order's timeline. False
// when it cannot be read; a bench of an older version gave no reason.
static bool note_act(struct effect *e, const char *kind, struct pack_event *ev)
{
    const struct journal_row *row = e->row;
    if (pack_event_from_json(row->kind, row->body, row->body_len, ev) < 0) {
        effect_refuse(e, "what was done cannot be read");
        return false;
    }
    timeline_add(e->st, e->order_id, kind, e->at_ms, row->person_id,
                 pack_why_name(ev->why));
    return true;
}

static void on_held(struct effect *e)
{
    struct pack_event ev;
    char note[80];
    packing_state_set(e->st, e->row->shipment_id, SHIPMENT_HELD);
    if (!note_act(e, "act_bench_hold", &ev))
        return;
    snprintf(note, sizeof note, "put on hold at the bench%s%s%s",
             ev.why ? " (" : "", pack_why_name(ev.why), ev.why ? ")" : "");
    effect_tell(e, "held", note);
}

static void on_override(struct effect *e)
{
    struct pack_event ev;
    (void)note_act(e, "act_override", &ev); // else refused
}

// Of what a scan of CONTINUE or REPRINT did.
static void on_continued(struct effect *e)
{
    struct pack_event ev;
    const struct journal_row *row = e->row;
    if (pack_event_from_json(row->kind, row->body, row->body_len, &ev) ==
            ERR_OK &&
        ev.command == PACK_CMD_REPRINT)
        (void)note_act(e, "act_reprint", &ev); // it was read just now
}

// The packer has seen that dangerous goods lie in it, and marked the box.
static void on_seen(struct effect *e)
{
    timeline_add(e->st, e->order_id, "act_hazmat", e->at_ms, e->row->person_id,
                 "");
}

static void on_resumed(struct effect *e)
{
    packing_state_set(e->st, e->row->shipment_id, SHIPMENT_CLAIMED);
}

// The office looks for another service when this is kept; see events_follow.
static void on_over_service(struct effect *e)
{
    struct pack_event ev;
    const struct journal_row *row = e->row;
    if (pack_event_from_json(row->kind, row->body, row->body_len, &ev) < 0)
        effect_refuse(e, "weight or box cannot be read");
}

// An item that could not be scanned: somebody sees to its label, once for all
// that are open.
static void on_tick(struct effect *e)
{
    static const char *const WHY[] = {"its code cannot be read",
                                      "it has no code", "it bears another"};
    struct pack_event ev;
    struct feed_item item;
    char note[FEED_NAME_MAX + 160];
    const struct journal_row *row = e->row;
    if (pack_event_from_json(row->kind, row->body, row->body_len, &ev) < 0 ||
        !feed_item_load(e->st, ev.pick.item_id, &item)) {
        effect_refuse(e, "the tick cannot be read");
        return;
    }
    int why = (int)ev.command - (int)PACK_CMD_TICK_UNREADABLE;
    snprintf(note, sizeof note,
             ev.code[0] ? "%s was counted by eye: %s, %s. Add it to the item "
                          "if it is right"
                        : "%s was counted by eye: %s%s. Look at the labels of "
                          "those on the shelf",
             item.sku, why >= 0 && why < 3 ? WHY[why] : WHY[0], ev.code);
    struct exception x = {.kind = "label",
                          .at_ms = e->at_ms,
                          .order_id = e->order_id,
                          .shipment_id = row->shipment_id,
                          .station_id = e->station_id,
                          .journal_no = e->journal_no,
                          .seq = row->seq,
                          .note = note,
                          .item_id = ev.pick.item_id,
                          .new_code = ev.code};
    if (!exceptions_is_open(e->st, x.kind, note))
        exceptions_raise(e->st, &x);
}

// A broken unit goes to quarantine; another of the same line is taken from
// what is free, so that the order can still be filled.
static void on_damaged(struct effect *e)
{
    struct pack_event ev;
    struct target aside = {"QUARANTINE", STOCK_QUARANTINE, "damaged"};
    const struct journal_row *row = e->row;
    if (pack_event_from_json(row->kind, row->body, row->body_len, &ev) < 0) {
        effect_refuse(e, "the scan cannot be read");
        return;
    }
    int64_t stock_id = reserve_free(e->st, row->shipment_id, ev.pick.item_id);
    if (stock_id)
        move(e, stock_id, 1, aside);
    effect_tell(e, "damaged",
         stock_id ? "a unit is in quarantine, fetch another"
                  : "no free unit is left to replace it");
}

const struct effect_kind EFFECTS_PACK[] = {
    {"done", "", EFFECT_FINISHES, on_done},
    {"void", "", EFFECT_REFUSED, on_void},
    {"command", "held", EFFECT_PASSED, on_held},
    {"command", "continued", EFFECT_PASSED, on_continued},
    {"seen", "continued", EFFECT_PASSED, on_seen},
    {"override", "overridden", EFFECT_PASSED, on_override},
    {"release", "resumed", EFFECT_PASSED, on_resumed},
    {"scan", "damaged", EFFECT_REFUSED, on_damaged},
    {"tick", "damaged", EFFECT_REFUSED, on_damaged},
    {"tick", "took", EFFECT_PASSED, on_tick},
    {"tick", "took_line", EFFECT_PASSED, on_tick},
    {"tick", "took_last", EFFECT_PASSED, on_tick},
    {"weight", "over_service", EFFECT_PASSED, on_over_service},
    {"box", "box_over_service", EFFECT_PASSED, on_over_service},
    {NULL, NULL, EFFECT_REFUSED, NULL}};
