// events.h - events of stations, taken once each, in order per station; their
// chain is checked, and stock and orders follow (effects/effects.h).
#ifndef CENTRAL_FLOOR_EVENTS_H
#define CENTRAL_FLOOR_EVENTS_H

#include "station/central/orders/office.h"
#include "station/store/central/floor/journals.h"

enum { EVENTS_WHY_MAX = 240 };

// Takes a batch after j->last, a line an event, cutting up its characters;
// moves j->last and keeps it. An event seen before is passed over when it is
// the very same. ERR_CONFLICT when one leaves a gap, its hash does not follow,
// or another of its number is here: the journals must be compared by a hello.
// ERR_PARSE when it cannot be read. why says it, nothing of the batch may be
// kept, and the journal is as it was. Effects that are refused make an
// exception, never an error. Returns how many.
int events_take_batch(struct office *o, struct journal *j, int64_t skew_ms,
                      char *chars, size_t len,
                      char why[EVENTS_WHY_MAX]) MUST_USE;

#endif
