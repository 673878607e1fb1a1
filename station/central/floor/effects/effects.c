#include "station/central/floor/effects/effects.h"

#include <stdio.h>
#include <string.h>

// A line a desk. Handhelds are other hands at the packing desk.
static const struct effect_kind *const DESKS[] = {EFFECTS_PACK};

void effect_refuse(struct effect *e, const char *why)
{
    if (!e->why[0])
        snprintf(e->why, sizeof e->why, "%s", why);
}

const struct effect_kind *effect_find(const struct journal_row *row)
{
    for (size_t d = 0; d < sizeof DESKS / sizeof DESKS[0]; d++)
        for (const struct effect_kind *k = DESKS[d]; k->kind; k++)
            if (strcmp(k->kind, row->kind) == 0 &&
                strcmp(k->verdict, row->verdict) == 0)
                return k;
    return NULL;
}
