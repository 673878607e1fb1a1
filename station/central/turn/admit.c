#include "station/central/turn/admit.h"
#include "station/base/secret.h"
#include "station/central/turn/answer.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/people.h"
#include "station/store/central/people/sessions.h"

#include <string.h>

bool admit_is_open(const struct admit *a, const char *name)
{
    return throttle_is_open(&a->throttle, name, turn_now_ms(a->turn));
}

void admit_note(struct admit *a, const char *name, bool is_good)
{
    throttle_note(&a->throttle, name, is_good, turn_now_ms(a->turn));
}

bool admit_person_may(struct store *st, int64_t person_id, enum role wanted)
{
    struct person p;
    return people_load(st, person_id, &p) == ERR_OK && p.is_active &&
           role_may(role_of(p.role), wanted);
}

static bool refuse(struct http_request *rq, int status, const char *title,
                   const char *detail)
{
    http_problem(rq, status, title, detail);
    return false;
}

static enum role role_for(enum who who)
{
    return who == WHO_MANAGER      ? ROLE_MANAGER
           : who == WHO_SUPERVISOR ? ROLE_SUPERVISOR
                                   : ROLE_PACKER;
}

// By cookie: a person, whose changes must come from our own pages.
static bool admit_person(struct admit *a, struct http_request *rq,
                         enum who who)
{
    char digest[SECRET_DIGEST_TEXT + 1];
    struct person p;
    secret_digest_text(http_cookie(rq, "tallyman"), digest);
    int64_t id = sessions_find(a->turn->st, digest, http_at_ms(rq));
    if (!id || people_load(a->turn->st, id, &p) != ERR_OK)
        return refuse(rq, 401, "Please sign in", "no valid session or token");
    if (http_is_write(rq) && !http_is_same_origin(rq))
        return refuse(rq, 403, "Not from here",
                      "the request does not come from central's own page");
    if (!role_may(role_of(p.role), role_for(who)))
        return refuse(rq, 403, "Not allowed", "your role does not allow it");
    http_set_user(rq, id);
    return true;
}

static bool is_known(struct admit *a, const char *token, enum who who)
{
    if (who == WHO_STATION)
        return stations_find(a->turn->st, token, &a->station) == ERR_OK;
    return sessions_token_is_known(a->turn->st, token);
}

bool admit_request(struct admit *a, struct http_request *rq, enum who who)
{
    const char *auth = http_header(rq, "Authorization");
    if (who == WHO_ANYBODY)
        return true;
    if (strncmp(auth, "Bearer ", 7) != 0) {
        if (who == WHO_STATION)
            return refuse(rq, 401, "Stations only", "no station's token");
        return admit_person(a, rq, who);
    }
    if (!admit_is_open(a, http_peer(rq))) {
        answer_too_often(rq);
        return false;
    }
    bool is_good = is_known(a, auth + 7, who);
    admit_note(a, http_peer(rq), is_good);
    if (!is_good)
        return refuse(rq, 401, "The token is not known", "check the token");
    return true;
}
