// events_internal.h - what one event does, whatever it says: shared by the
// files of the intake of events.
#ifndef CENTRAL_FLOOR_EVENTS_INTERNAL_H
#define CENTRAL_FLOOR_EVENTS_INTERNAL_H

#include "station/central/floor/events.h"

struct events_from {
    struct office *o;
    struct journal *j;
    int64_t skew_ms; // the bench's clock less ours
};

// The effect of a row that was just kept. What does not fit becomes an
// exception: no event stops those behind it. Returns the order that changed,
// or 0.
int64_t events_apply(const struct events_from *from,
                     const struct journal_row *row);

// What the office does after it. ERR_IO and ERR_FULL only.
int events_follow(const struct events_from *from, const struct journal_row *row,
                  int64_t order_id) MUST_USE;

#endif
