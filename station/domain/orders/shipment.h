// shipment.h - what one warehouse packs of an order, and its states.
//
//     ALLOCATED --> RELEASED --> CLAIMED <--hold, release--> HELD
//         |            |           |
//         +------------+-----------+--> CANCELLED
//                                  v
//                               PACKED --> HANDED_OVER --> DELIVERED
//
// Pure.
#ifndef DOMAIN_ORDERS_SHIPMENT_H
#define DOMAIN_ORDERS_SHIPMENT_H

#include <stdbool.h>

enum shipment_state {
    SHIPMENT_ALLOCATED, // reserved, not yet work for a bench
    SHIPMENT_RELEASED,
    SHIPMENT_CLAIMED,   // by one bench
    SHIPMENT_HELD,      // put aside at its bench
    SHIPMENT_PACKED,
    SHIPMENT_HANDED_OVER,
    SHIPMENT_DELIVERED,
    SHIPMENT_CANCELLED,
    SHIPMENT_STATE_COUNT,
};

const char *shipment_state_name(enum shipment_state s);
bool shipment_state_find(const char *name, enum shipment_state *out);

#endif
