// refusals.h - who was refused, for the log and for the list of access.
//
// The first refusal of a minute for one name at one address is a row and a
// line; those after it are counted, and the count is written when the minute
// is over. What goes beyond REFUSALS_MAX names in a minute shares one row that
// names nobody: a flood of guesses fills neither the log nor the disk.
#ifndef CENTRAL_TURN_REFUSALS_H
#define CENTRAL_TURN_REFUSALS_H

#include "station/central/turn/turn.h"

enum {
    REFUSALS_MAX = 20,     // rows of a minute
    REFUSALS_WHO_MAX = 40, // bytes of a name that was typed
    REFUSALS_PEER_MAX = 63,
};

struct refusal {
    const char *kind;  // a fixed word: "sign_in_refused"
    const char *who;   // as typed, or a known name; "" for none
    const char *about; // what was asked for; "" for nothing
};

struct refusals { // private; see refusals_open
    struct turn *turn;
    int64_t minute;
    int count;
    struct refusals_row {
        const char *kind;
        char who[REFUSALS_WHO_MAX + 1];
        char peer[REFUSALS_PEER_MAX + 1];
        int64_t access_event_id;
        int64_t times;
    } row[REFUSALS_MAX + 1];
};

void refusals_open(struct refusals *r, struct turn *turn);

// peer is the address that it came from.
void refusals_note(struct refusals *r, const char *peer, int64_t at_ms,
                   const struct refusal *what);

// Writes what was counted once its minute is over; to be called now and then.
void refusals_tick(struct refusals *r, int64_t at_ms);

#endif
