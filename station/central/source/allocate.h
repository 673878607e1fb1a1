// allocate.h - orders get their warehouses, services and reservations.
//
// One order, or a whole backlog: facts are read, domain/source/source.h
// decides, the plan is written as shipments with reservations, and the decision
// is kept with all it saw. When no warehouse can keep the promise, the soonest
// are used all the same and an exception says so. All functions run inside a
// transaction; an order that cannot be written is undone alone and waits.
//
// Cost of one order: a query an item and a few writes a line. A backlog reads
// each item's stock once and improves only orders that compete for stock.
#ifndef CENTRAL_SOURCE_ALLOCATE_H
#define CENTRAL_SOURCE_ALLOCATE_H

#include "station/central/ship/boxes.h"
#include "station/central/ship/choose.h"

enum {
    ALLOCATE_CHUNK_LINES = 65536,   // of a backlog, decided together
    ALLOCATE_CHUNK_ORDERS = 32768,
    ALLOCATE_CHUNK_ITEMS = 8192,
    ALLOCATE_GAP_PIECES = 5,        // one packer's "none there" empties a place
                                    // of so many; more is counted first
    ALLOCATE_ROUNDS = 20,           // of improving, for each contended order
    ALLOCATE_CHUNK_ROUNDS = 40000,  // and no more in one chunk
};

struct allocate;                    // private; one per program

struct allocate *allocate_open(struct store *st, const struct book *b,
                               const struct boxes *boxes);

void allocate_close(struct allocate *a);

// From now on with this instant; the book may have changed.
void allocate_begin(struct allocate *a, int64_t at_ms);

// True when something was reserved.
bool allocate_order(struct allocate *a, int64_t order_id);

// The same without writing: another strategy ("" for the profile's), or one
// warehouse alone ("" for all). {"decision":{...},"cost_minor":..}.
json_t *allocate_what_if(struct allocate *a, int64_t order_id,
                         const char *strategy, const char *warehouse);

struct allocate_report {
    int64_t orders, lines, allocated, waiting, contended;
    int64_t cost_first, cost_last;  // before and after improving
    bool is_more;                   // not all were looked at
};

// Waiting orders of all profiles; 0 for all. With a number, up to so many, and
// the next call goes on behind them, so that orders that cannot be filled do
// not keep others from their turn.
void allocate_backlog(struct allocate *a, int64_t most_orders,
                      struct allocate_report *out);

// After a bench ended a shipment: what is left follows the profile.
void allocate_rest(struct allocate *a, int64_t order_id);

// A bench found nothing where a shipment's stock should lie: other orders that
// count on the same place are planned anew, where their profile re-allocates.
void allocate_around_gaps(struct allocate *a, int64_t shipment_id);

// Unclaimed work leaves a warehouse; returns how many orders were moved.
int32_t allocate_leave(struct allocate *a, const char *warehouse,
                       int32_t most);

// A kept decision solved again from what it saw: the same plan.
bool allocate_is_reproduced(struct turn *turn, const json_t *decision);

#endif
