#include "station/domain/stock/stock.h"

bool stock_is_outside(enum stock_place kind)
{
    return kind >= STOCK_SUPPLIER;
}

enum stock_verdict stock_move(struct stock_balance *from,
                              struct stock_balance *to, int64_t qty)
{
    if (from == to)
        return STOCK_SAME_PLACE;
    if (qty < 1 || qty > STOCK_QTY_MAX)
        return STOCK_NO_QTY;
    if (!stock_is_outside(from->kind) && from->qty < qty)
        return STOCK_NOT_ENOUGH;
    from->qty -= qty;
    to->qty += qty;
    return STOCK_MOVED;
}
