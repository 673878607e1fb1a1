// numbers.h - what central answers to a batch of a bench's events: how far it
// has them, and the numbers it lends for parcels.
#ifndef RECORD_NUMBERS_H
#define RECORD_NUMBERS_H

#include "station/record/record.h"

struct numbers {
    int64_t last_seq;            // of the bench's journal, kept by central
    int64_t sscc_next, sscc_end; // serials of parcels; end is not in it
    char sscc_prefix[16];
    char sender[400]; // on labels, a bar for a new line
    int64_t now_ms;   // central's clock
    char rival[64];   // where another station with this token
    int64_t rival_ms; // was refused within the last minute
};

json_t *numbers_to_json(const struct numbers *n);
int numbers_from_json(const json_t *o, struct numbers *out, char *why) MUST_USE;

#endif
