#include "station/central/turn/admit.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "station/central/turn/answer.h"
#include "station/store/central/floor/station_tokens.h"
#include "station/store/central/people/people.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

void admit_open(struct admit *a, struct turn *turn)
{
    *a = (struct admit){.turn = turn};
    throttle_open(&a->throttle);
    refusals_open(&a->refusals, turn);
}

int64_t admit_wait_ms(const struct admit *a, const struct throttle_name *n)
{
    return throttle_wait_ms(&a->throttle, n, turn_now_ms(a->turn));
}

bool admit_may_try(const struct admit *a, struct http_request *rq,
                   const struct throttle_name *n)
{
    int64_t wait_ms = admit_wait_ms(a, n);
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

void admit_refused(struct admit *a, const struct http_request *rq,
                   const char *kind, const char *who, const char *about)
{
    struct refusal what = {kind, who, about};
    refusals_note(&a->refusals, http_peer(rq), http_at_ms(rq), &what);
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

// What was answered is remembered: it was somebody known, or a guess.
static bool note_refused(struct admit *a, const struct http_request *rq,
                         const char *kind, const char *who)
{
    admit_refused(a, rq, kind, who, http_route_of(rq)->path);
    return false;
}

bool admit_again(struct admit *a, struct http_request *rq, enum role role)
{
    struct store *st = a->turn->st;
    struct token now;
    int64_t person_id = sessions_person(st, a->session.session_id);
    bool is_good = a->program.token_id
                       ? tokens_load(st, a->program.token_id, &now) == ERR_OK &&
                             !now.gone_ms
                       : person_id && person_id == a->session.person_id &&
                             admit_person_may(st, person_id, role);
    return is_good || refuse(rq, 401, "Please sign in",
                             "the session or token has just been ended");
}

static enum role role_for(enum who who)
{
    return who == WHO_MANAGER      ? ROLE_MANAGER
           : who == WHO_SUPERVISOR ? ROLE_SUPERVISOR
                                   : ROLE_PACKER;
}

// Notes the use once a minute: a page that asks every second writes no more.
// Whether that is kept decides nothing.
static bool is_due(int64_t used_ms, int64_t at_ms)
{
    enum { MINUTE_MS = 60000 };
    return at_ms - used_ms >= MINUTE_MS || at_ms < used_ms;
}

static void note_use(struct admit *a, const struct http_request *rq)
{
    struct store *st = a->turn->st;
    turn_write_begin(a->turn);
    if (a->session.session_id)
        sessions_used(st, a->session.session_id, http_at_ms(rq), http_peer(rq));
    else
        tokens_used(st, a->program.token_id, http_at_ms(rq), http_peer(rq));
    if (turn_write_end(a->turn) < 0)
        log_warn("use_not_kept why=\"%s\"", store_why(st));
}

// By cookie: a person, whose changes must come from our own pages.
static bool admit_person(struct admit *a, struct http_request *rq,
                         const struct admit_want *want)
{
    char digest[SECRET_DIGEST_TEXT + 1];
    struct person p;
    secret_digest_text(http_cookie(rq, "tallyman"), digest);
    if (sessions_find(a->turn->st, digest, http_at_ms(rq), &a->session) < 0 ||
        people_load(a->turn->st, a->session.person_id, &p) < 0)
        return refuse(rq, 401, "Please sign in", "no valid session or token");
    if (http_is_write(rq) && !http_is_same_origin(rq))
        return refuse(rq, 403, "Not from here",
                      "the request does not come from central's own page");
    if (!role_may(role_of(p.role), role_for(want->who))) {
        http_problem(rq, 403, "Not allowed", "your role does not allow it");
        return note_refused(a, rq, "role_refused", p.login);
    }
    http_set_user(rq, p.person_id);
    http_set_class(rq, HTTP_PERSON);
    if (is_due(a->session.used_ms, http_at_ms(rq)))
        note_use(a, rq);
    return true;
}

static bool admit_program(struct admit *a, struct http_request *rq,
                          const struct admit_want *want)
{
    char detail[200];
    enum scope have = scope_of(a->program.scope);
    if (a->program.gone_ms) {
        snprintf(detail, sizeof detail, "it was withdrawn: %s",
                 a->program.gone_why);
        http_problem(rq, 401, "The token is withdrawn", detail);
        return note_refused(a, rq, "token_refused", a->program.name);
    }
    if (have < want->scope) {
        snprintf(detail, sizeof detail,
                 "the token's scope is %s, and this asks for %s",
                 SCOPE_NAMES[have], SCOPE_NAMES[want->scope]);
        http_problem(rq, 403, "Not allowed", detail);
        return note_refused(a, rq, "scope_refused", a->program.name);
    }
    http_set_class(rq, HTTP_PERSON);
    if (is_due(a->program.used_ms, http_at_ms(rq)))
        note_use(a, rq);
    return true;
}

static bool admit_station(struct admit *a, struct http_request *rq)
{
    char why[FIELD_NAME_MAX + 1], detail[200];
    if (!stations_is_withdrawn(a->turn->st, a->station.station_id, why)) {
        http_set_class(rq, HTTP_STATION);
        return true;
    }
    snprintf(detail, sizeof detail, "it was withdrawn: %s", why);
    http_problem(rq, 401, "The station is withdrawn", detail);
    return note_refused(a, rq, "token_refused", a->station.name);
}

// Only what is wrong is counted against an address.
static bool refuse_token(struct admit *a, struct http_request *rq)
{
    char place[ADMIT_PLACE_MAX + 1];
    struct throttle_name n = {THROTTLE_TOKEN, place, ""};
    admit_place(rq, place);
    if (admit_may_try(a, rq, &n)) {
        admit_fail(a, &n);
        http_problem(rq, 401, "The token is not known", "check the token");
    }
    return note_refused(a, rq, "token_refused", "");
}

bool admit_request(struct admit *a, struct http_request *rq,
                   const struct admit_want *want)
{
    static const char BEARER[] = "Bearer ";
    struct store *st = a->turn->st;
    const char *auth = http_header(rq, "Authorization");
    bool is_station = want->who == WHO_STATION;
    a->session = (struct session){0};
    a->program = (struct token){0};
    if (want->who == WHO_ANYBODY)
        return true;
    if (strncmp(auth, BEARER, sizeof BEARER - 1) != 0) {
        if (is_station)
            return refuse(rq, 401, "Stations only", "no station's token");
        return admit_person(a, rq, want);
    }
    auth += sizeof BEARER - 1;
    int rc = is_station ? stations_find(st, auth, &a->station)
                        : tokens_find(st, auth, &a->program);
    if (rc == ERR_MISSING)
        return refuse_token(a, rq);
    if (rc < 0) {
        http_rc_problem(rq, rc, store_why(st));
        return false;
    }
    return is_station ? admit_station(a, rq) : admit_program(a, rq, want);
}
