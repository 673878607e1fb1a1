// The sums over an order's lines, and what holds of them after every step.
#include "shared/must.h"
#include "shared/pick.h"

static int32_t left_of(const struct pick_line *l)
{
    return l->qty_want - l->qty_done - l->qty_short;
}

int32_t pick_qty_excess(const struct pick *p)
{
    int32_t excess = 0;
    for (int32_t i = 0; i < p->line_count; i++)
        if (!p->line[i].is_kit && left_of(&p->line[i]) < 0)
            excess -= left_of(&p->line[i]);
    return excess;
}

int32_t pick_qty_want(const struct pick *p)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < p->line_count; i++)
        if (!p->line[i].is_kit)
            sum += p->line[i].qty_want;
    return sum;
}

int32_t pick_qty_done(const struct pick *p)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < p->line_count; i++)
        if (!p->line[i].is_kit)
            sum += p->line[i].qty_done;
    return sum;
}

int32_t pick_qty_in_box(const struct pick *p)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < p->line_count; i++)
        if (!p->line[i].is_kit)
            sum += p->line[i].qty_done - p->line[i].qty_boxed;
    return sum;
}

void pick_check(const struct pick *p)
{
    must(p->line_count >= 0 && p->line_count <= PICK_LINES_MAX);
    must(p->take_count >= 0 && p->take_count <= PICK_UNDO_MAX);
    must(p->serial_count >= 0 && p->serial_count <= PICK_SERIALS_MAX);
    int32_t serials = 0, left = 0;
    for (int32_t i = 0; i < p->line_count; i++) {
        const struct pick_line *l = &p->line[i];
        must(l->qty_want >= 0 && l->qty_done >= 0 && l->qty_short >= 0);
        must(l->qty_boxed >= 0 && l->qty_boxed <= l->qty_done);
        must(!l->is_kit || l->qty_done == 0);
        left += !l->is_kit && left_of(l) > 0;
        must(l->net_qty >= 0 && l->net_qty <= l->qty_done - l->qty_boxed);
        if (p->state == PICK_SCANNING || p->state == PICK_COMPLETE)
            must(l->qty_done + l->qty_short <= l->qty_want);
        if (l->needs_serial)
            serials += l->qty_done;
    }
    must(serials == p->serial_count);
    must(p->swap_count >= 0 && p->swap_count <= PICK_SWAPS_MAX);
    for (int32_t i = 0; i < p->swap_count; i++)
        must(p->swap[i].qty >= 0 &&
             p->swap[i].qty <= p->line[p->swap[i].line_idx].qty_done);
    must((p->state == PICK_UNPACKING) == (pick_qty_excess(p) > 0));
    if (p->state == PICK_COMPLETE)
        must(left == 0);
    if (p->state == PICK_EMPTY)
        must(p->is_cancelled && pick_qty_done(p) == 0);
}
