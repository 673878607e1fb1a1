// events.h - events of stations, taken once each, in order per station; their
// chain is checked, and stock and orders follow (effects/effects.h).
#ifndef CENTRAL_FLOOR_EVENTS_H
#define CENTRAL_FLOOR_EVENTS_H

#include "station/central/orders/office.h"
#include "station/store/central/floor/stations.h"

enum { EVENTS_WHY_MAX = 240 };

// Takes a batch after s->tip, a line an event, cutting up its characters; moves
// the tip. An event seen before is passed over. ERR_CONFLICT when one leaves a
// gap or its hash does not follow, ERR_PARSE when it cannot be read: why says
// it, nothing of the batch may be kept, and the station is as it was. Effects
// that are refused make an exception, never an error. Returns how many.
int events_take_batch(struct office *o, struct station *s, char *chars,
                      size_t len, char why[EVENTS_WHY_MAX]) MUST_USE;

#endif
