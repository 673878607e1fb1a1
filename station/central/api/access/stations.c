// Stations: their tokens, where a bench stands, and how to withdraw one.
#include "station/base/secret.h"
#include "station/central/api/access/access.h"
#include "station/central/floor/withdraw.h"
#include "station/store/central/floor/station_tokens.h"
#include "station/store/central/goods/warehouses.h"

struct named {
    char name[64];
};

static const struct api_member NAMED[] = {
    {API_TEXT("name", "to know it by"), API_NEEDED, API_INTO(named, name)},
    {.name = NULL}};

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
    {API_INT("made_ms", "its token; 0 for not known")},
    {API_INT("gone_ms", "withdrawn then; 0 while it is good")},
    {API_TEXT("gone_why", "")},
    {.name = NULL}};
static const struct api_member STATIONS[] = {
    {API_LIST("stations", "", STATION_ROW)}, API_NEXT, {.name = NULL}};
static const struct api_member NEW_STATION[] = {
    {API_INT("station_id", "")},
    {API_TEXT("token", "shown this once")},
    {.name = NULL}};

static void stations_list(struct api *a, struct api_call *k)
{
    api_answer_page(k, "stations", lists_stations(a->st, api_page(k)),
                    "station_id", NULL);
}

static json_t *token_json(int64_t station_id, const char *token)
{
    return json_pack("{s:I,s:s}", "station_id", (json_int_t)station_id,
                     "token", token);
}

static void station_new(struct api *a, struct api_call *k)
{
    struct named n = {.name = ""};
    char token[SECRET_TOKEN_MAX + 1];
    api_take(NAMED, k->body, &n);
    secret_token(token);
    turn_write_begin(a->turn);
    int64_t id = stations_add(a->st, n.name, token);
    stations_renew(a->st, id, token, k->at_ms);
    api_changed(a, k, "station_made", n.name, "");
    answer_write(a->turn, k->rq, 200, token_json(id, token));
}

// False when it has answered that there is none.
static bool take_station(struct api *a, struct api_call *k, int64_t *id,
                         struct named *n)
{
    *id = http_param_int(k->rq, 0);
    stations_name(a->st, *id, n->name, sizeof n->name);
    if (!n->name[0])
        answer_missing(k->rq, "there is no such station");
    return n->name[0];
}

static void station_renew(struct api *a, struct api_call *k)
{
    struct api_reason r = {.reason = ""};
    struct named n;
    int64_t id;
    char token[SECRET_TOKEN_MAX + 1];
    api_take(API_REASON, k->body, &r);
    if (!take_station(a, k, &id, &n))
        return;
    secret_token(token);
    turn_write_begin(a->turn);
    stations_renew(a->st, id, token, k->at_ms);
    api_changed(a, k, "station_renewed", n.name, r.reason);
    answer_write(a->turn, k->rq, 200, token_json(id, token));
}

static void station_withdraw(struct api *a, struct api_call *k)
{
    struct api_reason r = {.reason = ""};
    struct named n;
    int64_t id;
    api_take(API_REASON, k->body, &r);
    if (!take_station(a, k, &id, &n))
        return;
    withdraw_station(api_begin(a, k), id, n.name, r.reason);
    api_changed(a, k, "station_withdrawn", n.name, r.reason);
    answer_write(a->turn, k->rq, 200, json_object());
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

const struct api_route API_STATIONS[] = {
    {.method = "GET", .path = "/api/v1/stations", .handler = stations_list,
     .who = WHO_READER, .scope = SCOPE_MANAGER, .summary = "Stations",
     .query = API_PAGE,
     .answer = {{.of = STATIONS}}},
    {.method = "POST", .path = "/api/v1/stations", .handler = station_new,
     .who = WHO_MANAGER, .is_write = true,
     .summary = "Add a station; its token is shown once", .body = NAMED,
     .answer = {{.of = NEW_STATION}}},
    {.method = "POST", .path = "/api/v1/stations/:station_id/token",
     .handler = station_renew, .who = WHO_MANAGER, .is_write = true,
     .summary = "A new token for a station; the old one is void at once",
     .body = API_REASON, .answer = {{.of = NEW_STATION}}},
    {.method = "POST", .path = "/api/v1/stations/:station_id/withdraw",
     .handler = station_withdraw, .who = WHO_MANAGER, .is_write = true,
     .summary = "Withdraw a station; it is refused at once",
     .body = API_REASON},
    {.method = "POST", .path = "/api/v1/stations/:station_id/warehouse",
     .handler = station_place, .who = WHO_MANAGER, .is_write = true,
     .summary = "Say in which warehouse a station stands", .body = STAND},
    {.method = NULL}};
