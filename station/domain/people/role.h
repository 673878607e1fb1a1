// role.h - what a person is in the house, and what follows from it.
#ifndef DOMAIN_PEOPLE_ROLE_H
#define DOMAIN_PEOPLE_ROLE_H

#include <stdbool.h>

enum role {
    ROLE_PACKER,
    ROLE_RECEIVER,
    ROLE_SUPERVISOR, // may override, take over, release, cancel
    ROLE_MANAGER,    // and change the settings, people and programs
    ROLE_COUNT,
};

extern const char *const ROLE_NAMES[ROLE_COUNT + 1]; // ends with NULL

// By its name, as it is kept; what is no name is the least of them.
enum role role_of(const char *name);

// True when a person of this role may do what the other is asked for.
bool role_may(enum role have, enum role wanted);

#endif
