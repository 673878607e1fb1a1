#include "station/central/life/life.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/outcome.h"
#include "station/store/central/source/reserve.h"
#include "station/store/central/source/shipments.h"
#include "station/store/engine/query.h"

#include <string.h>

void life_note(struct store *st, int64_t order_id, const char *kind,
               int64_t at_ms, int64_t person_id, const char *note)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO order_event (order_id, at_ms, kind, person_id,"
                " note) VALUES (?1, ?2, ?3, ?4, ?5)");
    query_int(&q, 1, order_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, kind);
    query_int(&q, 4, person_id);
    query_text(&q, 5, note);
    query_write(&q);
}

static bool load_state(struct store *st, int64_t order_id,
                       enum order_state *out)
{
    struct query q;
    bool found = false;
    query_begin(&q, st, "SELECT state FROM orders WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    if (query_row(&q) > 0)
        found = order_state_find(query_get_text(&q, 0), out);
    query_end(&q);
    return found;
}

bool life_events(struct store *st, int64_t order_id, const enum order_event *ev,
                 int count, int64_t at_ms, int64_t person_id, const char *note)
{
    struct query q;
    enum order_state state, before;
    if (!load_state(st, order_id, &state))
        return false;
    before = state;
    for (int i = 0; i < count; i++)
        if (!order_step(&state, ev[i]))
            return false;
    if (state == before)
        return true;
    int64_t alarm = order_next(state).alarm_ms;
    query_begin(&q, st,
                "UPDATE orders SET state = ?2, state_ms = ?3, alarm_ms = ?4"
                " WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_state_name(state));
    query_int(&q, 3, at_ms);
    query_int(&q, 4, alarm ? at_ms + alarm : 0);
    query_write(&q);
    life_note(st, order_id, order_state_name(state), at_ms, person_id, note);
    return true;
}

bool life_event(struct store *st, int64_t order_id, enum order_event ev,
                int64_t at_ms, int64_t person_id, const char *note)
{
    return life_events(st, order_id, &ev, 1, at_ms, person_id, note);
}

static void cancel_shipment(struct store *st, int64_t shipment_id)
{
    struct query q;
    reserve_end(st, shipment_id);
    shipments_single_end(st, shipment_id);
    query_begin(&q, st,
                "UPDATE shipment SET state = 'cancelled'"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

enum { SHIPMENTS_MAX = 128 };

struct open_shipments {
    int32_t count;
    int64_t shipment_id[SHIPMENTS_MAX];
    bool is_at_bench[SHIPMENTS_MAX];
};

static void load_open(struct store *st, int64_t order_id,
                      struct open_shipments *s)
{
    struct query q;
    s->count = 0;
    query_begin(&q, st,
                "SELECT shipment_id, station_id FROM shipment"
                " WHERE order_id = ?1 AND state IN"
                " ('allocated', 'released', 'claimed', 'held')"
                " ORDER BY shipment_id");
    query_int(&q, 1, order_id);
    while (query_row(&q) > 0 && s->count < SHIPMENTS_MAX) {
        s->shipment_id[s->count] = query_get_int(&q, 0);
        s->is_at_bench[s->count++] = query_get_int(&q, 1) != 0;
    }
    query_end(&q);
}

// Shipments at a bench are asked to stop; the bench unpacks and says so.
static int32_t stop_shipments(struct store *st, int64_t order_id)
{
    struct open_shipments s;
    struct query q;
    int32_t stopping = 0;
    load_open(st, order_id, &s);
    for (int32_t i = 0; i < s.count; i++) {
        if (!s.is_at_bench[i]) {
            cancel_shipment(st, s.shipment_id[i]);
            continue;
        }
        query_begin(&q, st,
                    "UPDATE shipment SET is_stopping = 1"
                    " WHERE shipment_id = ?1");
        query_int(&q, 1, s.shipment_id[i]);
        query_write(&q);
        changes_add(st, "shipment", s.shipment_id[i]);
        stopping++;
    }
    return stopping;
}

void life_hold_add(struct store *st, int64_t order_id, enum order_hold kind,
                   const char *note, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "SELECT hold_id FROM hold WHERE order_id = ?1 AND kind = ?2"
                " AND done_ms = 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    if (query_one_int(&q, 0))
        return;
    query_begin(&q, st,
                "INSERT INTO hold (order_id, kind, note, at_ms, done_ms,"
                " done_person_id) VALUES (?1, ?2, ?3, ?4, 0, 0)");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    query_text(&q, 3, note);
    query_int(&q, 4, at_ms);
    query_write(&q);
    stop_shipments(st, order_id);
    life_event(st, order_id, ORDER_HOLD, at_ms, 0, order_hold_name(kind));
}

bool life_was_held_only(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT EXISTS (SELECT 1 FROM hold WHERE order_id = ?1)"
                " AND NOT EXISTS (SELECT 1 FROM order_event"
                " WHERE order_id = ?1 AND kind = 'cancel_asked')");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 0) != 0;
}

bool life_hold_is(struct store *st, int64_t order_id, enum order_hold kind,
                  const char *note)
{
    struct query q;
    query_begin(&q, st,
                "SELECT hold_id FROM hold WHERE order_id = ?1 AND kind = ?2"
                " AND note = ?3 AND done_ms = 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    query_text(&q, 3, note);
    return query_one_int(&q, 0) != 0;
}

int64_t life_holds_open(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM hold WHERE order_id = ?1"
                " AND done_ms = 0");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 0);
}

bool life_hold_end(struct store *st, int64_t order_id, enum order_hold kind,
                   int64_t at_ms, int64_t person_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE hold SET done_ms = ?3, done_person_id = ?4"
                " WHERE order_id = ?1 AND kind = ?2 AND done_ms = 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_hold_name(kind));
    query_int(&q, 3, at_ms);
    query_int(&q, 4, person_id);
    if (query_write(&q) == 0)
        return false;
    if (life_holds_open(st, order_id) == 0)
        life_event(st, order_id, ORDER_UNHOLD, at_ms, person_id,
                   order_hold_name(kind));
    return true;
}

bool life_unreserve(struct store *st, int64_t order_id)
{
    struct open_shipments s;
    bool all = true;
    load_open(st, order_id, &s);
    for (int32_t i = 0; i < s.count; i++) {
        if (s.is_at_bench[i])
            all = false;
        else
            cancel_shipment(st, s.shipment_id[i]);
    }
    return all;
}

static int64_t shipped_units(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT coalesce(sum(qty_shipped), 0) FROM order_line"
                " WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 0);
}

// What has not left is no longer wanted.
static void close_rest(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE order_line SET qty = qty_shipped"
                " WHERE order_id = ?1 AND qty > qty_shipped");
    query_int(&q, 1, order_id);
    query_write(&q);
}

void life_settle(struct store *st, int64_t order_id, int64_t at_ms)
{
    struct query q;
    struct open_shipments s;
    query_begin(&q, st,
                "SELECT coalesce(sum(qty - qty_shipped), 0) FROM order_line"
                " WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    int64_t left = query_one_int(&q, 0);
    bool has_left = shipped_units(st, order_id) > 0;
    load_open(st, order_id, &s);
    if (left == 0 && has_left)
        life_event(st, order_id, ORDER_SHIP, at_ms, 0, "");
    else if (s.count > 0)
        return;
    else
        life_event(st, order_id, has_left ? ORDER_SHIP_PART : ORDER_UNRESERVE,
                   at_ms, 0, "");
}

bool life_close(struct store *st, int64_t order_id, int64_t at_ms)
{
    enum order_state state;
    struct open_shipments s;
    load_open(st, order_id, &s);
    if (!load_state(st, order_id, &state) || s.count > 0 ||
        shipped_units(st, order_id) == 0)
        return false;
    close_rest(st, order_id);
    life_settle(st, order_id, at_ms);
    return true;
}

enum outcome life_cancel(struct store *st, int64_t order_id, int64_t at_ms,
                         struct outcome_why *why)
{
    enum order_state state;
    if (!load_state(st, order_id, &state))
        return outcome_refuse(why, "no such order");
    if (state == ORDER_CANCELLED)
        return OUTCOME_SAME;
    if (state == ORDER_SHIPPED || state == ORDER_DELIVERED)
        return outcome_refuse(why, "it is packed already: use a return");
    if (stop_shipments(st, order_id) > 0) {
        life_note(st, order_id, "cancel_asked", at_ms, 0, "");
        return OUTCOME_CHANGED;
    }
    if (shipped_units(st, order_id) > 0) {
        close_rest(st, order_id);
        life_settle(st, order_id, at_ms);
        return OUTCOME_CHANGED;
    }
    life_event(st, order_id, ORDER_CANCEL, at_ms, 0, "");
    return OUTCOME_CHANGED;
}

struct at_bench {
    int64_t shipment_id, item_id, have;
    int32_t pos, rows;
    char lot[PICK_TEXT_MAX + 1];
};

// The line's one row at a bench; rows counts more where it has more.
static void find_at_bench(struct store *st, int64_t order_id, int32_t line_no,
                          struct at_bench *b)
{
    struct query q;
    memset(b, 0, sizeof *b);
    query_begin(&q, st,
                "SELECT l.shipment_id, l.pos, l.item_id, l.qty, l.lot,"
                " l.is_kit FROM shipment s JOIN shipment_line l"
                " ON l.shipment_id = s.shipment_id"
                " WHERE s.order_id = ?1 AND l.line_no = ?2"
                " AND s.state IN ('claimed', 'held')");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    while (query_row(&q) > 0) {
        b->rows += 1 + (int32_t)query_get_int(&q, 5);
        b->shipment_id = query_get_int(&q, 0);
        b->pos = (int32_t)query_get_int(&q, 1);
        b->item_id = query_get_int(&q, 2);
        b->have += query_get_int(&q, 3);
        query_copy_text(&q, 4, b->lot, sizeof b->lot);
    }
}

static enum outcome change_at_bench(struct store *st, const struct at_bench *b,
                                    int64_t qty, struct outcome_why *why)
{
    struct query q;
    if (b->rows != 1)
        return outcome_refuse(
            why, "kits and lines of several lots cannot be changed "
                 "at a bench: cancel the order");
    if (qty > b->have && !reserve_more(st, b->shipment_id, b->pos, b->item_id,
                                       b->lot, (int32_t)(qty - b->have)))
        return outcome_refuse(why, "not enough stock for the larger quantity");
    reserve_less(st, b->shipment_id, b->pos, b->have - qty);
    query_begin(&q, st,
                "UPDATE shipment_line SET qty = ?3"
                " WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, b->shipment_id);
    query_int(&q, 2, b->pos);
    query_int(&q, 3, qty);
    query_write(&q);
    changes_add(st, "shipment", b->shipment_id);
    return OUTCOME_CHANGED;
}

enum outcome life_line_change(struct store *st, int64_t order_id,
                              int32_t line_no, int32_t qty,
                              struct outcome_why *why)
{
    struct query q;
    struct at_bench b;
    int64_t have = -1, shipped = 0;
    query_begin(&q, st,
                "SELECT qty, qty_shipped FROM order_line WHERE order_id = ?1"
                " AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    if (query_row(&q) > 0) {
        have = query_get_int(&q, 0);
        shipped = query_get_int(&q, 1);
    }
    query_end(&q);
    if (have < 0 || shipped > qty)
        return outcome_refuse(why,
                              "no such line, or more of it has left already");
    if (have == qty)
        return OUTCOME_SAME;
    life_unreserve(st, order_id);
    find_at_bench(st, order_id, line_no, &b);
    if (b.rows > 0) { // the bench has all of it; what it has follows
        enum outcome outcome = change_at_bench(st, &b, qty - shipped, why);
        if (outcome == OUTCOME_REFUSED)
            return outcome;
    }
    query_begin(&q, st,
                "UPDATE order_line SET qty = ?3 WHERE order_id = ?1"
                " AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, qty);
    query_write(&q);
    return OUTCOME_CHANGED;
}

void life_reserved_and_released(struct store *st, int64_t order_id,
                                int64_t at_ms)
{
    static const enum order_event STEPS[] = {ORDER_RESERVE, ORDER_RELEASE};
    life_events(st, order_id, STEPS, 2, at_ms, 0, "");
}

int64_t life_release(struct store *st, int64_t order_id, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'released' WHERE order_id = ?1"
                " AND state = 'allocated'");
    query_int(&q, 1, order_id);
    int64_t count = query_write(&q);
    if (count > 0)
        life_event(st, order_id, ORDER_RELEASE, at_ms, 0, "");
    return count;
}
