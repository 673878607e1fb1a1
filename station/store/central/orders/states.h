// states.h - the state of an order, and how much of it has left.
#ifndef STORE_CENTRAL_ORDERS_STATES_H
#define STORE_CENTRAL_ORDERS_STATES_H

#include "station/domain/orders/order.h"
#include "station/store/engine/store.h"

// False when there is no such order.
bool states_load(struct store *st, int64_t order_id, enum order_state *out);

// alarm_ms: when it stands so for too long; 0 for never.
void states_set(struct store *st, int64_t order_id, enum order_state state,
                int64_t at_ms, int64_t alarm_ms);

struct state_units {
    int64_t shipped;        // of all lines
    int64_t left;           // wanted and not shipped
};
struct state_units states_units(struct store *st, int64_t order_id);

// What has not left is no longer wanted.
void states_close_rest(struct store *st, int64_t order_id);

struct state_line {
    int64_t qty, qty_shipped;
};
bool states_line_load(struct store *st, int64_t order_id, int32_t line_no,
                      struct state_line *out);
void states_line_qty_set(struct store *st, int64_t order_id, int32_t line_no,
                         int64_t qty);

// Adds to what has left of a line. False when it is more than is wanted by now;
// then the line is that large again, for it is in a parcel.
bool states_line_ship(struct store *st, int64_t order_id, int32_t line_no,
                      int64_t qty);

#endif
