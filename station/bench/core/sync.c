#include "station/bench/core/sync_internal.h"
#include "station/base/log.h"
#include "shared/must.h"
#include "station/store/bench/bench_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TICK_MS = 100,
    BATCH_ROWS = 1000,
    FEED_MS = 400,    // between two looks at the feed
    HERE_MS = 2000,   // an empty batch says that we are here
    SECOND_MS = 2000, // until it is asked again who works here
    FOREIGN_MS = 10000,
    ONLINE_MS = 6000, // without an answer for so long: offline
    SSCC_LOW = 200,
    AHEAD_MS = 2000,       // until work is asked for ahead of need again
    RECOVERING_MS = 10000, // not said for so long: nobody asked since
};

// The answer waits for the end of this turn of the loop: sync_step.
static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    struct sync *s = arg;
    s->has_answer = true;
    s->status = status;
    s->root = status == 200 ? json_read(chars, len, NULL, 0) : NULL;
    if (s->root)
        return;
    if (status == 0)
        text_copy(s->why, sizeof s->why, chars, len);
    else
        sync_problem_text(chars, len, s->why);
}

// Who calls, and as whom central knows it: what does not agree is answered
// with 409, and nothing is done.
static void write_headers(const struct core *c, char *out, size_t cap)
{
    const struct identity *i = &c->identity;
    snprintf(out, cap,
             "X-Station-Ms: %lld\nX-Station-Journal: %s\n"
             "X-Station-Run: %s\nX-Central-Incarnation: %s\n",
             (long long)loop_at_ms(c->loop), i->journal_id, i->run,
             i->incarnation);
}

static void call(struct core *c, enum sync_call which, struct http_call *http)
{
    struct sync *s = c->sync;
    char url[256], headers[256];
    snprintf(url, sizeof url, "%s%s", c->conf.central, http->url);
    write_headers(c, headers, sizeof headers);
    http->url = url;
    http->headers = headers;
    http->token = c->conf.token;
    s->call = which;
    if (http_client_call(s->client, http, on_answer, s) == ERR_OK)
        s->is_busy = true;
}

struct gather {
    struct text text;
    int rows;
};

static bool gather_row(void *arg, const struct journal_row *row)
{
    struct gather *g = arg;
    size_t before = g->text.len;
    journal_line_write(row, &g->text);
    if (g->text.full) { // half a row stays behind for the next batch
        g->text.len = before;
        return false;
    }
    return ++g->rows < BATCH_ROWS;
}

static void push(struct core *c, int64_t now_ms)
{
    struct sync *s = c->sync;
    struct gather g = {.rows = 0};
    text_init(&g.text, s->batch, sizeof s->batch);
    if (sync_unsent(c) > 0 &&
        journal_each(&c->store, s->acked_seq, 0, gather_row, &g) < 0)
        return;
    int64_t left = store_counter(&c->store, "sscc_end", 0) -
                   store_counter(&c->store, "sscc_next", 0);
    struct http_call http = {.method = "POST",
                             .url = left < SSCC_LOW
                                        ? "/api/v1/station/events?lend_sscc=1"
                                        : "/api/v1/station/events",
                             .type = "text/plain",
                             .body = g.text.len ? s->batch : "",
                             .body_len = g.text.len};
    s->pushed_ms = now_ms;
    call(c, SYNC_EVENTS, &http);
}

static void feed(struct core *c)
{
    char path[80];
    struct http_call http = {.method = "GET", .url = path};
    snprintf(path, sizeof path, "/api/v1/station/feed?after=%lld",
             (long long)store_counter(&c->store, "feed_rev", 0));
    call(c, SYNC_FEED, &http);
}

static void post(struct core *c, enum sync_call which, const char *url,
                 json_t *body)
{
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    struct http_call http = {
        .method = "POST", .url = url, .body = text, .body_len = strlen(text)};
    call(c, which, &http);
    free(text);
}

static void greet(struct core *c, int64_t now_ms)
{
    struct sync *s = c->sync;
    s->greeted_ms = now_ms;
    sync_hello_fill(c);
    post(c, SYNC_HELLO, "/api/v1/station/hello", hello_to_json(&s->hello));
}

static void claim(struct core *c, enum sync_call which,
                  struct claim_request *request)
{
    request->person_id = c->sign.person.person_id;
    post(c, which, "/api/v1/station/claim", claim_request_to_json(request));
}

static bool wants_lease(struct core *c, int64_t now_ms)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    const struct sync *s = c->sync;
    if (s->lease.is_wanted)
        return true;
    // A released order is no change of the feed: it is asked for now and then.
    bool was_empty = s->lease_empty_ms && now_ms - s->lease_empty_ms < AHEAD_MS;
    if (c->sign.state != SIGN_IN || was_empty || c->conf.lease == 0)
        return false;
    int count = bench_work_list(&c->store, list, BENCH_QUEUE_MAX), waiting = 0;
    for (int i = 0; i < count; i++)
        waiting += strcmp(list[i].state, "leased") == 0;
    return count < BENCH_QUEUE_MAX && waiting < c->conf.lease;
}

// Greeted at once, or when who is not let in may ask again.
static void greet_when_due(struct core *c, int64_t now_ms)
{
    const struct sync *s = c->sync;
    int64_t every_ms = s->link == LINK_SECOND    ? SECOND_MS
                       : s->link == LINK_FOREIGN ? FOREIGN_MS
                                                 : 0;
    if (now_ms - s->greeted_ms >= every_ms)
        greet(c, now_ms);
}

// Who takes an order over is believed by the rows that say that he signed in:
// they go first.
static bool wants_claim(struct core *c)
{
    const struct sync *s = c->sync;
    return s->claim.is_wanted &&
           !(s->claim.request.take_over && sync_unsent(c) > 0);
}

// The next call that is due, the most urgent first.
static void next_call(struct core *c, int64_t now_ms)
{
    struct sync *s = c->sync;
    if (s->is_busy || (s->failed_ms && now_ms - s->failed_ms < s->wait_ms))
        return;
    if (s->link != LINK_UP) {
        greet_when_due(c, now_ms);
    } else if (wants_claim(c)) {
        claim(c, SYNC_CLAIM, &s->claim.request);
    } else if (sync_unsent(c) > 0 || now_ms - s->pushed_ms >= HERE_MS) {
        push(c, now_ms);
    } else if (!s->fed_ms || now_ms - s->fed_ms >= FEED_MS) {
        feed(c);
    } else if (s->has_catalogue && wants_lease(c, now_ms)) {
        if (!s->lease.is_wanted)
            secret_token(s->lease.request.request_id);
        s->lease.is_wanted = true;
        claim(c, SYNC_LEASE, &s->lease.request);
    }
}

static void take_answer(struct core *c, const struct moment *at)
{
    struct sync *s = c->sync;
    json_t *root = s->root;
    s->root = NULL;
    s->has_answer = s->is_busy = false;
    c->is_sync_due = true;
    if (!root) {
        sync_refused(c, at);
        return;
    }
    s->failed_ms = 0;
    if (s->call != SYNC_HELLO) {
        s->refused_count = 0;
        s->said[0] = 0;
    }
    s->heard_ms = at->now_ms;
    json_t *now = json_object_get(root, "now_ms");
    if (json_is_integer(now))
        s->skew_ms = at->wall_ms - json_integer_value(now);
    sync_take(c, root, at);
    json_decref(root);
}

void sync_step(struct core *c, const struct moment *at)
{
    struct sync *s = c->sync;
    if (!s)
        return;
    if (s->has_answer)
        take_answer(c, at);
    if (s->recovering_ms && at->now_ms - s->recovering_ms >= RECOVERING_MS) {
        s->recovering_ms = 0;
        c->is_changed = true;
    }
    bool is_online = s->heard_ms && at->now_ms - s->heard_ms < ONLINE_MS;
    if (is_online != s->is_online) {
        s->is_online = is_online;
        c->is_changed = true;
        log_info("central_%s", is_online ? "online" : "offline");
    }
    if (!c->is_sync_due)
        return;
    c->is_sync_due = false;
    next_call(c, at->now_ms);
}

static void on_tick(void *arg)
{
    struct core *c = arg;
    c->is_sync_due = true;
}

static void want_claim(struct core *c, const char *code, int64_t shipment_id,
                       bool take_over)
{
    if (!c->sync)
        return;
    struct claim_request *request = &c->sync->claim.request;
    snprintf(request->code, sizeof request->code, "%s", code);
    request->shipment_id = shipment_id;
    request->take_over = take_over;
    secret_token(request->request_id);
    c->sync->claim.is_wanted = true;
    c->is_sync_due = true;
}

void sync_claim(struct core *c, const char *code, bool take_over)
{
    want_claim(c, code, 0, take_over);
}

void sync_claim_shipment(struct core *c, int64_t shipment_id, const char *code)
{
    want_claim(c, code, shipment_id, false);
}

int sync_open(struct core *c, device_fn *fn, void *arg, char *why,
              size_t why_cap)
{
    if (!c->conf.central[0] || c->conf.is_practice)
        return ERR_OK;
    struct sync *s = calloc(1, sizeof *s);
    must(s != NULL); // once, at start
    if (http_client_open(c->loop, &s->client) < 0) {
        snprintf(why, why_cap, "the HTTP client did not start");
        free(s);
        return ERR_IO;
    }
    s->fn = fn;
    s->arg = arg;
    s->acked_seq = store_counter(&c->store, "acked_seq", 0);
    if (s->acked_seq > c->tip.seq)
        s->acked_seq = c->tip.seq;
    c->sync = s;
    loop_timer_start(c->loop, &s->tick, 0, TICK_MS, on_tick, c);
    return ERR_OK;
}

void sync_close(struct core *c)
{
    if (!c->sync)
        return;
    loop_timer_stop(&c->sync->tick);
    http_client_close(c->sync->client);
    json_decref(c->sync->root);
    c->sync->root = NULL;
    // The timer inside is closed with the loop; core_close frees the memory.
}
