// Central as a device: what it sends is stored, then told; what is lost on the
// way is asked for again. Central is a server in the same process.
#include "station/base/clock.h"
#include "station/bench/core/sync.h"
#include "tests/bench/bench_fixture.h"

struct central {
    struct site *site;
    struct loop_timer deadline;
    int events_count, feed_count, claim_count;
    int fail_count;             // claims still to be answered with 503
    int64_t last_seq;           // said back, whatever came
    char request_id[2][64];     // of the last claim and the one before
    const char *feed;           // changes, told once
    bool has_no_list;           // they come as an object
    const char *claim;          // the answer
    bool (*is_over)(struct central *k);
};

static void answer(struct http_request *rq, const char *body)
{
    char text[2048];
    size_t len = strlen(body);
    assert_true(len < sizeof text);
    for (size_t i = 0; i <= len; i++)
        text[i] = body[i] == '\'' ? '"' : body[i];
    http_text(rq, 200, "application/json", text, len);
}

static void on_events(void *app, struct http_request *rq)
{
    struct central *k = app;
    char body[200];
    size_t len;
    const char *rows = http_body(rq, &len);
    for (size_t i = 0; i < len; i++)
        k->last_seq += rows[i] == '\n';
    k->events_count++;
    snprintf(body, sizeof body,
             "{'last_seq':%lld,'sscc_next':100,'sscc_end':900,"
             "'sscc_prefix':'0350000','sender':'The house','now_ms':1000}",
             (long long)k->last_seq);
    answer(rq, body);
}

static void on_feed(void *app, struct http_request *rq)
{
    struct central *k = app;
    char body[1200];
    snprintf(body, sizeof body,
             "{'rev':%d,'more':false,'now_ms':1000,'station_id':7,"
             "'changes':%s%s%s}",
             ++k->feed_count, k->has_no_list ? "{" : "[", k->feed,
             k->has_no_list ? "}" : "]");
    k->feed = "";
    answer(rq, body);
}

static void on_claim(void *app, struct http_request *rq)
{
    struct central *k = app;
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
    struct moment at = {.wall_ms = k->site->at_ms,
                        .now_ms = k->site->now_ms};
    bench_settle(&k->site->bench, &at);
    if (k->is_over(k))
        uv_stop(&k->site->loop.uv);
}

static void on_deadline(void *arg)
{
    (void)arg;
    fail_msg("the bench and central came to no end");
}

static void begin(struct central *k)
{
    char why[200];
    k->site = site_open(PACKING, ":memory:");
    struct core *c = &k->site->bench.core;
    // The bench's own server stands in for central's.
    struct http_setup setup = {.loop = &k->site->loop,
                               .host = "127.0.0.1",
                               .routes = ROUTES,
                               .admit = admit,
                               .app = k};
    k->feed = "";
    k->claim = "{'verdict':'nothing'}";
    assert_int_equal(http_server_open(&setup, &c->screen.http, why,
                                      sizeof why),
                     ERR_OK);
    snprintf(c->conf.central, sizeof c->conf.central, "http://127.0.0.1:%d",
             http_server_port(c->screen.http));
    assert_int_equal(sync_open(c, bench_on_event, &k->site->bench, why,
                               sizeof why),
                     ERR_OK);
    loop_before_sleep(&k->site->loop, on_settle, k);
}

// Goes on until is_over.
static void run(struct central *k, bool (*is_over)(struct central *k))
{
    k->is_over = is_over;
    loop_timer_start(&k->site->loop, &k->deadline, 60000, 0, on_deadline, k);
    loop_run(&k->site->loop);
    loop_timer_stop(&k->deadline);
}

static void end(struct central *k)
{
    sync_close(&k->site->bench.core);
    http_server_close(k->site->bench.core.screen.http);
    site_close(k->site);
}

static bool has_catalogue(struct central *k)
{
    return k->feed_count >= 2;
}

static void what_central_sends_is_stored_and_shown(void **state)
{
    (void)state;
    struct central k = {.feed_count = 0};
    begin(&k);
    struct core *c = &k.site->bench.core;
    site_scan(k.site, "!BANA");
    k.feed = "{'kind':'shipment','data':{'shipment_id':1,'order_no':'A-1',"
             "'fence':1,'state':'claimed','station_id':7,'lines':["
             "{'line_no':1,'item':1,'qty':2}]}}";
    run(&k, has_catalogue);
    json_t *o = site_screen(k.site);
    json_t *queue = json_object_get(o, "queue");
    assert_int_equal(json_array_size(queue), 1);
    assert_string_equal(text_of(json_array_get(queue, 0), "order_no"), "A-1");
    json_decref(o);
    assert_true(sync_is_online(c));
    assert_int_equal(sync_unsent(c), 0);
    assert_int_equal(store_counter(&c->store, "sscc_end", 0), 900);
    assert_int_equal(store_counter(&c->store, "feed_rev", 0), 1);
    end(&k);
}

static bool has_order(struct central *k)
{
    return k->site->bench.core.busy_desk != NULL;
}

static void an_order_that_is_asked_for_is_opened_when_it_comes(void **state)
{
    (void)state;
    struct central k = {.feed_count = 0};
    begin(&k);
    site_scan(k.site, "!BANA");
    run(&k, has_catalogue);
    k.claim = "{'verdict':'given','work':{'shipment_id':2,'order_no':'A-2',"
              "'fence':1,'state':'claimed','station_id':7,'lines':["
              "{'line_no':1,'item':1,'qty':2}]}}";
    k.fail_count = 1;
    site_scan(k.site, "A-2");
    assert_true(site_is(k.site, "loading", "fetching"));
    run(&k, has_order);
    assert_true(site_is(k.site, "picking", ""));
    // The first answer was lost: the same request was made again.
    assert_string_equal(k.request_id[0], k.request_id[1]);
    end(&k);
}

static bool is_refused(struct central *k)
{
    return k->site->bench.core.notices.now == NOTICE_TAKEN;
}

static void a_refusal_names_who_has_it(void **state)
{
    (void)state;
    struct central k = {.feed_count = 0};
    begin(&k);
    site_scan(k.site, "!BANA");
    run(&k, has_catalogue);
    k.claim = "{'verdict':'taken','holder':'bench-2'}";
    site_scan(k.site, "A-3");
    run(&k, is_refused);
    assert_string_equal(k.site->bench.core.notices.text, "bench-2");
    end(&k);
}

static bool has_stored(struct central *k)
{
    return store_counter(&k->site->bench.core.store, "feed_rev", 0) > 0;
}

// Else what was in it would be passed over for good.
static void a_feed_without_its_list_is_asked_for_again(void **state)
{
    (void)state;
    struct central k = {.feed_count = 0};
    begin(&k);
    k.has_no_list = true;
    run(&k, has_catalogue);
    assert_false(has_stored(&k));
    k.has_no_list = false;
    run(&k, has_stored);
    end(&k);
}

static bool has_asked(struct central *k)
{
    return k->claim_count > 0 && k->feed_count >= 6;
}

static void bytes_that_are_no_text_are_not_asked_for(void **state)
{
    static const char *const SCANS[] = {"CAF\xE9-1", "\xFF\xFE", "\xED\xA0\x80",
                                        "]C0\xC3", "A-7"};
    (void)state;
    struct central k = {.feed_count = 0};
    begin(&k);
    site_scan(k.site, "!BANA");
    run(&k, has_catalogue);
    for (size_t i = 0; i < COUNT(SCANS); i++) {
        site_scan(k.site, SCANS[i]);
        assert_true(site_is(k.site, i + 1 < COUNT(SCANS) ? "ready" : "loading",
                            i + 1 < COUNT(SCANS) ? "scan_order" : "fetching"));
    }
    run(&k, has_asked);
    assert_int_equal(k.claim_count, 1);
    end(&k);
}

// Names as long as they may be, cut in the middle of a character; numbers that
// no parcel has; a tracking number that would be a line of the printer's.
static void what_central_may_not_say_stops_no_bench(void **state)
{
    char feed[1200], name[130] = "x";
    (void)state;
    struct central k = {.feed_count = 0};
    begin(&k);
    for (size_t i = 1; i + 2 < sizeof name; i += 2)
        memcpy(name + i, "\xC3\xA9", 3);
    snprintf(feed, sizeof feed,
             "{'kind':'item','data':{'item_id':3,'sku':'BIG','name':'%.127s',"
             "'codes':[{'code':'BIG'}]}},"
             "{'kind':'shipment','data':{'shipment_id':1,'order_no':'A-1',"
             "'fence':1,'state':'claimed','station_id':7,"
             "'tracking':['A\\u0007'],'lines':["
             "{'line_no':1,'item':1,'qty':2}]}},"
             "{'kind':'shipment','data':{'shipment_id':2,'order_no':'A-2',"
             "'fence':9223372036854775807,'due_ms':9223372036854775807,"
             "'state':'claimed','station_id':7,'lines':["
             "{'line_no':1,'item':1,'qty':2}]}},"
             "{'kind':'shipment','data':{'shipment_id':3,'order_no':'A-3',"
             "'fence':9223372036854775807,'state':'claimed','station_id':7,"
             "'lines':[{'line_no':1,'item':3,'qty':100000000,"
             "'unit_mg':1000000000000000}]}}",
             name);
    k.feed = feed;
    run(&k, has_catalogue);
    notice_set(&k.site->bench.core, NOTICE_HANDOVER, name, TONE_LOOK);
    site_scan(k.site, "!BANA");
    site_scan(k.site, "A-3");
    site_scan(k.site, "BIG");
    json_t *o = site_screen(k.site);
    assert_string_equal(text_of(o, "state"), "picking");
    json_decref(o);
    assert_int_equal(site_rows(k.site, "open"), 1);
    end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_central_sends_is_stored_and_shown),
        cmocka_unit_test(an_order_that_is_asked_for_is_opened_when_it_comes),
        cmocka_unit_test(a_refusal_names_who_has_it),
        cmocka_unit_test(a_feed_without_its_list_is_asked_for_again),
        cmocka_unit_test(bytes_that_are_no_text_are_not_asked_for),
        cmocka_unit_test(what_central_may_not_say_stops_no_bench),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
