#include "shared/pick.h"
#include "shared/must.h"
#include "shared/pick_kit.h"
#include "shared/pick_lot.h"

#include <stddef.h>
#include <string.h>

void pick_init(struct pick *p)
{
    memset(p, 0, offsetof(struct pick, line));
    p->state = PICK_COMPLETE;
    p->last_idx = PICK_NO_LINE;
}

static int32_t left_of(const struct pick_line *l)
{
    return l->qty_want - l->qty_done - l->qty_short;
}

static int32_t qty_left(const struct pick *p)
{
    int32_t left = 0;
    for (int32_t i = 0; i < p->line_count; i++)
        if (!p->line[i].is_kit && left_of(&p->line[i]) > 0)
            left += left_of(&p->line[i]);
    return left;
}

// The state follows from the quantities alone.
static void settle(struct pick *p)
{
    if (pick_qty_excess(p) > 0)
        p->state = PICK_UNPACKING;
    else if (p->is_cancelled)
        p->state = PICK_EMPTY;
    else
        p->state = qty_left(p) > 0 ? PICK_SCANNING : PICK_COMPLETE;
}

// All sums are of what is wanted and done, which is no more: they fit.
static bool has_room_for(const struct pick *p, int32_t qty)
{
    int64_t sum = qty;
    for (int32_t i = 0; i < p->line_count; i++)
        sum += p->line[i].qty_want;
    return sum <= PICK_QTY_MAX;
}

bool pick_add(struct pick *p, const struct pick_line *line)
{
    if (p->line_count == PICK_LINES_MAX || line->qty_want < 0 ||
        !has_room_for(p, line->qty_want))
        return false;
    if (line->kit_idx != PICK_NO_LINE) {
        if (line->kit_idx < 0 || line->kit_idx >= p->line_count)
            return false;
        if (!p->line[line->kit_idx].is_kit || line->qty_per_kit < 1)
            return false;
    }
    p->line[p->line_count++] = *line;
    settle(p);
    return true;
}

void pick_copy(struct pick *to, const struct pick *from)
{
    size_t lines = (size_t)from->line_count * sizeof from->line[0];
    memcpy(to, from, offsetof(struct pick, line) + lines);
}

// The allocated lot that a scan is for.
static const char *lot_of(const struct pick_event *ev)
{
    return ev->for_lot[0] ? ev->for_lot : ev->lot;
}

// Same item on several lines: the line with the least left that still takes
// qty, the first of equals. Lines of another lot are passed over.
static int32_t choose_line(const struct pick *p, const struct pick_event *ev)
{
    int32_t best = PICK_NO_LINE;
    for (int32_t i = 0; i < p->line_count; i++) {
        const struct pick_line *l = &p->line[i];
        if (l->item_id != ev->item_id || l->is_kit || left_of(l) < ev->qty)
            continue;
        if (l->lot[0] && strcmp(l->lot, lot_of(ev)) != 0)
            continue;
        if (best == PICK_NO_LINE || left_of(l) < left_of(&p->line[best]))
            best = i;
    }
    return best;
}

static bool has_serial(const struct pick *p, const char *serial)
{
    for (int32_t i = 0; i < p->serial_count; i++)
        if (strcmp(p->serial[i].text, serial) == 0)
            return true;
    return false;
}

// Why no line takes the scan: the most helpful of the reasons.
static enum verdict refuse(const struct pick *p, const struct pick_event *ev)
{
    bool is_here = false, has_left = false, is_lot_here = false;
    for (int32_t i = 0; i < p->line_count; i++) {
        const struct pick_line *l = &p->line[i];
        if (l->item_id != ev->item_id)
            continue;
        if (l->is_kit)
            return V_KIT_SCAN_PARTS;
        is_here = true;
        if (left_of(l) <= 0)
            continue;
        has_left = true;
        if (!l->lot[0] || strcmp(l->lot, ev->lot) == 0)
            is_lot_here = true;
    }
    if (!is_here)
        return V_WRONG_ITEM;
    if (!has_left)
        return V_TOO_MANY;
    if (!is_lot_here)
        return ev->lot[0] ? V_LOT_OTHER : V_LOT_MISSING;
    return ev->qty > 1 ? V_CASE_TOO_BIG : V_TOO_MANY;
}

static enum verdict check_traits(const struct pick *p,
                                 const struct pick_line *l,
                                 const struct pick_event *ev)
{
    if (l->needs_lot && !ev->lot[0])
        return V_LOT_MISSING;
    if (l->needs_expiry && ev->expiry_days == PICK_NO_DATE)
        return V_EXPIRY_MISSING;
    if (ev->expiry_days != PICK_NO_DATE && ev->expiry_days < ev->today_days)
        return V_EXPIRED;
    if (ev->expiry_days != PICK_NO_DATE && ev->expiry_days < ev->until_days)
        return V_LIFE_SHORT;
    if (!l->needs_serial)
        return V_TOOK;
    if (!ev->serial[0])
        return V_SERIAL_MISSING;
    if (has_serial(p, ev->serial))
        return V_SERIAL_TWICE;
    if (ev->was_shipped)
        return V_SERIAL_SHIPPED;
    if (ev->qty != 1)
        return V_CASE_TOO_BIG;
    return p->serial_count == PICK_SERIALS_MAX ? V_FULL : V_TOOK;
}

static void remember(struct pick *p, const struct pick_take *t)
{
    if (p->take_count == PICK_UNDO_MAX) {
        p->take_count--;
        memmove(p->take, p->take + 1,
                (size_t)p->take_count * sizeof p->take[0]);
    }
    p->take[p->take_count++] = *t;
}

// One scan of an assembled kit is all its parts, taken back by one UNDO.
static enum verdict scan_kit(struct pick *p, int32_t kit_idx, int32_t qty)
{
    struct pick_part part[PICK_UNDO_MAX];
    int32_t count = 0;
    enum verdict v = pick_kit_take(p, kit_idx, qty, part, &count);
    if (v != V_TOOK)
        return v;
    for (int32_t i = 0; i < count; i++) {
        p->line[part[i].line_idx].qty_done += part[i].qty;
        remember(p, &(struct pick_take){.line_idx = part[i].line_idx,
                                        .qty = part[i].qty,
                                        .is_joined = i > 0,
                                        .swap_idx = PICK_NO_LINE});
    }
    p->last_idx = part[0].line_idx;
    settle(p);
    if (p->state == PICK_COMPLETE)
        return V_TOOK_LAST;
    return left_of(&p->line[p->last_idx]) == 0 ? V_TOOK_LINE : V_TOOK;
}

// Of units that came out it may be unknown which: what is left of the weighed
// ones is no more than what is there.
static void add_net(struct pick_line *l, int32_t qty, int64_t net_mg)
{
    int32_t most = l->qty_done - l->qty_boxed;
    l->net_qty += qty;
    l->net_mg += net_mg;
    if (l->net_qty > most && l->net_qty > 0) {
        l->net_mg = l->net_mg / l->net_qty * most;
        l->net_qty = most;
    }
    if (l->net_qty <= 0 || l->net_mg <= 0)
        l->net_mg = l->net_qty = 0;
}

static enum verdict scan_item(struct pick *p, const struct pick_event *ev)
{
    int32_t kit_idx = pick_kit_find(p, ev->item_id);
    if (kit_idx != PICK_NO_LINE)
        return scan_kit(p, kit_idx, ev->qty);
    int32_t idx = choose_line(p, ev), swap_idx = PICK_NO_LINE;
    if (idx == PICK_NO_LINE)
        return refuse(p, ev);
    struct pick_line *l = &p->line[idx];
    enum verdict v = check_traits(p, l, ev);
    if (v != V_TOOK)
        return v;
    if (ev->for_lot[0] && l->lot[0]) {
        swap_idx = pick_lot_find(p, idx, ev->lot);
        if (swap_idx == PICK_NO_LINE)
            return V_FULL;
        p->swap[swap_idx].qty += ev->qty;
    }
    if (l->needs_serial) {
        struct pick_serial *s = &p->serial[p->serial_count++];
        s->line_idx = idx;
        memcpy(s->text, ev->serial, sizeof s->text);
    }
    l->qty_done += ev->qty;
    int64_t net_mg = ev->net_mg * ev->qty;
    add_net(l, net_mg ? ev->qty : 0, net_mg);
    remember(p, &(struct pick_take){.line_idx = idx,
                                    .qty = ev->qty,
                                    .with_serial = l->needs_serial,
                                    .net_mg = net_mg,
                                    .swap_idx = swap_idx});
    p->last_idx = idx;
    settle(p);
    if (p->state == PICK_COMPLETE)
        return V_TOOK_LAST;
    return left_of(l) == 0 ? V_TOOK_LINE : V_TOOK;
}

// Where to take an item out of: a line that has too many first, then the last
// one that holds it in the open parcel.
static int32_t choose_removal(const struct pick *p,
                              const struct pick_event *ev)
{
    int32_t best = PICK_NO_LINE;
    for (int32_t i = 0; i < p->line_count; i++) {
        const struct pick_line *l = &p->line[i];
        if (l->item_id != ev->item_id || l->is_kit)
            continue;
        bool is_excess = left_of(l) < 0;
        int32_t held = is_excess ? l->qty_done : l->qty_done - l->qty_boxed;
        if (held < ev->qty)
            continue;
        if (best == PICK_NO_LINE || is_excess || left_of(&p->line[best]) >= 0)
            best = i;
    }
    return best;
}

// A line with serials gives back the one that was scanned.
static bool drop_serial(struct pick *p, int32_t line_idx, const char *text)
{
    for (int32_t i = p->serial_count - 1; i >= 0; i--) {
        if (p->serial[i].line_idx != line_idx)
            continue;
        if (text && strcmp(p->serial[i].text, text) != 0)
            continue;
        p->serial_count--;
        memmove(p->serial + i, p->serial + i + 1,
                (size_t)(p->serial_count - i) * sizeof p->serial[0]);
        return true;
    }
    return false;
}

static void take_out(struct pick *p, int32_t idx,
                     const struct pick_event *ev, int32_t qty)
{
    struct pick_line *l = &p->line[idx];
    l->qty_done -= qty;
    if (l->qty_boxed > l->qty_done)
        l->qty_boxed = l->qty_done; // a closed parcel was opened for it
    add_net(l, ev->net_mg ? -qty : 0, -ev->net_mg * qty);
    pick_lot_out(p, idx, ev->lot, qty);
    p->take_count = 0;              // earlier takes no longer match
    p->last_idx = idx;
    settle(p);
}

static enum verdict remove_kit(struct pick *p, int32_t kit_idx,
                               const struct pick_event *ev)
{
    struct pick_part part[PICK_UNDO_MAX];
    int32_t count = 0;
    bool was_unpacking = p->state == PICK_UNPACKING;
    enum verdict v = pick_kit_remove(p, kit_idx, ev->qty, part, &count);
    if (v != V_REMOVED)
        return v;
    for (int32_t i = 0; i < count; i++)
        take_out(p, part[i].line_idx, ev, part[i].qty);
    return was_unpacking && p->state != PICK_UNPACKING ? V_UNPACKED : v;
}

static enum verdict remove_item(struct pick *p, const struct pick_event *ev)
{
    int32_t kit_idx = pick_kit_find(p, ev->item_id);
    if (kit_idx != PICK_NO_LINE)
        return remove_kit(p, kit_idx, ev);
    int32_t idx = choose_removal(p, ev);
    if (idx == PICK_NO_LINE)
        return V_NOT_IN_BOX;
    if (p->line[idx].needs_serial) {
        if (!ev->serial[0])
            return V_SERIAL_MISSING;
        if (ev->qty != 1 || !drop_serial(p, idx, ev->serial))
            return V_NOT_IN_BOX;
    }
    bool was_unpacking = p->state == PICK_UNPACKING;
    take_out(p, idx, ev, ev->qty);
    if (was_unpacking && p->state != PICK_UNPACKING)
        return V_UNPACKED;
    return V_REMOVED;
}

// A broken unit that was still to be packed changes no count: another one is
// fetched. When the line was full it must have come out of the box.
static enum verdict damage(struct pick *p, const struct pick_event *ev)
{
    bool is_here = false;
    for (int32_t i = 0; i < p->line_count; i++) {
        const struct pick_line *l = &p->line[i];
        if (l->item_id != ev->item_id || l->is_kit)
            continue;
        is_here = true;
        p->last_idx = i;
        if (left_of(l) > 0)
            return V_DAMAGED;
    }
    if (!is_here)
        return V_WRONG_ITEM;
    enum verdict v = remove_item(p, ev);
    return v == V_REMOVED || v == V_UNPACKED ? V_DAMAGED : v;
}

static void undo_take(struct pick *p, const struct pick_take *t)
{
    struct pick_line *l = &p->line[t->line_idx];
    if (t->with_serial)
        must(drop_serial(p, t->line_idx, NULL));
    if (t->swap_idx != PICK_NO_LINE)
        p->swap[t->swap_idx].qty -= t->qty;
    if (t->is_short)
        l->qty_short -= t->qty;
    else
        l->qty_done -= t->qty;
    add_net(l, t->net_mg ? -t->qty : 0, -t->net_mg);
    p->last_idx = t->line_idx;
}

static enum verdict undo(struct pick *p)
{
    if (p->take_count == 0)
        return V_NOTHING_TO_UNDO;
    bool is_joined;
    do {
        struct pick_take t = p->take[--p->take_count];
        undo_take(p, &t);
        is_joined = t.is_joined;
    } while (is_joined && p->take_count > 0);
    settle(p);
    return V_UNDONE;
}

static enum verdict missing(struct pick *p, const struct pick_event *ev)
{
    if (ev->line_idx < 0 || ev->line_idx >= p->line_count)
        return V_NOT_NOW;
    struct pick_line *l = &p->line[ev->line_idx];
    if (l->is_kit || left_of(l) <= 0)
        return V_NOT_NOW;
    remember(p, &(struct pick_take){.line_idx = ev->line_idx,
                                    .qty = left_of(l),
                                    .is_short = true,
                                    .swap_idx = PICK_NO_LINE});
    l->qty_short += left_of(l);
    l->short_reason = ev->reason;
    p->last_idx = ev->line_idx;
    settle(p);
    return V_SHORT;
}

static enum verdict new_box(struct pick *p)
{
    if (pick_qty_in_box(p) == 0)
        return V_BOX_EMPTY;
    if (!pick_kits_are_whole(p))
        return V_KIT_PARTIAL;
    for (int32_t i = 0; i < p->line_count; i++) {
        struct pick_line *l = &p->line[i];
        l->qty_boxed = l->qty_done;
        add_net(l, 0, 0);
    }
    p->take_count = 0;
    return V_BOXED;
}

static enum verdict cancel(struct pick *p)
{
    p->is_cancelled = true;
    p->take_count = 0;
    for (int32_t i = 0; i < p->line_count; i++) {
        p->line[i].qty_want = 0;
        p->line[i].qty_short = 0;
    }
    settle(p);
    return V_STOPPED;
}

static enum verdict change(struct pick *p, const struct pick_line *line)
{
    p->take_count = 0;
    for (int32_t i = 0; i < p->line_count; i++) {
        struct pick_line *l = &p->line[i];
        if (l->line_no != line->line_no || l->item_id != line->item_id)
            continue;
        if (line->qty_want < 0 || l->is_kit)
            return V_NOT_NOW;
        if (!has_room_for(p, line->qty_want)) // even beside what it was
            return V_FULL;
        l->qty_want = line->qty_want;
        l->qty_short = 0;
        p->last_idx = i;
        settle(p);
        return p->state == PICK_UNPACKING ? V_TAKE_OUT : V_CHANGED;
    }
    struct pick_line fresh = *line;
    fresh.qty_done = fresh.qty_boxed = fresh.qty_short = 0;
    fresh.kit_idx = PICK_NO_LINE;
    if (fresh.qty_want < 1 || !pick_add(p, &fresh))
        return V_FULL;
    return V_CHANGED;
}

enum verdict pick_step(struct pick *p, const struct pick_event *ev)
{
    bool is_open = p->state == PICK_SCANNING || p->state == PICK_COMPLETE;
    bool has_qty = ev->qty >= 1;

    switch (ev->kind) {
    case PICK_SCAN:
        if (p->state == PICK_UNPACKING && has_qty)
            return remove_item(p, ev); // scanning back is taking out
        return is_open && has_qty ? scan_item(p, ev) : V_NOT_NOW;
    case PICK_REMOVE:
        return p->state != PICK_EMPTY && has_qty ? remove_item(p, ev)
                                                 : V_NOT_NOW;
    case PICK_DAMAGE:
        return is_open && has_qty ? damage(p, ev) : V_NOT_NOW;
    case PICK_UNDO:
        return is_open ? undo(p) : V_NOT_NOW;
    case PICK_MISSING:
        return p->state == PICK_SCANNING ? missing(p, ev) : V_NOT_NOW;
    case PICK_NEW_BOX:
        return is_open ? new_box(p) : V_NOT_NOW;
    case PICK_CANCEL:
        return p->is_cancelled ? V_NOT_NOW : cancel(p);
    case PICK_CHANGE:
        return p->is_cancelled ? V_NOT_NOW : change(p, &ev->line);
    }
    must_fail(__FILE__, __LINE__, "pick event out of range");
}

int32_t pick_next_line(const struct pick *p)
{
    bool take_out_first = p->state == PICK_UNPACKING;
    for (int32_t k = -1; k < p->line_count; k++) {
        int32_t i = k < 0 ? p->last_idx : k;
        if (i == PICK_NO_LINE || p->line[i].is_kit)
            continue;
        int32_t left = left_of(&p->line[i]);
        if (take_out_first ? left < 0 : left > 0)
            return i;
    }
    return PICK_NO_LINE;
}
