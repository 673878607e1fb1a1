// Two centrals in one process, on one loop, asked over HTTP: nothing of one
// shows in the other, and neither keeps anything outside its own structs.
#include "station/base/secret.h"
#include "station/central/api/api.h"
#include "station/http/client.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/people/tokens.h"
#include "station/store/verify.h"
#include "tests/test.h"

#include <stdlib.h>
#include <unistd.h>

struct side {
    char path[64], url[64];
    struct store store;
    struct turn turn;
    struct office office;
    struct channels channels;
    struct api api;
};

static struct loop loop;
static struct http_client *client;
static struct side side[2];
static json_t *answer;
static int answer_status;

static void settle_both(void *arg)
{
    (void)arg;
    for (int i = 0; i < 2; i++)
        turn_settle(&side[i].turn);
}

static void open_server(struct side *s)
{
    char why[200];
    struct http_setup setup = {.loop = &loop,
                               .host = "127.0.0.1",
                               .routes = s->api.route,
                               .holds_writes = true,
                               .admit = api_admit,
                               .app = &s->api};
    assert_int_equal(
        http_server_open(&setup, &s->turn.http, why, sizeof why), ERR_OK);
    snprintf(s->url, sizeof s->url, "http://127.0.0.1:%d",
             http_server_port(s->turn.http));
}

static void open_side(struct side *s, const char *token)
{
    snprintf(s->path, sizeof s->path, "/tmp/tallyman-two-%d-%s.db",
             (int)getpid(), token);
    assert_int_equal(store_open(&s->store, STORE_CENTRAL, s->path), ERR_OK);
    turn_open(&s->turn, &loop, &s->store);
    store_begin(&s->store);
    ledger_place(&s->store, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(&s->store, "CUSTOMER", STOCK_CUSTOMER);
    ledger_place(&s->store, "LOST", STOCK_LOST);
    tokens_add(&s->store, "test", token, SCOPE_MANAGER, 1);
    assert_int_equal(store_commit(&s->store), ERR_OK);
    office_open(&s->office, &s->turn);
    assert_int_equal(channels_open(&s->channels, &s->office), ERR_OK);
    api_open(&s->api, &s->office, &s->channels);
    open_server(s);
}

static int open_both(void **state)
{
    (void)state;
    if (secret_init() < 0 || loop_open(&loop) < 0 ||
        http_client_open(&loop, &client) < 0)
        return -1;
    open_side(&side[0], "left");
    open_side(&side[1], "right");
    loop_before_sleep(&loop, settle_both, NULL);
    return 0;
}

static void close_side(struct side *s)
{
    char mark[100];
    channels_close(&s->channels);
    http_server_close(s->turn.http);
    office_free(&s->office);
    turn_close(&s->turn);
    store_close(&s->store);
    unlink(s->path);
    snprintf(mark, sizeof mark, "%s-mark", s->path);
    unlink(mark);
}

static int close_both(void **state)
{
    (void)state;
    json_decref(answer);
    for (int i = 0; i < 2; i++)
        close_side(&side[i]);
    http_client_close(client);
    loop_close(&loop);
    for (int i = 0; i < 2; i++) { // the timers inside are closed with the loop
        free(side[i].channels.client);
        free(side[i].turn.http);
    }
    free(client);
    return 0;
}

static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    (void)arg;
    answer_status = status;
    json_decref(answer);
    answer = json_read(chars, len, NULL, 0);
    uv_stop(&loop.uv);
}

// Asks a central; the answer stays until the next one.
static int ask(struct side *s, const char *token, const char *method,
               const char *path, const char *body)
{
    char url[200];
    snprintf(url, sizeof url, "%s/api/v1/%s", s->url, path);
    struct http_call call = {.method = method,
                             .url = url,
                             .token = token,
                             .body = body,
                             .body_len = body ? strlen(body) : 0};
    assert_true(http_client_call(client, &call, on_answer, NULL) >= 0);
    loop_run(&loop);
    return answer_status;
}

static const char *first(const char *list, const char *name)
{
    const char *text = json_string_value(json_object_get(
        json_array_get(json_object_get(answer, list), 0), name));
    return text ? text : "";
}

static void collect(void *arg, const char *finding)
{
    print_message("verify: %s\n", finding);
    ++*(int *)arg;
}

static void each_knows_its_own_programs_and_goods(void **state)
{
    (void)state;
    assert_int_equal(ask(&side[0], "right", "GET", "items", NULL), 401);
    assert_int_equal(ask(&side[0], "left", "POST",
                         "import?kind=items&format=json",
                         "{\"items\":[{\"sku\":\"L\",\"name\":\"Left\"}]}"),
                     200);
    assert_int_equal(ask(&side[1], "right", "POST",
                         "import?kind=items&format=json",
                         "{\"items\":[{\"sku\":\"R\",\"name\":\"Right\"}]}"),
                     200);
    assert_int_equal(ask(&side[0], "left", "GET", "items", NULL), 200);
    assert_string_equal(first("items", "sku"), "L");
    assert_int_equal(ask(&side[1], "right", "GET", "items", NULL), 200);
    assert_string_equal(first("items", "sku"), "R");
}

static void each_plans_its_own_orders(void **state)
{
    (void)state;
    static const char STOCK[] =
        "{\"stock\":[{\"sku\":\"%s\",\"place\":\"P\",\"qty\":%d}]}";
    static const char ORDER[] =
        "{\"channel\":\"api\",\"order_no\":\"1\",\"customer\":\"Maria\","
        "\"address\":\"Rua 1\",\"country\":\"Portugal\","
        "\"lines\":[{\"sku\":\"%s\",\"qty\":2}]}";
    char body[300];
    for (int i = 0; i < 2; i++) {
        const char *token = i ? "right" : "left", *sku = i ? "R" : "L";
        snprintf(body, sizeof body, STOCK, sku, i ? 5 : 1);
        assert_int_equal(ask(&side[i], token, "POST",
                             "import?kind=stock&format=json", body),
                         200);
        snprintf(body, sizeof body, ORDER, sku);
        assert_int_equal(ask(&side[i], token, "POST", "orders", body), 201);
    }
    assert_int_equal(ask(&side[0], "left", "GET", "orders", NULL), 200);
    assert_string_equal(first("orders", "state"), "waiting");
    assert_int_equal(ask(&side[1], "right", "GET", "orders", NULL), 200);
    assert_string_equal(first("orders", "state"), "released");
}

static void the_books_of_both_are_right(void **state)
{
    int findings = 0;
    (void)state;
    for (int i = 0; i < 2; i++)
        assert_int_equal(verify_run(&side[i].store, collect, &findings), 0);
    assert_int_equal(findings, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_knows_its_own_programs_and_goods),
        cmocka_unit_test(each_plans_its_own_orders),
        cmocka_unit_test(the_books_of_both_are_right),
    };
    return cmocka_run_group_tests(tests, open_both, close_both);
}
