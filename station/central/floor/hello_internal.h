// hello_internal.h - what a hello does beside its answer: claims and people.
#ifndef CENTRAL_FLOOR_HELLO_INTERNAL_H
#define CENTRAL_FLOOR_HELLO_INTERNAL_H

#include "station/central/floor/hello.h"

// An order that the station has and central gave away or never knew is named
// in out->gone; a claim that central forgot holds again.
void hello_look_at_works(struct office *o, const struct station *s,
                         const struct hello *h, struct welcome *out);

// What the station has claimed, under any journal but this one, is held, with
// an exception for each.
void hello_hold_claims(struct office *o, int64_t station_id,
                       int64_t but_journal_no, const char *note);

// Another journal is at work: what was claimed under the others goes on hold,
// each with an exception, until somebody has looked for the parcel.
void hello_tell_lost(struct office *o, const struct station *s);

// The station came back with another file than before was at work here, and
// central from a copy since it was heard last: what it did in between stands
// nowhere. One exception. before is the journal that was at work.
void hello_tell_gap(struct office *o, const struct station *s,
                    const struct journal *before);

#endif
