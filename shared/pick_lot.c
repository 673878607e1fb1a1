#include "shared/pick_lot.h"

#include <string.h>

int32_t pick_lot_find(struct pick *p, int32_t line_idx, const char *lot)
{
    for (int32_t i = 0; i < p->swap_count; i++)
        if (p->swap[i].line_idx == line_idx && strcmp(p->swap[i].lot, lot) == 0)
            return i;
    if (p->swap_count == PICK_SWAPS_MAX)
        return PICK_NO_LINE;
    struct pick_swap *s = &p->swap[p->swap_count];
    s->line_idx = line_idx;
    s->qty = 0;
    memcpy(s->lot, lot, sizeof s->lot);
    return p->swap_count++;
}

void pick_lot_out(struct pick *p, int32_t idx, const char *lot,
                  int32_t qty)
{
    int32_t left = p->line[idx].qty_done;
    for (int32_t i = 0; i < p->swap_count; i++) {
        struct pick_swap *s = &p->swap[i];
        if (s->line_idx != idx)
            continue;
        if (strcmp(s->lot, lot) == 0)
            s->qty -= s->qty < qty ? s->qty : qty;
        if (s->qty > left)
            s->qty = left;
        left -= s->qty;
    }
}
