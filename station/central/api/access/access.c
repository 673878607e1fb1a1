// What was done to rights, and who was refused.
#include "station/central/api/access/access.h"
#include "station/base/log.h"
#include "station/store/central/people/access.h"
#include "station/store/central/people/people.h"

void api_changed(struct api *a, const struct api_call *k, const char *kind,
                 const char *about, const char *note)
{
    struct person p;
    struct access_event e = {.at_ms = k->at_ms,
                             .kind = kind,
                             .person_id = http_user(k->rq),
                             .who = a->admit.program.name,
                             .peer = http_peer(k->rq),
                             .about = about,
                             .note = note};
    if (e.person_id && people_load(a->st, e.person_id, &p) == ERR_OK)
        e.who = p.login;
    int64_t id = access_add(a->st, &e);
    if (!id)
        return; // the change was refused, and is not said to have happened
    log_info("access kind=%s person=%lld peer=%s event=%lld", kind,
             (long long)e.person_id, e.peer, (long long)id);
}

static const struct api_member EVENT_ROW[] = {
    {API_INT("access_event_id", "")},
    {API_INT("at_ms", "when; of a refusal, the first of its minute")},
    {API_TEXT("kind", "")},
    {API_INT("is_refusal", "1 for yes")},
    {API_INT("person_id", "who did it; 0 for a program, or nobody known")},
    {API_TEXT("who", "a login or a token's name; of a refusal, what was "
                     "typed, cut short")},
    {API_TEXT("peer", "the address it came from")},
    {API_TEXT("about", "whom or what it was done to")},
    {API_TEXT("note", "the reason")},
    {API_INT("count", "how often in its minute")},
    {.name = NULL}};
static const struct api_member EVENTS[] = {
    {API_LIST("events", "the newest first", EVENT_ROW)},
    API_NEXT,
    {.name = NULL}};

static void access_list(struct api *a, struct api_call *k)
{
    api_answer_page(k, "events", lists_access(a->st, api_page(k)),
                    "access_event_id", NULL);
}

const struct api_route API_ACCESS[] = {
    {.method = "GET", .path = "/api/v1/access", .handler = access_list,
     .who = WHO_MANAGER,
     .summary = "What was done to rights, and who was refused",
     .query = API_PAGE, .answer = {{.of = EVENTS}}},
    {.method = NULL}};
