// claim.h - which bench may have a shipment.
//
// One bench has it at a time; a supervisor may take it over. Who asks again
// for what is his already is given it, for the answer may have been lost.
// Pure.
#ifndef DOMAIN_ORDERS_CLAIM_H
#define DOMAIN_ORDERS_CLAIM_H

#include <stdint.h>
#include "station/domain/orders/order.h"
#include "station/domain/orders/shipment.h"

enum claim_verdict {
    CLAIM_GIVEN,
    CLAIM_NOTHING, // nothing waits
    CLAIM_UNKNOWN, // no order, tote or item of this name
    CLAIM_TAKEN,   // by another station
    CLAIM_HELD,
    CLAIM_PACKED,
    CLAIM_CANCELLED,
    CLAIM_WAITING,    // not enough stock yet
    CLAIM_RECOVERING, // central came back and asks every bench first
    CLAIM_ELSEWHERE,  // another warehouse packs it
    CLAIM_MANY,       // orders of several channels bear this number
    CLAIM_VERDICT_COUNT,
};

const char *claim_verdict_name(enum claim_verdict v);

// Of CLAIM_MANY: what a person tells them apart by.
enum { CLAIM_CHOICES_MAX = 4 };
struct claim_choice {
    int64_t shipment_id;
    char channel[40];
    char customer[128];
};

// A shipment as a bench finds it.
struct claim_shipment {
    enum shipment_state state;
    int64_t station_id; // that has it
    int64_t journal_no; // in which it took it
    int64_t fence;      // grows with each claim
    int64_t warehouse_id;
};

struct claim_bench {
    int64_t station_id;
    int64_t journal_no; // at work there: what it had in another is lost
    int64_t warehouse_id;   // where it stands
    bool take_over;     // from another bench; the right was checked
};

// Whether it is claimed by this bench already, in this journal.
bool claim_is_ours(const struct claim_shipment *s,
                   const struct claim_bench *bench);
enum claim_verdict claim_judge(const struct claim_shipment *s,
                               const struct claim_bench *bench);

// Whether a bench's word about a shipment still counts: its claim must be the
// one that holds, and the shipment still be at work. Fences up to floor were
// given before the books were last restored: a claim that they do not know was
// a good one then.
struct claim_said {
    int64_t station_id, fence;
    int64_t floor;
};
enum claim_word {
    CLAIM_WORD_COUNTS,
    CLAIM_WORD_FORGOTTEN,  // the books came back from before this claim: the
                           // first parcel that was finished counts
    CLAIM_WORD_TAKEN_OVER, // another bench has it since
    CLAIM_WORD_DOUBLED,    // packed already, here or elsewhere
    CLAIM_WORD_TOO_LATE,   // cancelled already, or at no bench
};
enum claim_word claim_word_judge(const struct claim_shipment *s,
                                 const struct claim_said *said);

// A bench says that it has a shipment, under a fence.
enum claim_kept {
    CLAIM_KEPT_OURS,      // so say the books
    CLAIM_KEPT_FORGOTTEN, // the books know no claim as new as this one: they
                          // came back from before it
    CLAIM_KEPT_GONE,      // it has it no longer
};
enum claim_kept claim_kept_judge(const struct claim_shipment *s,
                                 const struct claim_bench *bench,
                                 int64_t fence);

// Why an order that has no shipment cannot be claimed.
enum claim_verdict claim_why_none(enum order_state state);

#endif
