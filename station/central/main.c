// tallyman-central: orders, stock and everything benches have in common.
//
//     tallyman-central --db FILE --listen HOST:PORT [--config FILE]
#include "station/base/clock.h"
#include "station/base/conf.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/central/central.h"
#include "station/label/pdf.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct embed office_assets[];

enum {
    TICK_MS = 1000,
    SETTLE_TURNS = 64, // then timers and signals get a turn
};

struct options {
    const char *db;
    const char *config;
    const char *assets;
    char host[64];
    int port;
    char sender[400];
    char prefix[16];
    char currency[4];
    char seller_no[32];
    char ioss[16];
};

void central_write_begin(struct central *c)
{
    if (!c->store.in_tx)
        store_begin(&c->store);
    store_part_begin(&c->store);
}

struct office *central_office_begin(struct central *c)
{
    central_write_begin(c);
    office_begin(&c->office, clock_wall_ms());
    return &c->office;
}

// Once a second: the backlog, closed warehouses, promises at risk.
static void on_tick(void *arg)
{
    struct central *c = arg;
    office_tick(central_office_begin(c));
    if (store_part_end(&c->store) < 0)
        log_error("tick_failed why=\"%s\"", store_why(&c->store));
    channels_tick(&c->channels);
}

void central_answer_write(struct central *c, struct http_request *rq,
                          int status, json_t *answer)
{
    int rc = store_part_end(&c->store);
    if (rc < 0) {
        json_decref(answer);
        http_rc_problem(rq, rc, store_why(&c->store));
        return;
    }
    http_json(rq, status, answer);
}

// Before the loop sleeps: one commit for all that came in, then the answers.
void central_settle(void *app)
{
    struct central *c = app;
    // Letting answers go may bring the next requests of the same clients.
    for (int turn = 0; turn < SETTLE_TURNS; turn++) {
        int rc = ERR_OK;
        if (!c->store.in_tx && !http_server_is_holding(c->http))
            return;
        if (c->store.in_tx) {
            rc = store_commit(&c->store);
            c->commit_count++;
            if (rc < 0)
                log_error("commit_failed why=\"%s\"", store_why(&c->store));
        }
        if (http_server_is_holding(c->http))
            http_server_release(c->http, rc == ERR_OK, store_why(&c->store));
    }
    loop_timer_start(&c->loop, &c->again, 0, 0, central_settle, c);
}

static bool refuse(struct http_request *rq, int status, const char *title,
                   const char *detail)
{
    http_problem(rq, status, title, detail);
    return false;
}

static int rank(const char *role)
{
    return strcmp(role, "manager") == 0      ? WHO_MANAGER
           : strcmp(role, "supervisor") == 0 ? WHO_SUPERVISOR
                                             : WHO_READER;
}

// By cookie: a person, whose changes must come from our own pages.
static bool admit_person(struct central *c, struct http_request *rq, int who)
{
    char digest[SECRET_DIGEST_TEXT + 1];
    struct person p;
    secret_digest_text(http_cookie(rq, "tallyman"), digest);
    int64_t id = person_session_find(&c->store, digest, clock_wall_ms());
    if (!id || person_load(&c->store, id, &p) != ERR_OK)
        return refuse(rq, 401, "Please sign in", "no valid session or token");
    if (http_is_write(rq) && !http_is_same_origin(rq))
        return refuse(rq, 403, "Not from here",
                      "the request does not come from central's own page");
    if (rank(p.role) < who)
        return refuse(rq, 403, "Not allowed", "your role does not allow it");
    http_set_user(rq, id, NULL);
    return true;
}

bool central_admit(void *app, struct http_request *rq, int who)
{
    struct central *c = app;
    const char *auth = http_header(rq, "Authorization");
    if (who == WHO_ANYBODY)
        return true;
    if (strncmp(auth, "Bearer ", 7) != 0) {
        if (who == WHO_STATION)
            return refuse(rq, 401, "Stations only", "no station's token");
        return admit_person(c, rq, who);
    }
    if (!throttle_is_open(c, http_peer(rq)))
        return refuse(rq, 429, "Too many tries", "wait a minute");
    bool is_known = who == WHO_STATION
                        ? central_station_find(&c->store, auth + 7,
                                               &c->station) == ERR_OK
                        : token_is_known(&c->store, auth + 7);
    throttle_note(c, http_peer(rq), is_known);
    if (!is_known)
        return refuse(rq, 401, "The token is not known", "check the token");
    return true;
}

static int usage(const char *why)
{
    fprintf(stderr,
            "tallyman-central: %s\n"
            "usage: tallyman-central --db FILE --listen HOST:PORT "
            "[--config FILE] [--assets DIR]\n",
            why);
    return 2;
}

static bool split_address(const char *address, struct options *o)
{
    const char *colon = strrchr(address, ':');
    int64_t port;
    if (!colon || (size_t)(colon - address) >= sizeof o->host ||
        text_to_int(colon + 1, strlen(colon + 1), &port) < 0 || port < 0 ||
        port > 65535)
        return false;
    snprintf(o->host, sizeof o->host, "%.*s", (int)(colon - address), address);
    o->port = (int)port;
    return true;
}

static int read_config(struct options *o)
{
    static struct conf conf;
    snprintf(o->prefix, sizeof o->prefix, "9506000");
    if (!o->config)
        return ERR_OK;
    int rc = conf_open(&conf, o->config);
    if (rc == ERR_OK) {
        snprintf(o->sender, sizeof o->sender, "%s",
                 conf_text(&conf, "central", "sender", ""));
        snprintf(o->prefix, sizeof o->prefix, "%s",
                 conf_text(&conf, "central", "sscc_prefix", o->prefix));
        snprintf(o->currency, sizeof o->currency, "%s",
                 conf_text(&conf, "central", "currency", ""));
        snprintf(o->seller_no, sizeof o->seller_no, "%s",
                 conf_text(&conf, "central", "seller_no", ""));
        snprintf(o->ioss, sizeof o->ioss, "%s",
                 conf_text(&conf, "central", "ioss", ""));
        rc = conf_finish(&conf);
    }
    if (rc < 0)
        fprintf(stderr, "tallyman-central: %s\n", conf.why);
    return rc;
}

static int open_store(struct central *c, const struct options *o)
{
    if (store_open(&c->store, STORE_CENTRAL, o->db) < 0) {
        fprintf(stderr, "tallyman-central: %s\n", store_why(&c->store));
        return ERR_IO;
    }
    store_begin(&c->store);
    store_setting_set(&c->store, "sscc_prefix", o->prefix);
    if (o->sender[0])
        store_setting_set(&c->store, "sender", o->sender);
    if (o->currency[0])
        store_setting_set(&c->store, "currency", o->currency);
    if (o->seller_no[0])
        store_setting_set(&c->store, "seller_no", o->seller_no);
    if (o->ioss[0])
        store_setting_set(&c->store, "ioss", o->ioss);
    central_place(&c->store, "SUPPLIER", STOCK_SUPPLIER);
    central_place(&c->store, "CUSTOMER", STOCK_CUSTOMER);
    central_place(&c->store, "QUARANTINE", STOCK_QUARANTINE);
    central_place(&c->store, "LOST", STOCK_LOST);
    central_place(&c->store, "SCRAP", STOCK_SCRAP);
    int rc = store_commit(&c->store);
    if (rc < 0)
        fprintf(stderr, "tallyman-central: %s: %s\n", o->db,
                store_why(&c->store));
    return rc;
}

static int parse(int argc, char **argv, struct options *o)
{
    const char *listen = NULL;
    for (int i = 1; i < argc; i++) {
        if (i + 1 == argc)
            return usage(argv[i]);
        if (strcmp(argv[i], "--db") == 0)
            o->db = argv[++i];
        else if (strcmp(argv[i], "--listen") == 0)
            listen = argv[++i];
        else if (strcmp(argv[i], "--config") == 0)
            o->config = argv[++i];
        else if (strcmp(argv[i], "--assets") == 0)
            o->assets = argv[++i];
        else
            return usage(argv[i]);
    }
    if (!o->db)
        return usage("--db is missing");
    if (!listen || !split_address(listen, o))
        return usage("--listen wants HOST:PORT");
    return 0;
}

int main(int argc, char **argv)
{
    static struct central c;
    struct options o = {0};
    char why[200];
    int rc = parse(argc, argv, &o);
    if (rc != 0)
        return rc;
    if (secret_init() < 0 || read_config(&o) < 0 || open_store(&c, &o) < 0)
        return 1;
    must(loop_open(&c.loop) == ERR_OK);
    struct http_setup setup = {.loop = &c.loop,
                               .host = o.host,
                               .port = o.port,
                               .routes = CENTRAL_ROUTES,
                               .assets = office_assets,
                               .home = "office/index.html",
                               .assets_dir = o.assets,
                               .holds_writes = true,
                               .admit = central_admit,
                               .app = &c};
    if (http_server_open(&setup, &c.http, why, sizeof why) < 0) {
        fprintf(stderr, "tallyman-central: %s\n", why);
        return 1;
    }
    c.started_ms = clock_now_ms();
    if (person_count(&c.store) == 0) {
        secret_code(c.setup_code);
        printf("Nobody is set up yet. Open http://%s:%d/ and enter this code "
               "once: %s\n",
               o.host, http_server_port(c.http), c.setup_code);
    }
    printf("tallyman-central listens on http://%s:%d/\n", o.host,
           http_server_port(c.http));
    fflush(stdout);
    office_open(&c.office, &c.store);
    must(channels_open(&c.channels, &c) == ERR_OK);
    loop_timer_start(&c.loop, &c.tick, TICK_MS, TICK_MS, on_tick, &c);
    loop_before_sleep(&c.loop, central_settle, &c);
    loop_run(&c.loop);
    central_settle(&c);
    channels_close(&c.channels);
    http_server_close(c.http);
    store_close(&c.store);
    loop_close(&c.loop);
    pdf_finish();
    return 0;
}
