#include "station/domain/people/role.h"

#include <string.h>

const char *const ROLE_NAMES[ROLE_COUNT + 1] = {"packer", "receiver",
                                                "supervisor", "manager", NULL};

// An unknown word is the least of them: it may nothing more.
enum role role_of(const char *name)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (strcmp(ROLE_NAMES[i], name) == 0)
            return (enum role)i;
    return ROLE_PACKER;
}

// A receiver is no packer with more rights: both only work at a bench.
bool role_may(enum role have, enum role wanted)
{
    return wanted < ROLE_SUPERVISOR || have >= wanted;
}
