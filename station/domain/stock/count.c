#include "station/domain/stock/count.h"
#include "shared/must.h"
#include "station/domain/stock/stock.h"

enum count_verdict count_judge(const struct count *c, int64_t *qty)
{
    *qty = 0;
    must(c->counted >= 0 && c->counted <= STOCK_QTY_MAX);
    if (c->counted == c->have)
        return COUNT_SAME;
    if (c->counted < c->reserved)
        return COUNT_RESERVED;
    *qty = c->counted > c->have ? c->counted - c->have : c->have - c->counted;
    return c->counted > c->have ? COUNT_FOUND : COUNT_LOST;
}
