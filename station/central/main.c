// tallyman-central: orders, stock and everything benches have in common.
//
//     tallyman-central --db FILE --listen HOST:PORT [--config FILE]
#include "station/base/clock.h"
#include "station/base/conf.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/base/usage.h"
#include "station/central/api/api.h"
#include "station/central/floor/recovery.h"
#include "station/central/floor/badges.h"
#include "station/label/pdf.h"
#include "shared/must.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/people/people.h"
#include "station/store/engine/hold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

extern const struct embed office_assets[];

enum {
    TICK_MS = 1000,
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
    int64_t recovery_wait_s;
    bool inner_urls;
    char hosts[CONF_VALUE_MAX + 1];
    char proxies[CONF_VALUE_MAX + 1];
};

struct central {
    struct loop loop;
    struct store store;
    struct turn turn;
    struct http_server *http;
    struct office office;
    struct channels channels;
    struct api api;
    struct loop_timer tick;
};

// Once a second: the backlog, closed warehouses, promises at risk.
static void on_tick(void *arg)
{
    struct central *c = arg;
    size_t mark = turn_mark(&c->turn);
    office_begin(&c->office, turn_at_ms(&c->turn));
    office_tick(&c->office);
    recovery_is_on(&c->office); // ends it when nobody asks for an order
    if (turn_write_end(&c->turn) < 0)
        log_error("tick_failed why=\"%s\"", store_why(&c->store));
    turn_back(&c->turn, mark);
    api_tick(&c->api);
    turn_pulse(&c->turn);
    channels_tick(&c->channels, turn_at_ms(&c->turn));
}

static const struct usage USAGE = {
    "tallyman-central",
    "--db FILE --listen HOST:PORT [--config FILE] [--assets DIR]\n"
    "  --db       central's database; tallyman init makes it\n"
    "  --listen   where the pages and the API are, as 127.0.0.1:7080\n"
    "  --config   an ini file with [central]; README.md, \"A real site\"\n"
    "  --assets   pages from a folder instead of the program's own"};

// What is not given stays as it is.
static void take(struct conf *c, const char *name, char *out, size_t cap)
{
    conf_copy(c, "central", name, out, out, cap);
}

static int read_config(struct options *o)
{
    static struct conf conf;
    snprintf(o->prefix, sizeof o->prefix, "9506000");
    o->recovery_wait_s = RECOVERY_WAIT_S;
    if (!o->config)
        return ERR_OK;
    int rc = conf_open(&conf, o->config);
    if (rc == ERR_OK) {
        take(&conf, "sender", o->sender, sizeof o->sender);
        take(&conf, "sscc_prefix", o->prefix, sizeof o->prefix);
        take(&conf, "currency", o->currency, sizeof o->currency);
        take(&conf, "seller_no", o->seller_no, sizeof o->seller_no);
        take(&conf, "ioss", o->ioss, sizeof o->ioss);
        o->recovery_wait_s = conf_int(&conf, "central", "recovery_wait_s", 0,
                                      86400, RECOVERY_WAIT_S);
        o->inner_urls = conf_bool(&conf, "central", "inner_urls", false);
        take(&conf, "hosts", o->hosts, sizeof o->hosts);
        take(&conf, "proxies", o->proxies, sizeof o->proxies);
        rc = conf_finish(&conf);
    }
    if (rc < 0)
        fprintf(stderr, "tallyman-central: %s\n", conf.why);
    return rc;
}

static int open_store(struct central *c, const struct options *o)
{
    enum hold hold;
    if (store_open(&c->store, STORE_CENTRAL, o->db) < 0 ||
        store_hold(&c->store, &hold) < 0) {
        fprintf(stderr, "tallyman-central: %s\n", store_why(&c->store));
        return ERR_IO;
    }
    if (c->store.is_tightened)
        log_warn("file_was_readable_by_others file=%s", o->db);
    store_begin(&c->store);
    if (hold == HOLD_MOVED) {
        log_warn("file_moved file=%s", o->db);
        identity_renew(&c->store, clock_wall_ms(),
                       "Central's file is a copy, or an older one was put "
                       "back");
        store_hold_settle(&c->store);
    }
    identity_make(&c->store);
    store_counter_set(&c->store, "started_ms", clock_wall_ms());
    store_counter_set(&c->store, "recovery_wait_ms", o->recovery_wait_s * 1000);
    store_setting_set(&c->store, "sscc_prefix", o->prefix);
    if (o->sender[0])
        store_setting_set(&c->store, "sender", o->sender);
    if (o->currency[0])
        store_setting_set(&c->store, "currency", o->currency);
    if (o->seller_no[0])
        store_setting_set(&c->store, "seller_no", o->seller_no);
    if (o->ioss[0])
        store_setting_set(&c->store, "ioss", o->ioss);
    store_setting_set(&c->store, "inner_urls", o->inner_urls ? "yes" : "no");
    ledger_place(&c->store, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(&c->store, "CUSTOMER", STOCK_CUSTOMER);
    ledger_place(&c->store, "QUARANTINE", STOCK_QUARANTINE);
    ledger_place(&c->store, "LOST", STOCK_LOST);
    ledger_place(&c->store, "SCRAP", STOCK_SCRAP);
    int rc = store_commit(&c->store);
    if (rc == ERR_OK)
        rc = badges_open(&c->store);
    if (rc < 0)
        fprintf(stderr, "tallyman-central: %s: %s\n", o->db,
                store_why(&c->store));
    return rc;
}

static int parse(int argc, char **argv, struct options *o)
{
    const char *listen = NULL;
    for (int i = 1; i < argc; i++) {
        static const char *const KNOWN[] = {"--db", "--listen", "--config",
                                            "--assets"};
        bool is_known = false;
        for (size_t k = 0; k < sizeof KNOWN / sizeof KNOWN[0]; k++)
            is_known = is_known || strcmp(argv[i], KNOWN[k]) == 0;
        if (!is_known)
            return usage_wrong(&USAGE, argv[i], "is no option");
        if (i + 1 == argc)
            return usage_wrong(&USAGE, argv[i], "has no value");
        if (strcmp(argv[i], "--db") == 0)
            o->db = argv[++i];
        else if (strcmp(argv[i], "--listen") == 0)
            listen = argv[++i];
        else if (strcmp(argv[i], "--config") == 0)
            o->config = argv[++i];
        else
            o->assets = argv[++i];
    }
    if (!o->db)
        return usage_wrong(&USAGE, "--db", "is missing");
    if (!listen ||
        text_to_host_port(listen, o->host, sizeof o->host, &o->port) < 0)
        return usage_wrong(&USAGE, "--listen", "wants HOST:PORT");
    return 0;
}

static int open_server(struct central *c, const struct options *o)
{
    char why[200];
    struct http_setup setup = {.loop = &c->loop,
                               .host = o->host,
                               .port = o->port,
                               .routes = c->api.route,
                               .assets = office_assets,
                               .home = "office/index.html",
                               .assets_dir = o->assets,
                               .holds_writes = true,
                               .hosts = o->hosts,
                               .takes_addresses = true,
                               .proxies = o->proxies,
                               .admit = api_admit,
                               .app = &c->api};
    if (http_server_open(&setup, &c->http, why, sizeof why) < 0) {
        fprintf(stderr, "tallyman-central: %s\n", why);
        return ERR_IO;
    }
    c->turn.http = c->http;
    return ERR_OK;
}

static void say_hello(struct central *c, const struct options *o)
{
    int port = http_server_port(c->http);
    if (people_count(&c->store) == 0) {
        secret_code(c->api.setup_code);
        printf("Nobody is set up yet. Open http://%s:%d/ and enter this code "
               "once: %s\n",
               o->host, port, c->api.setup_code);
    }
    printf("tallyman-central listens on http://%s:%d/\n", o->host, port);
    fflush(stdout);
}

static void run(struct central *c)
{
    must(channels_open(&c->channels, &c->office) == ERR_OK);
    loop_timer_start(&c->loop, &c->tick, TICK_MS, TICK_MS, on_tick, c);
    loop_before_sleep(&c->loop, turn_settle, &c->turn);
    loop_run(&c->loop);
    http_server_finish(c->http);
    turn_settle(&c->turn);
    channels_close(&c->channels);
}

int main(int argc, char **argv)
{
    static struct central c;
    struct options o = {0};
    umask(077);
    if (usage_asked(&USAGE, argc, argv))
        return 0;
    int rc = parse(argc, argv, &o);
    if (rc != 0)
        return rc;
    if (secret_init() < 0 || read_config(&o) < 0 || open_store(&c, &o) < 0)
        return 1;
    must(loop_open(&c.loop) == ERR_OK);
    turn_open(&c.turn, &c.loop, &c.store);
    office_open(&c.office, &c.turn);
    api_open(&c.api, &c.office, &c.channels);
    if (open_server(&c, &o) < 0)
        return 1;
    say_hello(&c, &o);
    run(&c);
    http_server_close(c.http);
    office_free(&c.office);
    turn_close(&c.turn);
    store_close(&c.store);
    loop_close(&c.loop);
    pdf_finish();
    return 0;
}
