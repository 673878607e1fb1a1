// edit.h - what may still be changed of an order, and what follows.
//
// An order that a bench has cannot simply be changed: the bench is asked to
// stop, or what it has follows the change. What has left stays. Pure.
#ifndef DOMAIN_ORDERS_EDIT_H
#define DOMAIN_ORDERS_EDIT_H

#include "station/domain/orders/order.h"

struct edit_order {
    enum order_state state;
    int32_t open;           // shipments neither packed nor cancelled
    int32_t at_bench;       // of these
    int64_t shipped;        // units that have left
    int64_t left;           // units wanted and not shipped
};

enum edit_cancel {
    EDIT_CANCEL_IS,         // it is cancelled already
    EDIT_CANCEL_TOO_LATE,   // all of it has left
    EDIT_CANCEL_ASK,        // the benches that have it unpack it first
    EDIT_CANCEL_REST,       // some has left: only the rest is not wanted
    EDIT_CANCEL_ALL,
};
enum edit_cancel edit_cancel(const struct edit_order *o);

// The rest of a part shipped order may be given up.
bool edit_may_close(const struct edit_order *o);

// What the order becomes after a shipment ended. False while others are open.
bool edit_settle(const struct edit_order *o, enum order_event *out);

// After a bench has unpacked it: it waits again when a hold was the reason, and
// is cancelled otherwise.
bool edit_waits_again(bool was_held, bool was_cancel_asked);

// After what lay in a parcel that was kept back is no longer packed.
enum edit_back {
    EDIT_BACK_STAYS,        // what else of it is packed goes on
    EDIT_BACK_OVER,         // nothing of it is wanted or packed any more
    EDIT_BACK_AGAIN,        // what came back is wanted: planned anew
};
enum edit_back edit_back(const struct edit_order *o);

enum edit_line {
    EDIT_LINE_SAME,
    EDIT_LINE_NOT,          // no such line, or more of it has left already
    EDIT_LINE_FREE,         // no bench has it
    EDIT_LINE_AT_BENCH,     // what the bench has of it follows
    EDIT_LINE_MIXED,        // a kit or several lots at a bench
};
struct edit_line_rows {
    int64_t qty, qty_shipped;   // qty below 0 when there is no such line
    int32_t rows_at_bench;
};
enum edit_line edit_line(const struct edit_line_rows *have, int64_t qty);

#endif
