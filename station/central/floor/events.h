// events.h - events of stations, taken once each, in order per station; their
// chain is checked, and stock and orders follow (effects/effects.h).
#ifndef CENTRAL_FLOOR_EVENTS_H
#define CENTRAL_FLOOR_EVENTS_H

#include "station/central/orders/office.h"
#include "station/store/central/floor/stations.h"

// Takes one event after s->tip, moving the tip. ERR_CONFLICT when it leaves a
// gap or its hash does not follow; an event seen before is passed over.
// Effects that are refused make an exception, never an error. *order_id is the
// order that it changed, or 0: the flow looks at what is left of it.
int events_take(struct store *st, struct station *s,
                const struct journal_row *row, int64_t *order_id) MUST_USE;

enum { EVENTS_WHY_MAX = 240 };

// Takes a batch, a line an event, cutting up its characters. Returns how many,
// or the first error with why; then nothing of it may be kept, and the station
// is as it was.
int events_take_batch(struct office *o, struct station *s, char *chars,
                      size_t len, char why[EVENTS_WHY_MAX]) MUST_USE;

#endif
