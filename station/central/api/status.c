// How central is: for watchers, and for programs that want to know the API.
#include "station/central/api/api_internal.h"

#include <stdio.h>

static void health(struct api *a, struct api_call *k)
{
    char out[STORE_WHY_MAX + 1];
    const char *why = pulse_why(&a->turn->pulse, a->st, out, sizeof out);
    http_json(k->rq, why[0] ? 503 : 200,
              json_pack("{s:s,s:o,s:s,s:I,s:b}", "status",
                        why[0] ? "wrong" : "ok", "why", json_text(why),
                        "program", "tallyman-central", "now_ms",
                        (json_int_t)k->at_ms, "needs_setup",
                        a->setup_code[0] != 0));
}

static void metrics(struct api *a, struct api_call *k)
{
    char text[512];
    int len =
        snprintf(text, sizeof text,
                 "# TYPE tallyman_events_total counter\n"
                 "tallyman_events_total %lld\n"
                 "# TYPE tallyman_commits_total counter\n"
                 "tallyman_commits_total %lld\n"
                 "# TYPE tallyman_uptime_seconds gauge\n"
                 "tallyman_uptime_seconds %lld\n",
                 (long long)a->event_count, (long long)a->turn->commit_count,
                 (long long)((turn_now_ms(a->turn) - a->started_ms) / 1000));
    http_text(k->rq, 200, "text/plain; version=0.0.4", text, (size_t)len);
}

static void openapi(struct api *a, struct api_call *k)
{
    http_json(k->rq, 200, api_document(a->tables, "rule", BOOK_KINDS));
}

static const struct api_member DOCUMENT[] = {
    {API_TEXT("openapi", "the version of its form")},
    {API_OBJECT("info", "", NULL)},
    {API_OBJECT("paths", "", NULL)},
    {API_OBJECT("components", "", NULL)},
    {.name = NULL}};

const struct api_route API_STATUS[] = {
    {.method = "GET", .path = "/health", .handler = health},
    {.method = "GET", .path = "/metrics", .handler = metrics},
    {.method = "GET",
     .path = "/api/openapi.json",
     .handler = openapi,
     .summary = "This description",
     .answer = {{.of = DOCUMENT}}},
    {.method = NULL}};
