// back.h - a parcel that was kept back, and its goods that go back to a place:
// what lies in it by the books, and the rows that follow. The rules stand in
// central/life/put_back.h.
#ifndef STORE_CENTRAL_SHIP_BACK_H
#define STORE_CENTRAL_SHIP_BACK_H

#include "shared/pick.h"
#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

// What lies in a parcel of one line of its shipment.
struct back_line {
    int64_t item_id, qty;
    int64_t packed;         // of the line, less what came back
    int32_t pos, line_no, kit_pos, qty_per_kit;
    char sku[FIELD_SKU_MAX + 1];
};
int32_t back_lines(struct store *st, int64_t parcel_id, struct back_line *out,
                   int32_t cap);

// Where units of an item are that left with a shipment, by lot; the lot that
// was booked first comes first.
struct back_lot {
    int64_t stock_id, qty;
};
int32_t back_lots(struct store *st, int64_t shipment_id, int64_t item_id,
                  struct back_lot *out, int32_t cap);

// Fewer are packed of a line. is_told: its channel knows of them, and what it
// knows stays written.
void back_line_less(struct store *st, int64_t shipment_id, int32_t pos,
                    int64_t qty, bool is_told);

// Fewer have left of an order's line; those are wanted still, or not.
void back_order_less(struct store *st, int64_t order_id, int32_t line_no,
                     int64_t qty, bool is_wanted);

// The serial numbers of an item that left with a shipment; one that came back
// may leave again. False when it is none of them.
int64_t back_serials(struct store *st, int64_t shipment_id, int64_t item_id);
bool back_serial_end(struct store *st, int64_t shipment_id, int64_t item_id,
                     const char *serial);
void back_serials_end(struct store *st, int64_t shipment_id, int64_t item_id);

// It came back. Returns how many of its shipment's parcels did not; *waiting of
// these are not handed over.
int64_t back_parcel_end(struct store *st, int64_t parcel_id, int64_t at_ms,
                        int64_t *waiting);

#endif
