// A lot other than the allocated one that is as good: of the lots that central
// named as free and no older when the order was claimed. The event names the
// lot that it replaces; central exchanges the reservations when the order is
// done.
#include "station/bench/pack/pack_internal.h"

#include <string.h>

static bool wants(const struct pick_line *l, const struct pick_event *ev)
{
    return l->item_id == ev->item_id && !l->is_kit && l->lot[0] &&
           l->qty_want - l->qty_done - l->qty_short >= ev->qty;
}

// Units of a lot that were taken before, over all lines.
static int32_t taken(const struct pick *p, const char *lot)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < p->swap_count; i++)
        if (strcmp(p->swap[i].lot, lot) == 0)
            sum += p->swap[i].qty;
    return sum;
}

static bool is_free(const struct pick *p, const struct work_line *w,
                    const struct pick_event *ev)
{
    for (int32_t i = 0; i < w->lot_count; i++)
        if (strcmp(w->lot[i].lot, ev->lot) == 0)
            return taken(p, ev->lot) + ev->qty <= w->lot[i].qty;
    return false;
}

void pack_swap_find(const struct pack_desk *d, struct pick_event *ev)
{
    const struct pick *p = &d->pack.pick;
    const char *replaced = NULL;
    for (int32_t i = 0; i < p->line_count; i++) {
        const struct work_line *w = &d->order.line[i];
        if (!wants(&p->line[i], ev))
            continue;
        if (strcmp(p->line[i].lot, ev->lot) == 0)
            return; // it is the one that is wanted
        bool is_told = i < d->order.line_count &&
                       w->pick.item_id == ev->item_id;
        if (!replaced && is_told && is_free(p, w, ev))
            replaced = p->line[i].lot;
    }
    if (replaced)
        memcpy(ev->for_lot, replaced, sizeof ev->for_lot);
}
