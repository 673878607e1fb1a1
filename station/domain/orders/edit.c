#include "station/domain/orders/edit.h"

enum edit_cancel edit_cancel(const struct edit_order *o)
{
    if (o->state == ORDER_CANCELLED)
        return EDIT_CANCEL_IS;
    if (o->state == ORDER_PACKED || o->state == ORDER_SHIPPED ||
        o->state == ORDER_DELIVERED)
        return EDIT_CANCEL_TOO_LATE;
    if (o->at_bench > 0)
        return EDIT_CANCEL_ASK;
    return o->shipped > 0 ? EDIT_CANCEL_REST : EDIT_CANCEL_ALL;
}

bool edit_may_close(const struct edit_order *o)
{
    return o->open == 0 && o->shipped > 0;
}

bool edit_settle(const struct edit_order *o, enum order_event *out)
{
    if (o->left == 0 && o->shipped > 0)
        *out = ORDER_PACK;
    else if (o->open > 0)
        return false;
    else
        *out = o->shipped > 0 ? ORDER_SHIP_PART : ORDER_UNRESERVE;
    return true;
}

bool edit_waits_again(bool was_held, bool was_cancel_asked)
{
    return was_held && !was_cancel_asked;
}

enum edit_back edit_back(const struct edit_order *o)
{
    if (o->left > 0)
        return EDIT_BACK_AGAIN;
    return o->shipped > 0 || o->open > 0 ? EDIT_BACK_STAYS : EDIT_BACK_OVER;
}

enum edit_line edit_line(const struct edit_line_rows *have, int64_t qty)
{
    if (have->qty < 0 || have->qty_shipped > qty)
        return EDIT_LINE_NOT;
    if (have->qty == qty)
        return EDIT_LINE_SAME;
    if (have->rows_at_bench == 0)
        return EDIT_LINE_FREE;
    return have->rows_at_bench == 1 ? EDIT_LINE_AT_BENCH : EDIT_LINE_MIXED;
}
