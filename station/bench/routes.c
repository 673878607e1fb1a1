// Every address of a station, in one place. The page is on the bench's own
// computer; a station listens on loopback unless its configuration says
// otherwise, and changes are taken from its own page only.
#include "station/base/text.h"
#include "station/bench/core/pictures.h"
#include "station/bench/core/sync.h"
#include "station/bench/routes.h"
#include "shared/command.h"
#include "shared/gs1/gs1.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct core *core(void *app)
{
    return &((struct bench *)app)->core;
}

// A request happens when the loop hears of it.
static int64_t wall_ms(void *app)
{
    return loop_at_ms(core(app)->loop);
}

static void health(void *app, struct http_request *rq)
{
    struct core *c = core(app);
    char out[STORE_WHY_MAX + 1];
    const char *why = pulse_why(&c->pulse, &c->store, out, sizeof out);
    http_json(rq, why[0] ? 503 : 200,
              json_pack("{s:s,s:o,s:s,s:s,s:b,s:I}", "status",
                        why[0] ? "wrong" : "ok", "why", json_text(why),
                        "program", "tallyman-station", "name", c->conf.name,
                        "online", (int)sync_is_online(c), "unsent",
                        (json_int_t)sync_unsent(c)));
}

static void metrics(void *app, struct http_request *rq)
{
    struct core *c = core(app);
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
            (unsigned long long)c->scan_count, (long long)c->tip.seq,
            (long long)sync_unsent(c));
    hand_metrics(&((struct bench *)app)->hands, out);
    must(fclose(out) == 0);
    http_text(rq, 200, "text/plain; version=0.0.4", text, len);
    free(text);
}

// What each command is scanned as, as a module of the pages.
static void codes(void *app, struct http_request *rq)
{
    char chars[1024];
    struct text t;
    (void)app;
    text_init(&t, chars, sizeof chars);
    text_addf(&t, "export default {");
    for (int c = 0; c < PACK_CMD_COUNT; c++)
        text_addf(&t, "%s\n    %s: '%s'", c ? "," : "",
                  command_name((enum pack_command)c),
                  command_code((enum pack_command)c));
    text_addf(&t, "};\n");
    must(!t.full);
    http_text(rq, 200, "text/javascript", t.chars, t.len);
}

static void events(void *app, struct http_request *rq)
{
    http_stream(rq, &core(app)->screen.channel);
}

// The same object as on the stream, without its frame.
static void state(void *app, struct http_request *rq)
{
    struct moment at = {.wall_ms = wall_ms(app),
                        .now_ms = loop_now_ms(core(app)->loop)};
    size_t len;
    const char *text = bench_screen(app, &at, &len);
    http_text(rq, 200, "application/json", text, len);
}

static void picture(void *app, struct http_request *rq)
{
    size_t len;
    const char *type;
    char *bytes = pictures_read(core(app), http_param(rq, 0), &len, &type);
    if (bytes)
        http_text(rq, 200, type, bytes, len);
    else
        http_problem(rq, 404, "Not found", "there is no such picture here");
    free(bytes);
}

// A body of one text; a member of another name is refused by it.
static bool take_text(struct http_request *rq, const char *name, char *out,
                      size_t cap)
{
    struct json_reader r;
    const char *given;
    json_t *value, *body = http_body_json(rq);
    if (!body)
        return false;
    json_reader_init(&r, body);
    json_object_foreach(body, given, value)
    {
        if (strcmp(given, name) != 0)
            json_reader_fail(&r, given, "is not known here");
    }
    json_take_text(&r, name, out, cap, true);
    json_decref(body);
    if (!json_reader_ok(&r))
        http_problem(rq, 400, "The request is not right", r.why);
    return json_reader_ok(&r);
}

// A code may hold the separator of GS1, which no other text does.
static bool take_code(struct http_request *rq, char *out, size_t cap)
{
    json_t *body = http_body_json(rq);
    if (!body)
        return false;
    const char *text = json_string_value(json_object_get(body, "code"));
    bool has_separator = text && strchr(text, GS1_FNC1);
    const char *why = "code: holds a control character";
    if (!has_separator) {
        json_decref(body);
        return take_text(rq, "code", out, cap);
    }
    size_t len = strlen(text);
    bool is_right = json_object_size(body) == 1 && len < cap;
    for (size_t i = 0; i < len && is_right; i++)
        is_right = text[i] == GS1_FNC1 || (unsigned char)text[i] >= 0x20;
    if (len >= cap)
        why = "code: is too long";
    if (is_right)
        text_copy(out, cap, text, len);
    else
        http_problem(rq, 400, "The request is not right", why);
    json_decref(body);
    return is_right;
}

// What was typed or touched counts like a scan: the same codes, the same way.
static void scan(void *app, struct http_request *rq)
{
    char code[SCAN_MAX + 1] = "";
    if (!take_code(rq, code, sizeof code))
        return;
    bench_type(app, code, strlen(code), wall_ms(app));
    http_json(rq, 200, json_object());
}

static void pin(void *app, struct http_request *rq)
{
    char digits[16] = "";
    if (!take_text(rq, "pin", digits, sizeof digits))
        return;
    bench_pin(app, digits, wall_ms(app));
    http_json(rq, 200, json_object());
}

// A button of the desk's page; a desk that has no such button does nothing.
static void take_over(void *app, struct http_request *rq)
{
    char code[64] = "";
    if (!take_text(rq, "code", code, sizeof code))
        return;
    (void)bench_command(app, "take-over", code, wall_ms(app));
    http_json(rq, 200, json_object());
}

static void sign_out(void *app, struct http_request *rq)
{
    bench_sign_out(app, wall_ms(app));
    http_json(rq, 200, json_object());
}

enum { OWN_PAGE = 1 };

bool bench_admit(void *app, struct http_request *rq, int who)
{
    (void)app;
    if (who != OWN_PAGE || http_is_same_origin(rq)) {
        http_set_class(rq, HTTP_PERSON);
        return true;
    }
    http_problem(rq, 403, "Not from here",
                 "the request does not come from the bench's own page");
    return false;
}

const struct http_route BENCH_ROUTES[] = {
    {"GET", "/health", health, 0, false, 0, NULL},
    {"GET", "/metrics", metrics, 0, false, 0, NULL},
    {"GET", "/events", events, 0, false, 0, NULL},
    {"GET", "/bench/codes.js", codes, 0, false, 0, NULL},
    {"GET", "/bench/state", state, 0, false, 0, NULL},
    {"GET", "/bench/pictures/:name", picture, 0, false, 0, NULL},
    {"POST", "/bench/scan", scan, OWN_PAGE, true, 4096, NULL},
    {"POST", "/bench/pin", pin, OWN_PAGE, true, 4096, NULL},
    {"POST", "/bench/sign-out", sign_out, OWN_PAGE, true, 4096, NULL},
    {"POST", "/bench/take-over", take_over, OWN_PAGE, true, 4096, NULL},
    {NULL, NULL, NULL, 0, false, 0, NULL},
};
