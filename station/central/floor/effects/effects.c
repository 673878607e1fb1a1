#include "station/central/floor/effects/effects.h"

#include "station/base/text.h"

#include <string.h>

void effect_refuse(struct effect *e, const char *why)
{
    if (!e->why[0])
        text_copy(e->why, sizeof e->why, why, strlen(why));
}
