#include "station/central/life/life.h"
#include "station/domain/orders/edit.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/holds.h"
#include "station/store/central/orders/states.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/central/source/reserve.h"
#include "station/store/central/source/shipments.h"
#include "station/store/central/ship/intercept.h"

#include <stdio.h>

// Why parcels of an order that is on hold must not leave.
static const char HELD[] = "held";

// Several events at once, with one row of the timeline for the last.
static bool events(struct store *st, int64_t order_id,
                   const enum order_event *ev, int count, int64_t at_ms,
                   int64_t person_id, const char *note)
{
    enum order_state state, before;
    if (!states_load(st, order_id, &state))
        return false;
    before = state;
    for (int i = 0; i < count; i++)
        if (!order_step(&state, ev[i]))
            return false;
    if (state == before)
        return true;
    int64_t alarm = order_next(state).alarm_ms;
    states_set(st, order_id, state, at_ms, alarm ? at_ms + alarm : 0);
    timeline_add(st, order_id, order_state_name(state), at_ms, person_id,
                 note);
    return true;
}

bool life_event(struct store *st, int64_t order_id, enum order_event ev,
                int64_t at_ms, int64_t person_id, const char *note)
{
    return events(st, order_id, &ev, 1, at_ms, person_id, note);
}

void life_reserved_and_released(struct store *st, int64_t order_id,
                                int64_t at_ms)
{
    static const enum order_event STEPS[] = {ORDER_RESERVE, ORDER_RELEASE};
    events(st, order_id, STEPS, 2, at_ms, 0, "");
}

int64_t life_release(struct store *st, int64_t order_id, int64_t at_ms)
{
    int64_t count = shipments_release(st, order_id);
    if (count > 0)
        life_event(st, order_id, ORDER_RELEASE, at_ms, 0, "");
    return count;
}

static void cancel_shipment(struct store *st, int64_t shipment_id)
{
    reserve_end(st, shipment_id);
    shipments_single_end(st, shipment_id);
    packing_state_set(st, shipment_id, SHIPMENT_CANCELLED);
}

bool life_unreserve(struct store *st, int64_t order_id)
{
    struct shipments_open s;
    bool all = true;
    shipments_open_load(st, order_id, &s);
    for (int32_t i = 0; i < s.count; i++) {
        if (s.is_at_bench[i])
            all = false;
        else
            cancel_shipment(st, s.shipment_id[i]);
    }
    return all;
}

// Shipments at a bench are asked to stop; the bench unpacks and says so. The
// others are let go.
static void stop_shipments(struct store *st, int64_t order_id)
{
    struct shipments_open s;
    shipments_open_load(st, order_id, &s);
    for (int32_t i = 0; i < s.count; i++) {
        if (!s.is_at_bench[i]) {
            cancel_shipment(st, s.shipment_id[i]);
            continue;
        }
        shipments_stop(st, s.shipment_id[i]);
        changes_add(st, "shipment", s.shipment_id[i]);
    }
}

static bool load(struct store *st, int64_t order_id, struct edit_order *o)
{
    struct shipments_open s;
    if (!states_load(st, order_id, &o->state))
        return false;
    struct state_units u = states_units(st, order_id);
    shipments_open_load(st, order_id, &s);
    o->shipped = u.shipped;
    o->left = u.left;
    o->open = s.count;
    o->at_bench = 0;
    for (int32_t i = 0; i < s.count; i++)
        o->at_bench += s.is_at_bench[i];
    return true;
}

void life_settle(struct store *st, int64_t order_id, int64_t at_ms)
{
    struct edit_order o;
    enum order_event ev;
    if (!load(st, order_id, &o) || !edit_settle(&o, &ev))
        return;
    life_event(st, order_id, ev, at_ms, 0, "");
    if (ev == ORDER_PACK && shipments_all_left(st, order_id))
        life_event(st, order_id, ORDER_SHIP, at_ms, 0, "");
}

static void close_rest(struct store *st, int64_t order_id, int64_t at_ms)
{
    states_close_rest(st, order_id);
    life_settle(st, order_id, at_ms);
}

bool life_close(struct store *st, int64_t order_id, int64_t at_ms)
{
    struct edit_order o;
    if (!load(st, order_id, &o) || !edit_may_close(&o))
        return false;
    close_rest(st, order_id, at_ms);
    return true;
}

void life_replan(struct store *st, int64_t order_id, int64_t at_ms)
{
    if (holds_open(st, order_id) == 0)
        life_event(st, order_id, ORDER_UNRESERVE, at_ms, 0, "");
}

int64_t life_intercept(struct store *st, int64_t order_id, int32_t group_no,
                       int64_t at_ms, const char *why)
{
    char note[200];
    int64_t count = intercept_order(st, order_id, group_no, at_ms, why);
    if (count == 0)
        return 0;
    snprintf(note, sizeof note,
             "%s: %lld of its parcels are packed and must not leave; take "
             "them off the dock",
             why, (long long)count);
    timeline_add(st, order_id, "intercepted", at_ms, 0, why);
    exceptions_add(st, "intercept", at_ms, order_id, 0, 0, 0, note);
    return count;
}

// What is packed of it may go on.
static bool hold_open(struct store *st, int64_t order_id, enum order_hold kind,
                      const char *note, int64_t at_ms)
{
    if (holds_is_open(st, order_id, kind))
        return false;
    holds_add(st, order_id, kind, note, at_ms);
    stop_shipments(st, order_id);
    life_event(st, order_id, ORDER_HOLD, at_ms, 0, order_hold_name(kind));
    return true;
}

bool life_readdressed(struct store *st, int64_t order_id, int32_t group_no,
                      bool is_abroad, int64_t at_ms)
{
    struct shipments_open s;
    bool is_told = false; // somebody has it in hand
    shipments_open_load(st, order_id, &s);
    for (int32_t i = 0; i < s.count; i++) {
        if (!s.is_at_bench[i] || s.group_no[i] != group_no)
            continue;
        changes_add(st, "shipment", s.shipment_id[i]);
        is_told = true;
    }
    if (is_told && is_abroad)
        hold_open(st, order_id, ORDER_HOLD_MANUAL,
                  "another country while it was packed", at_ms);
    int64_t count =
        life_intercept(st, order_id, group_no, at_ms, "address changed");
    return is_told || count > 0;
}

enum outcome life_cancel(struct store *st, int64_t order_id, int64_t at_ms,
                         struct outcome_why *why)
{
    struct edit_order o;
    if (!load(st, order_id, &o))
        return outcome_refuse(why, "no such order");
    enum edit_cancel how = edit_cancel(&o);
    if (how == EDIT_CANCEL_IS)
        return OUTCOME_SAME;
    if (how == EDIT_CANCEL_TOO_LATE)
        return outcome_refuse(why, "it has left already: use a return");
    stop_shipments(st, order_id);
    if (how == EDIT_CANCEL_ASK)
        timeline_add(st, order_id, "cancel_asked", at_ms, 0, "");
    else if (how == EDIT_CANCEL_REST)
        close_rest(st, order_id, at_ms);
    else
        life_event(st, order_id, ORDER_CANCEL, at_ms, 0, "");
    return OUTCOME_CHANGED;
}

void life_unpacked(struct store *st, int64_t order_id, int64_t at_ms)
{
    struct outcome_why why;
    if (edit_waits_again(holds_ever(st, order_id),
                         timeline_has(st, order_id, "cancel_asked")))
        life_event(st, order_id, ORDER_UNRESERVE, at_ms, 0, "unpacked");
    else
        life_cancel(st, order_id, at_ms, &why);
}

void life_came_back(struct store *st, int64_t order_id, bool asks,
                    int64_t at_ms)
{
    struct edit_order o;
    if (!load(st, order_id, &o))
        return;
    enum edit_back how = edit_back(&o);
    if (how == EDIT_BACK_STAYS) {
        life_settle(st, order_id, at_ms);
        return;
    }
    life_unreserve(st, order_id);
    life_event(st, order_id, ORDER_COME_BACK, at_ms, 0, "");
    if (how == EDIT_BACK_OVER)
        life_event(st, order_id, ORDER_CANCEL, at_ms, 0, "");
    else if (asks)
        hold_open(st, order_id, ORDER_HOLD_MANUAL, "came back from the dock",
                  at_ms);
}

void life_hold_add(struct store *st, int64_t order_id, enum order_hold kind,
                   const char *note, int64_t at_ms)
{
    if (!hold_open(st, order_id, kind, note, at_ms))
        return;
    (void)life_intercept(st, order_id, 0, at_ms, HELD);
}

bool life_hold_end(struct store *st, int64_t order_id, enum order_hold kind,
                   int64_t at_ms, int64_t person_id)
{
    if (!holds_end(st, order_id, kind, at_ms, person_id))
        return false;
    if (holds_open(st, order_id) > 0)
        return true;
    intercept_order_end(st, order_id, HELD);
    life_event(st, order_id, ORDER_UNHOLD, at_ms, person_id,
               order_hold_name(kind));
    return true;
}

// The bench has all of the line; what it has follows.
static enum outcome change_at_bench(struct store *st,
                                    const struct packing_found *b,
                                    int64_t qty, struct outcome_why *why)
{
    if (qty > b->qty && !reserve_more(st, b->shipment_id, b->pos, b->item_id,
                                      b->lot, (int32_t)(qty - b->qty)))
        return outcome_refuse(why, "not enough stock for the larger quantity");
    reserve_less(st, b->shipment_id, b->pos, b->qty - qty);
    packing_line_qty_set(st, b->shipment_id, b->pos, qty);
    changes_add(st, "shipment", b->shipment_id);
    return OUTCOME_CHANGED;
}

enum outcome life_line_change(struct store *st, int64_t order_id,
                              int32_t line_no, int32_t qty,
                              struct outcome_why *why)
{
    struct packing_found b;
    struct state_line line = {.qty = -1};
    states_line_load(st, order_id, line_no, &line);
    struct edit_line_rows have = {line.qty, line.qty_shipped, 0};
    enum edit_line how = edit_line(&have, qty);
    if (how == EDIT_LINE_NOT)
        return outcome_refuse(why,
                              "no such line, or more of it has left already");
    if (how == EDIT_LINE_SAME)
        return OUTCOME_SAME; // most lines of most edits: nothing more is read
    life_unreserve(st, order_id);
    packing_find(st, order_id, line_no, &b);
    have.rows_at_bench = b.rows;
    how = edit_line(&have, qty);
    if (how == EDIT_LINE_MIXED)
        return outcome_refuse(
            why, "kits and lines of several lots cannot be changed "
                 "at a bench: cancel the order");
    if (how == EDIT_LINE_AT_BENCH &&
        change_at_bench(st, &b, qty - line.qty_shipped, why) ==
            OUTCOME_REFUSED)
        return OUTCOME_REFUSED;
    states_line_qty_set(st, order_id, line_no, qty);
    return OUTCOME_CHANGED;
}

int32_t life_mark_late(struct store *st, int64_t before_ms, int64_t at_ms)
{
    enum { AT_ONCE = 100 };
    struct shipment_late late[AT_ONCE];
    int32_t count = shipments_nearly_late(st, before_ms, late, AT_ONCE);
    for (int32_t i = 0; i < count; i++) {
        shipments_risk_set(st, late[i].shipment_id);
        exceptions_add(st, "late", at_ms, late[i].order_id,
                       late[i].shipment_id, 0, 0,
                       "the time to the carrier's cut-off is nearly over: "
                       "pack this one now");
    }
    return count;
}
