// central.h - central's tables: catalogue, stock, orders, claims, people.
//
// Functions that write follow store.h: legal inside a transaction, the first
// failure sticks. Those named _json return a new object for the API, or NULL
// when there is no such row; lists are pages by key ("after" is the last id of
// the page before). Personal data leaves only through orders and people.
#ifndef STORE_CENTRAL_H
#define STORE_CENTRAL_H

#include "station/base/json.h"
#include "station/domain/pick.h"
#include "station/domain/stock.h"
#include "station/store/store.h"

enum {
    CENTRAL_SKU_MAX = 63,
    CENTRAL_NAME_MAX = 127,
    CENTRAL_CODE_MAX = 63,
    CENTRAL_URL_MAX = 255,
    CENTRAL_ADDRESS_MAX = 400,
    CENTRAL_CODES_MAX = 16,     // codes of one item
    CENTRAL_PARTS_MAX = 32,     // parts of one kit
    CENTRAL_PAGE_MAX = 200,     // rows of one list page
    CENTRAL_SSCC_LEND = 1000,   // parcel serials lent to a station at a time
};

enum central_outcome {
    CENTRAL_NEW,
    CENTRAL_CHANGED,
    CENTRAL_SAME,       // it was there already, nothing changed
    CENTRAL_REFUSED,    // why says the reason
};

struct central_code {
    char code[CENTRAL_CODE_MAX + 1];    // as given; stored in normal form
    int32_t qty;
};

struct central_part {
    char sku[CENTRAL_SKU_MAX + 1];
    int32_t qty;
};

struct central_item {
    char sku[CENTRAL_SKU_MAX + 1];
    char name[CENTRAL_NAME_MAX + 1];
    int64_t weight_mg;
    int64_t spread_mg;
    bool needs_lot;
    bool needs_serial;
    char picture_url[CENTRAL_URL_MAX + 1];
    int32_t code_count;
    struct central_code code[CENTRAL_CODES_MAX];
    int32_t part_count;                 // of a kit packed from its parts
    struct central_part part[CENTRAL_PARTS_MAX];
};

struct central_why {
    char text[200];
};

enum central_outcome central_item_save(struct store *st,
                                       const struct central_item *item,
                                       struct central_why *why);
int64_t central_item_id(struct store *st, const char *sku); // 0 when unknown
enum central_outcome central_box_save(struct store *st, const char *code,
                                      const char *name, int64_t tare_mg);

// Stock as counted: the difference to what the books say moves in from the
// supplier or out to "lost". Places are made as shelves when they are new.
struct central_count {
    char sku[CENTRAL_SKU_MAX + 1];
    char place[CENTRAL_CODE_MAX + 1];
    char lot[PICK_TEXT_MAX + 1];
    int32_t expiry_days;
    int64_t qty;
};
enum central_outcome central_stock_count(struct store *st,
                                         const struct central_count *c,
                                         int64_t at_ms,
                                         struct central_why *why);

struct central_line {
    char sku[CENTRAL_SKU_MAX + 1];
    int32_t qty;
    int64_t price_minor;
};

struct central_order {
    char channel[32];
    char order_no[CENTRAL_CODE_MAX + 1];
    char customer[CENTRAL_NAME_MAX + 1];
    char address[CENTRAL_ADDRESS_MAX + 1];
    char country[CENTRAL_NAME_MAX + 1];
    char currency[4];
    char tote[CENTRAL_CODE_MAX + 1];
    int64_t placed_ms;
    int64_t due_ms;
    int32_t line_count;
    struct central_line line[PICK_LINES_MAX];
};

// Adds an order and, when all of it is in stock, reserves it and releases one
// shipment; otherwise it waits. The same content again is CENTRAL_SAME; other
// content under a known number is refused (use cancel or a line change).
enum central_outcome central_order_add(struct store *st,
                                       const struct central_order *o,
                                       int64_t at_ms,
                                       struct central_why *why);

// Tries waiting orders again, the oldest first; returns how many it released.
int64_t central_allocate_waiting(struct store *st, int32_t most,
                                 int64_t at_ms);

enum central_outcome central_order_cancel(struct store *st, int64_t order_id,
                                          struct central_why *why);
enum central_outcome central_line_change(struct store *st, int64_t order_id,
                                         int32_t line_no, int32_t qty,
                                         struct central_why *why);

// Notes that stations must fetch this row again.
void central_changed(struct store *st, const char *kind, int64_t ref_id);

void central_exception(struct store *st, const char *kind, int64_t at_ms,
                       int64_t order_id, int64_t shipment_id,
                       int64_t station_id, int64_t seq, const char *note);

void central_order_state(struct store *st, int64_t order_id,
                         const char *state);

// Reserves what an order still lacks and releases a shipment, or changes
// nothing: all of it or none, since a part-reserved order only blocks others.
bool central_allocate(struct store *st, int64_t order_id, int64_t due_ms,
                      const char *tote, int64_t at_ms);

// Lets too_many of a shipment line's reserved stock go; reserves more of it.
void central_shrink(struct store *st, int64_t shipment_id, int32_t pos,
                    int64_t too_many);
bool central_grow(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t item_id, const char *lot, int32_t more);

// Stock, private to the store's files and its tests.
int64_t central_place(struct store *st, const char *code,
                      enum stock_place kind);
bool central_move(struct store *st, int64_t stock_id, const char *to_place,
                  enum stock_place to_kind, int64_t qty, int64_t at_ms,
                  const char *reason, int64_t shipment_id, int64_t station_id,
                  int64_t seq);
void central_unreserve(struct store *st, int64_t shipment_id);

// Lists and single rows for the API.
struct central_page {
    int64_t after;
    int32_t limit;
};
json_t *central_items_json(struct store *st, struct central_page page);
json_t *central_item_json(struct store *st, int64_t item_id);
json_t *central_stock_json(struct store *st, int64_t item_id);
json_t *central_moves_json(struct store *st, int64_t item_id,
                           struct central_page page);
json_t *central_orders_json(struct store *st, const char *state,
                            struct central_page page);
json_t *central_order_json(struct store *st, int64_t order_id);
json_t *central_shipments_json(struct store *st, const char *state,
                               struct central_page page);
json_t *central_shipment_json(struct store *st, int64_t shipment_id);
json_t *central_stations_json(struct store *st);
json_t *central_people_json(struct store *st);
json_t *central_boxes_json(struct store *st);
json_t *central_exceptions_json(struct store *st, struct central_page page);
json_t *central_search_json(struct store *st, const char *code);
json_t *central_events_json(struct store *st, int64_t shipment_id);
void central_exception_done(struct store *st, int64_t exception_id,
                            int64_t at_ms);

#endif
