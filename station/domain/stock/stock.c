#include "station/domain/stock/stock.h"
#include "shared/must.h"

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

const char *stock_place_name(enum stock_place kind)
{
    static const char *const NAMES[] = {"shelf",    "quarantine", "supplier",
                                        "customer", "scrap",      "lost"};
    must(kind >= STOCK_SHELF && kind <= STOCK_LOST);
    return NAMES[kind];
}
