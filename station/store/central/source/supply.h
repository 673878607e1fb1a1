// supply.h - rows of which warehouse sends what, and why; here what may be
// promised of an item in each warehouse.
//
// On hand less reserved, of lots that are still good on today_days. A kit
// packed from parts counts by its scarcest part.
#ifndef STORE_CENTRAL_SOURCE_SUPPLY_H
#define STORE_CENTRAL_SOURCE_SUPPLY_H

#include "station/store/engine/store.h"

enum { SUPPLY_WAREHOUSES_MAX = 64 };    // as in domain/source/source.h

// qty[warehouse index] for the ids given; oldest_ms is INT64_MAX where there
// is none.
struct supply {
    int32_t warehouse_count;
    const int64_t *warehouse_id;
    int32_t qty[SUPPLY_WAREHOUSES_MAX];
    int64_t oldest_ms[SUPPLY_WAREHOUSES_MAX];
};
void supply_load(struct store *st, int64_t item_id, int32_t today_days,
                 struct supply *out);

#endif
