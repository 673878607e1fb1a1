// admit.h - who may call: people by the cookie of their session, programs and
// stations by their token.
#ifndef CENTRAL_TURN_ADMIT_H
#define CENTRAL_TURN_ADMIT_H

#include "station/central/turn/throttle.h"
#include "station/central/turn/turn.h"
#include "station/domain/people/role.h"
#include "station/http/server.h"
#include "station/store/central/floor/stations.h"

enum who {
    WHO_ANYBODY,
    WHO_STATION,
    WHO_READER,         // anybody signed in to the office, and programs
    WHO_SUPERVISOR,     // supervisors, managers and programs
    WHO_MANAGER,        // managers and programs
};

struct admit {
    struct turn *turn;
    struct throttle throttle;       // of tokens, log-ins and the set-up code
    struct station station;         // of the request under way
};

// False when it has answered why not. Afterwards http_user is the person, or 0
// for a program, and station the station that asks.
bool admit_request(struct admit *a, struct http_request *rq, enum who who);

// May this person do what the role is asked for? False for one who is unknown
// or no longer active.
bool admit_person_may(struct store *st, int64_t person_id, enum role wanted);

// The throttle at this turn's instant.
bool admit_is_open(const struct admit *a, const char *name);
void admit_note(struct admit *a, const char *name, bool is_good);

#endif
