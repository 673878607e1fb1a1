// floor.h - what benches and central have to do with each other: the work they
// are given, the feed that keeps their copies fresh, and what their events do
// to orders and stock.
#ifndef CENTRAL_FLOOR_FLOOR_H
#define CENTRAL_FLOOR_FLOOR_H

#include "station/central/orders/office.h"
#include "station/record/work.h"

// A shipment as its bench gets it after a claim, papers included: the carrier's
// numbers are lent first. False when there is none. Needs a transaction.
bool floor_work_begin(struct office *o, int64_t shipment_id, struct work *w);

// What changed after a revision, for a station; the caller frees it. Another
// station's work comes without address and papers. O(rows of a page).
json_t *floor_feed(struct office *o, int64_t station_id, int64_t after_rev);

#endif
