#include "station/central/turn/admit.h"
#include "station/base/secret.h"
#include "station/central/turn/answer.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/people.h"
#include "station/store/central/people/sessions.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

void admit_open(struct admit *a, struct turn *turn)
{
    *a = (struct admit){.turn = turn};
    throttle_open(&a->throttle);
}

bool admit_may_try(const struct admit *a, struct http_request *rq,
                   const struct throttle_name *n)
{
    int64_t wait_ms = throttle_wait_ms(&a->throttle, n, turn_now_ms(a->turn));
    if (wait_ms > 0)
        answer_too_often(rq, wait_ms);
    return wait_ms == 0;
}

void admit_fail(struct admit *a, const struct throttle_name *n)
{
    throttle_fail(&a->throttle, n, turn_now_ms(a->turn));
}

void admit_forgive(struct admit *a, const struct throttle_name *n)
{
    throttle_forgive(&a->throttle, n, turn_now_ms(a->turn));
}

void admit_place(const struct http_request *rq, char out[ADMIT_PLACE_MAX + 1])
{
    enum { NETWORK = 8 }; // bytes of an IPv6 address that name it
    struct in6_addr v6;
    const char *peer = http_peer(rq);
    if (inet_pton(AF_INET6, peer, &v6) == 1)
        secret_hex(v6.s6_addr, NETWORK, out);
    else
        snprintf(out, ADMIT_PLACE_MAX + 1, "%s", peer);
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
static bool admit_person(struct admit *a, struct http_request *rq, enum who who)
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
    http_set_class(rq, HTTP_PERSON);
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
    if (is_known(a, auth + 7, who)) {
        http_set_class(rq, who == WHO_STATION ? HTTP_STATION : HTTP_PERSON);
        return true;
    }
    char place[ADMIT_PLACE_MAX + 1];
    struct throttle_name n = {THROTTLE_TOKEN, place, ""};
    admit_place(rq, place);
    if (!admit_may_try(a, rq, &n))
        return false;
    admit_fail(a, &n);
    return refuse(rq, 401, "The token is not known", "check the token");
}
