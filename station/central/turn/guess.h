// guess.h - a password is tried: what the try counts against.
//
// A try counts by its login and place, by its place, and by its login, so that
// neither one place nor many places guess fast. Whoever has signed in once at a
// device has a cookie there that says so, made with a key of the database: at
// this device a login is slowed by wrong tries at this device alone, whatever
// others do in its name or from its address.
//
// What a try costs is noted before the password is looked at, so that many at
// once count too, and forgiven when it was right. Who has to wait for a moment
// only is not sent away: the password is looked at when his turn has come, so
// that somebody who knows it gets in, too, where others have guessed. That
// holds from any other address; at the guesser's own, a device that is not
// known may have to ask again for as long as he goes on.
#ifndef CENTRAL_TURN_GUESS_H
#define CENTRAL_TURN_GUESS_H

#include "station/central/turn/admit.h"

enum { GUESS_LOGIN_MAX = 63, GUESS_DEVICE_MAX = 16, GUESS_HOLD_MS = 5000 };

struct guess { // private; may be copied
    char place[ADMIT_PLACE_MAX + 1];
    char login[GUESS_LOGIN_MAX + 1];
    char device[GUESS_DEVICE_MAX + 1]; // empty for one that is not known
};

// person_id is whose login it is, 0 for nobody's. Returns after how long the
// password may be looked at, up to GUESS_HOLD_MS, or ERR_TIMEOUT when it has
// answered to come again.
int guess_begin(struct admit *a, struct http_request *rq, const char *login,
                int64_t person_id, struct guess *out) MUST_USE;

// Somebody with this login has signed in there before.
bool guess_is_known(const struct guess *g);

// It was right. A try that was not looked at still counts: who fills the queue
// must not wait less for it.
void guess_forgive(struct admit *a, const struct guess *g);

// From now on the device is known to this person. Inside a write.
void guess_know(struct admit *a, struct http_request *rq, int64_t person_id,
                const struct guess *g);

#endif
