// channel.h - what channels pushed to us, and what they must be told.
//
// The inbox keeps each push with the key its sender gave it: a key seen before
// is answered and changes nothing. Deliveries are one row for each event,
// channel and thing. They are called in turn, retried with growing pauses, and
// end as done or dead; a call that timed out is "unknown" and asked after
// before it is made again. A dead one blocks nothing and can be tried again.
#ifndef STORE_CENTRAL_CHANNELS_DELIVERIES_H
#define STORE_CENTRAL_CHANNELS_DELIVERIES_H

#include "station/store/central/orders/orders.h"

enum {
    CHANNEL_TRIES_MAX = 10,
    CHANNEL_INBOX_KEEP_S = 30 * 24 * 3600
};

struct inbox_row {
    const char *channel, *key, *topic, *state, *why;
    const char *body;
    size_t body_len;
    int64_t at_ms;
};
bool inbox_has(struct store *st, const char *channel, const char *key);
void inbox_add(struct store *st, const struct inbox_row *row);
json_t *inbox_json(struct store *st, const char *state,
                   struct central_page page);

// Bodies and dead letters hold personal data: erased when older than this.
int64_t channel_erase(struct store *st, int64_t before_ms);

enum delivery_state {
    DELIVERY_WAITING,
    DELIVERY_CALLING,   // a call is out; after a restart it is unknown
    DELIVERY_UNKNOWN,
    DELIVERY_DONE,
    DELIVERY_DEAD,
};

struct delivery {
    int64_t delivery_id;
    char channel[24], event[32], ref_key[80];
    int64_t order_id, ref_id;
    enum delivery_state state;
    int32_t step;
    char remote_id[64];
    int32_t tries;
    int64_t next_ms, made_ms;
    int32_t status;
    char why[200];
};

// A call that was out when the program stopped may have had its effect.
int64_t delivery_recover(struct store *st, int64_t now_ms);

// What a channel is told of a packed shipment.
enum { CHANNEL_LINES_MAX = PICK_LINES_MAX, CHANNEL_TRACKS_MAX = 32 };
struct channel_line {
    char channel_line[48];  // the channel's own number, "" when it has none
    char sku[CENTRAL_SKU_MAX + 1];
    int32_t qty;            // packed
};
struct channel_shipment {
    int64_t shipment_id, order_id, at_ms;
    char order_no[CENTRAL_CODE_MAX + 1], channel_ref[64];
    char carrier[24], service[24], warehouse[24];
    int32_t line_count, track_count;
    struct channel_line line[CHANNEL_LINES_MAX];
    char track[CHANNEL_TRACKS_MAX][48];
};
bool channel_shipment_load(struct store *st, int64_t shipment_id,
                           struct channel_shipment *out);

// Units on hand of an item in a warehouse, reserved ones too.
int64_t channel_on_hand(struct store *st, int64_t item_id,
                        int64_t warehouse_id);
bool channel_sku(struct store *st, int64_t item_id, char *out, size_t cap);

bool delivery_is_open(struct store *st, const char *channel,
                      const char *event);
// What is still wanted of a channel's line, over its substitutes; -1 for none.
int64_t channel_line_qty(struct store *st, int64_t order_id,
                         const char *channel_line);

// The channel's numbers of its orders that may still change, after an id.
struct channel_open {
    int64_t order_id;
    char channel_ref[64];
};
int32_t channel_open_orders(struct store *st, const char *channel,
                            int64_t after_order_id, struct channel_open *out,
                            int32_t cap);

// False when this event of this thing is known for the channel.
bool delivery_add(struct store *st, const struct delivery *d);

// An absolute value to tell (a stock level): waits again when it is known.
void delivery_renew(struct store *st, const struct delivery *d);
int delivery_load(struct store *st, int64_t delivery_id,
                  struct delivery *out) MUST_USE;
void delivery_save(struct store *st, const struct delivery *d);
int32_t delivery_due(struct store *st, int64_t now_ms, struct delivery *out,
                     int32_t cap);
int64_t delivery_next_ms(struct store *st);     // INT64_MAX for none
bool delivery_retry(struct store *st, int64_t delivery_id, int64_t now_ms);
json_t *deliveries_json(struct store *st, const char *state,
                        struct central_page page);
json_t *delivery_counts_json(struct store *st);

// The pause before try n, from 1: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h ...
// (Standard Webhooks), without jitter, which the caller adds.
int64_t delivery_pause_ms(int32_t tries);
const char *delivery_state_name(enum delivery_state s);

#endif
