// Who is who: people, their roles, badges and passwords.
#include "station/central/api/people.h"
#include "station/base/secret.h"
#include "station/store/central/lists/lists.h"

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
    if (w->password[0] && strlen(w->password) < API_PASSWORD_MIN)
        return "password: use at least 10 characters";
    size_t pin_len = strlen(w->pin);
    if (pin_len &&
        (pin_len < PIN_MIN || strspn(w->pin, "0123456789") != pin_len))
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
    if ((w.pin[0] && !api_hash_word(k->rq, w.pin, w.person.pin_hash)) ||
        (w.password[0] &&
         !api_hash_word(k->rq, w.password, w.person.password_hash)))
        return;
    turn_write_begin(a->turn);
    w.person.person_id = people_save(a->st, &w.person);
    answer_write(a->turn, k->rq, 200, api_person_json(&w.person));
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
