// What is scanned for the order on the desk and belongs to another one of this
// bench: its tote, its number, or an item that this one does not want. Looked
// for when a scan was wrong, among the few orders that the bench has claimed.
#include "station/bench/pack/pack_internal.h"
#include "station/store/bench/bench_work.h"

#include <stdio.h>
#include <string.h>

static bool wants_item(const struct work *w, int64_t item_id)
{
    for (int32_t i = 0; i < w->line_count; i++)
        if (w->line[i].pick.item_id == item_id)
            return true;
    return false;
}

static bool find_by_item(struct pack_desk *d, int64_t item_id,
                         struct bench_work *out)
{
    struct store *st = &d->core->store;
    struct bench_work list[BENCH_QUEUE_MAX];
    int count = bench_work_list(st, list, BENCH_QUEUE_MAX);
    for (int i = 0; i < count; i++) {
        *out = list[i];
        if (out->shipment_id != d->work.shipment_id &&
            bench_work_read(st, out->shipment_id, &d->other_order) == ERR_OK &&
            wants_item(&d->other_order, item_id))
            return true;
    }
    return false;
}

void pack_other_look(struct pack_desk *d, const struct pack_event *ev,
                     enum verdict v)
{
    struct store *st = &d->core->store;
    struct bench_work w;
    bool is_found = false;
    d->other[0] = d->other_tote[0] = 0;
    if (v == V_WRONG_ITEM)
        is_found = find_by_item(d, ev->pick.item_id, &w);
    else if (v == V_UNKNOWN_CODE && ev->code[0])
        is_found = bench_work_find(st, ev->code, &w) == ERR_OK &&
                   w.shipment_id != d->work.shipment_id;
    if (!is_found)
        return;
    snprintf(d->other, sizeof d->other, "%s", w.order_no);
    snprintf(d->other_tote, sizeof d->other_tote, "%s", w.tote);
}
