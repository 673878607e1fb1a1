// decisions.h - why a warehouse was chosen, kept with each choice.
#ifndef STORE_CENTRAL_SOURCE_DECISIONS_H
#define STORE_CENTRAL_SOURCE_DECISIONS_H

#include "station/store/engine/store.h"

struct decision {
    int64_t order_id;
    int32_t group_no;
    int64_t at_ms;
    const char *strategy;
    int64_t cost_minor;
    int32_t unmet_qty;
    const char *body;       // JSON
};
void decisions_add(struct store *st, const struct decision *d);
// Forgets the last one when nothing came of it.
void decisions_forget(struct store *st, int64_t order_id, int32_t group_no);

#endif
