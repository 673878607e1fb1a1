// claims.h - a claim gives one shipment to one station.
//
// It goes out under a fence number that grows; a write with an old fence is
// refused and becomes an exception for a person.
#ifndef STORE_CENTRAL_FLOOR_CLAIMS_H
#define STORE_CENTRAL_FLOOR_CLAIMS_H

#include "station/domain/orders/claim.h"
#include "station/store/engine/store.h"

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

void claims_take(struct store *st, const struct claim_ask *ask,
                 struct claim_answer *out);

// Back from hold: the shipment may be claimed again. False when not held.
bool claims_unhold(struct store *st, int64_t shipment_id);

#endif
