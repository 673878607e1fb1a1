// Packed parcels that must not leave: kept back, let go, put back to a place.
#include "station/central/api/api_internal.h"
#include "shared/code.h"
#include "station/central/life/put_back.h"
#include "station/store/central/ship/intercept.h"
#include "station/store/central/ship/parcels.h"

#include <stdio.h>
#include <string.h>

int64_t api_find_parcel(struct store *st, const char *scan, int64_t at_ms)
{
    struct code c;
    int64_t id = parcels_find(st, scan);
    if (id)
        return id;
    code_read(&c, scan, strlen(scan), at_ms);
    if (c.sscc[0])
        return parcels_find(st, c.sscc);
    return c.text[0] ? parcels_find(st, c.text) : 0;
}

// A person keeps a packed parcel back, or lets it go again.
static void keep_back(struct api *a, struct api_call *k, bool stops)
{
    struct api_reason r = {.reason = ""};
    struct parcel_row p;
    api_take(API_REASON, k->body, &r);
    struct office *o = api_begin(a, k);
    int64_t id = api_find_parcel(a->st, http_param(k->rq, 0), k->at_ms);
    if (parcels_load(a->st, id, &p) != ERR_OK)
        store_fail(a->st, ERR_MISSING, "there is no such parcel");
    else if (!(stops ? intercept_parcel(a->st, id, o->at_ms, r.reason)
                     : intercept_end(a->st, id)))
        store_fail(a->st, ERR_CONFLICT,
                   stops ? "it is stopped already, or has left"
                         : "it is not stopped");
    else
        api_act(a, k, p.order_id, stops ? "act_stop" : "act_unstop", r.reason);
    answer_write(a->turn, k->rq, 200, json_object());
}

static void parcel_stop(struct api *a, struct api_call *k)
{
    keep_back(a, k, true);
}

static void parcel_unstop(struct api *a, struct api_call *k)
{
    keep_back(a, k, false);
}

static const struct api_member KEPT_ROW[] = {
    {API_INT("parcel_id", "")},
    {API_TEXT("tracking", "")},
    {API_TEXT("sscc", "")},
    {API_INT("order_id", "")},
    {API_TEXT("order_no", "")},
    {API_TEXT("warehouse", "")},
    {API_TEXT("carrier", "")},
    {API_INT("weight_mg", "")},
    {API_INT("stop_ms", "since when")},
    {API_TEXT("stop_note", "why")},
    {.name = NULL}};
static const struct api_member KEPT[] = {
    {API_LIST("parcels", "the newest first", KEPT_ROW)}, API_NEXT,
    {.name = NULL}};

static void kept(struct api *a, struct api_call *k)
{
    api_answer_page(k, "parcels", lists_kept_back(a->st, api_page(k)),
                    "parcel_id", NULL);
}

static const char *const THEN[] = {"not_wanted", "again", "ask", NULL};

struct back_words {
    char place[FIELD_CODE_MAX + 1], then[16];
    char reason[FIELD_NAME_MAX + 1];
    const json_t *serials;
};

static const struct api_member BACK[] = {
    {API_TEXT("place", "where its goods lie now: of the parcel's warehouse, or "
                       "quarantine"),
     API_NEEDED, API_INTO(back_words, place)},
    {API_TEXT("then", "not_wanted: the order is so much smaller, or over; "
                      "again: they are packed anew; ask: the order is held "
                      "until a person has looked"),
     API_NEEDED, API_WORDS(THEN), API_INTO(back_words, then)},
    {API_TEXTS("serials", "that lie in it, where more of the item left with "
                          "the order"),
     API_MOST(PUT_BACK_SERIALS_MAX), API_INTO(back_words, serials)},
    {API_REASON_MEMBER(back_words, reason), API_NEEDED},
    {.name = NULL}};
static const struct api_member PUT[] = {
    {API_INT("units", "of the order that came back")},
    {API_BOOL("is_told", "its channel was told that they were sent: correct "
                         "it there")},
    {.name = NULL}};

static void take_wish(const struct back_words *b, struct put_back *w)
{
    while (strcmp(THEN[w->then], b->then) != 0)
        w->then++;
    for (size_t i = 0; i < json_array_size(b->serials); i++)
        snprintf(w->serial[w->serial_count++], sizeof w->serial[0], "%s",
                 json_string_value(json_array_get(b->serials, i)));
}

static void parcel_put_back(struct api *a, struct api_call *k)
{
    struct outcome_why why = {.text = ""};
    struct back_words b = {.place = ""};
    struct put_back_done done = {0};
    struct parcel_row p;
    api_take(BACK, k->body, &b);
    struct put_back w = {.place = b.place, .at_ms = k->at_ms};
    take_wish(&b, &w);
    struct office *o = api_begin(a, k);
    int64_t id = api_find_parcel(a->st, http_param(k->rq, 0), k->at_ms);
    if (parcels_load(a->st, id, &p) != ERR_OK) {
        store_fail(a->st, ERR_MISSING, "there is no such parcel");
    } else {
        api_act(a, k, p.order_id, "act_put_back", b.reason);
        if (office_put_back(o, &p, &w, &done, &why) == OUTCOME_REFUSED)
            store_fail(a->st, ERR_CONFLICT, why.text);
    }
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:I,s:b}", "units", (json_int_t)done.units,
                           "is_told", done.is_told));
}

const struct api_route API_KEPT[] = {
    {.method = "GET", .path = "/api/v1/kept_back", .handler = kept,
     .who = WHO_READER, .summary = "Parcels that are kept back and wait to be "
                                   "put back",
     .query = API_PAGE, .answer = {{.of = KEPT}}},
    {.method = "POST", .path = "/api/v1/parcels/:code/stop",
     .handler = parcel_stop, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true, .summary = "Keep a packed parcel back",
     .body = API_REASON},
    {.method = "POST", .path = "/api/v1/parcels/:code/unstop",
     .handler = parcel_unstop, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true, .summary = "Let a parcel go that was kept back",
     .body = API_REASON},
    {.method = "POST", .path = "/api/v1/parcels/:code/put_back",
     .handler = parcel_put_back, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "A parcel that was kept back is unpacked, its goods lie at a "
                "place again",
     .body = BACK, .answer = {{.of = PUT}}},
    {.method = NULL}};
