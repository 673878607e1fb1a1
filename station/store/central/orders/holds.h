// holds.h - reasons that hold an order, while they are open and after.
#ifndef STORE_CENTRAL_ORDERS_HOLDS_H
#define STORE_CENTRAL_ORDERS_HOLDS_H

#include "station/domain/orders/order.h"
#include "station/store/engine/store.h"

void holds_add(struct store *st, int64_t order_id, enum order_hold kind,
               const char *note, int64_t at_ms);

// False when none of this kind is open.
bool holds_end(struct store *st, int64_t order_id, enum order_hold kind,
               int64_t at_ms, int64_t person_id);

bool holds_is_open(struct store *st, int64_t order_id, enum order_hold kind);
bool holds_is(struct store *st, int64_t order_id, enum order_hold kind,
              const char *note);        // open, and with this note
int64_t holds_open(struct store *st, int64_t order_id);     // how many
bool holds_ever(struct store *st, int64_t order_id);        // open or ended

#endif
