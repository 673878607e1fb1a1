#include "station/central/floor/effects/pack_learn.h"
#include "station/domain/pack/learn.h"
#include "station/store/central/goods/weights.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/ship/parcels.h"

#include <stdio.h>

static void propose(struct store *st, int64_t item_id,
                    const struct weights_item *item,
                    const struct learn_answer *a, int64_t at_ms)
{
    char note[300];
    struct exception x = {.kind = "weight", .at_ms = at_ms, .note = note,
                          .item_id = item_id, .new_mg = a->unit_mg};
    if (exceptions_is_open_for(st, x.kind, item_id))
        return;
    snprintf(note, sizeof note,
             "%s weighs %lld g in its last parcels, and the catalogue says "
             "%lld g: take the new weight, or look what lies in them",
             item->sku, (long long)((a->unit_mg + 500) / 1000),
             (long long)((item->weight_mg + 500) / 1000));
    exceptions_raise(st, &x);
}

void pack_learn(void *arg, const char *sscc, int64_t net_mg)
{
    const struct effect *e = arg;
    struct store *st = e->st;
    int64_t parcel_id = parcels_find(st, sscc);
    struct weights_item item;
    struct learn_answer a;
    int64_t qty = 0, unit_mg[LEARN_MOST];
    int64_t item_id = weights_only_item(st, parcel_id, &qty);
    if (!item_id || qty < 1 || !weights_item_load(st, item_id, &item))
        return;
    weights_add(st, item_id, parcel_id, net_mg / qty);
    int32_t count = weights_load(st, item_id, unit_mg, LEARN_MOST);
    learn_judge(unit_mg, count, item.weight_mg, &a);
    if (a.verdict == LEARN_FIRST)
        weights_item_set(st, item_id, a.unit_mg, a.spread_mg, true);
    else if (a.verdict == LEARN_WRONG)
        propose(st, item_id, &item, &a, e->at_ms);
}
