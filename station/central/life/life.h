// life.h - what happens to an order once it is known: its states, holds,
// changes and its end. Knows no rules and no channel; see domain/orders/edit.h
// for what may still be changed.
//
// All functions run inside a transaction of the store.
#ifndef CENTRAL_LIFE_LIFE_H
#define CENTRAL_LIFE_LIFE_H

#include "station/domain/orders/order.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/store.h"

// The order's state by the machine of domain/orders/order.h; false when the
// event means nothing now. The timeline gets a row.
bool life_event(struct store *st, int64_t order_id, enum order_event ev,
                int64_t at_ms, int64_t person_id, const char *note);

// Both steps of an order whose shipments were released at once.
void life_reserved_and_released(struct store *st, int64_t order_id,
                                int64_t at_ms);

// Makes the allocated shipments of an order work for the benches.
int64_t life_release(struct store *st, int64_t order_id, int64_t at_ms);

// Back to its beginning: shipments that no bench has are let go. False when
// a bench has one (it goes on; what it cannot take is refused to it).
bool life_unreserve(struct store *st, int64_t order_id);

enum outcome life_cancel(struct store *st, int64_t order_id, int64_t at_ms,
                         struct outcome_why *why);
// The parcels of an order that are packed and still wait must not leave, those
// to one destination or (0) all, and somebody takes them off the dock; returns
// how many.
int64_t life_intercept(struct store *st, int64_t order_id, int32_t group_no,
                       int64_t at_ms, const char *why);
// A destination of the order is another one now. What a bench has of it is told
// (a label that is out becomes void); to another country it goes by another
// way, so the bench stops and it is planned anew. What is packed and waits does
// not leave. Returns false when nothing of it is at a bench or waits.
bool life_readdressed(struct store *st, int64_t order_id, int32_t group_no,
                      bool is_abroad, int64_t at_ms);
enum outcome life_line_change(struct store *st, int64_t order_id,
                              int32_t line_no, int32_t qty,
                              struct outcome_why *why);

// Planned anew after a change; one that is on hold stays so.
void life_replan(struct store *st, int64_t order_id, int64_t at_ms);

// What is left of a part shipped order is not wanted any more.
bool life_close(struct store *st, int64_t order_id, int64_t at_ms);

// After a bench packed a shipment, or the rest was given up: packed, part
// shipped, or open still; shipped when all of what is packed has left.
void life_settle(struct store *st, int64_t order_id, int64_t at_ms);

// After goods that were packed came back, see edit_back. asks: a person looks
// before they are packed again.
void life_came_back(struct store *st, int64_t order_id, bool asks,
                    int64_t at_ms);

// After a bench unpacked a shipment that it was asked to stop.
void life_unpacked(struct store *st, int64_t order_id, int64_t at_ms);

// Holds. An order with an open hold is 'held'; when the last is released it
// waits again. A bench that has it is asked to stop and unpack, and what waits
// on the dock is kept back until then. Adding one that is open already changes
// nothing.
void life_hold_add(struct store *st, int64_t order_id, enum order_hold kind,
                   const char *note, int64_t at_ms);
bool life_hold_end(struct store *st, int64_t order_id, enum order_hold kind,
                   int64_t at_ms, int64_t person_id);

// Marks released shipments whose time to the cut-off is nearly over and makes
// an exception of each, once; a hundred at a time. Returns how many.
int32_t life_mark_late(struct store *st, int64_t before_ms, int64_t at_ms);

#endif
