// effects.h - what the events of a desk do to orders and stock: one file and
// one table a desk, mirroring the desks of a bench.
//
// An effect that finds something wrong says why; then nothing of it is kept,
// and a person gets an exception to look at.
#ifndef CENTRAL_FLOOR_EFFECTS_EFFECTS_H
#define CENTRAL_FLOOR_EFFECTS_EFFECTS_H

#include "station/base/json.h"
#include "station/record/journal.h"
#include "station/store/engine/store.h"

// One event with the shipment it is about.
struct effect {
    struct store *st;
    const struct journal_row *row;
    const json_t *body; // the row's; NULL when it is not JSON
    int64_t station_id, journal_no;
    int64_t order_id; // of the shipment; 0 when that is not known
    int64_t at_ms;    // when it happened, by our clock
    char why[400];    // set when it is refused
};

// Only the first reason counts.
void effect_refuse(struct effect *e, const char *why);

// A person has to look at what the event was about.
void effect_tell(const struct effect *e, const char *kind, const char *note);

// What an event is worth whose claim is not in the books, because they came
// back from an older file.
enum effect_late {
    EFFECT_REFUSED,  // a person must look
    EFFECT_PASSED,   // over: what comes after it decides
    EFFECT_FINISHES, // a parcel is finished: the first one counts
};

struct effect_kind {
    const char *kind;    // of the row
    const char *verdict; // of the row, when it has the effect
    enum effect_late late;
    void (*apply)(struct effect *e);
};

// Tables of the desks, each ended by an entry without a kind. A new one gets a
// line in events.c.
extern const struct effect_kind EFFECTS_PACK[];

#endif
