// events.h - events of stations, taken once each, in order per station; their
// chain is checked, and the ledger and orders follow.
#ifndef CENTRAL_FLOOR_EVENTS_H
#define CENTRAL_FLOOR_EVENTS_H

#include "station/store/central/floor/stations.h"

// Takes one event after s->tip, moving the tip. ERR_CONFLICT when it leaves a
// gap or its hash does not follow; an event seen before is passed over.
// Effects that are refused make an exception, never an error. *order_id is the
// order that it changed, or 0: the flow looks at what is left of it.
int events_take(struct store *st, struct station *s,
                const struct journal_row *row, int64_t *order_id) MUST_USE;

#endif
