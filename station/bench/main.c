// tallyman-station: one bench, its devices and its page.
//
//     tallyman-station --config FILE
#include "station/base/conf.h"
#include "station/base/secret.h"
#include "station/base/usage.h"
#include "station/bench/core/pictures.h"
#include "station/bench/core/setup.h"
#include "station/bench/core/sound.h"
#include "station/bench/core/sync.h"
#include "station/bench/hand/hand_conf.h"
#include "station/bench/pack/pack_desk.h"
#include "station/bench/routes.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

extern const struct embed bench_assets[];

enum {
    SHOW_MS = 1000,
    WHY_MAX = 400,
    STRANGERS_MAX = 64, // connections that have not asked for anything yet
    PAGES_MAX = 64,
};

// A new desk is a folder and a line here, before packing, which takes what no
// other does.
static const struct desk *const DESKS[] = {&PACK_DESK, NULL};

struct station {
    struct bench bench;
    struct loop loop;
    struct loop_timer tick;
    struct conf conf;
    struct hand_conf hand_conf;
    char why[WHY_MAX];
};

static void on_settle(void *arg)
{
    struct bench *b = arg;
    struct moment at = {.wall_ms = loop_at_ms(b->core.loop),
                        .now_ms = loop_now_ms(b->core.loop)};
    bench_settle(b, &at);
}

// Ages and silences change without an event: shown once a second.
static void on_tick(void *arg)
{
    struct bench *b = arg;
    commit_pulse(&b->core, loop_now_ms(b->core.loop));
    bench_tick(b, loop_at_ms(b->core.loop));
}

static int open_http(struct station *s)
{
    struct core *c = &s->bench.core;
    struct http_setup setup = {.loop = &s->loop,
                               .host = c->conf.host,
                               .port = c->conf.port,
                               .routes = BENCH_ROUTES,
                               .assets = bench_assets,
                               .home = "bench/index.html",
                               .assets_dir =
                                   c->conf.assets[0] ? c->conf.assets : NULL,
                               .most = {STRANGERS_MAX, PAGES_MAX, 1},
                               .hosts = c->conf.hosts,
                               .admit = bench_admit,
                               .app = &s->bench};
    return http_server_open(&setup, &c->screen.http, s->why, sizeof s->why);
}

static int open_station(struct station *s)
{
    struct core *c = &s->bench.core;
    struct hand_conf *h = &s->hand_conf;
    c->loop = &s->loop;
    must(loop_open(&s->loop) == ERR_OK);
    if (setup_conf(&c->conf, &s->conf, s->why, sizeof s->why) < 0 ||
        setup_store(c, loop_at_ms(&s->loop), s->why, sizeof s->why) < 0 ||
        open_http(s) < 0 ||
        hand_conf_read(h, &s->conf, s->why, sizeof s->why) < 0)
        return ERR_PARSE;
    bench_open(&s->bench, DESKS);
    bench_setup(&s->bench, &s->conf);
    hand_open(&s->bench.hands, c, h->setting);
    if (setup_devices(c, &s->conf, h->has_update ? &h->update : NULL,
                      bench_on_event, &s->bench, s->why, sizeof s->why) < 0)
        return ERR_PARSE;
    if (conf_finish(&s->conf) < 0) {
        snprintf(s->why, sizeof s->why, "%s", s->conf.why);
        return ERR_PARSE;
    }
    pictures_open(c);
    return sync_open(c, bench_on_event, &s->bench, s->why, sizeof s->why);
}

static void close_station(struct station *s)
{
    sound_end(&s->bench.core);
    pictures_close(&s->bench.core);
    sync_close(&s->bench.core);
    hand_close(&s->bench.hands);
    http_server_close(s->bench.core.screen.http);
    loop_close(&s->loop);
    bench_close(&s->bench);
}

static const struct usage USAGE = {
    "tallyman-station",
    "--config FILE\n"
    "  --config   an ini file with [station] and its devices; README.md,\n"
    "             \"A real site\""};

int main(int argc, char **argv)
{
    static struct station s;
    struct core *c = &s.bench.core;
    umask(077);
    if (usage_asked(&USAGE, argc, argv))
        return 0;
    if (argc < 2)
        return usage_wrong(&USAGE, "--config", "is missing");
    if (strcmp(argv[1], "--config") != 0)
        return usage_wrong(&USAGE, argv[1], "is no option");
    if (argc != 3)
        return usage_wrong(&USAGE, "--config", "wants one FILE");
    if (secret_init() < 0)
        snprintf(s.why, sizeof s.why, "no randomness on this system");
    else if (conf_open(&s.conf, argv[2]) < 0)
        snprintf(s.why, sizeof s.why, "%s", s.conf.why);
    if (s.why[0] || open_station(&s) < 0) {
        fprintf(stderr, "tallyman-station: %s\n", s.why);
        return 1;
    }
    bench_restore(&s.bench, loop_at_ms(&s.loop));
    printf("tallyman-station %s listens on http://%s:%d/\n", c->conf.name,
           c->conf.host, http_server_port(c->screen.http));
    fflush(stdout);
    loop_before_sleep(&s.loop, on_settle, &s.bench);
    loop_timer_start(&s.loop, &s.tick, SHOW_MS, SHOW_MS, on_tick, &s.bench);
    loop_run(&s.loop);
    close_station(&s);
    return 0;
}
