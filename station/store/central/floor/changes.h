// changes.h - notes that stations must fetch a row again.
#ifndef STORE_CENTRAL_FLOOR_CHANGES_H
#define STORE_CENTRAL_FLOOR_CHANGES_H

#include "station/store/engine/store.h"

// kind is item, box, person or shipment. Of several changes of one row the
// feed tells the last.
void changes_add(struct store *st, const char *kind, int64_t ref_id);

// The benches that have an order of the same number as this one must know.
void changes_add_twins(struct store *st, int64_t order_id);

struct change {
    int64_t rev;        // grows with each change
    int64_t ref_id;     // of a serial its shipment: all that left with it
    char kind[16];
};

// What changed after a revision, in order; returns how many.
int32_t changes_load(struct store *st, int64_t after_rev, struct change *out,
                     int32_t cap);

#endif
