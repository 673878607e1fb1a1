// bench.h - central's side of a bench: claims, the feed, its events.
//
// A claim gives one shipment to one station under a fence number that grows;
// a write with an old fence is refused and becomes an exception for a person.
// Events are taken once each, in order per station, and their chain is checked.
#ifndef STORE_CENTRAL_FLOOR_CLAIMS_H
#define STORE_CENTRAL_FLOOR_CLAIMS_H

#include "station/base/json.h"
#include "station/store/bench/journal.h"
#include "station/store/engine/store.h"

enum claim_verdict {
    CLAIM_GIVEN,
    CLAIM_NOTHING,      // nothing waits
    CLAIM_UNKNOWN,      // no order or tote of this name
    CLAIM_TAKEN,        // by another station
    CLAIM_HELD,
    CLAIM_PACKED,
    CLAIM_CANCELLED,
    CLAIM_WAITING,      // not enough stock yet
};

struct claim_ask {
    int64_t station_id;
    int64_t warehouse_id;
    const char *code;   // order number, tote, or an item's code (the oldest
                        // promise that wants one unit of it); empty takes the
                        // most urgent
    bool take_over;     // from another station; the caller checked the right
    int64_t at_ms;
};

struct claim_answer {
    enum claim_verdict verdict;
    int64_t shipment_id;
    int64_t fence;
    int64_t since_ms;   // of CLAIM_TAKEN
    char holder[64];    // of CLAIM_TAKEN: the station's name
};

void central_claim(struct store *st, const struct claim_ask *ask,
                   struct claim_answer *out);
const char *claim_verdict_name(enum claim_verdict v);

// Back from hold: the shipment may be claimed again. False when not held.
bool central_release_hold(struct store *st, int64_t shipment_id);

// The shipment as a bench needs it. NULL when there is none.
json_t *central_work_json(struct store *st, int64_t shipment_id);

// What changed after a revision: {"rev":n,"more":bool,"changes":[...]}.
json_t *central_feed_json(struct store *st, int64_t station_id,
                          int64_t after_rev);

struct central_station {
    int64_t station_id;
    int64_t warehouse_id;
    char name[64];
    struct journal_tip tip;
    int64_t sscc_next, sscc_end;
};

// By token. ERR_MISSING when no station has it.
int central_station_find(struct store *st, const char *token,
                         struct central_station *out) MUST_USE;
int64_t central_station_add(struct store *st, const char *name,
                            const char *token);
void central_station_seen(struct store *st, int64_t station_id,
                          int64_t seen_ms, int64_t skew_ms);

void central_station_place(struct store *st, int64_t station_id,
                           int64_t warehouse_id);

// Lends the next range of parcel serials when the station has asked for it.
void central_sscc_lend(struct store *st, struct central_station *s);

// Takes one event after s->tip, moving the tip. ERR_CONFLICT when it leaves a
// gap or its hash does not follow; an event seen before is passed over.
// Effects that are refused make an exception, never an error. *order_id is the
// order that it changed, or 0: the flow looks at what is left of it.
int central_event_take(struct store *st, struct central_station *s,
                       const struct journal_row *row,
                       int64_t *order_id) MUST_USE;

// After a batch: keeps the tip.
void central_station_tip(struct store *st, const struct central_station *s);

#endif
