// bench_item.h - a bench's copy of central's items, their codes, and serial
// numbers that have left the house.
#ifndef STORE_BENCH_BENCH_ITEM_H
#define STORE_BENCH_BENCH_ITEM_H

#include "shared/code.h"
#include "station/record/feed.h"
#include "station/store/engine/store.h"

struct bench_item {
    int64_t item_id;
    char sku[64];
    char name[FEED_NAME_MAX + 1];
    char picture_url[FEED_URL_MAX + 1];
};

struct bench_item_found {
    int64_t item_id, net_mg;
    int32_t qty;
};

// ERR_MISSING when there is no such row.
int bench_item_load(struct store *st, int64_t item_id,
                    struct bench_item *out) MUST_USE;

// The item a code means, how many of it, and what one weighs where the code
// says so (0: it does not). ERR_MISSING when unknown. When a code belongs to
// several items, the one among wanted comes first.
int bench_item_find(struct store *st, const struct code *c,
                    const struct pick *wanted, struct bench_item_found *out)
    MUST_USE;

struct bench_item_code {
    char text[64];          // GTIN-14 digits or other text
    int32_t qty;            // single items it stands for
};

// The item's codes, at most cap, those for fewest items first. Returns the
// count.
int bench_item_codes(struct store *st, int64_t item_id,
                     struct bench_item_code *out, int32_t cap);

// This serial number has left the house before.
bool bench_item_has_left(struct store *st, int64_t item_id,
                         const char *serial);

#endif
