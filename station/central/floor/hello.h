// hello.h - a station says what it is and has, and central what it makes of it.
//
// A token belongs to one station, a station is one run of the program at a
// time, and a run writes one journal. What a restore, a lost or copied file or
// a second machine does to that is found here, before any event or claim
// counts:
//
//     another database          foreign; nothing is done
//     another run is at work    second, until it has been silent; see below
//     a journal that is known   welcome: how far central has it
//     one that is not           unknown: what central has instead. The station
//                               compares and says hello again with begins set
//
// The same hello again changes nothing. Nothing else is done for a station that
// has not said it.
#ifndef CENTRAL_FLOOR_HELLO_H
#define CENTRAL_FLOOR_HELLO_H

#include "station/central/orders/office.h"
#include "station/record/hello.h"
#include "station/store/central/floor/stations.h"

enum {
    STATION_QUIET_MS = 6000, // then another run may begin
    RIVAL_TOLD_MS = 60000,   // for so long the one at work hears of it
    CLOCK_TOLD_MS = 120000,  // off by more: an exception a day
};

// Judges and keeps. s is the station of the token, and is as it is afterwards.
// peer is where the hello comes from. Needs a transaction. O(log n).
void hello_take(struct office *o, struct station *s, const struct hello *h,
                const char *peer, struct welcome *out);

// The one at work is heard, and another was refused within RIVAL_TOLD_MS: both
// live. An exception, once an hour. False when there is no such rival.
bool hello_has_rival(struct office *o, const struct station *s);

// The bench's clock is off by more than CLOCK_TOLD_MS: an exception, once a
// day.
void hello_tell_clock(struct office *o, const struct station *s,
                      int64_t skew_ms);

// What a station says of itself with every other call.
struct hello_said {
    const char *journal_id, *run, *incarnation;
};

// True when it is what central has; otherwise why says what is not. Never true
// of a station that said no hello.
bool hello_agrees(struct store *st, const struct station *s,
                  const struct hello_said *said, const char **why);

#endif
