// The bench's own addresses: what its page may do, and nobody else.
#include "station/bench/routes.h"
#include "station/http/client.h"
#include "tests/bench/bench_fixture.h"

static struct site *site;           // lives as long as its server
static struct http_client *client;
static int status;
static char answer[SCREEN_MAX];

static void on_settle(void *arg)
{
    struct moment at = {.wall_ms = site->at_ms, .now_ms = site->now_ms};
    (void)arg;
    bench_settle(&site->bench, &at);
}

static void on_answer(void *arg, int got, const char *chars, size_t len)
{
    (void)arg;
    status = got;
    snprintf(answer, sizeof answer, "%.*s", (int)len, chars);
    uv_stop(&site->loop.uv);
}

// A call as the bench's own page makes it, or as a stranger's would.
static int call(const char *method, const char *path, const char *body,
                bool is_own)
{
    char url[100];
    snprintf(url, sizeof url, "http://127.0.0.1:%d%s",
             http_server_port(site->bench.core.screen.http), path);
    struct http_call c = {
        .method = method,
        .url = url,
        .body = body,
        .body_len = body ? strlen(body) : 0,
        .headers = is_own ? "Sec-Fetch-Site: same-origin\n" : NULL};
    assert_int_equal(http_client_call(client, &c, on_answer, NULL), ERR_OK);
    loop_run(&site->loop);
    return status;
}

static int open_bench(void **state)
{
    char why[200];
    (void)state;
    site = site_open(PACKING, ":memory:");
    struct http_setup setup = {.loop = &site->loop,
                               .host = "127.0.0.1",
                               .routes = BENCH_ROUTES,
                               .admit = bench_admit,
                               .app = &site->bench};
    assert_int_equal(http_server_open(&setup, &site->bench.core.screen.http,
                                      why, sizeof why),
                     ERR_OK);
    assert_int_equal(http_client_open(&site->loop, &client), ERR_OK);
    loop_before_sleep(&site->loop, on_settle, NULL);
    return 0;
}

static int close_bench(void **state)
{
    (void)state;
    http_client_close(client);
    http_server_close(site->bench.core.screen.http);
    loop_close(&site->loop);
    bench_close(&site->bench);
    return 0;
}

static bool says(const char *text)
{
    return strstr(answer, text) != NULL;
}

static void a_stranger_changes_nothing(void **state)
{
    (void)state;
    assert_int_equal(call("POST", "/bench/scan", "{\"code\":\"!BANA\"}",
                          false),
                     403);
    assert_true(says("Not from here"));
    assert_int_equal(call("GET", "/bench/state", NULL, false), 200);
    assert_true(says("\"state\":\"signed_out\""));
    assert_int_equal(site_rows(site, ""), 0);
}

static void what_is_typed_counts_like_a_scan(void **state)
{
    (void)state;
    assert_int_equal(call("POST", "/bench/scan", "{\"code\":\"!BPIP\"}",
                          true),
                     200);
    assert_int_equal(call("GET", "/bench/state", NULL, true), 200);
    assert_true(says("\"state\":\"pin\""));
    assert_int_equal(call("POST", "/bench/pin", "{\"pin\":\"1234\"}", true),
                     200);
    assert_int_equal(call("GET", "/bench/state", NULL, true), 200);
    assert_true(says("\"state\":\"ready\""));
    assert_true(says("\"desk\":\"pack\""));
}

static void a_request_that_is_not_right_is_refused_by_name(void **state)
{
    (void)state;
    assert_int_equal(call("POST", "/bench/scan", "{\"cod\":\"MUG\"}", true),
                     400);
    assert_true(says("cod: is not known here"));
    assert_int_equal(call("POST", "/bench/pin", "{\"pin\":7}", true), 400);
    assert_true(says("pin"));
    assert_int_equal(
        call("POST", "/bench/scan", "{\"code\":\"MUG\",\"qty\":7}", true), 400);
    assert_true(says("qty: is not known here"));
    assert_int_equal(
        call("POST", "/bench/scan", "{\"code\":\"a\\ud800\"}", true), 400);
    assert_true(says("line 1, column"));
}

static void health_and_figures_are_told(void **state)
{
    (void)state;
    assert_int_equal(call("GET", "/health", NULL, false), 200);
    assert_true(says("\"name\":\"bench-1\""));
    assert_int_equal(call("GET", "/metrics", NULL, false), 200);
    assert_true(says("tallyman_scans_total "));
    assert_true(says("tallyman_unsent_events 0\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stranger_changes_nothing),
        cmocka_unit_test(what_is_typed_counts_like_a_scan),
        cmocka_unit_test(a_request_that_is_not_right_is_refused_by_name),
        cmocka_unit_test(health_and_figures_are_told),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
