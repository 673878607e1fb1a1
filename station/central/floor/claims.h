// claims.h - a bench asks for an order and is given one shipment of it, if any.
//
// A claim gives one shipment to one station under a fence number that grows;
// a write with an old fence is refused and becomes an exception for a person.
#ifndef CENTRAL_FLOOR_CLAIMS_H
#define CENTRAL_FLOOR_CLAIMS_H

#include "station/domain/orders/claim.h"
#include "station/store/engine/store.h"

struct claim_ask {
    int64_t station_id;
    int64_t warehouse_id;
    const char *code; // order number, tote, or an item's code (the oldest
                      // promise that wants one unit of it); empty takes the
                      // most urgent
    bool take_over;   // from another station; the caller checked the right
    int64_t at_ms;
    int64_t journal_no; // at work there
    int64_t shipment_id; // one of the choices of an earlier answer, or 0
};

struct claim_answer {
    enum claim_verdict verdict;
    int64_t shipment_id;
    int64_t fence;
    int64_t since_ms; // of CLAIM_TAKEN
    char holder[64];  // of CLAIM_TAKEN: the station's name; of
                      // CLAIM_ELSEWHERE: the warehouse's code
    int32_t choice_count; // of CLAIM_MANY
    struct claim_choice choice[CLAIM_CHOICES_MAX];
};

// Needs a transaction. O(log n) whatever is asked for.
void claims_take(struct store *st, const struct claim_ask *ask,
                 struct claim_answer *out);

#endif
