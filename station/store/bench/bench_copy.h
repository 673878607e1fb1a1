// bench_copy.h - what practice takes from the bench's own file.
#ifndef STORE_BENCH_BENCH_COPY_H
#define STORE_BENCH_BENCH_COPY_H

#include "station/store/engine/store.h"

// Copies items, codes, boxes and people from another bench file, and what their
// badges are made with.
void bench_copy_catalogue(struct store *to, struct store *from);

// Up to cap items that have a code, for orders to practise with.
int bench_copy_sample(struct store *st, int64_t *item_id, int32_t cap);

#endif
