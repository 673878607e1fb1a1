#include "station/central/floor/orphan.h"
#include "station/central/life/life.h"

enum { ORDERS_MAX = 20 };

bool orphan_keep(struct office *o, const struct orphan *orphan)
{
    int64_t order_id[ORDERS_MAX];
    if (!orphans_add(o->st, orphan))
        return false;
    if (!orphan->order_no[0])
        return true;
    int32_t count =
        orphans_orders(o->st, orphan->order_no, order_id, ORDERS_MAX);
    for (int32_t i = 0; i < count; i++)
        life_hold_add(o->st, order_id[i], ORDER_HOLD_PACKED_BEFORE,
                      orphan->numbers, o->at_ms);
    return true;
}
