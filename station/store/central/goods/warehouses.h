// warehouses.h - warehouses by their codes.
#ifndef STORE_CENTRAL_GOODS_WAREHOUSES_H
#define STORE_CENTRAL_GOODS_WAREHOUSES_H

#include "station/store/engine/store.h"

int64_t warehouses_id(struct store *st, const char *code);  // 0: unknown
// Leaves out as it is when there is none.
void warehouses_code(struct store *st, int64_t warehouse_id, char *out,
                     size_t cap);
int64_t warehouses_make(struct store *st, const char *code); // when it is new

#endif
