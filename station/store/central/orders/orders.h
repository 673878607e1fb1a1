// orders.h - orders as channels, files and pages gave them.
//
// Writes follow store.h. Personal data leaves only through orders and people.
#ifndef STORE_CENTRAL_ORDERS_ORDERS_H
#define STORE_CENTRAL_ORDERS_ORDERS_H

#include "shared/pick.h"
#include "station/base/secret.h"
#include "station/domain/orders/order.h"
#include "station/store/central/fields.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/outcome.h"

struct order_line {
    char sku[FIELD_SKU_MAX + 1];
    char name[FIELD_NAME_MAX + 1];      // for an item that is not known yet
    char channel_line[48];
    int32_t group_no;                   // 1 when the channel has no groups
    int32_t qty;
    int32_t sent;                       // of qty: by whomever, as the channel
                                        // counts
    int64_t price_minor;
    int64_t tax_minor;
    int64_t discount_minor;
};

struct order {
    char channel[32];
    char channel_ref[64];               // empty: order_no is it
    char order_no[FIELD_CODE_MAX + 1];
    char profile[24];
    char customer[ADDRESS_FIELD_MAX + 1];
    char email[ADDRESS_FIELD_MAX + 1];
    char currency[4];
    char tote[FIELD_CODE_MAX + 1];
    char po_number[FIELD_CODE_MAX + 1];
    enum order_payment payment;
    bool is_cancelled;                  // the channel says so
    bool drafts_items;                  // unknown items are made, and held
    bool has_hold;                      // the channel itself holds it
    enum order_hold hold;
    char hold_note[192];                 // why, or empty
    bool is_file;                       // it has no versions, and is read again
    bool may_be_empty;                  // nothing left of it is news
    bool keeps_done;                    // ... that is kept when the order is
                                        // not known: an older push may follow
    int64_t version;
    int64_t total_minor;
    int64_t placed_ms;                  // 0: when it came
    int64_t due_ms;                     // as the channel promised it, or 0
    int64_t profile_due_ms;             // promised by the profile instead
    int32_t group_count;
    struct order_group group[ORDER_GROUPS_MAX];
    int32_t line_count;
    struct order_line line[PICK_LINES_MAX];
};

// A header as 'waiting', without lines; digest is of the content.
int64_t orders_insert(struct store *st, const struct order *o,
                      const char *digest, int64_t at_ms);
void orders_header_set(struct store *st, int64_t order_id,
                       const struct order *o, const char *digest);

// What is known of an order that a channel gives again.
struct order_known {
    int64_t order_id;
    enum order_state state;
    enum order_payment payment;
    struct order_snapshot snapshot;     // its digest is the one below
    char digest[SECRET_DIGEST_TEXT + 1];
};
bool orders_known(struct store *st, const struct order *o,
                  struct order_known *k);

// Some order came from this channel.
bool orders_has_channel(struct store *st, const char *channel);

// Earlier contents of an order without versions, by their digests.
bool orders_has_seen(struct store *st, int64_t order_id, const char *digest);
void orders_see(struct store *st, int64_t order_id, const char *digest);

void orders_line_add(struct store *st, int64_t order_id, int32_t line_no,
                     int64_t item_id, const struct order_line *l);

// Which of our lines is the channel's line idx of o: by its number, else the
// first, second ... of the same item, those of its destination before others;
// 0 for none. Never by its position: rows come and go. And the last line.
int32_t orders_line_match(struct store *st, int64_t order_id,
                          const struct order *o, int32_t idx);
int32_t orders_line_last(struct store *st, int64_t order_id);

// The channel gave a known order another number: an edit made a new one there.
void orders_rename(struct store *st, const char *channel, const char *old_ref,
                   const char *new_ref);

// Each item that the order holds, once.
typedef void orders_item_fn(void *arg, int64_t item_id);
void orders_items_each(struct store *st, int64_t order_id,
                       orders_item_fn *each, void *arg);

// Puts another item in the place of what is still open of a line; the line
// keeps what has left, a new one takes the rest. The timeline names both.
bool orders_substitute(struct store *st, int64_t order_id, int32_t line_no,
                       int64_t item_id, int64_t at_ms);

#endif
