// orphans.h - parcels of shipments that are not in the books, since these came
// back from an older file.
#ifndef STORE_CENTRAL_FLOOR_ORPHANS_H
#define STORE_CENTRAL_FLOOR_ORPHANS_H

#include "station/store/engine/store.h"

enum { ORPHAN_NUMBERS_MAX = 300 };

struct orphan {
    int64_t journal_no, seq; // of the event that told it; when a hello did, the
                             // shipment's number below zero
    int64_t shipment_id, at_ms;
    const char *order_no; // empty when the bench did not say it
    const char *numbers;  // of the parcels, for people
};

// False when it was kept before; then it changes nothing.
bool orphans_add(struct store *st, const struct orphan *o);

// Whether a parcel was packed for an order of this number, and its numbers.
bool orphans_find(struct store *st, const char *order_no,
                  char numbers[ORPHAN_NUMBERS_MAX + 1]);

// Orders of this number that have not left; returns how many of at most cap.
int32_t orphans_orders(struct store *st, const char *order_no, int64_t *out,
                       int32_t cap);

#endif
