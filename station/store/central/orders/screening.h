// screening.h - what screening asks of an order.
#ifndef STORE_CENTRAL_ORDERS_SCREENING_H
#define STORE_CENTRAL_ORDERS_SCREENING_H

#include "station/domain/orders/order.h"
#include "station/store/engine/store.h"

struct screening_facts {
    char channel[32];
    char channel_ref[64];
    enum order_state state;
    char profile[24];
    char country[3];
    enum order_payment payment;
    int64_t total_minor;
    int32_t lines_without_hs;
    bool has_left;          // shipped, delivered or cancelled
    bool was_screened;      // before; the timeline says so
};
bool screening_facts_load(struct store *st, int64_t order_id,
                          struct screening_facts *out);

// Another channel's order of the same buyer and sum, placed within_ms of this
// one: probably the same purchase twice. note names it.
bool screening_twin_find(struct store *st, int64_t order_id,
                         int64_t within_ms, char *note, size_t cap);

#endif
