// Changes to an order that is known, by people and by benches.
#include "station/central/orders/office_internal.h"
#include "station/central/life/life.h"
#include "station/store/central/lists/words.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/orders/screening.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <string.h>

bool office_reallocate(struct office *o, int64_t order_id)
{
    if (life_unreserve(o->st, order_id))
        life_event(o->st, order_id, ORDER_UNRESERVE, o->at_ms, 0,
                   "planned anew");
    return allocate_order(o->allocate, order_id);
}

bool office_readdress(struct office *o, int64_t order_id, int32_t group_no,
                      const struct order_group *g)
{
    struct order_group done = *g, was;
    struct screening_facts f;
    if (!screening_facts_load(o->st, order_id, &f) ||
        !groups_load(o->st, order_id, group_no, &was))
        return false;
    if (!f.has_left)
        life_unreserve(o->st, order_id);
    office_complete_group(o, &done);
    bool is_abroad = strcmp(was.to.country, done.to.country) != 0;
    if (!life_readdressed(o->st, order_id, group_no, is_abroad, o->at_ms) &&
        f.has_left)
        return false;
    groups_save(o->st, order_id, group_no, &done);
    words_order(o->st, order_id);
    timeline_add(o->st, order_id, "readdressed", o->at_ms, 0, "");
    life_replan(o->st, order_id, o->at_ms);
    office_screen(o, order_id);
    allocate_order(o->allocate, order_id);
    return true;
}

bool office_split(struct office *o, int64_t order_id, int32_t line_no)
{
    struct screening_facts f;
    char note[32];
    if (!screening_facts_load(o->st, order_id, &f) || f.has_left ||
        !life_unreserve(o->st, order_id) ||
        !groups_split(o->st, order_id, line_no))
        return false;
    snprintf(note, sizeof note, "line %d", line_no);
    timeline_add(o->st, order_id, "split", o->at_ms, 0, note);
    life_event(o->st, order_id, ORDER_UNRESERVE, o->at_ms, 0, "");
    allocate_order(o->allocate, order_id);
    return true;
}

enum outcome office_cancel(struct office *o, int64_t order_id,
                           struct outcome_why *why)
{
    enum outcome outcome = life_cancel(o->st, order_id, o->at_ms, why);
    // The channel hears of it when the goods are back: they may still leave by
    // a person's word.
    if (outcome != OUTCOME_SAME &&
        life_intercept(o->st, order_id, 0, o->at_ms, "cancelled") > 0 &&
        outcome == OUTCOME_REFUSED)
        return OUTCOME_CHANGED;
    if (outcome == OUTCOME_CHANGED)
        notices_tell_cancelled(&o->notices, order_id);
    return outcome;
}

bool office_close(struct office *o, int64_t order_id)
{
    if (!life_close(o->st, order_id, o->at_ms))
        return false;
    notices_tell(&o->notices, "order.closed", order_id, order_id, "");
    return true;
}

enum outcome office_change_line(struct office *o, int64_t order_id,
                                int32_t line_no, int32_t qty,
                                struct outcome_why *why)
{
    enum outcome outcome = life_line_change(o->st, order_id, line_no, qty, why);
    if (outcome == OUTCOME_CHANGED)
        allocate_order(o->allocate, order_id);
    return outcome;
}

void office_after_bench(struct office *o, int64_t order_id,
                        int64_t ended_id)
{
    int64_t shipment_id[ORDER_GROUPS_MAX * SOURCE_USE_MAX];
    notices_tell_cancelled(&o->notices, order_id);
    int32_t count =
        shipments_packed(o->st, order_id, shipment_id,
                         (int32_t)(sizeof shipment_id / sizeof shipment_id[0]));
    for (int32_t i = 0; i < count; i++) {
        office_price_parcels(o, shipment_id[i]);
        notices_tell(&o->notices, "shipment.packed", order_id,
                     shipment_id[i], "");
    }
    if (count > 0)
        office_tell_stock(o, order_id);
    allocate_rest(o->allocate, order_id);
    allocate_around_gaps(o->allocate, ended_id);
}
