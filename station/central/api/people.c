// Who is who: set-up, sessions, people, programs and stations.
#include "station/base/secret.h"
#include "station/central/api/api_internal.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/people/people.h"
#include "station/store/central/people/sessions.h"

#include <stdio.h>
#include <string.h>

enum { PASSWORD_MIN = 10, WORD_MAX = 128, PIN_MIN = 4, PIN_MAX = 8 };

static const struct api_member PERSON[] = {
    {API_INT("person_id", "")},
    {API_TEXT("name", "")},
    {API_TEXT("role", ""), API_WORDS(ROLE_NAMES)},
    {API_TEXT("login", "")},
    {.name = NULL}};

static void open_session(struct api *a, struct api_call *k,
                         const struct person *p)
{
    char token[SECRET_TOKEN_MAX + 1], digest[SECRET_DIGEST_TEXT + 1];
    secret_token(token);
    secret_digest_text(token, digest);
    sessions_add(a->st, digest, p->person_id,
                       k->at_ms + SESSION_MS);
    http_set_cookie(k->rq, token);
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

struct first {
    struct person person;
    char code[32], password[WORD_MAX + 1];
};

static const struct api_member FIRST[] = {
    {API_TEXT("code", "printed when central started"), API_NEEDED,
     API_INTO(first, code)},
    {API_TEXT("name", "of the first manager"), API_NEEDED,
     API_INTO(first, person.name)},
    {API_TEXT("login", "to sign in with"), API_NEEDED,
     API_INTO(first, person.login)},
    {API_TEXT("password", "10 characters or more"), API_NEEDED,
     API_INTO(first, password)},
    {.name = NULL}};

static void setup(struct api *a, struct api_call *k)
{
    struct first f = {.person = {.role = "manager", .is_active = true}};
    api_take(FIRST, k->body, &f);
    if (!admit_is_open(&a->admit, "setup")) {
        answer_too_often(k->rq);
    } else if (!a->setup_code[0] || !secret_same(f.code, a->setup_code)) {
        admit_note(&a->admit, "setup", false);
        http_problem(k->rq, 403, "The set-up code is not right",
                     "use the code that central printed when it started");
    } else if (strlen(f.password) < PASSWORD_MIN) {
        http_problem(k->rq, 400, "The password is too short",
                     "use at least 10 characters");
    } else if (hash_word(k->rq, f.password, f.person.password_hash)) {
        turn_write_begin(a->turn);
        f.person.person_id = people_save(a->st, &f.person);
        open_session(a, k, &f.person);
        a->setup_code[0] = 0;
        answer_write(a->turn, k->rq, 200, person_json(&f.person));
    }
}

struct sign_in {
    char login[64], password[WORD_MAX + 1];
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
    bool is_known = people_by_login(a->st, s->login, p) == ERR_OK &&
                    p->password_hash[0];
    return secret_matches(is_known ? p->password_hash : NOBODY, s->password) &&
           is_known;
}

static void session_begin(struct api *a, struct api_call *k)
{
    struct sign_in s = {.login = ""};
    struct person p;
    api_take(SIGN_IN, k->body, &s);
    if (!http_is_same_origin(k->rq)) {
        http_problem(k->rq, 403, "Not from here",
                     "sign in from central's own page");
        return;
    }
    if (!admit_is_open(&a->admit, s.login)) {
        answer_too_often(k->rq);
        return;
    }
    bool is_good = is_right(a, &s, &p);
    admit_note(&a->admit, s.login, is_good);
    if (!is_good) {
        http_problem(k->rq, 403, "Name or password is not right", "try again");
        return;
    }
    turn_write_begin(a->turn);
    open_session(a, k, &p);
    answer_write(a->turn, k->rq, 200, person_json(&p));
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
        http_json(k->rq, 200, person_json(&p));
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

static const struct api_member PERSON_ROW[] = {
    {API_INT("person_id", "")},
    {API_TEXT("name", "")},
    {API_TEXT("role", ""), API_WORDS(ROLE_NAMES)},
    {API_TEXT("login", "")},
    {API_INT("has_badge", "1 for yes")},
    {API_INT("has_pin", "1 for yes")},
    {API_INT("is_active", "1 for yes")},
    {.name = NULL}};

static const struct api_member PEOPLE[] = {
    {API_LIST("people", "", PERSON_ROW)}, {.name = NULL}};

static void people_list(struct api *a, struct api_call *k)
{
    answer_list(k->rq, "people", lists_people(a->st));
}

struct person_words {
    struct person person;
    char badge[64];
    char pin[PIN_MAX + 1];
    char password[WORD_MAX + 1];
};

static const struct api_member PERSON_WORDS[] = {
    {API_INT("person_id", "whose; missing for a new person"),
     API_RANGE(1, INT64_MAX), API_INTO(person_words, person.person_id)},
    {API_TEXT("name", "needed of a new person"),
     API_INTO(person_words, person.name)},
    {API_TEXT("role", "needed of a new person"), API_WORDS(ROLE_NAMES),
     API_INTO(person_words, person.role)},
    {API_TEXT("login", "needed of a new person; nobody else's"),
     API_INTO(person_words, person.login)},
    {API_TEXT("badge", "what the scanner reads of it"),
     API_INTO(person_words, badge)},
    {API_TEXT("pin", "4 to 8 digits"), API_INTO(person_words, pin)},
    {API_TEXT("password", "10 characters or more; without one there is no way "
                          "into the office"),
     API_INTO(person_words, password)},
    {API_BOOL("is_active", "may sign in"),
     API_INTO(person_words, person.is_active)},
    {.name = NULL}};

static const char *check_person(struct api *a, struct person_words *w)
{
    struct person *p = &w->person;
    if (w->password[0] && strlen(w->password) < PASSWORD_MIN)
        return "password: use at least 10 characters";
    size_t pin_len = strlen(w->pin);
    if (pin_len && (pin_len < PIN_MIN ||
                    strspn(w->pin, "0123456789") != pin_len))
        return "pin: use 4 to 8 digits";
    if (w->badge[0]) {
        secret_digest_text(w->badge, p->badge_digest);
        if (!people_badge_is_free(a->st, p->badge_digest, p->person_id))
            return "badge: belongs to somebody else";
    }
    return NULL;
}

// What is absent stays as it was; of a new person it is needed.
static const char *take_person(struct api *a, struct api_call *k,
                               struct person_words *w)
{
    api_take(PERSON_WORDS, k->body, w);
    if (w->person.person_id) {
        if (people_load(a->st, w->person.person_id, &w->person) != ERR_OK)
            return "person_id: is unknown";
        api_take(PERSON_WORDS, k->body, w);
    }
    if (!w->person.name[0])
        return "name: is missing";
    if (!w->person.role[0])
        return "role: is missing";
    if (!w->person.login[0])
        return "login: is missing";
    return check_person(a, w);
}

static void person_new(struct api *a, struct api_call *k)
{
    struct person_words w = {.person = {.is_active = true}};
    const char *wrong = take_person(a, k, &w);
    if (wrong) {
        http_problem(k->rq, 400, "The person is not right", wrong);
        return;
    }
    if ((w.pin[0] && !hash_word(k->rq, w.pin, w.person.pin_hash)) ||
        (w.password[0] &&
         !hash_word(k->rq, w.password, w.person.password_hash)))
        return;
    turn_write_begin(a->turn);
    w.person.person_id = people_save(a->st, &w.person);
    answer_write(a->turn, k->rq, 200, person_json(&w.person));
}

const struct api_route API_PEOPLE[] = {
    {.method = "POST", .path = "/api/v1/setup", .handler = setup,
     .is_write = true,
     .summary = "Make the first manager, with the code printed at start",
     .body = FIRST, .answer = {{.of = PERSON}}},
    {.method = "POST", .path = "/api/v1/session", .handler = session_begin,
     .is_write = true, .summary = "Sign in to the office", .body = SIGN_IN,
     .answer = {{.of = PERSON}}},
    {.method = "GET", .path = "/api/v1/session", .handler = session_show,
     .who = WHO_READER, .summary = "Who is signed in",
     .answer = {{.of = SESSION}}},
    {.method = "DELETE", .path = "/api/v1/session", .handler = session_end,
     .who = WHO_READER, .is_write = true, .summary = "Sign out"},
    {.method = "GET", .path = "/api/v1/people", .handler = people_list,
     .who = WHO_SUPERVISOR, .summary = "People",
     .answer = {{.of = PEOPLE}}},
    {.method = "POST", .path = "/api/v1/people", .handler = person_new,
     .who = WHO_MANAGER, .is_write = true,
     .summary = "Add or change a person", .body = PERSON_WORDS,
     .answer = {{.of = PERSON}}},
    {.method = NULL}};
