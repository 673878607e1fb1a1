// What a person has to look at, and finding anything by its code.
#include "station/central/api/api_internal.h"
#include "station/store/central/fields.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/exceptions.h"

static const struct api_member EXCEPTION_ROW[] = {
    {API_INT("exception_id", "")},
    {API_INT("at_ms", "")},
    {API_TEXT("kind", "")},
    {API_INT("order_id", "0 for none")},
    {API_INT("shipment_id", "0 for none")},
    {API_INT("station_id", "0 for none")},
    {API_INT("seq", "of the station's event")},
    {API_TEXT("note", "")},
    {.name = NULL}};
static const struct api_member EXCEPTIONS[] = {
    {API_LIST("exceptions", "", EXCEPTION_ROW)}, API_NEXT, {.name = NULL}};

static void exceptions(struct api *a, struct api_call *k)
{
    api_answer_page(k, "exceptions", lists_exceptions(a->st, api_page(k)),
                    "exception_id", NULL);
}

static void exception_done(struct api *a, struct api_call *k)
{
    struct api_reason r = {.reason = ""};
    api_take(API_REASON, k->body, &r);
    struct exception_end end = {k->at_ms, http_user(k->rq), r.reason};
    turn_write_begin(a->turn);
    if (!exceptions_done(a->st, http_param_int(k->rq, 0), &end))
        store_fail(a->st, ERR_CONFLICT, "no such exception is open");
    answer_write(a->turn, k->rq, 200, json_object());
}

// What was closed by mistake.
static void exception_again(struct api *a, struct api_call *k)
{
    turn_write_begin(a->turn);
    if (!exceptions_open_again(a->st, http_param_int(k->rq, 0)))
        store_fail(a->st, ERR_CONFLICT, "no such exception is closed");
    answer_write(a->turn, k->rq, 200, json_object());
}

struct search {
    char code[FIELD_CODE_MAX + 1];
};

static const struct api_member SEARCH[] = {
    {API_TEXT("q", "a number, code, name or address of mail, whole"),
     API_INTO(search, code)},
    {.name = NULL}};
static const struct api_member FOUND_ROW[] = {
    {API_TEXT("kind", "order or item")},
    {API_INT("id", "")},
    {API_TEXT("text", "what was found")},
    {API_TEXT("note", "")},
    {.name = NULL}};
static const struct api_member FOUND[] = {{API_LIST("found", "", FOUND_ROW)},
                                          {.name = NULL}};

static void search(struct api *a, struct api_call *k)
{
    struct search s = {.code = ""};
    api_take_query(SEARCH, k->rq, &s);
    answer_list(k->rq, "found", lists_search(a->st, s.code));
}

const struct api_route API_EXCEPTIONS[] = {
    {.method = "GET", .path = "/api/v1/exceptions", .handler = exceptions,
     .who = WHO_READER, .summary = "What a person has to look at",
     .query = API_PAGE, .answer = {{.of = EXCEPTIONS}}},
    {.method = "POST", .path = "/api/v1/exceptions/:exception_id/done",
     .handler = exception_done, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "Close an exception", .body = API_REASON},
    {.method = "POST", .path = "/api/v1/exceptions/:exception_id/reopen",
     .handler = exception_again, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "Open an exception again", .body = API_NOTHING},
    {.method = "GET", .path = "/api/v1/search", .handler = search,
     .who = WHO_READER, .summary = "Find anything by its code",
     .query = SEARCH, .answer = {{.of = FOUND}}},
    {.method = NULL}};
