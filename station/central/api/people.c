// Who is who: set-up, sessions, people, programs and stations.
#include "station/base/secret.h"
#include "station/central/api/api_internal.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/people/people.h"
#include "station/store/central/people/sessions.h"

#include <stdio.h>
#include <string.h>

enum { PASSWORD_MIN = 10, WORD_MAX = 128, PIN_MIN = 4, PIN_MAX = 8 };

static void open_session(struct api *c, struct http_request *rq,
                         const struct person *p)
{
    char token[SECRET_TOKEN_MAX + 1], digest[SECRET_DIGEST_TEXT + 1];
    secret_token(token);
    secret_digest_text(token, digest);
    sessions_add(c->turn->st, digest, p->person_id,
                 http_at_ms(rq) + SESSION_MS);
    http_set_cookie(rq, token);
}

static json_t *person_json(const struct person *p)
{
    return json_pack("{s:I,s:s,s:s,s:s}", "person_id",
                     (json_int_t)p->person_id, "name", p->name, "role",
                     p->role, "login", p->login);
}

static bool hash_word(struct http_request *rq, const char *word,
                      char out[SECRET_HASH_MAX + 1])
{
    if (secret_hash(word, out) == ERR_OK)
        return true;
    http_problem(rq, 507, "There is no room left",
                 "not enough memory to keep a password");
    return false;
}

void api_setup(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    struct person p = {.role = "manager", .is_active = true};
    char code[32] = "", password[WORD_MAX + 1] = "";
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "code", code, sizeof code, true);
    json_take_text(&r, "name", p.name, sizeof p.name, true);
    json_take_text(&r, "login", p.login, sizeof p.login, true);
    json_take_text(&r, "password", password, sizeof password, true);
    json_decref(body);
    if (!admit_is_open(&c->admit, "setup")) {
        answer_too_often(rq);
    } else if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
    } else if (!c->setup_code[0] || !secret_same(code, c->setup_code)) {
        admit_note(&c->admit, "setup", false);
        http_problem(rq, 403, "The set-up code is not right",
                     "use the code that central printed when it started");
    } else if (strlen(password) < PASSWORD_MIN) {
        http_problem(rq, 400, "The password is too short",
                     "use at least 10 characters");
    } else if (hash_word(rq, password, p.password_hash)) {
        turn_write_begin(c->turn);
        p.person_id = people_save(c->turn->st, &p);
        open_session(c, rq, &p);
        c->setup_code[0] = 0;
        answer_write(c->turn, rq, 200, person_json(&p));
    }
}

void api_session_begin(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    struct person p;
    char login[64] = "", password[WORD_MAX + 1] = "";
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "login", login, sizeof login, true);
    json_take_text(&r, "password", password, sizeof password, true);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
        return;
    }
    if (!http_is_same_origin(rq)) {
        http_problem(rq, 403, "Not from here",
                     "sign in from central's own page");
        return;
    }
    if (!admit_is_open(&c->admit, login)) {
        answer_too_often(rq);
        return;
    }
    // Unknown names take as long as wrong passwords.
    static const char NOBODY[] =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    bool is_known =
        people_by_login(c->turn->st, login, &p) == ERR_OK && p.password_hash[0];
    bool is_right = secret_matches(is_known ? p.password_hash : NOBODY,
                                   password);
    admit_note(&c->admit, login, is_known && is_right);
    if (!is_known || !is_right) {
        http_problem(rq, 403, "Name or password is not right", "try again");
        return;
    }
    turn_write_begin(c->turn);
    open_session(c, rq, &p);
    answer_write(c->turn, rq, 200, person_json(&p));
}

void api_session_show(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct person p;
    if (http_user(rq) > 0 &&
        people_load(c->turn->st, http_user(rq), &p) == ERR_OK)
        http_json(rq, 200, person_json(&p));
    else
        http_json(rq, 200, json_pack("{s:s}", "role", "program"));
}

void api_session_end(void *app, struct http_request *rq)
{
    struct api *c = app;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(http_cookie(rq, "tallyman"), digest);
    http_set_cookie(rq, "");
    turn_write_begin(c->turn);
    sessions_end(c->turn->st, digest);
    answer_write(c->turn, rq, 200, json_object());
}

void api_people_list(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "people", lists_people(c->turn->st));
}

struct person_words {
    char badge[64];
    char pin[PIN_MAX + 1];
    char password[WORD_MAX + 1];
};

static const char *check_person(struct api *c, struct person *p,
                                const struct person_words *w)
{
    static const char *const ROLES[] = {"packer", "receiver", "supervisor",
                                        "manager"};
    bool known = false;
    for (size_t i = 0; i < sizeof ROLES / sizeof ROLES[0]; i++)
        known = known || strcmp(p->role, ROLES[i]) == 0;
    if (!known)
        return "role: must be packer, receiver, supervisor or manager";
    if (w->password[0] && strlen(w->password) < PASSWORD_MIN)
        return "password: use at least 10 characters";
    size_t pin_len = strlen(w->pin);
    if (pin_len && (pin_len < PIN_MIN ||
                    strspn(w->pin, "0123456789") != pin_len))
        return "pin: use 4 to 8 digits";
    if (w->badge[0]) {
        secret_digest_text(w->badge, p->badge_digest);
        if (!people_badge_is_free(c->turn->st, p->badge_digest, p->person_id))
            return "badge: belongs to somebody else";
    }
    return NULL;
}

void api_people_save(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    struct person p = {.role = "packer", .is_active = true};
    struct person_words w = {0};
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_int(&r, "person_id", 1, INT64_MAX, &p.person_id, false);
    bool is_new = p.person_id == 0;
    if (!is_new && people_load(c->turn->st, p.person_id, &p) != ERR_OK)
        json_reader_fail(&r, "person_id", "is unknown");
    json_take_text(&r, "name", p.name, sizeof p.name, is_new);
    json_take_text(&r, "role", p.role, sizeof p.role, is_new);
    json_take_text(&r, "login", p.login, sizeof p.login, is_new);
    json_take_text(&r, "badge", w.badge, sizeof w.badge, false);
    json_take_text(&r, "pin", w.pin, sizeof w.pin, false);
    json_take_text(&r, "password", w.password, sizeof w.password, false);
    json_take_bool(&r, "is_active", &p.is_active);
    json_decref(body);
    const char *wrong = json_reader_ok(&r) ? check_person(c, &p, &w) : r.why;
    if (wrong) {
        http_problem(rq, 400, "The person is not right", wrong);
        return;
    }
    if ((w.pin[0] && !hash_word(rq, w.pin, p.pin_hash)) ||
        (w.password[0] && !hash_word(rq, w.password, p.password_hash)))
        return;
    turn_write_begin(c->turn);
    p.person_id = people_save(c->turn->st, &p);
    answer_write(c->turn, rq, 200, person_json(&p));
}

void api_tokens_list(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "tokens", lists_tokens(c->turn->st));
}

static bool take_name(struct http_request *rq, char *out, size_t cap)
{
    struct json_reader r;
    json_t *body = http_body_json(rq);
    if (!body)
        return false;
    json_reader_init(&r, body);
    json_take_text(&r, "name", out, cap, true);
    json_decref(body);
    if (!json_reader_ok(&r))
        answer_wrong(rq, r.why);
    return json_reader_ok(&r);
}

void api_tokens_add(void *app, struct http_request *rq)
{
    struct api *c = app;
    char name[64] = "", token[SECRET_TOKEN_MAX + 1];
    if (!take_name(rq, name, sizeof name))
        return;
    secret_token(token);
    turn_write_begin(c->turn);
    int64_t id = sessions_token_add(c->turn->st, name, token, http_at_ms(rq));
    answer_write(c->turn, rq, 200,
                         json_pack("{s:I,s:s}", "token_id", (json_int_t)id,
                                   "token", token));
}

void api_stations_list(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "stations", lists_stations(c->turn->st));
}

void api_stations_add(void *app, struct http_request *rq)
{
    struct api *c = app;
    char name[64] = "", token[SECRET_TOKEN_MAX + 1];
    if (!take_name(rq, name, sizeof name))
        return;
    secret_token(token);
    turn_write_begin(c->turn);
    int64_t id = stations_add(c->turn->st, name, token);
    answer_write(c->turn, rq, 200,
                         json_pack("{s:I,s:s}", "station_id", (json_int_t)id,
                                   "token", token));
}

// {"warehouse"}: where the bench stands; it is given that warehouse's work.
void api_station_place(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    char warehouse[24] = "";
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "warehouse", warehouse, sizeof warehouse, true);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
        return;
    }
    turn_write_begin(c->turn);
    int64_t id = warehouses_id(c->turn->st, warehouse);
    if (!id)
        store_fail(c->turn->st, ERR_MISSING, "there is no such warehouse");
    else
        stations_place(c->turn->st, http_param_int(rq, 0), id);
    answer_write(c->turn, rq, 200, json_object());
}
