// admit.h - who may call: people by the cookie of their session, programs and
// stations by their token.
//
// What is right always passes, however often others were wrong at the same
// address: only what is wrong is counted (throttle.h).
#ifndef CENTRAL_TURN_ADMIT_H
#define CENTRAL_TURN_ADMIT_H

#include "station/central/turn/refusals.h"
#include "station/central/turn/throttle.h"
#include "station/central/turn/turn.h"
#include "station/domain/people/role.h"
#include "station/http/server.h"
#include "station/domain/people/scope.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/sessions.h"
#include "station/store/central/people/tokens.h"

enum who {
    WHO_ANYBODY,
    WHO_STATION,
    WHO_READER, // anybody signed in to the office
    WHO_SUPERVISOR,
    WHO_MANAGER,
};

// What a route asks for: of people by their role, of programs by the scope of
// their token.
struct admit_want {
    enum who who;
    enum scope scope;
};

enum { ADMIT_PLACE_MAX = 47 };

struct admit {
    struct turn *turn;
    struct throttle throttle; // of tokens, log-ins and the set-up code
    struct refusals refusals; // of all that came
    struct station station;   // of the request under way
    struct session session;   // likewise; zeros when there is none
    struct token program;
};

void admit_open(struct admit *a, struct turn *turn);

// False when it has answered why not. Afterwards http_user is the person, or 0
// for a program, and station, session or program is who asks.
bool admit_request(struct admit *a, struct http_request *rq,
                   const struct admit_want *want);

// Whether who asked, as session or program says, is still good: for a handler
// that answers later. role is what the route asks of people. False when it has
// answered that it is not.
bool admit_again(struct admit *a, struct http_request *rq, enum role role);

// May this person do what the role is asked for? False for one who is unknown
// or no longer active.
bool admit_person_may(struct store *st, int64_t person_id, enum role wanted);

// Remembers that somebody was refused; see refusals.h for the words.
void admit_refused(struct admit *a, const struct http_request *rq,
                   const char *kind, const char *who, const char *about);

// The throttle at this turn's instant. admit_may_try is false when it has
// answered that the name must wait.
int64_t admit_wait_ms(const struct admit *a, const struct throttle_name *n);
bool admit_may_try(const struct admit *a, struct http_request *rq,
                   const struct throttle_name *n);
void admit_fail(struct admit *a, const struct throttle_name *n);
void admit_forgive(struct admit *a, const struct throttle_name *n);

// Where a request comes from, as the throttle counts it: an address, or of IPv6
// the network, since whoever has one address there has them all.
void admit_place(const struct http_request *rq, char out[ADMIT_PLACE_MAX + 1]);

#endif
