// Into the office and out of it: set-up of the first manager, and sessions.
#include "station/base/secret.h"
#include "station/central/api/access/access.h"
#include "station/central/api/people.h"
#include "station/central/turn/guess.h"
#include "station/store/central/people/sessions.h"

#include <stdio.h>
#include <string.h>

static void open_session(struct api *a, struct api_call *k,
                         const struct person *p)
{
    char token[SECRET_TOKEN_MAX + 1], digest[SECRET_DIGEST_TEXT + 1];
    secret_token(token);
    secret_digest_text(token, digest);
    sessions_add(a->st, digest, p->person_id, k->at_ms, http_peer(k->rq));
    http_set_cookie(k->rq, token);
}

struct first {
    struct person person;
    char code[32], password[API_WORD_MAX + 1];
};

static const struct api_member FIRST[] = {
    {API_TEXT("code", "printed when central started"), API_NEEDED,
     API_INTO(first, code)},
    {API_TEXT("name", "of the first manager"), API_NEEDED,
     API_INTO(first, person.name)},
    {API_TEXT("login", "to sign in with"), API_NEEDED,
     API_INTO(first, person.login)},
    {API_TEXT("password", "12 characters or more, hard to guess"), API_NEEDED,
     API_INTO(first, password)},
    {.name = NULL}};

// Who knows the code is never slowed by those who guess at it.
static bool is_set_up_code(struct api *a, struct api_call *k, const char *code)
{
    char place[ADMIT_PLACE_MAX + 1];
    struct throttle_name n = {THROTTLE_SETUP, place, ""};
    admit_place(k->rq, place);
    if (a->setup_code[0] && secret_same(code, a->setup_code))
        return true;
    admit_refused(&a->admit, k->rq, "setup_refused", "", "");
    if (!admit_may_try(&a->admit, k->rq, &n))
        return false;
    admit_fail(&a->admit, &n);
    http_problem(k->rq, 403, "The set-up code is not right",
                 "use the code that central printed when it started");
    return false;
}

struct founding {
    struct person person;
    char password[API_WORD_MAX + 1];
    int rc;
};

static void hash_first(void *data)
{
    struct founding *f = data;
    f->rc = secret_hash(f->password, f->person.password_hash);
}

static void setup_make(void *app, struct http_request *rq, void *data)
{
    struct api *a = app;
    struct api_call k = {.rq = rq, .at_ms = http_at_ms(rq)};
    struct founding *f = data;
    if (f->rc < 0) {
        http_problem(rq, 507, "There is no room left",
                     "not enough memory to keep a password");
        return;
    }
    if (!a->setup_code[0]) {
        http_problem(rq, 409, "That does not fit", "it is set up already");
        return;
    }
    turn_write_begin(a->turn);
    f->person.person_id = people_save(a->st, &f->person);
    open_session(a, &k, &f->person);
    http_set_user(rq, f->person.person_id);
    api_changed(a, &k, "person_added", f->person.login, f->person.role);
    a->setup_code[0] = 0;
    answer_write(a->turn, rq, 200, api_person_json(&f->person));
}

static void setup(struct api *a, struct api_call *k)
{
    struct first f = {.person = {.role = "manager", .is_active = true}};
    struct founding made = {.rc = ERR_OK};
    api_take(FIRST, k->body, &f);
    if (!is_set_up_code(a, k, f.code))
        return;
    const char *wrong =
        password_wrong(f.password, f.person.login, f.person.name);
    if (wrong) {
        http_problem(k->rq, 400, "The password is not good enough", wrong);
        return;
    }
    made.person = f.person;
    memcpy(made.password, f.password, sizeof made.password);
    struct later_plan plan = {.work = hash_first,
                              .then = setup_make,
                              .data = &made,
                              .len = sizeof made};
    later_begin(&a->later, k->rq, &plan);
    secret_wipe(&f, sizeof f);
    secret_wipe(&made, sizeof made);
}

struct sign_in {
    char login[GUESS_LOGIN_MAX + 1], password[API_WORD_MAX + 1];
};

static const struct api_member SIGN_IN[] = {
    {API_TEXT("login", ""), API_NEEDED, API_INTO(sign_in, login)},
    {API_TEXT("password", ""), API_NEEDED, API_INTO(sign_in, password)},
    {.name = NULL}};

struct proof { // compared beside the loop
    struct guess guess;
    int64_t person_id;
    char password[API_WORD_MAX + 1], hash[SECRET_HASH_MAX + 1];
    bool is_right;
};

static void compare(void *data)
{
    struct proof *f = data;
    f->is_right = secret_matches(f->hash, f->password);
}

// Unknown names take as long as wrong passwords.
static void find_hash(struct api *a, const struct sign_in *s, struct proof *f)
{
    static const char NOBODY[] =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    struct person p;
    bool is_known =
        people_by_login(a->st, s->login, &p) == ERR_OK && p.password_hash[0];
    f->person_id = is_known ? p.person_id : 0;
    snprintf(f->hash, sizeof f->hash, "%s",
             is_known ? p.password_hash : NOBODY);
    snprintf(f->password, sizeof f->password, "%s", s->password);
}

// Who was changed meanwhile has to prove it anew.
static void session_make(void *app, struct http_request *rq, void *data)
{
    struct api *a = app;
    struct api_call k = {.rq = rq, .at_ms = http_at_ms(rq)};
    struct proof *f = data;
    struct person p;
    bool is_right = f->is_right && f->person_id &&
                    people_load(a->st, f->person_id, &p) == ERR_OK &&
                    p.is_active && strcmp(p.password_hash, f->hash) == 0;
    if (!is_right) {
        admit_refused(&a->admit, rq, "sign_in_refused", f->guess.login, "");
        http_problem(rq, 403, "Name or password is not right", "try again");
        return;
    }
    guess_forgive(&a->admit, &f->guess);
    turn_write_begin(a->turn);
    guess_know(&a->admit, rq, p.person_id, &f->guess);
    open_session(a, &k, &p);
    http_set_user(rq, p.person_id);
    api_changed(a, &k, "signed_in", p.login, "");
    answer_write(a->turn, rq, 200, api_person_json(&p));
}

static void session_begin(struct api *a, struct api_call *k)
{
    struct sign_in s = {.login = ""};
    struct proof f = {.is_right = false};
    api_take(SIGN_IN, k->body, &s);
    if (!http_is_same_origin(k->rq)) {
        http_problem(k->rq, 403, "Not from here",
                     "sign in from central's own page");
        return;
    }
    find_hash(a, &s, &f);
    int after_ms =
        guess_begin(&a->admit, k->rq, s.login, f.person_id, &f.guess);
    struct later_plan plan = {compare, session_make, &f, sizeof f,
                              !guess_is_known(&f.guess), after_ms};
    if (after_ms < 0)
        admit_refused(&a->admit, k->rq, "sign_in_refused", s.login, "");
    else
        later_begin(&a->later, k->rq, &plan);
    secret_wipe(&s, sizeof s);
    secret_wipe(&f, sizeof f);
}

static const struct api_member SESSION[] = {
    {API_INT("person_id", "missing when a program asks"), API_RARE},
    {API_TEXT("name", ""), API_RARE},
    {API_TEXT("role", "of the person, or \"program\"")},
    {API_TEXT("login", ""), API_RARE},
    {.name = NULL}};

static void session_show(struct api *a, struct api_call *k)
{
    struct person p;
    int64_t id = http_user(k->rq);
    if (id > 0 && people_load(a->st, id, &p) == ERR_OK)
        http_json(k->rq, 200, api_person_json(&p));
    else
        http_json(k->rq, 200, json_pack("{s:s}", "role", "program"));
}

static void session_end(struct api *a, struct api_call *k)
{
    http_set_cookie(k->rq, "");
    turn_write_begin(a->turn);
    sessions_end(a->st, a->admit.session.session_id);
    answer_write(a->turn, k->rq, 200, json_object());
}

const struct api_route API_SIGN_IN[] = {
    {.method = "POST",
     .path = "/api/v1/setup",
     .handler = setup,
     .is_write = true,
     .summary = "Make the first manager, with the code printed at start",
     .body = FIRST,
     .answer = {{.of = API_PERSON}}},
    {.method = "POST",
     .path = "/api/v1/session",
     .handler = session_begin,
     .is_write = true,
     .summary = "Sign in to the office",
     .body = SIGN_IN,
     .answer = {{.of = API_PERSON}}},
    {.method = "GET",
     .path = "/api/v1/session",
     .handler = session_show,
     .who = WHO_READER,
     .summary = "Who is signed in",
     .answer = {{.of = SESSION}}},
    {.method = "DELETE",
     .path = "/api/v1/session",
     .handler = session_end,
     .who = WHO_READER,
     .is_write = true,
     .summary = "Sign out"},
    {.method = NULL}};
