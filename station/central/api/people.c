// Who is who: people, their roles, badges and passwords.
#include "station/central/api/people.h"
#include "station/central/floor/badges.h"
#include "station/base/secret.h"
#include "station/central/api/access/access.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/people/sessions.h"

#include <stdio.h>
#include <string.h>

enum { PIN_MIN = 4, PIN_MAX = 8 };

const struct api_member API_PERSON[] = {
    {API_INT("person_id", "")},
    {API_TEXT("name", "")},
    {API_TEXT("role", ""), API_WORDS(ROLE_NAMES)},
    {API_TEXT("login", "")},
    {.name = NULL}};

json_t *api_person_json(const struct person *p)
{
    return json_pack("{s:I,s:s,s:s,s:s}", "person_id", (json_int_t)p->person_id,
                     "name", p->name, "role", p->role, "login", p->login);
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
    {API_LIST("people", "", PERSON_ROW)}, API_NEXT, {.name = NULL}};

static void people_list(struct api *a, struct api_call *k)
{
    api_answer_page(k, "people", lists_people(a->st, api_page(k)),
                    "person_id", NULL);
}

struct person_words {
    struct person person;
    char badge[64];
    char pin[PIN_MAX + 1];
    char password[API_WORD_MAX + 1];
    char reason[FIELD_NAME_MAX + 1];
    char why[API_WHY_MAX]; // a sentence made of what is wrong
};

static const struct api_member PERSON_WORDS[] = {
    {API_INT("person_id", "whose; missing for a new person"),
     API_RANGE(1, INT64_MAX), API_INTO(person_words, person.person_id)},
    {API_TEXT("name", "needed of a new person"),
     API_INTO(person_words, person.name)},
    {API_TEXT("role", "needed of a new person; another one ends the person's "
                      "sessions"),
     API_WORDS(ROLE_NAMES), API_INTO(person_words, person.role)},
    {API_TEXT("login", "needed of a new person; nobody else's"),
     API_INTO(person_words, person.login)},
    {API_TEXT("badge", "its number, with or without the mark !B"),
     API_INTO(person_words, badge)},
    {API_TEXT("pin", "4 to 8 digits"), API_INTO(person_words, pin)},
    {API_TEXT("password", "12 characters or more, hard to guess; without one "
                          "there is no way into the office. A new one ends "
                          "the person's other sessions"),
     API_INTO(person_words, password)},
    {API_BOOL("is_active", "may sign in; false ends the person's sessions"),
     API_INTO(person_words, person.is_active)},
    {API_TEXT("reason", "why the person is deactivated; needed for that"),
     API_INTO(person_words, reason)},
    {.name = NULL}};

static const char *check_secrets(struct person_words *w)
{
    const struct person *p = &w->person;
    size_t pin_len = strlen(w->pin);
    if (pin_len &&
        (pin_len < PIN_MIN || strspn(w->pin, "0123456789") != pin_len))
        return "pin: use 4 to 8 digits";
    const char *wrong =
        w->password[0] ? password_wrong(w->password, p->login, p->name) : NULL;
    if (!wrong)
        return NULL;
    snprintf(w->why, sizeof w->why, "password: %s", wrong);
    return w->why;
}

// What is absent stays as it was; of a new person it is needed.
static const char *take_person(struct api *a, struct api_call *k,
                               struct person_words *w, struct person *was)
{
    api_take(PERSON_WORDS, k->body, w);
    if (w->person.person_id) {
        if (people_load(a->st, w->person.person_id, was) != ERR_OK)
            return "person_id: is unknown";
        w->person = *was;
        api_take(PERSON_WORDS, k->body, w);
    }
    if (!w->person.name[0])
        return "name: is missing";
    if (!w->person.role[0])
        return "role: is missing";
    if (!w->person.login[0])
        return "login: is missing";
    if (was->is_active && !w->person.is_active && !w->reason[0])
        return "reason: is missing; say why the person is deactivated";
    return check_secrets(w);
}

static bool may_manage(const struct person *p)
{
    return p->is_active && p->password_hash[0] &&
           role_of(p->role) == ROLE_MANAGER;
}

// Whoever knew the old password, or had the old rights, is out. The one who
// changes his own password stays in where he does it.
static void end_sessions(struct api *a, const struct person *was,
                         const struct person *now)
{
    bool is_other =
        was->is_active != now->is_active || strcmp(was->role, now->role) != 0;
    if (is_other || strcmp(was->password_hash, now->password_hash) != 0)
        sessions_end_of(a->st, now->person_id,
                        is_other ? 0 : a->admit.session.session_id);
}

static void note_change(struct api *a, const struct api_call *k,
                        const struct person_words *w, const struct person *was)
{
    char roles[2 * sizeof was->role + 8];
    const struct person *now = &w->person;
    if (!was->person_id) {
        api_changed(a, k, "person_added", now->login, now->role);
        return;
    }
    snprintf(roles, sizeof roles, "%s to %s", was->role, now->role);
    if (strcmp(was->role, now->role) != 0)
        api_changed(a, k, "role_changed", now->login, roles);
    if (w->password[0])
        api_changed(a, k, "password_changed", now->login, "");
    if (w->pin[0] || w->badge[0])
        api_changed(a, k, "badge_changed", now->login, "");
    if (was->is_active && !now->is_active)
        api_changed(a, k, "deactivated", now->login, w->reason);
    if (!was->is_active && now->is_active)
        api_changed(a, k, "activated", now->login, "");
    if (strcmp(was->login, now->login) != 0)
        api_changed(a, k, "login_changed", now->login, was->login);
}

static void keep_person(struct api *a, struct api_call *k,
                        struct person_words *w, const struct person *was)
{
    struct person *p = &w->person;
    bool is_self = was->person_id && was->person_id == http_user(k->rq);
    turn_write_begin(a->turn);
    // By mistake it would be the last click for long.
    if (is_self && !p->is_active)
        store_fail(a->st, ERR_CONFLICT,
                   "nobody deactivates oneself: another manager does");
    else if (may_manage(was) && !may_manage(p) &&
        people_is_last_manager(a->st, p->person_id))
        store_fail(a->st, ERR_CONFLICT,
                   "this is the last manager: make somebody else one first");
    p->person_id = people_save(a->st, p);
    if (was->person_id)
        end_sessions(a, was, p);
    note_change(a, k, w, was);
    answer_write(a->turn, k->rq, 200, api_person_json(p));
}

// What takes long to make is made beside the loop; who asked goes along.
struct keeping {
    struct person_words w;
    struct person was;
    struct badge_words badge;
    struct session session;
    struct token program;
    int rc;
};
_Static_assert(sizeof(struct keeping) <= LATER_BYTES, "it fits");

static void make_secrets(void *data)
{
    struct keeping *f = data;
    struct person *p = &f->w.person;
    if (f->badge.digest[0])
        f->rc = badges_make(&f->badge, p->badge);
    if (f->rc == ERR_OK && f->w.pin[0])
        f->rc = secret_hash(f->w.pin, p->pin_hash);
    if (f->rc == ERR_OK && f->w.password[0])
        f->rc = secret_hash(f->w.password, p->password_hash);
}

static bool is_same(const struct person *a, const struct person *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->role, b->role) == 0 &&
           strcmp(a->login, b->login) == 0 &&
           strcmp(a->password_hash, b->password_hash) == 0 &&
           strcmp(a->badge, b->badge) == 0 &&
           strcmp(a->pin_hash, b->pin_hash) == 0 &&
           a->is_active == b->is_active;
}

static bool is_as_it_was(struct api *a, const struct person *was)
{
    struct person now;
    return !was->person_id ||
           (people_load(a->st, was->person_id, &now) == ERR_OK &&
            is_same(&now, was));
}

static void person_made(void *app, struct http_request *rq, void *data)
{
    struct api *a = app;
    struct keeping *f = data;
    struct person *p = &f->w.person;
    struct api_call k = {.rq = rq, .at_ms = http_at_ms(rq)};
    a->admit.session = f->session;
    a->admit.program = f->program;
    if (!admit_again(&a->admit, rq, ROLE_MANAGER))
        return;
    if (f->rc < 0)
        http_problem(rq, 507, "There is no room left",
                     "not enough memory to keep a password");
    else if (!is_as_it_was(a, &f->was))
        http_problem(rq, 409, "That does not fit",
                     "somebody else has just changed this person");
    else if (f->badge.digest[0] &&
             !people_badge_is_free(a->st, p->badge, p->person_id))
        http_problem(rq, 400, "The person is not right",
                     "badge: belongs to somebody else");
    else
        keep_person(a, &k, &f->w, &f->was);
}

// A scanner that types gives the mark of badges before the number.
static const char *badge_number(const char *typed)
{
    return strncmp(typed, "!B", 2) == 0 && typed[2] ? typed + 2 : typed;
}

static void person_new(struct api *a, struct api_call *k)
{
    struct keeping f = {.w.person.is_active = true,
                        .session = a->admit.session,
                        .program = a->admit.program};
    const char *wrong = take_person(a, k, &f.w, &f.was);
    if (wrong) {
        http_problem(k->rq, 400, "The person is not right", wrong);
        return;
    }
    if (f.w.badge[0])
        badges_words(a->st, badge_number(f.w.badge), &f.badge);
    struct later_plan plan = {
        .work = make_secrets, .then = person_made, .data = &f, .len = sizeof f};
    later_begin(&a->later, k->rq, &plan);
    secret_wipe(&f, sizeof f);
}

const struct api_route API_PEOPLE[] = {{.method = "GET",
                                        .path = "/api/v1/people",
                                        .handler = people_list,
                                        .who = WHO_SUPERVISOR,
                                        .summary = "People",
                                        .query = API_PAGE,
                                        .answer = {{.of = PEOPLE}}},
                                       {.method = "POST",
                                        .path = "/api/v1/people",
                                        .handler = person_new,
                                        .who = WHO_MANAGER,
                                        .is_write = true,
                                        .summary = "Add or change a person",
                                        .body = PERSON_WORDS,
                                        .answer = {{.of = API_PERSON}}},
                                       {.method = NULL}};
