// Sessions of the office's pages: who is in, from where, and how to end it.
// People see and end their own; managers, everybody's.
#include "station/central/api/access/access.h"
#include "station/store/central/people/people.h"

static const struct api_member SESSION_ROW[] = {
    {API_INT("session_id", "")},
    {API_INT("person_id", "")},
    {API_TEXT("name", "of the person")},
    {API_INT("made_ms", "since when; 0 for not known")},
    {API_INT("used_ms", "the last time, within a minute")},
    {API_INT("until_ms", "it ends by itself")},
    {API_TEXT("peer", "the address it was used from last")},
    {API_BOOL("is_this", "the one that asks")},
    {.name = NULL}};
static const struct api_member SESSIONS[] = {
    {API_LIST("sessions", "", SESSION_ROW)}, API_NEXT, {.name = NULL}};

struct whose {
    int64_t person_id;
};

#define WHOSE_ID(meaning)                                                      \
    {API_INT("person_id", meaning), API_RANGE(1, INT64_MAX),                   \
     API_INTO(whose, person_id)}
static const struct api_member WHOSE[] = {
    WHOSE_ID("whose; one's own when missing"), {.name = NULL}};
static const struct api_member WHOSE_PAGE[] = {
    WHOSE_ID("whose; all when missing, or one's own"),
    API_PAGE_MEMBERS,
    {.name = NULL}};

// Programs come here with the scope of a manager.
static bool is_manager(struct api *a, const struct api_call *k)
{
    int64_t id = http_user(k->rq);
    return id == 0 || admit_person_may(a->st, id, ROLE_MANAGER);
}

static void sessions_list(struct api *a, struct api_call *k)
{
    size_t i;
    json_t *row;
    struct whose w = {0};
    api_take_query(WHOSE_PAGE, k->rq, &w);
    if (!is_manager(a, k))
        w.person_id = http_user(k->rq);
    json_t *list = lists_sessions(a->st, w.person_id, k->at_ms, api_page(k));
    json_array_foreach(list, i, row) {
        int64_t id = json_integer_value(json_object_get(row, "session_id"));
        bool is_this = id == a->admit.session.session_id;
        json_object_set_new(row, "is_this", json_boolean(is_this));
    }
    api_answer_page(k, "sessions", list, "session_id", NULL);
}

static void note_end(struct api *a, const struct api_call *k,
                     int64_t person_id)
{
    struct person p = {.login = ""};
    if (people_load(a->st, person_id, &p) == ERR_OK)
        api_changed(a, k, "session_ended", p.login, "");
}

static void session_drop(struct api *a, struct api_call *k)
{
    int64_t id = http_param_int(k->rq, 0);
    int64_t person_id = sessions_person(a->st, id);
    // What is not one's own is not there, so that nobody counts sessions.
    if (!person_id || (person_id != http_user(k->rq) && !is_manager(a, k))) {
        answer_missing(k->rq, "there is no such session");
        return;
    }
    turn_write_begin(a->turn);
    sessions_end(a->st, id);
    note_end(a, k, person_id);
    answer_write(a->turn, k->rq, 200, json_object());
}

static const struct api_member ENDED[] = {
    {API_INT("ended", "how many it were")}, {.name = NULL}};

static void sessions_drop(struct api *a, struct api_call *k)
{
    struct whose w = {http_user(k->rq)};
    api_take_query(WHOSE, k->rq, &w);
    if (w.person_id != http_user(k->rq) && !is_manager(a, k)) {
        http_problem(k->rq, 403, "Not allowed",
                     "only a manager ends the sessions of others");
        return;
    }
    turn_write_begin(a->turn);
    int64_t count =
        sessions_end_of(a->st, w.person_id, a->admit.session.session_id);
    note_end(a, k, w.person_id);
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:I}", "ended", (json_int_t)count));
}

const struct api_route API_SESSIONS[] = {
    {.method = "GET", .path = "/api/v1/sessions", .handler = sessions_list,
     .who = WHO_READER, .scope = SCOPE_MANAGER,
     .summary = "Who is signed in, from where; one's own, or a manager all",
     .query = WHOSE_PAGE,
     .answer = {{.of = SESSIONS}}},
    {.method = "DELETE", .path = "/api/v1/sessions/:session_id",
     .handler = session_drop, .who = WHO_READER, .is_write = true,
     .summary = "End a session"},
    {.method = "DELETE", .path = "/api/v1/sessions", .handler = sessions_drop,
     .who = WHO_READER, .is_write = true,
     .summary = "End all sessions of a person but the one that asks",
     .query = WHOSE, .answer = {{.of = ENDED}}},
    {.method = NULL}};
