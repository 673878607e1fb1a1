// An item whose code cannot be read, or that has none, is counted by eye: with
// a reason, so often a day, then by a supervisor. Central keeps which items. Of
// a line whose lot is reserved that lot is believed; without one it is asked
// for. A code that was scanned just before and that no item has goes along
// when the item is said to bear another one: the office adds it, or not.
#include "shared/date.h"
#include "station/bench/pack/pack_internal.h"

#include <stdio.h>
#include <string.h>

enum { IN_A_DAY = 100000 };     // a counter holds the day and the number

static bool is_tick(enum pack_command c)
{
    return c == PACK_CMD_TICK_UNREADABLE || c == PACK_CMD_TICK_NONE ||
           c == PACK_CMD_TICK_OTHER;
}

bool pack_tick_make(const struct pack_desk *d, enum pack_command c,
                    int64_t at_ms, struct pack_event *ev)
{
    const struct pick *p = &d->pack.pick;
    int32_t idx = pick_next_line(p);
    if (!is_tick(c) || d->pack.state != PACK_PICKING || idx == PICK_NO_LINE)
        return false;
    *ev = (struct pack_event){.kind = PACK_TICK, .command = c};
    ev->pick.item_id = p->line[idx].item_id;
    ev->pick.qty = 1;
    // A lot that is scanned for it afterwards is judged by this day.
    ev->pick.today_days = (int32_t)(at_ms / DATE_DAY_MS);
    ev->pick.until_days = d->order.until_days;
    memcpy(ev->pick.lot, p->line[idx].lot, sizeof ev->pick.lot);
    if (c == PACK_CMD_TICK_OTHER)
        memcpy(ev->code, d->unknown, sizeof ev->code);
    return true;
}

void pack_tick_after(struct pack_desk *d, const struct pack_event *ev,
                     enum verdict v)
{
    if (v == V_UNKNOWN_CODE)
        memcpy(d->unknown, ev->code, sizeof d->unknown);
    else if (ev->kind != PACK_COMMAND)
        d->unknown[0] = 0;
}

static void name_of(const struct origin *o, char out[40])
{
    snprintf(out, 40, "ticks.%lld", (long long)o->person_id);
}

static int64_t kept(const struct pack_desk *d, const struct origin *o)
{
    char name[40];
    name_of(o, name);
    int64_t today = o->at_ms / DATE_DAY_MS * IN_A_DAY;
    int64_t value = store_counter(&d->core->store, name, 0);
    return value < today ? today : value;
}

bool pack_tick_is_over(const struct pack_desk *d, const struct origin *o)
{
    return kept(d, o) % IN_A_DAY >= d->ticks_max;
}

void pack_tick_count(struct pack_desk *d, const struct origin *o)
{
    char name[40];
    name_of(o, name);
    store_counter_set(&d->core->store, name, kept(d, o) + 1);
}
