#include "station/store/central/outcome.h"

#include <stdio.h>

enum outcome outcome_refuse(struct outcome_why *why, const char *text)
{
    snprintf(why->text, sizeof why->text, "%s", text);
    return OUTCOME_REFUSED;
}
