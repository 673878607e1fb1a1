// To and from central: events up, changes down, orders claimed ahead.
//
// One call at a time, each resuming from a number: events from the last one
// central has (acked_seq), changes from the last revision (feed_rev). Lost and
// doubled answers therefore do nothing. The journal itself is the outbox.
#include "station/bench/desk/bench.h"
#include "station/base/clock.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TICK_MS = 100,
    BATCH_ROWS = 1000,
    BATCH_MAX = 2 * 1024 * 1024,
    FEED_MS = 400,              // between two looks at the feed
    HELLO_MS = 2000,            // an empty batch says that we are here
    RETRY_MS = 1000,            // after a call that failed
    ONLINE_MS = 6000,           // without an answer for so long: offline
    SSCC_LOW = 200,
    LEASE_MS = 2000,            // until work is asked for again
};

struct claim {
    bool is_wanted;
    bool take_over;
    char code[64];
    char request_id[SECRET_TOKEN_MAX + 1];
};

struct sync {
    struct http_client *client;
    struct loop_timer tick;
    bool is_busy;
    int64_t acked_seq;
    int64_t heard_ms;           // monotonic; 0 before the first answer
    int64_t pushed_ms, fed_ms, failed_ms;
    int64_t skew_ms;            // our clock less central's
    bool has_catalogue;
    struct claim claim;         // by the packer
    struct claim lease;         // ahead of need
    int64_t lease_empty_ms;     // when central had nothing, 0 for never
    char batch[BATCH_MAX];
};

bool sync_is_online(const struct bench *b)
{
    const struct sync *s = b->sync;
    return s && s->heard_ms && clock_now_ms() - s->heard_ms < ONLINE_MS;
}

int64_t sync_heard_ms(const struct bench *b)
{
    return b->sync ? b->sync->heard_ms : 0;
}

int64_t sync_skew_ms(const struct bench *b)
{
    return b->sync ? b->sync->skew_ms : 0;
}

int64_t sync_unsent(const struct bench *b)
{
    return b->sync ? b->tip.seq - b->sync->acked_seq : 0;
}

static void call(struct bench *b, const char *method, const char *path,
                 const char *type, const char *body, size_t len,
                 http_answer_fn *done)
{
    char url[256];
    snprintf(url, sizeof url, "%s%s", b->conf.central, path);
    struct http_call c = {.method = method,
                          .url = url,
                          .token = b->conf.token,
                          .type = type,
                          .body = body,
                          .body_len = len};
    if (http_client_call(b->sync->client, &c, done, b) == ERR_OK)
        b->sync->is_busy = true;
}

static void step(void *arg);

static void failed(struct bench *b, const char *what, int status,
                   const char *chars, size_t len)
{
    struct sync *s = b->sync;
    if (s->failed_ms == 0 || status != 0)
        log_warn("central_failed call=%s status=%d why=\"%.*s\"", what, status,
                 len > 200 ? 200 : (int)len, chars);
    s->failed_ms = clock_now_ms();
    screen_show(b);
}

// The answer as JSON when it is a good one; the caller frees it.
static json_t *answer(struct bench *b, const char *what, int status,
                      const char *chars, size_t len)
{
    struct sync *s = b->sync;
    s->is_busy = false;
    json_t *root = status == 200 ? json_read(chars, len, NULL, 0) : NULL;
    if (!root) {
        failed(b, what, status, chars, len);
        return NULL;
    }
    s->failed_ms = 0;
    s->heard_ms = clock_now_ms();
    json_t *now = json_object_get(root, "now_ms");
    if (json_is_integer(now))
        s->skew_ms = clock_wall_ms() - json_integer_value(now);
    return root;
}

static void keep_text(struct bench *b, const json_t *root, const char *name)
{
    const char *text = json_string_value(json_object_get(root, name));
    if (text)
        store_setting_set(&b->store, name, text);
}

static void on_pushed(void *arg, int status, const char *chars, size_t len)
{
    struct bench *b = arg;
    json_t *root = answer(b, "events", status, chars, len);
    if (!root)
        return;
    struct json_reader r;
    int64_t last = 0, next = 0, end = 0;
    json_reader_init(&r, root);
    json_take_int(&r, "last_seq", 0, INT64_MAX, &last, true);
    json_take_int(&r, "sscc_next", 0, INT64_MAX, &next, false);
    json_take_int(&r, "sscc_end", 0, INT64_MAX, &end, false);
    store_begin(&b->store);
    store_counter_set(&b->store, "acked_seq", last);
    // A new range only: within the old one our own counter is ahead.
    if (end != store_counter(&b->store, "sscc_end", 0)) {
        store_counter_set(&b->store, "sscc_next", next);
        store_counter_set(&b->store, "sscc_end", end);
    }
    keep_text(b, root, "sscc_prefix");
    keep_text(b, root, "sender");
    if (json_reader_ok(&r) && store_commit(&b->store) == ERR_OK)
        b->sync->acked_seq = last;
    else if (b->store.in_tx)
        store_rollback(&b->store);
    json_decref(root);
    pack_flow_act(b, clock_wall_ms()); // it may have waited for numbers
    screen_show(b);
    step(b);
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

static void push(struct bench *b)
{
    struct sync *s = b->sync;
    struct gather g = {.rows = 0};
    text_init(&g.text, s->batch, sizeof s->batch);
    if (sync_unsent(b) > 0 &&
        journal_each(&b->store, s->acked_seq, 0, gather_row, &g) < 0)
        return;
    int64_t left = store_counter(&b->store, "sscc_end", 0) -
                   store_counter(&b->store, "sscc_next", 0);
    s->pushed_ms = clock_now_ms();
    call(b, "POST",
         left < SSCC_LOW ? "/api/v1/station/events?lend_sscc=1"
                         : "/api/v1/station/events",
         "text/plain", g.text.len ? s->batch : "", g.text.len, on_pushed);
}

// What the feed changed about the order on the bench.
static void look_at_work(struct bench *b, int64_t at_ms)
{
    struct bench_work w;
    if (!b->has_work)
        return;
    int rc = bench_work_load(&b->store, b->work.shipment_id, &w);
    if (rc == ERR_MISSING || (rc == ERR_OK && w.fence != b->work.fence)) {
        char order_no[64];
        snprintf(order_no, sizeof order_no, "%s", b->work.order_no);
        work_close(b);
        bench_notice(b, NOTICE_TAKEN_OVER, order_no, TONE_STOP);
        return;
    }
    json_t *body = bench_work_body(&b->store, b->work.shipment_id);
    if (!body)
        return;
    json_decref(b->body);
    b->body = body;
    work_reconcile(b, at_ms);
}

static int apply(struct bench *b, const json_t *root, int64_t at_ms)
{
    const json_t *changes = json_object_get(root, "changes");
    json_t *rev = json_object_get(root, "rev");
    json_t *id = json_object_get(root, "station_id");
    store_begin(&b->store);
    store_counter_set(&b->store, "station_id", json_integer_value(id));
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *one = json_array_get(changes, i);
        const json_t *data = json_object_get(one, "data");
        const char *kind = json_string_value(json_object_get(one, "kind"));
        if (!kind)
            continue;
        if (strcmp(kind, "shipment") == 0)
            work_feed(b, data, at_ms);
        else
            bench_feed_apply(&b->store, kind, data);
    }
    store_counter_set(&b->store, "feed_rev", json_integer_value(rev));
    return store_commit(&b->store);
}

static void on_fed(void *arg, int status, const char *chars, size_t len)
{
    struct bench *b = arg;
    struct sync *s = b->sync;
    json_t *root = answer(b, "feed", status, chars, len);
    if (!root)
        return;
    s->fed_ms = clock_now_ms();
    if (sync_unsent(b) > 0) {
        // The answer may be older than what we did since: ask again later.
        json_decref(root);
        s->fed_ms = 0;
        step(b);
        return;
    }
    bool more = json_is_true(json_object_get(root, "more"));
    bool has_changes = json_array_size(json_object_get(root, "changes")) > 0;
    if (has_changes || !s->has_catalogue) {
        if (apply(b, root, clock_wall_ms()) < 0)
            log_error("feed_not_kept why=\"%s\"", store_why(&b->store));
        look_at_work(b, clock_wall_ms());
        s->lease_empty_ms = 0;
        screen_show(b);
    }
    s->has_catalogue = !more;
    if (more)
        s->fed_ms = 0;
    json_decref(root);
    step(b);
}

static void feed(struct bench *b)
{
    char path[80];
    snprintf(path, sizeof path, "/api/v1/station/feed?after=%lld",
             (long long)store_counter(&b->store, "feed_rev", 0));
    call(b, "GET", path, NULL, NULL, 0, on_fed);
}

static void show_refusal(struct bench *b, const json_t *root,
                         const char *verdict, const char *code)
{
    static const struct {
        const char *verdict;
        enum bench_notice notice;
    } TABLE[] = {{"unknown", NOTICE_NOT_FOUND},
                 {"taken", NOTICE_TAKEN},
                 {"held", NOTICE_ON_HOLD},
                 {"packed", NOTICE_ALREADY_PACKED},
                 {"cancelled", NOTICE_CANCELLED},
                 {"waiting", NOTICE_NO_STOCK}};
    const char *holder = json_string_value(json_object_get(root, "holder"));
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++)
        if (strcmp(TABLE[i].verdict, verdict) == 0)
            bench_notice(b, TABLE[i].notice, holder ? holder : code,
                         TONE_LOOK);
}

// Keeps a claimed order. Returns its shipment or 0.
static int64_t take_work(struct bench *b, const json_t *root)
{
    const json_t *work = json_object_get(root, "work");
    if (!work)
        return 0;
    store_begin(&b->store);
    work_take(b, work, clock_wall_ms());
    if (store_commit(&b->store) < 0)
        return 0;
    return json_integer_value(json_object_get(work, "shipment_id"));
}

static void on_claimed(void *arg, int status, const char *chars, size_t len)
{
    struct bench *b = arg;
    struct sync *s = b->sync;
    json_t *root = answer(b, "claim", status, chars, len);
    if (!root)
        return; // the same request is sent again
    const char *verdict = json_string_value(json_object_get(root, "verdict"));
    s->claim.is_wanted = false;
    int64_t shipment_id = take_work(b, root);
    struct bench_work w;
    if (shipment_id && !b->has_work && b->sign == SIGN_IN &&
        bench_work_load(&b->store, shipment_id, &w) == ERR_OK)
        work_open(b, &w, clock_wall_ms());
    else if (verdict && !shipment_id)
        show_refusal(b, root, verdict, s->claim.code);
    json_decref(root);
    screen_show(b);
    step(b);
}

static void on_leased(void *arg, int status, const char *chars, size_t len)
{
    struct bench *b = arg;
    struct sync *s = b->sync;
    json_t *root = answer(b, "lease", status, chars, len);
    if (!root)
        return;
    s->lease.is_wanted = false;
    s->lease_empty_ms = take_work(b, root) == 0 ? clock_now_ms() : 0;
    json_decref(root);
    screen_show(b);
    step(b);
}

static void claim(struct bench *b, struct claim *c, http_answer_fn *done)
{
    json_t *body = json_pack("{s:s,s:s,s:b,s:I}", "request_id", c->request_id,
                             "code", c->code, "take_over", (int)c->take_over,
                             "person_id", (json_int_t)b->person.person_id);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    call(b, "POST", "/api/v1/station/claim", NULL, text, strlen(text), done);
    free(text);
}

static bool wants_lease(struct bench *b)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    if (b->sync->lease.is_wanted)
        return true;
    // A released order is no change of the feed: it is asked for now and then.
    bool was_empty = b->sync->lease_empty_ms &&
                     clock_now_ms() - b->sync->lease_empty_ms < LEASE_MS;
    if (b->sign != SIGN_IN || was_empty || b->conf.lease == 0)
        return false;
    int count = bench_work_list(&b->store, list, BENCH_QUEUE_MAX), waiting = 0;
    for (int i = 0; i < count; i++)
        waiting += strcmp(list[i].state, "leased") == 0;
    return count < BENCH_QUEUE_MAX && waiting < b->conf.lease;
}

// The next call that is due, the most urgent first.
static void step(void *arg)
{
    struct bench *b = arg;
    struct sync *s = b->sync;
    int64_t now = clock_now_ms();
    if (s->is_busy || (s->failed_ms && now - s->failed_ms < RETRY_MS))
        return;
    if (s->claim.is_wanted) {
        claim(b, &s->claim, on_claimed);
    } else if (sync_unsent(b) > 0 || now - s->pushed_ms >= HELLO_MS) {
        push(b);
    } else if (!s->fed_ms || now - s->fed_ms >= FEED_MS) {
        feed(b);
    } else if (s->has_catalogue && wants_lease(b)) {
        if (!s->lease.is_wanted)
            secret_token(s->lease.request_id);
        s->lease.is_wanted = true;
        claim(b, &s->lease, on_leased);
    }
}

static void on_tick(void *arg)
{
    struct bench *b = arg;
    static bool was_online;
    step(b);
    if (sync_is_online(b) != was_online) {
        was_online = !was_online;
        log_info("central_%s", was_online ? "online" : "offline");
        screen_show(b);
    }
}

void sync_push(struct bench *b)
{
    if (b->sync)
        step(b);
}

void sync_claim(struct bench *b, const char *code, bool take_over)
{
    struct claim *c = &b->sync->claim;
    snprintf(c->code, sizeof c->code, "%s", code);
    c->take_over = take_over;
    c->is_wanted = true;
    secret_token(c->request_id);
    step(b);
}

int sync_open(struct bench *b, char *why, size_t why_cap)
{
    static struct sync s; // large; a station has one
    if (!b->conf.central[0] || b->conf.is_practice)
        return ERR_OK;
    if (http_client_open(&b->loop, &s.client) < 0) {
        snprintf(why, why_cap, "the HTTP client did not start");
        return ERR_IO;
    }
    s.acked_seq = store_counter(&b->store, "acked_seq", 0);
    b->sync = &s;
    loop_timer_start(&b->loop, &s.tick, 0, TICK_MS, on_tick, b);
    return ERR_OK;
}

void sync_close(struct bench *b)
{
    if (!b->sync)
        return;
    loop_timer_stop(&b->sync->tick);
    http_client_close(b->sync->client);
    b->sync = NULL;
}
