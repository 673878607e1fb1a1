// central.h - central's tables: catalogue, stock, orders, claims, people.
//
// Functions that write follow store.h: legal inside a transaction, the first
// failure sticks. Those named _json return a new object for the API, or NULL
// when there is no such row; lists are pages by key ("after" is the last id of
// the page before). Personal data leaves only through orders and people.
#ifndef STORE_CENTRAL_ORDERS_ORDERS_H
#define STORE_CENTRAL_ORDERS_ORDERS_H

#include "station/base/json.h"
#include "station/domain/orders/address.h"
#include "station/domain/source/geo.h"
#include "station/domain/orders/order.h"
#include "shared/pick.h"
#include "station/domain/stock/stock.h"
#include "station/store/engine/store.h"

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
    int32_t length_mm, width_mm, height_mm;     // 0 when not known
    int32_t pack_flags;                 // enum carton_flag
    bool is_hazmat;
    bool is_draft;                      // made by a channel, to be completed
    char hs[16];                        // digits, empty when not known
    char origin[3];
    char customs_name[CENTRAL_NAME_MAX + 1];
    char substitute[CENTRAL_SKU_MAX + 1];
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

struct central_box {
    char code[CENTRAL_CODE_MAX + 1];
    char name[CENTRAL_NAME_MAX + 1];
    int64_t tare_mg;
    int32_t length_mm, width_mm, height_mm;     // inner; 0: never suggested
    int64_t max_mg;                             // of the contents, 0 for none
    int64_t cost_minor;
};
enum central_outcome central_box_save(struct store *st,
                                      const struct central_box *box);

// Stock as counted: the difference to what the books say moves in from the
// supplier or out to "lost". Places are made as shelves when they are new.
struct central_count {
    char sku[CENTRAL_SKU_MAX + 1];
    char place[CENTRAL_CODE_MAX + 1];
    char warehouse[CENTRAL_CODE_MAX + 1];   // empty: MAIN, or where it is
    char lot[PICK_TEXT_MAX + 1];
    int32_t expiry_days;
    int64_t qty;
};
enum central_outcome central_stock_count(struct store *st,
                                         const struct central_count *c,
                                         int64_t at_ms,
                                         struct central_why *why);

enum { CENTRAL_GROUPS_MAX = 16 };

struct central_line {
    char sku[CENTRAL_SKU_MAX + 1];
    char name[CENTRAL_NAME_MAX + 1];    // for an item that is not known yet
    char channel_line[48];
    int32_t group_no;                   // 1 when the channel has no groups
    int32_t qty;
    int64_t price_minor;
    int64_t tax_minor;
    int64_t discount_minor;
};

struct central_group {
    struct address to;
    char service[24];                   // wished for, empty for any
    char note[256];                     // gift and packing instructions
    int64_t due_ms;
    struct geo_point point;
};

struct central_order {
    char channel[32];
    char channel_ref[64];               // empty: order_no is it
    char order_no[CENTRAL_CODE_MAX + 1];
    char profile[24];
    char customer[CENTRAL_NAME_MAX + 1];
    char email[ADDRESS_FIELD_MAX + 1];
    char currency[4];
    char tote[CENTRAL_CODE_MAX + 1];
    char po_number[CENTRAL_CODE_MAX + 1];
    enum order_payment payment;
    bool is_cancelled;                  // the channel says so
    bool drafts_items;                  // unknown items are made, and held
    bool has_hold;                      // the channel itself holds it
    enum order_hold hold;
    int64_t version;
    int64_t total_minor;
    int64_t placed_ms;                  // 0: when it came
    int64_t due_ms;                     // as the channel promised it, or 0
    int64_t profile_due_ms;             // promised by the profile instead
    int32_t group_count;
    struct central_group group[CENTRAL_GROUPS_MAX];
    int32_t line_count;
    struct central_line line[PICK_LINES_MAX];
};

// Keeps an order as 'waiting' without touching stock. The same content again
// is CENTRAL_SAME; a newer version of a known one is CENTRAL_CHANGED after its
// lines, groups and payment were brought up to date and what was reserved and
// not yet at a bench was let go. Other content without a version is refused.
enum central_outcome central_order_save(struct store *st,
                                        const struct central_order *o,
                                        int64_t at_ms, int64_t *order_id,
                                        struct central_why *why);

// The channel gave a known order another number: an edit made a new one there.
void central_order_rename(struct store *st, const char *channel,
                          const char *old_ref, const char *new_ref);

// Back to its beginning: shipments that no bench has are let go. False when
// a bench has one (it goes on; what it cannot take is refused to it).
bool central_order_unreserve(struct store *st, int64_t order_id);

enum central_outcome central_order_cancel(struct store *st, int64_t order_id,
                                          int64_t at_ms,
                                          struct central_why *why);
enum central_outcome central_line_change(struct store *st, int64_t order_id,
                                         int32_t line_no, int32_t qty,
                                         struct central_why *why);

void central_group_save(struct store *st, int64_t order_id, int32_t group_no,
                        const struct central_group *g);

// A line goes in a shipment of its own, to the same destination: a new group
// with a copy of the line's address. 0 when there are CENTRAL_GROUPS_MAX, or no
// such line.
int32_t central_group_split(struct store *st, int64_t order_id,
                            int32_t line_no);

// What is left of a part shipped order is not wanted any more.
bool central_order_close(struct store *st, int64_t order_id, int64_t at_ms);

// The order's state by the machine of domain/orders/order.h; false when the
// event means nothing now. The timeline gets a row.
bool central_order_event(struct store *st, int64_t order_id,
                         enum order_event ev, int64_t at_ms,
                         int64_t person_id, const char *note);
// Several events at once, with one row of the timeline for the last.
bool central_order_events(struct store *st, int64_t order_id,
                          const enum order_event *ev, int count,
                          int64_t at_ms, int64_t person_id,
                          const char *note);
void central_order_note(struct store *st, int64_t order_id, const char *kind,
                        int64_t at_ms, int64_t person_id, const char *note);

// After a shipment ended: shipped, part shipped, cancelled, or open still.
void central_order_settle(struct store *st, int64_t order_id, int64_t at_ms);

// Holds. An order with an open hold is 'held'; when the last is released it
// waits again. A bench that has it is asked to stop and unpack. Adding one
// that is open already changes nothing.
void central_hold_add(struct store *st, int64_t order_id, enum order_hold kind,
                      const char *note, int64_t at_ms);
bool central_hold_end(struct store *st, int64_t order_id,
                      enum order_hold kind, int64_t at_ms, int64_t person_id);
// A bench unpacked it because of a hold, and nobody asked to cancel it.
bool central_was_held_only(struct store *st, int64_t order_id);
bool central_hold_is(struct store *st, int64_t order_id, enum order_hold kind,
                     const char *note);     // open, and with this note
int64_t central_holds_open(struct store *st, int64_t order_id);

// What screening asks of an order.
struct central_facts {
    char channel[32];
    char channel_ref[64];
    enum order_state state;
    char profile[24];
    char country[3];
    enum order_payment payment;
    int64_t total_minor;
    int32_t lines_without_hs;
    bool has_left;          // shipped, delivered or cancelled
    bool was_screened;      // before; the timeline says so
};
bool central_facts_load(struct store *st, int64_t order_id,
                        struct central_facts *out);

// Another channel's order of the same buyer and sum, placed within_ms of this
// one: probably the same purchase twice. note names it.
bool central_twin_find(struct store *st, int64_t order_id, int64_t within_ms,
                       char *note, size_t cap);

// Notes that stations must fetch this row again.
void central_changed(struct store *st, const char *kind, int64_t ref_id);

void central_exception(struct store *st, const char *kind, int64_t at_ms,
                       int64_t order_id, int64_t shipment_id,
                       int64_t station_id, int64_t seq, const char *note);

// Lets too_many of a shipment line's reserved stock go; reserves more of it.
void central_shrink(struct store *st, int64_t shipment_id, int32_t pos,
                    int64_t too_many);
bool central_grow(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t item_id, const char *lot, int32_t more);

// Stock, private to the store's files and its tests.
int64_t central_place(struct store *st, const char *code,
                      enum stock_place kind);
int64_t central_warehouse(struct store *st, const char *code); // made when new
int64_t central_warehouse_id(struct store *st, const char *code); // 0: unknown
bool central_move(struct store *st, int64_t stock_id, const char *to_place,
                  enum stock_place to_kind, int64_t qty, int64_t at_ms,
                  const char *reason, int64_t shipment_id, int64_t station_id,
                  int64_t seq);
void central_unreserve(struct store *st, int64_t shipment_id);
void central_single_end(struct store *st, int64_t shipment_id);

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
                            struct central_page page);  // the newest first
json_t *central_stuck_json(struct store *st, int64_t now_ms);
json_t *central_order_json(struct store *st, int64_t order_id);
json_t *central_decisions_json(struct store *st, int64_t order_id);
json_t *central_queue_json(struct store *st, int64_t warehouse_id);
json_t *central_warehouses_json(struct store *st);
json_t *central_item_warehouses_json(struct store *st, int64_t item_id);
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
