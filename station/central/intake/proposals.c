#include "station/central/intake/proposals.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/goods/weights.h"
#include "station/store/central/orders/exceptions.h"

static enum outcome take_code(struct store *st,
                              const struct exception_proposal *p,
                              const char *sku, struct outcome_why *why)
{
    struct item item;
    int64_t owner = items_code_owner(st, p->new_code);
    if (owner)
        return outcome_refuse(why, owner == p->item_id
                                       ? "the item bears the code already"
                                       : "the code is another item's by now");
    if (items_load(st, sku, &item) && item.code_count == ITEM_CODES_MAX)
        return outcome_refuse(why, "the item has 16 codes, which is the most");
    items_code_add(st, p->item_id, p->new_code);
    return OUTCOME_CHANGED;
}

enum outcome proposals_take(struct store *st, int64_t exception_id,
                            const struct proposal_by *by,
                            struct outcome_why *why)
{
    struct exception_proposal p;
    struct weights_item item;
    struct exception_end end = {by->at_ms, by->person_id, "taken"};
    if (!exceptions_proposal(st, exception_id, &p) || p.new_service[0] ||
        !weights_item_load(st, p.item_id, &item))
        return outcome_refuse(why, "it proposes nothing for an item");
    if (!p.is_open)
        return outcome_refuse(why, "it is closed already");
    if (p.new_code[0] && take_code(st, &p, item.sku, why) == OUTCOME_REFUSED)
        return OUTCOME_REFUSED;
    if (p.new_mg)
        weights_item_set(st, p.item_id, p.new_mg, WEIGHTS_SPREAD_KEPT, true);
    exceptions_taken_set(st, exception_id, item.weight_mg);
    (void)exceptions_done(st, exception_id, &end); // it is open: seen above
    return OUTCOME_CHANGED;
}

void proposals_take_back(struct store *st, int64_t exception_id)
{
    struct exception_proposal p;
    if (!exceptions_proposal(st, exception_id, &p) || p.was_mg < 0)
        return;
    if (p.new_code[0])
        items_code_drop(st, p.item_id, p.new_code);
    if (p.new_mg)
        weights_item_set(st, p.item_id, p.was_mg, WEIGHTS_SPREAD_KEPT, false);
    exceptions_taken_set(st, exception_id, -1);
}
