// way.h - how a shipment travels: what the choice of its service looks at, and
// the service that was chosen.
#ifndef STORE_CENTRAL_SHIP_WAY_H
#define STORE_CENTRAL_SHIP_WAY_H

#include "station/store/engine/store.h"

enum { WAY_HS_MAX = 16 };
struct way {
    int64_t order_id, warehouse_id, due_ms, cost_minor;
    char service[24], carrier[24], wish[128], country[3], postal[16];
    char currency[4], order_no[64], profile[24];
    int64_t planned_mg;         // of its items, as the catalogue says
    int64_t declared_minor;
    bool is_hazmat;
    int32_t hs_count;
    char hs[WAY_HS_MAX][16];
};
// False when there is no such shipment.
bool way_load(struct store *st, int64_t shipment_id,
                        struct way *out);
void way_set(struct store *st, int64_t shipment_id,
                       const char *service, const char *carrier,
                       int64_t cost_minor, int64_t promise_ms);

#endif
