// bench_box.h - a bench's copy of central's boxes.
#ifndef STORE_BENCH_BENCH_BOX_H
#define STORE_BENCH_BENCH_BOX_H

#include "station/record/feed.h"
#include "station/store/engine/store.h"

struct bench_box {
    int64_t box_id;
    int64_t tare_mg;
    char code[64];
    char name[FEED_NAME_MAX + 1];
};

// ERR_MISSING when there is no such row.
int bench_box_load(struct store *st, int64_t box_id,
                   struct bench_box *out) MUST_USE;
int bench_box_find(struct store *st, const char *code,
                   struct bench_box *out) MUST_USE;

#endif
