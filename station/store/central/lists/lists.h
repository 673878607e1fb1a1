// lists.h - lists and single rows as the API shows them.
//
// Each returns a new object, or NULL when there is no such row. Long lists are
// read page by page, by the keys that they are sorted by: each returns the
// rows after a mark, and one row more than the page holds when there are more,
// so that whoever answers can say with which mark to go on.
// Personal data leaves only through orders and people.
#ifndef STORE_CENTRAL_LISTS_LISTS_H
#define STORE_CENTRAL_LISTS_LISTS_H

#include "station/base/json.h"
#include "station/store/engine/store.h"

enum { LISTS_PAGE_MAX = 200 };      // rows of one page

// The last row of the page before, by one key or two; all 0 to begin.
struct lists_mark {
    int64_t first, second;
};

struct lists_page {
    struct lists_mark after;
    int32_t limit;
};

// How many rows a filter leaves: counted up to this many, so that a total
// costs no more on a large site than on a small one.
enum { LISTS_COUNT_MAX = 10000 };

// Goods. Stock is sorted by the kind of its place and its own number. Drafts
// were made by a channel and wait for a person to complete them.
json_t *lists_items(struct store *st, bool is_draft, struct lists_page page);
int64_t lists_items_count(struct store *st, bool is_draft);
json_t *lists_item(struct store *st, int64_t item_id);
json_t *lists_stock(struct store *st, int64_t item_id,
                    struct lists_page page);
json_t *lists_moves(struct store *st, int64_t item_id,
                    struct lists_page page);
json_t *lists_moves_newest(struct store *st, int64_t item_id,
                           struct lists_page page);
json_t *lists_boxes(struct store *st);
json_t *lists_warehouses(struct store *st);

// Units on hand, reserved and free of an item in each warehouse.
json_t *lists_item_warehouses(struct store *st, int64_t item_id);

// Orders, the newest first, or those of a state by the time they are due. Each
// member of the filter that is not empty leaves those alone that are so; there
// is an index for each sum of filters, so that no list walks through history.
// Stuck ones by their alarm and number.
struct lists_orders_of {
    char state[24], channel[24];
    char sort[8];           // "due", of a state without a channel; else the
                            // newest first
};
json_t *lists_orders(struct store *st, const struct lists_orders_of *f,
                     struct lists_page page);
int64_t lists_orders_count(struct store *st, const struct lists_orders_of *f);
json_t *lists_stuck(struct store *st, int64_t now_ms,
                    struct lists_page page);
int64_t lists_stuck_count(struct store *st, int64_t now_ms);
json_t *lists_order(struct store *st, int64_t order_id);
json_t *lists_decisions(struct store *st, int64_t order_id);

// Open exceptions, all or of one kind; and how many of each kind are open.
json_t *lists_exceptions(struct store *st, struct lists_page page);
json_t *lists_exceptions_of(struct store *st, const char *kind,
                            struct lists_page page);
json_t *lists_exception_kinds(struct store *st);

// What is looked for: the text as typed, and what it is as a code; empty where
// it is none. Found in any letter case, bounded: twenty of each kind.
enum { LISTS_TEXT_MAX = 127 };
struct lists_wanted {
    const char *text;       // of LISTS_TEXT_MAX bytes
    char gtin[15], sscc[19];
    const char *lot, *serial;
};
json_t *lists_search(struct store *st, const struct lists_wanted *w);

// Who got a lot of an item, and what came back of it: its moves out and in, in
// the sequence they happened.
json_t *lists_recall(struct store *st, int64_t item_id, const char *lot,
                     struct lists_page page);

// {"qty_out", "qty_back"} of the whole lot, whatever page is shown.
json_t *lists_recall_sums(struct store *st, int64_t item_id, const char *lot);

// Shipments, and what benches said of them. A queue by time due and number.
struct lists_shipments_of {
    char state[24];
    int64_t warehouse_id;   // with a state; 0 for all
};
json_t *lists_shipments(struct store *st, const struct lists_shipments_of *f,
                        struct lists_page page);
int64_t lists_shipments_count(struct store *st,
                              const struct lists_shipments_of *f);
json_t *lists_queue(struct store *st, int64_t warehouse_id,
                    struct lists_page page);
json_t *lists_shipment(struct store *st, int64_t shipment_id);

// Events of a shipment by journal and number; one alone has the first 2 000.
json_t *lists_shipment_events(struct store *st, int64_t shipment_id,
                              struct lists_page page);

// Parcels and manifests. Open: parcels waiting for a carrier, by carrier and
// warehouse. Bills: estimate and bill differ by more than permille.
json_t *lists_parcel(struct store *st, int64_t parcel_id);
json_t *lists_kept_back(struct store *st, struct lists_page page);
json_t *lists_bills(struct store *st, int32_t permille,
                    struct lists_page page);
json_t *lists_manifests(struct store *st, int64_t warehouse_id,
                        struct lists_page page);     // 0 for all
int64_t lists_manifests_count(struct store *st, int64_t warehouse_id);
json_t *lists_manifest(struct store *st, int64_t manifest_id);
json_t *lists_manifest_open(struct store *st);

// People with their sessions (of all for person_id 0), programs and stations;
// what was done to rights and who was refused, the newest first.
json_t *lists_people(struct store *st, struct lists_page page);
json_t *lists_sessions(struct store *st, int64_t person_id, int64_t now_ms,
                       struct lists_page page);
json_t *lists_access(struct store *st, struct lists_page page);
json_t *lists_tokens(struct store *st, struct lists_page page);
json_t *lists_stations(struct store *st, struct lists_page page);

// Channels. Messages of a state, of one channel or of all, the newest first.
struct lists_messages_of {
    char state[16], channel[24];    // no channel: of all
};
json_t *lists_inbox(struct store *st, const struct lists_messages_of *f,
                    struct lists_page page);
int64_t lists_inbox_count(struct store *st, const struct lists_messages_of *f);
json_t *lists_deliveries(struct store *st, const struct lists_messages_of *f,
                         struct lists_page page);
int64_t lists_deliveries_count(struct store *st,
                               const struct lists_messages_of *f);
json_t *lists_delivery_counts(struct store *st);

// Rules: those that hold at an instant, and all of one code's, the newest
// first by the day from which they hold and their number.
json_t *lists_rules(struct store *st, const char *kind, int64_t at_ms);
json_t *lists_rule_history(struct store *st, const char *kind,
                           const char *code, struct lists_page page);

#endif
