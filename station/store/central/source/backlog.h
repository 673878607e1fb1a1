// source.h - what allocation reads and writes: stock by warehouse,
// shipments with their reservations, decisions, and the backlog.
#ifndef STORE_CENTRAL_SOURCE_BACKLOG_H
#define STORE_CENTRAL_SOURCE_BACKLOG_H

#include "station/store/central/orders/orders.h"

enum {
    SOURCE_WAREHOUSES_MAX = 64,     // as in domain/source/source.h
    SOURCE_OPEN_LINES_MAX = PICK_LINES_MAX,
};

struct source_open_line {
    int32_t line_no;
    int32_t group_no;
    int32_t qty;                    // ordered, not shipped, not in a shipment
    int64_t item_id;
    int64_t weight_mg;              // of one, 0 when not known
    int64_t price_minor;
    int32_t side_mm[3];
    int32_t pack_flags;
    bool is_hazmat;
    bool is_kit;                    // packed from parts
    int64_t substitute_item_id;
    char hs[16];
    char sku[CENTRAL_SKU_MAX + 1];
};

struct source_header {
    int64_t order_id;
    enum order_state state;
    char channel[32];
    char profile[24];
    char currency[4];
    char tote[CENTRAL_CODE_MAX + 1];
    int64_t due_ms;
    int64_t placed_ms;
};

// Where a group goes: what choosing a warehouse asks of it.
struct source_target {
    char country[3];
    char postal[ADDRESS_POSTAL_MAX + 1];
    char service[24];
    int64_t due_ms;
    struct geo_point point;
};

bool source_header_load(struct store *st, int64_t order_id,
                        struct source_header *out);
bool source_target_load(struct store *st, int64_t order_id, int32_t group_no,
                        struct source_target *out);
bool source_group_load(struct store *st, int64_t order_id, int32_t group_no,
                       struct central_group *out);

// Lines still to be allocated, by group and line. ERR_FULL beyond cap.
int32_t source_lines_load(struct store *st, int64_t order_id,
                          struct source_open_line *out, int32_t cap);

// What may be promised of an item in each warehouse: on hand less reserved, of
// lots that are still good on today_days. A kit packed from parts counts by
// its scarcest part. qty[warehouse index] for the ids given; oldest_ms is
// INT64_MAX where there is none.
struct source_stock {
    int32_t warehouse_count;
    const int64_t *warehouse_id;
    int32_t qty[SOURCE_WAREHOUSES_MAX];
    int64_t oldest_ms[SOURCE_WAREHOUSES_MAX];
};
void source_stock_load(struct store *st, int64_t item_id, int32_t today_days,
                       struct source_stock *out);

// All items at once, in the sequence of their ids.
typedef void source_stock_fn(void *arg, int64_t item_id, int64_t warehouse_id,
                             int64_t qty);
void source_stock_each(struct store *st, int32_t today_days,
                       source_stock_fn *each, void *arg);

struct source_shipment {
    int64_t order_id;
    int32_t group_no;
    int64_t warehouse_id;
    int64_t due_ms;
    int64_t promise_ms;
    int64_t cost_minor;
    const char *currency, *service, *carrier, *box, *box_2, *tote;
    bool is_single;
    bool is_released;       // at once; else source_release makes it work
};
int64_t source_shipment_add(struct store *st, const struct source_shipment *s);

// As if it had never been made: reservations, lines and the row itself go.
void source_shipment_drop(struct store *st, int64_t shipment_id);

// Reserves one line of a shipment in its warehouse, first expired first; kits
// are taken apart. False when there is not enough (the caller undoes all).
bool source_reserve(struct store *st, int64_t shipment_id,
                    int64_t warehouse_id, int32_t *pos,
                    const struct source_open_line *line, int32_t qty,
                    int64_t at_ms);

// The lane of single items; the row goes when the shipment is claimed or let
// go.
void source_single_add(struct store *st, int64_t shipment_id,
                       int64_t warehouse_id, int64_t item_id, int64_t due_ms);

// Both steps of an order whose shipments were released at once.
void source_reserved_and_released(struct store *st, int64_t order_id,
                                  int64_t at_ms);

// Makes the allocated shipments of an order work for the benches.
int64_t source_release(struct store *st, int64_t order_id, int64_t at_ms);

struct source_decision {
    int64_t order_id;
    int32_t group_no;
    int64_t at_ms;
    const char *strategy;
    int64_t cost_minor;
    int32_t unmet_qty;
    const char *body;
};
void source_decision_add(struct store *st, const struct source_decision *d);
// Forgets the last one when nothing came of it.
void source_decision_forget(struct store *st, int64_t order_id,
                            int32_t group_no);

// Orders of a profile that wait, after an id, by id; returns how many.
int32_t source_waiting(struct store *st, const char *profile,
                       int64_t after_order_id, int64_t *order_id,
                       int32_t cap);
bool source_is_waiting(struct store *st);

// The backlog of a profile line by line, by order, group and line, after an
// id; orders with work at a bench are left out. False stops.
struct source_backlog_row {
    struct source_header header;
    struct source_target to;
    struct source_open_line line;
};
typedef bool source_backlog_fn(void *arg, const struct source_backlog_row *r);
void source_backlog_each(struct store *st, const char *profile,
                         int64_t after_order_id, source_backlog_fn *each,
                         void *arg);

// The units of a shipment, kits as their parts, for choosing a box.
struct source_unit {
    int32_t qty;
    int32_t side_mm[3];
    int64_t weight_mg;
    int32_t pack_flags;
};
int32_t source_units_load(struct store *st, int64_t shipment_id,
                          struct source_unit *out, int32_t cap);
void source_box_set(struct store *st, int64_t shipment_id, const char *box,
                    const char *box_2);

// Puts another item in the place of what is still open of a line; the line
// keeps what has left, a new one takes the rest. The timeline names both.
bool source_substitute(struct store *st, int64_t order_id, int32_t line_no,
                       int64_t item_id, int64_t at_ms);

// Shipments that wait or are packed in a warehouse, for its capacity.
int64_t source_load_count(struct store *st, int64_t warehouse_id);

// Orders whose unclaimed shipments are in a warehouse that is left.
int32_t source_in_warehouse(struct store *st, int64_t warehouse_id,
                            int64_t *order_id, int32_t cap);

// Orders allocated and not released yet, in the order of their shipments; one
// with many shipments may come more than once. Starts behind *after and moves
// it on, back to 0 at the end: those that wait for a batch hide nobody.
int32_t source_unreleased(struct store *st, int64_t *after,
                          int64_t *order_id, int32_t cap);

// Shipments of an order that are packed; and each item that it holds, once.
int32_t source_packed(struct store *st, int64_t order_id, int64_t *shipment_id,
                      int32_t cap);
typedef void source_item_fn(void *arg, int64_t item_id);
void source_items_each(struct store *st, int64_t order_id,
                       source_item_fn *each, void *arg);

// Marks released shipments whose time to the cut-off is nearly over and makes
// an exception of each, once. Returns how many.
int64_t source_mark_late(struct store *st, int64_t before_ms, int64_t at_ms);

// What a bench did not find: items and places of a shipment that ended short
// because nothing was there.
struct source_gap {
    int64_t item_id, place_id;
};
int32_t source_gaps(struct store *st, int64_t shipment_id,
                    struct source_gap *out, int32_t cap);

// Orders whose unclaimed shipments have reserved that item at that place.
int32_t source_holders(struct store *st, const struct source_gap *g,
                       int64_t *order_id, int32_t cap);

// What the books still show free there is moved to LOST until somebody counts.
void source_empty(struct store *st, const struct source_gap *g,
                  int64_t shipment_id, int64_t at_ms);

#endif
