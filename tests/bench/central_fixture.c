#include "tests/bench/central_fixture.h"
#include "station/base/clock.h"
#include "station/bench/core/sync_internal.h"
#include "station/record/numbers.h"

static const char DATABASE[] = "00000000000000dd";

static void answer(struct http_request *rq, const char *body)
{
    char text[4096];
    size_t len = strlen(body);
    assert_true(len < sizeof text);
    for (size_t i = 0; i <= len; i++)
        text[i] = body[i] == '\'' ? '"' : body[i];
    http_text(rq, 200, "application/json", text, len);
}

// True when what was done is not told.
static bool is_lost(struct central *k, struct http_request *rq)
{
    k->call_count++;
    if (k->lose_every == 0 || k->call_count % k->lose_every != 0)
        return false;
    http_problem(rq, 503, "Not now", "the answer was lost");
    return true;
}

struct kept_journal *central_journal(struct central *k)
{
    return k->journal_count ? &k->journal[k->journal_count - 1] : NULL;
}

static struct kept_journal *find(struct central *k, const char *id)
{
    for (int i = k->journal_count - 1; i >= 0; i--)
        if (strcmp(k->journal[i].id, id) == 0)
            return &k->journal[i];
    return NULL;
}

// By the headers, as the call must carry them; answered when they do not fit.
static struct kept_journal *admit_call(struct central *k,
                                       struct http_request *rq)
{
    struct kept_journal *j = central_journal(k);
    if (j && strcmp(http_header(rq, "X-Station-Journal"), j->id) == 0 &&
        strcmp(http_header(rq, "X-Station-Run"), k->hello.run) == 0 &&
        strcmp(http_header(rq, "X-Central-Incarnation"), k->incarnation) == 0)
        return j;
    http_problem(rq, 409, "Say hello first", "this is not as it was left");
    return NULL;
}

static void begin_journal(struct central *k, const struct hello *h,
                          const struct kept_journal *near)
{
    assert_true(k->journal_count < KEPT_JOURNALS);
    struct kept_journal *j = &k->journal[k->journal_count++];
    if (near)
        *j = *near;
    snprintf(j->id, sizeof j->id, "%s", h->journal_id);
    j->base_seq = j->last_seq = h->probe_seq;
    k->begin_count++;
}

static void probe(const struct kept_journal *j, const struct hello *h,
                  struct welcome *w)
{
    w->probe = HELLO_PROBE_NONE;
    if (j && h->probe_seq > 0 && h->probe_seq <= j->last_seq)
        w->probe = strcmp(j->hash[h->probe_seq], h->probe_hash) == 0
                       ? HELLO_PROBE_SAME
                       : HELLO_PROBE_OTHER;
}

static void greet(struct central *k, const struct hello *h, struct welcome *w)
{
    struct kept_journal *j = find(k, h->journal_id), *near = j;
    w->verdict = HELLO_WELCOME;
    if (!near)
        near = h->parent_id[0] ? find(k, h->parent_id) : find(k, "");
    probe(near, h, w);
    if (!j && h->begins &&
        (h->probe_seq == 0 || w->probe == HELLO_PROBE_SAME)) {
        begin_journal(k, h, near);
        j = near = central_journal(k);
    }
    if (!j)
        w->verdict = HELLO_UNKNOWN;
    if (near) {
        memcpy(w->journal_id, near->id, sizeof w->journal_id);
        w->last_seq = near->last_seq;
        memcpy(w->last_hash, near->hash[near->last_seq], sizeof w->last_hash);
    }
}

static void on_hello(void *app, struct http_request *rq)
{
    struct central *k = app;
    struct welcome w = {.station_id = 7, .now_ms = k->now_ms};
    char why[RECORD_WHY_MAX];
    json_t *body = http_body_json(rq);
    assert_non_null(body);
    assert_int_equal(hello_from_json(body, &k->hello, why), ERR_OK);
    json_decref(body);
    k->hello_count++;
    snprintf(w.database_id, sizeof w.database_id, "%s", DATABASE);
    snprintf(w.incarnation, sizeof w.incarnation, "%s", k->incarnation);
    greet(k, &k->hello, &w);
    if (k->says) {
        w.verdict =
            strcmp(k->says, "second") == 0 ? HELLO_SECOND : HELLO_FOREIGN;
        snprintf(w.rival, sizeof w.rival, "10.0.0.9");
    }
    if (k->gone) {
        w.gone_count = 1;
        w.gone[0] = k->gone;
    }
    if (!is_lost(k, rq))
        http_json(rq, 200, welcome_to_json(&w));
}

// A line's first member is its number, its last its hash.
static void take_row(struct central *k, struct kept_journal *j,
                     const char *line, const char *end)
{
    long long seq = strtoll(line, NULL, 10);
    const char *hash = end - SECRET_DIGEST_TEXT;
    assert_in_range(seq, j->base_seq + 1, KEPT_ROWS - 1);
    if (seq <= j->last_seq) {
        assert_memory_equal(j->hash[seq], hash, SECRET_DIGEST_TEXT);
        return;
    }
    assert_int_equal(seq, j->last_seq + 1);
    memcpy(j->hash[seq], hash, SECRET_DIGEST_TEXT);
    j->last_seq = seq;
    k->row_count++;
}

static bool is_refused(struct central *k, struct http_request *rq)
{
    if (k->conflict_count > 0) {
        k->conflict_count--;
        http_problem(rq, 409, "Say hello first", "for no reason");
        return true;
    }
    if (k->refuse_count > 0) {
        k->refuse_count--;
        http_problem(rq, 403, "Not allowed", "the token was withdrawn");
        return true;
    }
    return false;
}

static void on_events(void *app, struct http_request *rq)
{
    struct central *k = app;
    struct kept_journal *j = is_refused(k, rq) ? NULL : admit_call(k, rq);
    size_t len;
    const char *rows = http_body(rq, &len);
    k->events_count++;
    if (!j)
        return;
    for (const char *at = rows, *end; at < rows + len; at = end + 1) {
        end = memchr(at, '\n', (size_t)(rows + len - at));
        assert_non_null(end);
        take_row(k, j, at, end);
    }
    struct numbers n = {.last_seq = j->last_seq,
                        .sscc_next = k->sscc_next,
                        .sscc_end = k->sscc_next ? k->sscc_next + 800 : 0,
                        .sscc_prefix = "0350000",
                        .sender = "The house",
                        .now_ms = k->now_ms};
    snprintf(n.rival, sizeof n.rival, "%s", k->rival);
    if (!is_lost(k, rq))
        http_json(rq, 200, numbers_to_json(&n));
}

static void on_feed(void *app, struct http_request *rq)
{
    struct central *k = app;
    char body[3000];
    if (!admit_call(k, rq))
        return;
    int n = snprintf(body, sizeof body,
                     "{'rev':%d,'more':false,'now_ms':%lld,'station_id':7,"
                     "'changes':%s%s%s}",
                     ++k->feed_count, (long long)k->now_ms,
                     k->has_no_list ? "{" : "[", k->feed,
                     k->has_no_list ? "}" : "]");
    assert_true(n > 0 && (size_t)n < sizeof body);
    k->feed = "";
    answer(rq, body);
}

static void on_claim(void *app, struct http_request *rq)
{
    struct central *k = app;
    if (is_refused(k, rq) || !admit_call(k, rq))
        return;
    json_t *body = http_body_json(rq);
    assert_non_null(body);
    memcpy(k->request_id[1], k->request_id[0], sizeof k->request_id[0]);
    snprintf(k->request_id[0], sizeof k->request_id[0], "%s",
             text_of(body, "request_id"));
    json_decref(body);
    k->claim_count++;
    if (k->fail_count > 0) {
        k->fail_count--;
        http_problem(rq, 503, "Not now", "the disk is full");
        return;
    }
    answer(rq, k->claim);
}

static const struct http_route ROUTES[] = {
    {"POST", "/api/v1/station/hello", on_hello, 0, true, 0, NULL},
    {"POST", "/api/v1/station/events", on_events, 0, true, 0, NULL},
    {"GET", "/api/v1/station/feed", on_feed, 0, false, 0, NULL},
    {"POST", "/api/v1/station/claim", on_claim, 0, true, 0, NULL},
    {NULL, NULL, NULL, 0, false, 0, NULL}};

static bool admit(void *app, struct http_request *rq, int who)
{
    (void)app;
    (void)rq;
    (void)who;
    return true;
}

static void on_settle(void *arg)
{
    struct central *k = arg;
    k->site->now_ms = clock_now_ms();
    struct moment at = {.wall_ms = k->site->at_ms, .now_ms = k->site->now_ms};
    if (k->lose_every) // nobody waits for the next try
        k->site->bench.core.sync->failed_ms = 0;
    bench_settle(&k->site->bench, &at);
    if (k->is_over(k))
        uv_stop(&k->site->loop.uv);
}

static void on_deadline(void *arg)
{
    (void)arg;
    fail_msg("the bench and central came to no end");
}

// The bench has met this central before.
static void be_known(struct central *k)
{
    struct identity *i = &k->site->bench.core.identity;
    snprintf(k->incarnation, sizeof k->incarnation, "00000000000000aa");
    memcpy(i->incarnation, k->incarnation, sizeof i->incarnation);
    snprintf(i->database_id, sizeof i->database_id, "%s", DATABASE);
}

void central_open(struct central *k, const char *path)
{
    char why[200];
    memset(&k->deadline, 0, sizeof k->deadline); // the last loop's is closed
    k->site = site_open(PACKING, path);
    struct core *c = &k->site->bench.core;
    // The bench's own server stands in for central's.
    struct http_setup setup = {.loop = &k->site->loop,
                               .host = "127.0.0.1",
                               .routes = ROUTES,
                               .admit = admit,
                               .app = k};
    k->feed = k->rival = "";
    k->claim = "{'verdict':'nothing'}";
    k->sscc_next = 100;
    k->now_ms = k->site->at_ms;
    be_known(k);
    assert_int_equal(http_server_open(&setup, &c->screen.http, why, sizeof why),
                     ERR_OK);
    snprintf(c->conf.central, sizeof c->conf.central, "http://127.0.0.1:%d",
             http_server_port(c->screen.http));
    assert_int_equal(
        sync_open(c, bench_on_event, &k->site->bench, why, sizeof why), ERR_OK);
    loop_before_sleep(&k->site->loop, on_settle, k);
}

void central_run(struct central *k, bool (*is_over)(struct central *k))
{
    k->is_over = is_over;
    loop_timer_start(&k->site->loop, &k->deadline, 60000, 0, on_deadline, k);
    loop_run(&k->site->loop);
    loop_timer_stop(&k->deadline);
}

void central_close(struct central *k)
{
    sync_close(&k->site->bench.core);
    http_server_close(k->site->bench.core.screen.http);
    site_close(k->site);
}

static bool copy_row(void *arg, const struct journal_row *row)
{
    struct kept_journal *j = arg;
    if (row->seq > j->last_seq)
        return false;
    secret_hex(row->hash, sizeof row->hash, j->hash[row->seq]);
    return true;
}

void central_knows(struct central *k, const char *id, int64_t last_seq)
{
    struct kept_journal *j = &k->journal[k->journal_count++];
    snprintf(j->id, sizeof j->id, "%s", id);
    j->last_seq = last_seq;
    assert_true(journal_each(&k->site->bench.core.store, 0, 0, copy_row, j) >=
                0);
}
