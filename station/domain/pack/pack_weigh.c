// The open parcel on the scale.
#include "station/domain/pack/pack_internal.h"

// The parts of the open parcel, for the scale.
static int32_t list_parts(const struct pack *p,
                          struct weigh_part part[PICK_LINES_MAX])
{
    int32_t count = 0;
    for (int32_t i = 0; i < p->pick.line_count; i++) {
        const struct pick_line *l = &p->pick.line[i];
        if (l->is_kit || l->qty_done == l->qty_boxed)
            continue;
        part[count++] = (struct weigh_part){.unit_mg = l->unit_mg,
                                            .spread_mg = l->spread_mg,
                                            .net_mg = l->net_mg,
                                            .qty = l->qty_done - l->qty_boxed -
                                                   l->net_qty,
                                            .line_idx = i};
    }
    return count;
}

void pack_expect(const struct pack *p, struct weigh_answer *a)
{
    struct weigh_part part[PICK_LINES_MAX];
    int32_t count = list_parts(p, part);
    weigh_expect(&p->rule.weigh, part, count, a);
}

bool pack_is_over_service(const struct pack *p)
{
    return p->rule.max_mg > 0 && p->gross_mg > p->rule.max_mg;
}

enum verdict pack_weigh(struct pack *p, int64_t gross_mg)
{
    struct weigh_part part[PICK_LINES_MAX];
    int32_t count = list_parts(p, part);
    weigh_judge(&p->rule.weigh, part, count, gross_mg, &p->weighed);
    p->gross_mg = gross_mg;
    if (pack_is_over_service(p))
        return V_OVER_SERVICE;
    if (p->weighed.verdict == V_WEIGHT_OK) {
        p->open.weight_mg = gross_mg;
        p->open.weighed = V_WEIGHT_OK;
        p->state = PACK_PRINTING;
    }
    return p->weighed.verdict;
}

enum verdict pack_accept_weight(struct pack *p, enum verdict how)
{
    if (pack_is_over_service(p))
        return V_OVER_SERVICE;
    p->open.weight_mg = p->gross_mg;
    p->open.weighed = how;
    p->state = PACK_PRINTING;
    return how == V_OVERRIDDEN ? V_OVERRIDDEN : V_CONTINUED;
}
