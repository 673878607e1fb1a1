// deliveries.h - what channels must be told.
//
// One row for each event, channel and thing. They are called in turn, retried
// with growing pauses, and end as done or dead; a call that timed out is
// "unknown" and asked after before it is made again. A dead one blocks nothing
// and can be tried again.
#ifndef STORE_CENTRAL_CHANNELS_DELIVERIES_H
#define STORE_CENTRAL_CHANNELS_DELIVERIES_H

#include "station/store/engine/store.h"

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
int64_t deliveries_recover(struct store *st, int64_t now_ms);

bool deliveries_is_open(struct store *st, const char *channel,
                        const char *event);

// False when this event of this thing is known for the channel.
bool deliveries_add(struct store *st, const struct delivery *d);

// Whether one about this thing was tried, so that the channel may know of it;
// and those that wait and were never tried are forgotten.
bool deliveries_was_tried(struct store *st, const char *event, int64_t order_id,
                          int64_t ref_id);
void deliveries_forget(struct store *st, const char *event, int64_t order_id,
                       int64_t ref_id);

// An absolute value to tell (a stock level): waits again when it is known.
void deliveries_renew(struct store *st, const struct delivery *d);
void deliveries_save(struct store *st, const struct delivery *d);
int32_t deliveries_due(struct store *st, int64_t now_ms,
                       struct delivery *out, int32_t cap);
bool deliveries_retry(struct store *st, int64_t delivery_id, int64_t now_ms);

#endif
