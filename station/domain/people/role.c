#include "station/domain/people/role.h"
#include "shared/must.h"

#include <string.h>

static const char *const NAMES[ROLE_COUNT] = {"packer", "receiver",
                                              "supervisor", "manager"};

const char *role_name(enum role r)
{
    must(r < ROLE_COUNT);
    return NAMES[r];
}

bool role_find(const char *name, enum role *out)
{
    *out = ROLE_PACKER;
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (strcmp(NAMES[i], name) != 0)
            continue;
        *out = (enum role)i;
        return true;
    }
    return false;
}

enum role role_of(const char *name)
{
    enum role r;
    return role_find(name, &r) ? r : ROLE_PACKER;
}

// A receiver is no packer with more rights: both only work at a bench.
bool role_may(enum role have, enum role wanted)
{
    return wanted < ROLE_SUPERVISOR || have >= wanted;
}
