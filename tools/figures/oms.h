// oms.h - shared by the files that measure the office.
#ifndef TOOLS_OMS_H
#define TOOLS_OMS_H

#include "station/central/book/places.h"
#include "station/store/central/orders/orders.h"
#include "tools/figures/measure.h"

enum { OMS_ITEMS = 4000 };
#define OMS_AT_MS INT64_C(1795424400000)

// A size, as the environment sets it.
int64_t oms_number(const char *name, int64_t fallback);
uint32_t oms_random(uint64_t *state);
void oms_order(struct order *o, int64_t n, uint64_t *seed);

// Resident memory of this process.
int64_t oms_memory_kib(void);

// Over HTTP against the real program, on the database made before.
int oms_http(const struct measure *m, const char *path);
int oms_pages(const struct measure *m, const char *path);

#endif
