// What a person has to look at, and finding anything by its code.
#include "station/central/api/api_internal.h"
#include "station/central/intake/proposals.h"
#include "shared/code.h"
#include "shared/gs1/gtin.h"
#include "station/store/central/fields.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/exceptions.h"

#include <string.h>

static const struct api_member EXCEPTION_ROW[] = {
    {API_INT("exception_id", "")},
    {API_INT("at_ms", "")},
    {API_TEXT("kind", "")},
    {API_INT("order_id", "0 for none")},
    {API_TEXT("order_no", "empty for none")},
    {API_INT("shipment_id", "0 for none")},
    {API_INT("station_id", "0 for none")},
    {API_TEXT("station", "its name; empty for none")},
    {API_INT("seq", "of the station's event")},
    {API_TEXT("note", "")},
    {API_TEXT("sku", "of the item that it is about; empty for none")},
    {API_TEXT("new_code", "it proposes that the item bears this code; empty "
                          "for none")},
    {API_INT("new_mg", "it proposes that one weighs this; 0 for no proposal")},
    {API_TEXT("new_service", "it proposes that the shipment goes by this one; "
                             "empty for none")},
    {.name = NULL}};
static const struct api_member KIND_ROW[] = {
    {API_TEXT("kind", "")}, {API_INT("count", "how many are open")},
    {.name = NULL}};
static const struct api_member EXCEPTIONS[] = {
    {API_LIST("exceptions", "", EXCEPTION_ROW)}, API_NEXT,
    API_TOTAL,
    {API_LIST("kinds", "all kinds of which some are open", KIND_ROW)},
    {.name = NULL}};

struct exceptions_of {
    char kind[FIELD_CODE_MAX + 1];
};
static const struct api_member EXCEPTIONS_OF[] = {
    {API_TEXT("kind", "only of this one"), API_INTO(exceptions_of, kind)},
    API_PAGE_MEMBERS,
    {.name = NULL}};

static int64_t open_of(const json_t *kinds, const char *kind)
{
    size_t i;
    const json_t *row;
    int64_t sum = 0;
    json_array_foreach(kinds, i, row) {
        const char *name = json_string_value(json_object_get(row, "kind"));
        if (!kind[0] || (name && strcmp(name, kind) == 0))
            sum += json_integer_value(json_object_get(row, "count"));
    }
    return sum;
}

static void exceptions(struct api *a, struct api_call *k)
{
    struct exceptions_of f = {.kind = ""};
    api_take_query(EXCEPTIONS_OF, k->rq, &f);
    json_t *list = f.kind[0]
                       ? lists_exceptions_of(a->st, f.kind, api_page(k))
                       : lists_exceptions(a->st, api_page(k));
    json_t *answer = api_paged(k, "exceptions", list, "exception_id", NULL);
    json_t *kinds = lists_exception_kinds(a->st);
    api_add_total(answer, open_of(kinds, f.kind));
    json_object_set_new(answer, "kinds", kinds);
    http_json(k->rq, 200, answer);
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

// The item is as the floor says, or the shipment goes by the dearer service.
static void exception_take(struct api *a, struct api_call *k)
{
    struct outcome_why why = {.text = ""};
    struct proposal_by by = {k->at_ms, http_user(k->rq)};
    struct exception_proposal p = {0};
    int64_t id = http_param_int(k->rq, 0);
    struct office *o = api_begin(a, k);
    bool is_way = exceptions_proposal(a->st, id, &p) && p.new_service[0];
    enum outcome outcome =
        is_way ? office_take_service(o, id, by.person_id, &why)
               : proposals_take(a->st, id, &by, &why);
    if (outcome == OUTCOME_REFUSED)
        store_fail(a->st, ERR_CONFLICT, why.text);
    answer_write(a->turn, k->rq, 200, json_object());
}

// What was closed by mistake, or taken.
static void exception_again(struct api *a, struct api_call *k)
{
    turn_write_begin(a->turn);
    proposals_take_back(a->st, http_param_int(k->rq, 0));
    if (!exceptions_open_again(a->st, http_param_int(k->rq, 0)))
        store_fail(a->st, ERR_CONFLICT, "no such exception is closed");
    answer_write(a->turn, k->rq, 200, json_object());
}

struct search {
    char text[LISTS_TEXT_MAX + 1];
};

static const struct api_member SEARCH[] = {
    {API_TEXT("q", "a number or code, whole or (three letters or more) its "
                   "beginning; or words of a name. In any letter case, "
                   "an SSCC or GTIN in any spelling"),
     API_NEEDED, API_INTO(search, text)},
    {.name = NULL}};
static const char *const FOUND_KINDS[] = {"order", "item", "recall", NULL};
static const char *const FOUND_VIA[] = {
    "order_no", "email",    "sku",  "code", "lot",      "serial", "place",
    "tracking", "sscc",     "tote", "name", "customer", NULL};
static const struct api_member FOUND_ROW[] = {
    {API_TEXT("kind", "recall: a lot of an item"), API_WORDS(FOUND_KINDS)},
    {API_INT("id", "of the order or item")},
    {API_TEXT("text", "its code")},
    {API_TEXT("note", "what else is known of it")},
    {API_TEXT("via", "as what it was found"), API_WORDS(FOUND_VIA)},
    {.name = NULL}};
static const struct api_member FOUND[] = {
    {API_LIST("found", "20 of each kind at most", FOUND_ROW)},
    {.name = NULL}};

static void search(struct api *a, struct api_call *k)
{
    struct search s = {.text = ""};
    struct code c;
    api_take_query(SEARCH, k->rq, &s);
    code_read(&c, s.text, strlen(s.text), k->at_ms);
    struct lists_wanted w = {
        .text = s.text, .lot = c.lot, .serial = c.serial};
    memcpy(w.sscc, c.sscc, sizeof w.sscc);
    if (c.gtin)
        gtin_text(c.gtin, w.gtin);
    answer_list(k->rq, "found", lists_search(a->st, &w));
}

struct lot_words {
    char lot[FIELD_CODE_MAX + 1];
};

static const struct api_member RECALL[] = {
    {API_TEXT("lot", "as on the label"), API_NEEDED, API_INTO(lot_words, lot)},
    API_PAGE_MEMBERS,
    {.name = NULL}};
static const struct api_member RECALL_ROW[] = {
    {API_INT("move_id", "")},
    {API_INT("at_ms", "")},
    {API_TEXT("lot", "")},
    {API_INT("qty", "")},
    {API_TEXT("to_place", "CUSTOMER when it left; a place when it came back")},
    {API_INT("shipment_id", "")},
    {API_INT("order_id", "")},
    {API_TEXT("order_no", "")},
    {API_TEXT("customer", "")},
    {API_TEXT("email", "")},
    {API_TEXT("country", "")},
    {.name = NULL}};
static const struct api_member RECALLED[] = {
    {API_LIST("moves", "as they happened", RECALL_ROW)}, API_NEXT,
    {API_INT("qty_out", "units of the lot that were packed for customers")},
    {API_INT("qty_back", "of these came back")},
    {.name = NULL}};

static void recall(struct api *a, struct api_call *k)
{
    struct lot_words w = {.lot = ""};
    api_take_query(RECALL, k->rq, &w);
    int64_t item_id = http_param_int(k->rq, 0);
    json_t *answer = api_paged(k, "moves",
                               lists_recall(a->st, item_id, w.lot,
                                            api_page(k)),
                               "move_id", NULL);
    json_t *sums = lists_recall_sums(a->st, item_id, w.lot);
    json_object_update(answer, sums);
    json_decref(sums);
    http_json(k->rq, 200, answer);
}

const struct api_route API_EXCEPTIONS[] = {
    {.method = "GET", .path = "/api/v1/exceptions", .handler = exceptions,
     .who = WHO_READER, .summary = "What a person has to look at",
     .query = EXCEPTIONS_OF, .answer = {{.of = EXCEPTIONS}}},
    {.method = "POST", .path = "/api/v1/exceptions/:exception_id/done",
     .handler = exception_done, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "Close an exception", .body = API_REASON},
    {.method = "POST", .path = "/api/v1/exceptions/:exception_id/take",
     .handler = exception_take, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "Take the code or weight that an exception proposes for its "
                "item, or the service for its shipment, and close it; reopen "
                "takes code and weight back",
     .body = API_NOTHING},
    {.method = "POST", .path = "/api/v1/exceptions/:exception_id/reopen",
     .handler = exception_again, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "Open an exception again", .body = API_NOTHING},
    {.method = "GET", .path = "/api/v1/search", .handler = search,
     .who = WHO_READER, .summary = "Find anything by its code or name",
     .query = SEARCH, .answer = {{.of = FOUND}}},
    {.method = "GET", .path = "/api/v1/items/:item_id/recall",
     .handler = recall, .who = WHO_READER,
     .summary = "Which orders got a lot of an item", .query = RECALL,
     .answer = {{.of = RECALLED}}},
    {.method = NULL}};
