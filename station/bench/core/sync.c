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
    FEED_MS = 400,              // between two looks at the feed
    HELLO_MS = 2000,            // an empty batch says that we are here
    RETRY_MS = 1000,            // after a call that failed
    ONLINE_MS = 6000,           // without an answer for so long: offline
    SSCC_LOW = 200,
    AHEAD_MS = 2000,            // until work is asked for ahead of need again
};

static const char *const CALL_NAMES[] = {[SYNC_EVENTS] = "events",
                                         [SYNC_FEED] = "feed",
                                         [SYNC_CLAIM] = "claim",
                                         [SYNC_LEASE] = "lease"};

// The answer waits for the end of this turn of the loop: sync_step.
static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    struct sync *s = arg;
    s->has_answer = true;
    s->status = status;
    s->root = status == 200 ? json_read(chars, len, NULL, 0) : NULL;
    if (!s->root)
        snprintf(s->why, sizeof s->why, "%.*s",
                 len > 200 ? 200 : (int)len, chars);
}

static void call(struct core *c, enum sync_call which, struct http_call *http)
{
    struct sync *s = c->sync;
    char url[256];
    snprintf(url, sizeof url, "%s%s", c->conf.central, http->url);
    http->url = url;
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
    char clock[48];
    snprintf(clock, sizeof clock, "X-Station-Ms: %lld\n",
             (long long)loop_at_ms(c->loop));
    struct http_call http = {
        .method = "POST",
        .headers = clock,
        .url = left < SSCC_LOW ? "/api/v1/station/events?lend_sscc=1"
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

static void claim(struct core *c, enum sync_call which,
                  struct claim_request *request)
{
    request->person_id = c->sign.person.person_id;
    json_t *body = claim_request_to_json(request);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    struct http_call http = {.method = "POST",
                             .url = "/api/v1/station/claim",
                             .body = text,
                             .body_len = strlen(text)};
    call(c, which, &http);
    free(text);
}

static bool wants_lease(struct core *c, int64_t now_ms)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    const struct sync *s = c->sync;
    if (s->lease.is_wanted)
        return true;
    // A released order is no change of the feed: it is asked for now and then.
    bool was_empty =
        s->lease_empty_ms && now_ms - s->lease_empty_ms < AHEAD_MS;
    if (c->sign.state != SIGN_IN || was_empty || c->conf.lease == 0)
        return false;
    int count = bench_work_list(&c->store, list, BENCH_QUEUE_MAX), waiting = 0;
    for (int i = 0; i < count; i++)
        waiting += strcmp(list[i].state, "leased") == 0;
    return count < BENCH_QUEUE_MAX && waiting < c->conf.lease;
}

// The next call that is due, the most urgent first.
static void next_call(struct core *c, int64_t now_ms)
{
    struct sync *s = c->sync;
    if (s->is_busy || (s->failed_ms && now_ms - s->failed_ms < RETRY_MS))
        return;
    if (s->claim.is_wanted) {
        claim(c, SYNC_CLAIM, &s->claim.request);
    } else if (sync_unsent(c) > 0 || now_ms - s->pushed_ms >= HELLO_MS) {
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
        c->is_changed = true;
        if (s->failed_ms == 0 || s->status != 0)
            log_warn("central_failed call=%s status=%d why=\"%s\"",
                     CALL_NAMES[s->call], s->status, s->why);
        s->failed_ms = at->now_ms;
        return;
    }
    s->failed_ms = 0;
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

void sync_claim(struct core *c, const char *code, bool take_over)
{
    if (!c->sync)
        return;
    struct claim_request *request = &c->sync->claim.request;
    snprintf(request->code, sizeof request->code, "%s", code);
    request->take_over = take_over;
    secret_token(request->request_id);
    c->sync->claim.is_wanted = true;
    c->is_sync_due = true;
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
