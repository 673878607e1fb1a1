// Every address of a station, in one place. The page is on the bench's own
// computer; a station listens on loopback unless its configuration says
// otherwise, and changes are taken from its own page only.
#include "station/base/clock.h"
#include "station/bench/desk/bench.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void health(void *app, struct http_request *rq)
{
    struct bench *b = app;
    http_json(rq, 200,
              json_pack("{s:s,s:s,s:s,s:b,s:I}", "status", "ok", "program",
                        "tallyman-station", "name", b->conf.name, "online",
                        (int)sync_is_online(b), "unsent",
                        (json_int_t)sync_unsent(b)));
}

static void metrics(void *app, struct http_request *rq)
{
    struct bench *b = app;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    must(out != NULL);
    fprintf(out,
            "# TYPE tallyman_scans_total counter\n"
            "tallyman_scans_total %llu\n"
            "# TYPE tallyman_journal_seq gauge\n"
            "tallyman_journal_seq %lld\n"
            "# TYPE tallyman_unsent_events gauge\n"
            "tallyman_unsent_events %lld\n",
            (unsigned long long)b->scan_count, (long long)b->tip.seq,
            (long long)sync_unsent(b));
    hand_metrics(b, out);
    must(fclose(out) == 0);
    http_text(rq, 200, "text/plain; version=0.0.4", text, len);
    free(text);
}

static void events(void *app, struct http_request *rq)
{
    struct bench *b = app;
    http_stream(rq, &b->channel);
}

static void state(void *app, struct http_request *rq)
{
    struct bench *b = app;
    // The same object as on the stream, without its frame.
    http_text(rq, 200, "application/json", b->screen + 6, b->channel.len - 8);
}

static bool take_text(struct http_request *rq, const char *name, char *out,
                      size_t cap)
{
    struct json_reader r;
    json_t *body = http_body_json(rq);
    if (!body)
        return false;
    json_reader_init(&r, body);
    json_take_text(&r, name, out, cap, true);
    json_decref(body);
    if (!json_reader_ok(&r))
        http_problem(rq, 400, "The request is not right", r.why);
    return json_reader_ok(&r);
}

// What was typed or touched counts like a scan: the same codes, the same way.
static void scan(void *app, struct http_request *rq)
{
    struct bench *b = app;
    char code[SCAN_MAX + 1] = "";
    if (!take_text(rq, "code", code, sizeof code))
        return;
    bench_scan(b, code, strlen(code), clock_wall_ms());
    http_json(rq, 200, json_object());
}

static void pin(void *app, struct http_request *rq)
{
    struct bench *b = app;
    char digits[16] = "";
    if (!take_text(rq, "pin", digits, sizeof digits))
        return;
    bench_pin(b, digits, clock_wall_ms());
    screen_show(b);
    http_json(rq, 200, json_object());
}

// Taking an order from another bench: asked for on the page, allowed by
// central for supervisors only.
static void take_over(void *app, struct http_request *rq)
{
    struct bench *b = app;
    char code[64] = "";
    if (!take_text(rq, "code", code, sizeof code))
        return;
    if (b->sync && b->sign == SIGN_IN && !b->has_work)
        sync_claim(b, code, true);
    http_json(rq, 200, json_object());
}

enum { OWN_PAGE = 1 };

bool bench_admit(void *app, struct http_request *rq, int who)
{
    (void)app;
    if (who != OWN_PAGE || http_is_same_origin(rq))
        return true;
    http_problem(rq, 403, "Not from here",
                 "the request does not come from the bench's own page");
    return false;
}

const struct http_route BENCH_ROUTES[] = {
    {"GET", "/health", health, 0, false, 0, ""},
    {"GET", "/metrics", metrics, 0, false, 0, ""},
    {"GET", "/events", events, 0, false, 0, ""},
    {"GET", "/bench/state", state, 0, false, 0, ""},
    {"POST", "/bench/scan", scan, OWN_PAGE, true, 4096, ""},
    {"POST", "/bench/pin", pin, OWN_PAGE, true, 4096, ""},
    {"POST", "/bench/take-over", take_over, OWN_PAGE, true, 4096, ""},
    {NULL, NULL, NULL, 0, false, 0, NULL},
};
