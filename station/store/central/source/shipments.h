// shipments.h - shipments: made, given a box, counted, let go.
#ifndef STORE_CENTRAL_SOURCE_SHIPMENTS_H
#define STORE_CENTRAL_SOURCE_SHIPMENTS_H

#include "station/store/engine/store.h"

struct shipment {
    int64_t order_id;
    int32_t group_no;
    int64_t warehouse_id;
    int64_t due_ms;
    int64_t promise_ms;
    int64_t cost_minor;
    const char *currency, *service, *carrier, *box, *box_2, *tote;
    bool is_single;
    bool is_released;       // at once; else shipments_release makes it work
};
int64_t shipments_add(struct store *st, const struct shipment *s);

// As if it had never been made: reservations, lines and the row itself go.
void shipments_drop(struct store *st, int64_t shipment_id);

// The lane of single items; the row goes when the shipment is claimed or let
// go.
void shipments_single_add(struct store *st, int64_t shipment_id,
                          int64_t warehouse_id, int64_t item_id,
                          int64_t due_ms);
void shipments_single_end(struct store *st, int64_t shipment_id);

// The units of a shipment, kits as their parts, for choosing a box.
struct shipment_unit {
    int32_t qty;
    int32_t side_mm[3];
    int64_t weight_mg;
    int32_t pack_flags;
};
int32_t shipments_units_load(struct store *st, int64_t shipment_id,
                             struct shipment_unit *out, int32_t cap);
void shipments_box_set(struct store *st, int64_t shipment_id, const char *box,
                       const char *box_2);

// Shipments that wait or are packed in a warehouse, for its capacity.
int64_t shipments_load_count(struct store *st, int64_t warehouse_id);

// Orders whose unclaimed shipments are in a warehouse that is left.
int32_t shipments_in_warehouse(struct store *st, int64_t warehouse_id,
                               int64_t *order_id, int32_t cap);

// Orders that wait for a batch to be released, the oldest first: of one
// warehouse, or of all for 0; due until before_ms, or at any time for 0. Costs
// as many rows as wait.
int32_t shipments_to_release(struct store *st, int64_t warehouse_id,
                             int64_t before_ms, int64_t *order_id,
                             int32_t cap);

// Orders allocated and not released yet, in the order of their shipments; one
// with many shipments may come more than once. Starts behind *after and moves
// it on, back to 0 at the end: those that wait for a batch hide nobody.
int32_t shipments_unreleased(struct store *st, int64_t *after,
                             int64_t *order_id, int32_t cap);

// Those of an order that are neither packed nor cancelled.
enum { SHIPMENTS_OPEN_MAX = 128 };
struct shipments_open {
    int32_t count;
    int64_t shipment_id[SHIPMENTS_OPEN_MAX];
    int32_t group_no[SHIPMENTS_OPEN_MAX];
    bool is_at_bench[SHIPMENTS_OPEN_MAX];
};
void shipments_open_load(struct store *st, int64_t order_id,
                         struct shipments_open *out);

// Asks the bench that has it to unpack it.
void shipments_stop(struct store *st, int64_t shipment_id);

// Makes the allocated ones of an order work for the benches; returns how many.
int64_t shipments_release(struct store *st, int64_t order_id);

// Shipments of an order that are packed.
int32_t shipments_packed(struct store *st, int64_t order_id,
                         int64_t *shipment_id, int32_t cap);

// All parcels of it were handed over; and of all shipments of an order that are
// not cancelled.
bool shipments_has_left(struct store *st, int64_t shipment_id);
bool shipments_all_left(struct store *st, int64_t order_id);

// Released shipments due before an instant that are not marked at risk yet.
struct shipment_late {
    int64_t shipment_id, order_id;
};
int32_t shipments_nearly_late(struct store *st, int64_t before_ms,
                              struct shipment_late *out, int32_t cap);
void shipments_risk_set(struct store *st, int64_t shipment_id);

#endif
