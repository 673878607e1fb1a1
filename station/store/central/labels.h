// labels.h - the numbers that stand on labels, by the events that put them
// there: none may stand on the labels of two parcels.
#ifndef STORE_CENTRAL_LABELS_H
#define STORE_CENTRAL_LABELS_H

#include "station/record/journal.h"
#include "station/store/engine/check.h"

enum { LABEL_NUMBER_MAX = 47, LABEL_WHERE_MAX = 63 };

struct label_use {
    char number[LABEL_NUMBER_MAX + 1];  // SSCC or tracking number
    int64_t journal_no;     // at central; negative for rows that are not there
    int64_t shipment_id, seq;
    bool is_print;          // else it was said of a finished parcel
    uint64_t row;           // of its hash: a row that two journals share is one
};

// Memory grows with the labels that were ever printed: for tools.
struct labels {             // private; all zero is empty
    struct label_use *use;
    size_t count, cap;
    bool is_short;          // there was no memory for all of them
};

// Takes note of what a row put on labels, if anything.
void labels_take(struct labels *l, int64_t journal_no,
                 const struct journal_row *row);

// Each number that stands on two parcels is a finding, unless an exception is
// about one of the events. Empties it.
int labels_check(struct check *c, struct labels *l) MUST_USE;

#endif
