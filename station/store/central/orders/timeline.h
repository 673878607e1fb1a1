// timeline.h - what happened to an order, row by row, as the office shows it.
#ifndef STORE_CENTRAL_ORDERS_TIMELINE_H
#define STORE_CENTRAL_ORDERS_TIMELINE_H

#include "station/store/engine/store.h"

// person_id is 0 when it was nobody.
void timeline_add(struct store *st, int64_t order_id, const char *kind,
                  int64_t at_ms, int64_t person_id, const char *note);
bool timeline_has(struct store *st, int64_t order_id, const char *kind);

#endif
