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

bool api_hash_word(struct http_request *rq, const char *word,
                   char out[SECRET_HASH_MAX + 1])
{
    if (secret_hash(word, out) == ERR_OK)
        return true;
    http_problem(rq, 507, "There is no room left",
                 "not enough memory to keep a password");
    return false;
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

static const struct api_member PEOPLE[] = {{API_LIST("people", "", PERSON_ROW)},
                                           {.name = NULL}};

static void people_list(struct api *a, struct api_call *k)
{
    answer_list(k->rq, "people", lists_people(a->st));
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
    {API_TEXT("badge", "what the scanner reads of it"),
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

static const char *check_secrets(struct api *a, struct person_words *w)
{
    struct person *p = &w->person;
    size_t pin_len = strlen(w->pin);
    if (pin_len &&
        (pin_len < PIN_MIN || strspn(w->pin, "0123456789") != pin_len))
        return "pin: use 4 to 8 digits";
    if (w->badge[0]) {
        if (badges_make(a->st, w->badge, p->badge) < 0)
            return "badge: cannot be kept just now";
        if (!people_badge_is_free(a->st, p->badge, p->person_id))
            return "badge: belongs to somebody else";
    }
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
    return check_secrets(a, w);
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
    bool is_other = was->is_active != now->is_active ||
                    strcmp(was->role, now->role) != 0;
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
    turn_write_begin(a->turn);
    if (may_manage(was) && !may_manage(p) &&
        people_is_last_manager(a->st, p->person_id))
        store_fail(a->st, ERR_CONFLICT,
                   "this is the last manager: make somebody else one first");
    p->person_id = people_save(a->st, p);
    if (was->person_id)
        end_sessions(a, was, p);
    note_change(a, k, w, was);
    answer_write(a->turn, k->rq, 200, api_person_json(p));
}

static void person_new(struct api *a, struct api_call *k)
{
    struct person_words w = {.person = {.is_active = true}};
    struct person was = {0};
    const char *wrong = take_person(a, k, &w, &was);
    if (wrong) {
        http_problem(k->rq, 400, "The person is not right", wrong);
        return;
    }
    if ((w.pin[0] && !api_hash_word(k->rq, w.pin, w.person.pin_hash)) ||
        (w.password[0] &&
         !api_hash_word(k->rq, w.password, w.person.password_hash)))
        return;
    keep_person(a, k, &w, &was);
}

const struct api_route API_PEOPLE[] = {{.method = "GET",
                                        .path = "/api/v1/people",
                                        .handler = people_list,
                                        .who = WHO_SUPERVISOR,
                                        .summary = "People",
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
