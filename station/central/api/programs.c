// Programs and stations: their tokens, and where a bench stands.
#include "station/base/secret.h"
#include "station/central/api/api_internal.h"
#include "station/store/central/people/people.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/people/sessions.h"

struct named {
    char name[64];
};

static const struct api_member NAMED[] = {
    {API_TEXT("name", "to know it by"), API_NEEDED, API_INTO(named, name)},
    {.name = NULL}};

static const struct api_member TOKEN_ROW[] = {{API_INT("token_id", "")},
                                              {API_TEXT("name", "")},
                                              {API_INT("made_ms", "")},
                                              {.name = NULL}};
static const struct api_member TOKENS[] = {{API_LIST("tokens", "", TOKEN_ROW)},
                                           {.name = NULL}};
static const struct api_member NEW_TOKEN[] = {
    {API_INT("token_id", "")},
    {API_TEXT("token", "shown this once")},
    {.name = NULL}};

static void tokens_list(struct api *a, struct api_call *k)
{
    answer_list(k->rq, "tokens", lists_tokens(a->st));
}

static void tokens_add(struct api *a, struct api_call *k)
{
    struct named n = {.name = ""};
    char token[SECRET_TOKEN_MAX + 1];
    api_take(NAMED, k->body, &n);
    secret_token(token);
    turn_write_begin(a->turn);
    int64_t id = sessions_token_add(a->st, n.name, token, k->at_ms);
    answer_write(
        a->turn, k->rq, 200,
        json_pack("{s:I,s:s}", "token_id", (json_int_t)id, "token", token));
}

static const struct api_member STATION_ROW[] = {
    {API_INT("station_id", "")},
    {API_TEXT("name", "")},
    {API_INT("last_seq", "its newest event here")},
    {API_INT("seen_ms", "when it was here last; 0 for never")},
    {API_INT("skew_ms", "its clock less ours")},
    {API_TEXT("warehouse", "where it stands")},
    {API_TEXT("journal_id", "of the file at work; empty before its hello")},
    {API_TEXT("peer", "where it was heard last")},
    {API_TEXT("rival", "where a second machine was refused; empty for never")},
    {API_INT("rival_ms", "when that was last")},
    {.name = NULL}};
static const struct api_member STATIONS[] = {
    {API_LIST("stations", "", STATION_ROW)}, {.name = NULL}};
static const struct api_member NEW_STATION[] = {
    {API_INT("station_id", "")},
    {API_TEXT("token", "shown this once")},
    {.name = NULL}};

static void stations_list(struct api *a, struct api_call *k)
{
    answer_list(k->rq, "stations", lists_stations(a->st));
}

static void station_new(struct api *a, struct api_call *k)
{
    struct named n = {.name = ""};
    char token[SECRET_TOKEN_MAX + 1];
    api_take(NAMED, k->body, &n);
    secret_token(token);
    turn_write_begin(a->turn);
    int64_t id = stations_add(a->st, n.name, token);
    answer_write(
        a->turn, k->rq, 200,
        json_pack("{s:I,s:s}", "station_id", (json_int_t)id, "token", token));
}

struct stand {
    char warehouse[24];
};

static const struct api_member STAND[] = {
    {API_TEXT("warehouse", "whose work it is given"), API_NEEDED,
     API_INTO(stand, warehouse)},
    {.name = NULL}};

static void station_place(struct api *a, struct api_call *k)
{
    struct stand s = {.warehouse = ""};
    api_take(STAND, k->body, &s);
    turn_write_begin(a->turn);
    int64_t id = warehouses_id(a->st, s.warehouse);
    if (!id)
        store_fail(a->st, ERR_MISSING, "there is no such warehouse");
    else
        stations_place(a->st, http_param_int(k->rq, 0), id);
    answer_write(a->turn, k->rq, 200, json_object());
}

const struct api_route API_PROGRAMS[] = {
    {.method = "GET",
     .path = "/api/v1/tokens",
     .handler = tokens_list,
     .who = WHO_MANAGER,
     .summary = "Programs that may use the API",
     .answer = {{.of = TOKENS}}},
    {.method = "POST",
     .path = "/api/v1/tokens",
     .handler = tokens_add,
     .who = WHO_MANAGER,
     .is_write = true,
     .summary = "Make a token for a program; it is shown once",
     .body = NAMED,
     .answer = {{.of = NEW_TOKEN}}},
    {.method = "GET",
     .path = "/api/v1/stations",
     .handler = stations_list,
     .who = WHO_READER,
     .summary = "Stations",
     .answer = {{.of = STATIONS}}},
    {.method = "POST",
     .path = "/api/v1/stations",
     .handler = station_new,
     .who = WHO_MANAGER,
     .is_write = true,
     .summary = "Add a station; its token is shown once",
     .body = NAMED,
     .answer = {{.of = NEW_STATION}}},
    {.method = "POST",
     .path = "/api/v1/stations/:station_id/warehouse",
     .handler = station_place,
     .who = WHO_MANAGER,
     .is_write = true,
     .summary = "Say in which warehouse a station stands",
     .body = STAND},
    {.method = NULL}};
