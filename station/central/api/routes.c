// Every address of central, and the one way a request goes through.
#include "station/central/api/api_internal.h"
#include "shared/must.h"

#include <string.h>

static const struct api_route *const TABLES[] = {
    API_STATUS,    API_SIGN_IN, API_PEOPLE,     API_SESSIONS, API_PROGRAMS,
    API_STATIONS,  API_ACCESS,  API_GOODS,      API_ORDERS,   API_CHANGES,
    API_SHIPMENTS, API_PARCELS, API_KEPT,
    API_RULES,      API_RATES,    API_CHANNELS,
    API_IMPORT,    API_DESKS,   API_EXCEPTIONS, NULL};

// False when it has answered. A request without a body is right only where
// nothing may stand in it: a hold of nothing said is a mistake. Of a body that
// may also be a list of such, the handler checks each by itself.
static bool read_body(const struct api_route *r, struct api_call *k)
{
    char why[API_WHY_MAX];
    size_t len;
    http_body(k->rq, &len);
    if (!r->body || (len == 0 && !r->body->name))
        return true;
    k->body = http_body_json(k->rq);
    if (!k->body)
        return false;
    if (r->body_list || api_check(r->body, k->body, why))
        return true;
    answer_wrong(k->rq, why);
    return false;
}

// Pages of other programs (health, metrics) may be asked with anything.
static bool read_query(const struct api_route *r, struct api_call *k)
{
    char why[API_WHY_MAX];
    if (strncmp(r->path, "/api/", 5) != 0 ||
        api_check_query(r->query, k->rq, why))
        return true;
    answer_wrong(k->rq, why);
    return false;
}

static void serve(void *app, struct http_request *rq)
{
    struct api *a = app;
    const struct api_route *r = http_route_of(rq)->about;
    struct api_call k = {.rq = rq, .at_ms = http_at_ms(rq)};
    if (read_query(r, &k) && read_body(r, &k)) {
        size_t mark = turn_mark(a->turn);
        r->handler(a, &k);
        turn_back(a->turn, mark);
    }
    json_decref(k.body);
}

static void add_routes(struct api *a)
{
    int n = 0;
    for (const struct api_route *const *t = TABLES; *t; t++)
        for (const struct api_route *r = *t; r->method; r++) {
            must(n < API_ROUTES_MAX);
            a->route[n++] = (struct http_route){.method = r->method,
                                                .path = r->path,
                                                .handler = serve,
                                                .who = (int)r->who,
                                                .is_write = r->is_write,
                                                .body_max = r->body_max,
                                                .about = r};
        }
}

void api_open(struct api *a, struct office *office, struct channels *channels)
{
    *a = (struct api){.turn = office->turn,
                      .st = office->st,
                      .office = office,
                      .channels = channels,
                      .tables = TABLES,
                      .started_ms = turn_now_ms(office->turn)};
    admit_open(&a->admit, office->turn);
    later_open(&a->later, office->turn, a);
    add_routes(a);
}

void api_tick(struct api *a)
{
    refusals_tick(&a->admit.refusals, turn_at_ms(a->turn));
}

bool api_admit(void *app, struct http_request *rq, int who)
{
    struct api *a = app;
    struct admit_want want = {(enum who)who,
                              api_scope(http_route_of(rq)->about)};
    return admit_request(&a->admit, rq, &want);
}
