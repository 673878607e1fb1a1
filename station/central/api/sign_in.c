// Into the office and out of it: set-up of the first manager, and sessions.
#include "station/base/secret.h"
#include "station/central/api/people.h"
#include "station/store/central/people/sessions.h"

#include <string.h>

static void open_session(struct api *a, struct api_call *k,
                         const struct person *p)
{
    char token[SECRET_TOKEN_MAX + 1], digest[SECRET_DIGEST_TEXT + 1];
    secret_token(token);
    secret_digest_text(token, digest);
    sessions_add(a->st, digest, p->person_id, k->at_ms + SESSION_MS);
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
    if (!admit_may_try(&a->admit, k->rq, &n))
        return false;
    admit_fail(&a->admit, &n);
    http_problem(k->rq, 403, "The set-up code is not right",
                 "use the code that central printed when it started");
    return false;
}

static void setup(struct api *a, struct api_call *k)
{
    struct first f = {.person = {.role = "manager", .is_active = true}};
    api_take(FIRST, k->body, &f);
    if (!is_set_up_code(a, k, f.code))
        return;
    const char *wrong =
        password_wrong(f.password, f.person.login, f.person.name);
    if (wrong) {
        http_problem(k->rq, 400, "The password is not good enough", wrong);
    } else if (api_hash_word(k->rq, f.password, f.person.password_hash)) {
        turn_write_begin(a->turn);
        f.person.person_id = people_save(a->st, &f.person);
        open_session(a, k, &f.person);
        a->setup_code[0] = 0;
        answer_write(a->turn, k->rq, 200, api_person_json(&f.person));
    }
}

struct sign_in {
    char login[64], password[API_WORD_MAX + 1];
};

static const struct api_member SIGN_IN[] = {
    {API_TEXT("login", ""), API_NEEDED, API_INTO(sign_in, login)},
    {API_TEXT("password", ""), API_NEEDED, API_INTO(sign_in, password)},
    {.name = NULL}};

static bool is_right(struct api *a, const struct sign_in *s, struct person *p)
{
    // Unknown names take as long as wrong passwords.
    static const char NOBODY[] =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    bool is_known =
        people_by_login(a->st, s->login, p) == ERR_OK && p->password_hash[0];
    return secret_matches(is_known ? p->password_hash : NOBODY, s->password) &&
           is_known;
}

// What a try counts against, until it is known to be right.
enum { GUESS_NAMES = 3 };

struct guess {
    char place[ADMIT_PLACE_MAX + 1];
    struct throttle_name name[GUESS_NAMES];
};

// False when it has answered that the guesser must wait.
static bool guess_begin(struct api *a, struct api_call *k, const char *login,
                        struct guess *t)
{
    admit_place(k->rq, t->place);
    t->name[0] = (struct throttle_name){THROTTLE_LOGIN, t->place, login};
    t->name[1] = (struct throttle_name){THROTTLE_PLACE, t->place, ""};
    t->name[2] = (struct throttle_name){THROTTLE_ACCOUNT, "", login};
    for (int i = 0; i < GUESS_NAMES; i++)
        if (!admit_may_try(&a->admit, k->rq, &t->name[i]))
            return false;
    for (int i = 0; i < GUESS_NAMES; i++)
        admit_fail(&a->admit, &t->name[i]);
    return true;
}

static void guess_was_right(struct api *a, const struct guess *t)
{
    for (int i = 0; i < GUESS_NAMES; i++)
        admit_forgive(&a->admit, &t->name[i]);
}

static void session_begin(struct api *a, struct api_call *k)
{
    struct sign_in s = {.login = ""};
    struct person p;
    struct guess t;
    api_take(SIGN_IN, k->body, &s);
    if (!http_is_same_origin(k->rq)) {
        http_problem(k->rq, 403, "Not from here",
                     "sign in from central's own page");
        return;
    }
    if (!guess_begin(a, k, s.login, &t))
        return;
    if (!is_right(a, &s, &p)) {
        http_problem(k->rq, 403, "Name or password is not right", "try again");
        return;
    }
    guess_was_right(a, &t);
    turn_write_begin(a->turn);
    open_session(a, k, &p);
    answer_write(a->turn, k->rq, 200, api_person_json(&p));
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
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(http_cookie(k->rq, "tallyman"), digest);
    http_set_cookie(k->rq, "");
    turn_write_begin(a->turn);
    sessions_end(a->st, digest);
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
