// packing.h - a shipment while a bench packs it: its claim, its lines, and the
// parcels and serials that leave with it.
#ifndef STORE_CENTRAL_FLOOR_PACKING_H
#define STORE_CENTRAL_FLOOR_PACKING_H

#include "shared/pick.h"
#include "station/domain/orders/claim.h"
#include "station/record/pack.h"
#include "station/store/engine/store.h"

struct packing {
    int64_t order_id;
    int64_t claimed_ms;
    bool is_stopping; // the bench was asked to unpack it
    struct claim_shipment claim;
};

// False when there is no such shipment.
bool packing_load(struct store *st, int64_t shipment_id, struct packing *out);
void packing_state_set(struct store *st, int64_t shipment_id,
                       enum shipment_state state);

struct packing_line {
    int64_t item_id;
    int32_t line_no; // of the order
    int32_t kit_pos; // of the kit this is a part of, or -1
    int32_t qty_per_kit;
    char lot[PICK_TEXT_MAX + 1];
};
bool packing_line_load(struct store *st, int64_t shipment_id, int32_t pos,
                       struct packing_line *out);
void packing_line_packed_set(struct store *st, int64_t shipment_id, int32_t pos,
                             int64_t qty);
void packing_line_qty_set(struct store *st, int64_t shipment_id, int32_t pos,
                          int64_t qty);

// What benches have of an order's line: the last row of it, and how many rows
// there are (a kit counts more).
struct packing_found {
    int64_t shipment_id, item_id;
    int64_t qty; // of all rows
    int32_t pos, rows;
    char lot[PICK_TEXT_MAX + 1];
};
void packing_find(struct store *st, int64_t order_id, int32_t line_no,
                  struct packing_found *out);

// How it travels, as its labels say. False when the books say so already;
// before is the service they had.
bool packing_way_set(struct store *st, int64_t shipment_id,
                     const struct pack_done *d, char before[24]);

// False when one of its numbers was used before.
bool packing_parcel_add(struct store *st, int64_t shipment_id,
                        int32_t parcel_no, const struct pack_done_parcel *p,
                        int64_t at_ms);

// What the parcels of a shipment hold, as the bench kept it beside the labels
// under this claim; fn is told of each that was weighed, box and paper taken
// off. Cost: its events.
typedef void packing_weighed_fn(void *arg, const char *sscc, int64_t net_mg);
void packing_contents_add(struct store *st, int64_t shipment_id, int64_t fence,
                          packing_weighed_fn *fn, void *arg);

// "SSCC 1234, tracking AB1; ..." of a shipment's parcels, as far as it fits.
void packing_numbers(struct store *st, int64_t shipment_id, char *out,
                     size_t cap);

// False when it has left the house before.
bool packing_serial_add(struct store *st, int64_t shipment_id, int64_t item_id,
                        const char *serial);

#endif
