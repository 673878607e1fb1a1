// Central's side of the world: the program's rooms as its main.c wires them.
#include "station/base/secret.h"
#include "station/central/api/api.h"
#include "station/central/floor/badges.h"
#include "station/http/client.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/people/tokens.h"
#include "station/store/engine/hold.h"
#include "tests/model/world.h"

#include <stdlib.h>

struct central_rooms { // all of the program
    struct loop loop;
    struct store store;
    struct turn turn;
    struct office office;
    struct channels channels;
    struct api api;
    struct http_client *client; // of the one who asks
};

static json_t *answer;
static int answer_status;
static bool is_answered;

static void settle(void *arg)
{
    turn_settle(arg);
}

static void add_person(struct world *w, const char *name, const char *role)
{
    char body[200];
    int status;
    snprintf(body, sizeof body,
             "{\"name\":\"%s\",\"login\":\"%s\",\"role\":\"%s\","
             "\"badge\":\"%s\"}",
             name, name, role, name);
    json_decref(central_ask(w, "POST", "people", body, &status));
    assert_int_equal(status, 200);
}

static void import(struct world *w, const char *kind, const char *body)
{
    char path[80];
    int status;
    snprintf(path, sizeof path, "import?kind=%s&format=json", kind);
    json_decref(central_ask(w, "POST", path, body, &status));
    assert_int_equal(status, 200);
}

void central_make(struct world *w)
{
    static struct store made;
    struct store *st = &made;
    assert_int_equal(store_open(st, STORE_CENTRAL, w->central.path), ERR_OK);
    store_begin(st);
    ledger_place(st, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(st, "CUSTOMER", STOCK_CUSTOMER);
    ledger_place(st, "QUARANTINE", STOCK_QUARANTINE);
    ledger_place(st, "LOST", STOCK_LOST);
    tokens_add(st, "program", "program", SCOPE_MANAGER, 1);
    store_setting_set(st, "sscc_prefix", "9506000");
    for (int i = 0; i < WORLD_BENCHES; i++) {
        char name[20];
        snprintf(name, sizeof name, "bench-%d", i + 1);
        snprintf(w->bench[i].token, sizeof w->bench[i].token, "token-%d", i);
        stations_add(st, name, w->bench[i].token);
    }
    assert_int_equal(store_commit(st), ERR_OK);
    store_close(st);
    central_up(w);
    add_person(w, "ANA", "packer");
    add_person(w, "SUE", "supervisor");
    import(w, "items",
           "{\"items\":[{\"sku\":\"MUG\",\"name\":\"Mug\"},"
           "{\"sku\":\"TEE\",\"name\":\"T-shirt\"}]}");
    import(w, "stock",
           "{\"stock\":[{\"sku\":\"MUG\",\"place\":\"P\","
           "\"qty\":9000},{\"sku\":\"TEE\",\"place\":\"Q\","
           "\"qty\":9000}]}");
}

static void open_server(struct world_central *w, struct central_rooms *c)
{
    char why[200];
    struct http_setup setup = {.loop = &c->loop,
                               .host = "127.0.0.1",
                               .port = w->port,
                               .routes = c->api.route,
                               .holds_writes = true,
                               .admit = api_admit,
                               .app = &c->api};
    if (http_server_open(&setup, &c->turn.http, why, sizeof why) < 0)
        fail_msg("%s", why);
    w->port = http_server_port(c->turn.http); // the same again next time
}

static void look(struct world *w)
{
    world_wall_ms = w->wall_ms;
    world_now_ms = w->now_ms;
}

static void open_store(struct world *w, struct store *st)
{
    enum hold hold;
    if (store_open(st, STORE_CENTRAL, w->central.path) < 0 ||
        store_hold(st, &hold) < 0)
        fail_msg("%s", store_why(st));
    store_begin(st);
    if (hold == HOLD_MOVED) {
        identity_renew(st, world_wall_ms, "An older file was put back");
        store_hold_settle(st);
    }
    identity_make(st);
    assert_int_equal(store_commit(st), ERR_OK);
    assert_int_equal(badges_open(st), ERR_OK);
}

void central_up(struct world *w)
{
    struct central_rooms *c = calloc(1, sizeof *c);
    assert_non_null(c);
    assert_false(w->central.is_up);
    look(w);
    w->central.rooms = c;
    assert_int_equal(loop_open(&c->loop), ERR_OK);
    open_store(w, &c->store);
    turn_open(&c->turn, &c->loop, &c->store);
    office_open(&c->office, &c->turn);
    assert_int_equal(channels_open(&c->channels, &c->office), ERR_OK);
    api_open(&c->api, &c->office, &c->channels);
    open_server(&w->central, c);
    loop_before_sleep(&c->loop, settle, &c->turn);
    assert_int_equal(http_client_open(&c->loop, &c->client), ERR_OK);
    w->central.is_up = true;
}

void central_down(struct world *w)
{
    struct central_rooms *c = w->central.rooms;
    assert_true(w->central.is_up);
    look(w);
    channels_close(&c->channels);
    http_server_close(c->turn.http);
    office_free(&c->office);
    turn_close(&c->turn);
    store_close(&c->store);
    http_client_close(c->client);
    loop_close(&c->loop);
    free(c->channels.client); // the timers inside are closed with the loop
    free(c->turn.http);
    free(c->client);
    free(c);
    w->central.is_up = false;
}

void central_run(struct world *w)
{
    if (!w->central.is_up)
        return;
    look(w);
    uv_run(&w->central.rooms->loop.uv, UV_RUN_NOWAIT);
}

static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    (void)arg;
    answer_status = status;
    answer = json_read(chars, len, NULL, 0);
    is_answered = true;
}

json_t *central_ask(struct world *w, const char *method, const char *path,
                    const char *body, int *status)
{
    char url[300];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/api/v1/%s", w->central.port,
             path);
    struct http_call call = {.method = method,
                             .url = url,
                             .token = "program",
                             .body = body,
                             .body_len = body ? strlen(body) : 0};
    is_answered = false;
    look(w);
    assert_true(http_client_call(w->central.rooms->client, &call, on_answer,
                                 NULL) >= 0);
    while (!is_answered)
        central_run(w);
    if (status)
        *status = answer_status;
    return answer;
}

void central_order(struct world *w, const char *order_no)
{
    char body[400];
    int status;
    snprintf(body, sizeof body,
             "{\"channel\":\"api\",\"order_no\":\"%s\",\"customer\":\"Maria\","
             "\"country\":\"PT\",\"address\":\"Rua 1\\nFaro\",\"lines\":["
             "{\"sku\":\"MUG\",\"qty\":2},{\"sku\":\"TEE\",\"qty\":1}]}",
             order_no);
    json_decref(central_ask(w, "POST", "orders", body, &status));
    if (status != 200 && status != 201)
        fail_msg("order %s: answer %d", order_no, status);
}
