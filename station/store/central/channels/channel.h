// channel.h - rows between us and other systems; here orders and stock as a
// channel is told of them.
#ifndef STORE_CENTRAL_CHANNELS_CHANNEL_H
#define STORE_CENTRAL_CHANNELS_CHANNEL_H

#include "shared/pick.h"
#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

// What a channel is told of a packed shipment.
enum { CHANNEL_LINES_MAX = PICK_LINES_MAX, CHANNEL_TRACKS_MAX = 32 };
struct channel_line {
    char channel_line[48];  // the channel's own number, "" when it has none
    char sku[FIELD_SKU_MAX + 1];
    int32_t qty;            // packed
};
struct channel_shipment {
    int64_t shipment_id, order_id, at_ms;
    char order_no[FIELD_CODE_MAX + 1], channel_ref[64];
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

// Packed units of an order's line that the channel took from us. -1 when nobody
// can say: we tell it of no parcel of this order, and whoever counts them there
// counts ours too; or it was told, and its answer did not come.
int64_t channel_told(struct store *st, const char *channel, int64_t order_id,
                     int32_t line_no);

// What is still wanted of a channel's line, over its substitutes; -1 for none.
int64_t channel_line_qty(struct store *st, int64_t order_id,
                         const char *channel_line);

// The channel's numbers of its orders that may still change, after an id: what
// is packed, too, until the lorry has it.
struct channel_open {
    int64_t order_id;
    char channel_ref[64];
};
int32_t channel_open_orders(struct store *st, const char *channel,
                            int64_t after_order_id, struct channel_open *out,
                            int32_t cap);

#endif
