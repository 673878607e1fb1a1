// order.h - rules of orders and of their shipments; here the life of an order
// in the office, as a state machine.
//
//     HELD <--hold, release--> WAITING --reserved--> ALLOCATED --> RELEASED
//       |                        ^                                    |
//       |                        +---- short, closed, re-allocated ---+
//       |                        |                                    v
//     CANCELLED <---- cancel ----+        PART_SHIPPED --rest--> PACKED
//                                                                     v
//                                          DELIVERED <-- SHIPPED <----+
//
// Every state has a next action, an owner, and a time after which an alarm is
// raised: nothing is stuck unseen. A snapshot of an order that a channel sends
// again is judged here too. Pure.
#ifndef DOMAIN_ORDERS_ORDER_H
#define DOMAIN_ORDERS_ORDER_H

#include <stdbool.h>
#include <stdint.h>

enum order_state {
    ORDER_HELD,
    ORDER_WAITING,      // confirmed; no stock, or not tried yet
    ORDER_ALLOCATED,    // reserved in one or more warehouses
    ORDER_RELEASED,     // work for the benches
    ORDER_PART_SHIPPED, // some has left, the rest is closed
    ORDER_PACKED,       // all of it, and not all is handed over yet
    ORDER_SHIPPED,      // all of it was handed to carriers
    ORDER_DELIVERED,
    ORDER_CANCELLED,
    ORDER_STATE_COUNT,
};

enum order_event {
    ORDER_HOLD,
    ORDER_UNHOLD, // the last hold is gone
    ORDER_RESERVE,
    ORDER_RELEASE,
    ORDER_UNRESERVE, // goes back: short, closed, edited
    ORDER_PACK,      // all of it is in parcels
    ORDER_SHIP_PART, // some is packed, nothing more will be
    ORDER_SHIP,      // all of it has left
    ORDER_DELIVER,
    ORDER_CANCEL,
    ORDER_COME_BACK, // a parcel was unpacked on the dock: goods are wanted
    ORDER_EVENT_COUNT,
};

// True when the event means something now; then *state is the new one.
bool order_step(enum order_state *state, enum order_event ev);

const char *order_state_name(enum order_state s);
bool order_state_find(const char *name, enum order_state *out);

struct order_next {
    const char *action; // what happens next, a short clause
    const char *owner;  // system, bench, office, carrier, nobody
    int64_t alarm_ms;   // after so long in this state; 0 for never
};
struct order_next order_next(enum order_state s);

// Reasons to hold an order; who may release is the profile's.
enum order_hold {
    ORDER_HOLD_FRAUD,
    ORDER_HOLD_ADDRESS,
    ORDER_HOLD_PAYMENT,
    ORDER_HOLD_STOCK,
    ORDER_HOLD_CUSTOMS,
    ORDER_HOLD_ITEM, // a line names an item that is not known
    ORDER_HOLD_MANUAL,
    ORDER_HOLD_PACKED_BEFORE, // a parcel was packed for an order of this
                              // number that the books have forgotten
    ORDER_HOLD_COUNT,
};
const char *order_hold_name(enum order_hold h);
bool order_hold_find(const char *name, enum order_hold *out);

enum order_payment {
    ORDER_PAID,
    ORDER_AUTHORISED,
    ORDER_PENDING,
    ORDER_ON_ACCOUNT,
    ORDER_REFUNDED,
    ORDER_PAYMENT_FAILED,
    ORDER_PAYMENT_COUNT,
};
const char *order_payment_name(enum order_payment p);
bool order_payment_find(const char *name, enum order_payment *out);

// What to do with a snapshot that a channel delivered. Versions grow with each
// change at the channel; 0 when it has none.
struct order_snapshot {
    int64_t version;
    const char *digest; // of the content
};
enum order_snapshot_verdict {
    ORDER_SNAPSHOT_NEW,
    ORDER_SNAPSHOT_NEWER,
    ORDER_SNAPSHOT_OLDER, // counted and dropped
    ORDER_SNAPSHOT_SAME,
    ORDER_SNAPSHOT_UNSURE, // same version, other content: read it again
};
enum order_snapshot_verdict
order_snapshot_judge(const struct order_snapshot *have,
                     const struct order_snapshot *got);

#endif
