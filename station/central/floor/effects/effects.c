#include "station/central/floor/effects/effects.h"

#include <stdio.h>

void effect_refuse(struct effect *e, const char *why)
{
    if (!e->why[0])
        snprintf(e->why, sizeof e->why, "%s", why);
}
