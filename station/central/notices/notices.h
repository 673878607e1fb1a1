// notices.h - who is told of what: each event becomes a delivery to the
// channels whose rule names it, which channels/ brings there.
//
//     order.received  order.cancelled  order.closed (what is left is not sent)
//     shipment.packed  shipment.handed_over  parcel.delivered  stock.changed
//     shipment.put_back (a packed parcel stays; what is in it is not sent)
//
// A new event is a call of notices_tell where it happens; channels/webhook.c
// says what stands in it, and an adapter of a shop what it calls for it: of
// order.closed, say, channels/adobe.c refunds what is left.
#ifndef CENTRAL_NOTICES_NOTICES_H
#define CENTRAL_NOTICES_NOTICES_H

#include "station/central/book/book.h"
#include "station/store/engine/store.h"

struct notices {
    struct store *st;           // inside a transaction
    const struct book *book;
    int64_t at_ms;
};

// Tells all channels whose rule names the event, and the order's own. ref_key
// is what makes it another event of its kind; empty for ref_id.
void notices_tell(const struct notices *n, const char *event,
                  int64_t order_id, int64_t ref_id, const char *ref_key);

// Tells that an order is cancelled, if it is. Its own channel is told too: by
// then it knows, and looks first.
void notices_tell_cancelled(const struct notices *n, int64_t order_id);

// Stock is told as an absolute number, so a newer one replaces an older.
void notices_tell_stock(const struct notices *n, int64_t item_id);

#endif
