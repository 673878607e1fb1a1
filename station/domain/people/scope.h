// scope.h - what a program may do with its token, each scope more than the one
// before it.
#ifndef DOMAIN_PEOPLE_SCOPE_H
#define DOMAIN_PEOPLE_SCOPE_H

#include <stdbool.h>

enum scope {
    SCOPE_READ,    // look at orders, goods, shipments and parcels
    SCOPE_ORDERS,  // and send, change and cancel orders, and import files
    SCOPE_FLOOR,   // and release, hand over, track and settle
    SCOPE_MANAGER, // and see and change people, tokens, stations, settings
    SCOPE_COUNT,
};

extern const char *const SCOPE_NAMES[SCOPE_COUNT + 1]; // ends with NULL

// By its name, as it is kept; what is no name is the least of them.
enum scope scope_of(const char *name);

#endif
