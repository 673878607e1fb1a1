// claim.h - a bench asks for an order, by name or the most urgent one.
#ifndef RECORD_CLAIM_H
#define RECORD_CLAIM_H

#include "station/domain/orders/claim.h"
#include "station/record/work.h"

struct claim_request {
    char request_id[64];    // the same again is answered as before
    char code[64];          // order number, tote, or an item's code (the
                            // oldest promise that wants one unit of it);
                            // empty for the most urgent
    int64_t shipment_id;    // one of the choices of CLAIM_MANY, or 0
    bool take_over;         // from another bench; a supervisor's act
    int64_t person_id;      // who asks
};

json_t *claim_request_to_json(const struct claim_request *a);
int claim_request_from_json(const json_t *o, struct claim_request *out,
                        char *why) MUST_USE;

struct claim_reply {       // large, see work.h
    enum claim_verdict verdict;
    char holder[64];        // of CLAIM_TAKEN: the station's name
    int64_t since_ms;       // of CLAIM_TAKEN
    int32_t choice_count;   // of CLAIM_MANY
    struct claim_choice choice[CLAIM_CHOICES_MAX];
    bool has_work;
    struct work work;       // of CLAIM_GIVEN
};

json_t *claim_reply_to_json(const struct claim_reply *a);
int claim_reply_from_json(const json_t *o, struct claim_reply *out,
                           char *why) MUST_USE;

#endif
