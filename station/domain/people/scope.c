#include "station/domain/people/scope.h"

#include <string.h>

const char *const SCOPE_NAMES[SCOPE_COUNT + 1] = {"read", "orders", "floor",
                                                  "manager", NULL};

enum scope scope_of(const char *name)
{
    for (int i = 0; i < SCOPE_COUNT; i++)
        if (strcmp(SCOPE_NAMES[i], name) == 0)
            return (enum scope)i;
    return SCOPE_READ;
}
