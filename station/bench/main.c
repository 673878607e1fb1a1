// tallyman-station: one packing bench.
//
//     tallyman-station --config FILE
#include "station/base/clock.h"
#include "station/base/conf.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/bench/desk/bench.h"
#include "shared/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

extern const struct embed bench_assets[];

enum { SHOW_MS = 1000, UPDATE_MAX = 1024 * 1024 };

static int complain(const char *why)
{
    fprintf(stderr, "tallyman-station: %s\n", why);
    return ERR_PARSE;
}

static void copy(char *out, size_t cap, const char *text)
{
    snprintf(out, cap, "%s", text);
}

static void read_rule(struct conf *c, struct pack_rule *r)
{
    r->weigh.step_mg =
        conf_int(c, "packing", "scale_step_mg", 1, 1000000, 2000);
    r->weigh.floor_mg =
        conf_int(c, "packing", "tolerance_mg", 0, 10000000, 10000);
    r->weigh.permille =
        (int32_t)conf_int(c, "packing", "tolerance_permille", 0, 500, 10);
    r->weigh.tare_mg =
        conf_int(c, "packing", "box_mg", 0, 100000000, 250000);
    r->weigh.packing_mg =
        conf_int(c, "packing", "paper_mg", 0, 10000000, 40000);
}

static int read_conf(struct conf *c, struct bench_conf *k, char *listen,
                     size_t cap)
{
    const char *s = "station";
    copy(k->name, sizeof k->name, conf_text(c, s, "name", NULL));
    copy(k->central, sizeof k->central, conf_text(c, s, "central", ""));
    copy(k->token, sizeof k->token, conf_text(c, s, "token", ""));
    copy(k->data, sizeof k->data, conf_text(c, s, "data", NULL));
    copy(k->assets, sizeof k->assets, conf_text(c, s, "assets", ""));
    copy(k->language, sizeof k->language,
         conf_text(c, s, "language", "en"));
    copy(listen, cap, conf_text(c, s, "listen", "127.0.0.1:7081"));
    k->lease = (int)conf_int(c, s, "lease", 0, BENCH_LEASE_MAX, 3);
    k->dpi = (int)conf_int(c, "packing", "dpi", 203, 300, 203);
    k->prints_slip = conf_bool(c, "packing", "slip", true);
    k->is_practice = conf_bool(c, s, "practice", false);
    read_rule(c, &k->rule);
    if (k->dpi != 203 && k->dpi != 300)
        return complain("[packing] dpi must be 203 or 300");
    if (text_to_host_port(listen, k->host, sizeof k->host, &k->port) < 0)
        return complain("[station] listen must be HOST:PORT");
    bool is_open = conf_bool(c, s, "listen_beyond_this_computer", false);
    if (strncmp(k->host, "127.", 4) != 0 && !is_open)
        return complain("[station] listen is not a loopback address: say "
                        "listen_beyond_this_computer = yes to allow it");
    return ERR_OK;
}

// "[handhelds] update = FILE": a bundle that is offered to each of its board.
static int read_update(struct bench *b, struct conf *c)
{
    const char *path = conf_text(c, "handhelds", "update", "");
    if (!path[0])
        return ERR_OK;
    char why[400];
    FILE *file = fopen(path, "rbe");
    b->update_bytes = malloc(UPDATE_MAX);
    must(b->update_bytes != NULL); // once, at start
    size_t len = file ? fread(b->update_bytes, 1, UPDATE_MAX, file) : 0;
    if (!file || ferror(file))
        snprintf(why, sizeof why, "[handhelds] update: cannot read %s: %s",
                 path, strerror(errno));
    else if (handheld_update_read(&b->update, b->update_bytes, len) < 0)
        snprintf(why, sizeof why,
                 "[handhelds] update: %s is no firmware bundle", path);
    else
        why[0] = 0;
    if (file)
        fclose(file);
    return why[0] ? complain(why) : ERR_OK;
}

// "[handhelds] volume = 2": what every handheld of this bench is set to when it
// says hello. What is not named stays as its person has set it.
static int read_hand_settings(struct bench *b, struct conf *c)
{
    static const char *const LANGUAGES[] = {"en", "pt", "es"};
    int *to = b->conf.hand_setting;
    const char *s = "handhelds";
    for (int i = 0; i < MESSAGE_SETTINGS; i++)
        to[i] = -1;
    to[MESSAGE_SET_VOLUME] = (int)conf_int(c, s, "volume", -1, 2, -1);
    to[MESSAGE_SET_HID] = (int)conf_int(c, s, "hid", -1, 2, -1);
    to[MESSAGE_SET_VIBRATE] = (int)conf_int(c, s, "vibrate", -1, 1, -1);
    to[MESSAGE_SET_SLEEP_S] = (int)conf_int(c, s, "sleep_s", -1, 3600, -1);
    const char *language = conf_text(c, s, "language", "");
    for (int i = 0; i < 3; i++)
        if (strcmp(language, LANGUAGES[i]) == 0)
            to[MESSAGE_SET_LANGUAGE] = i;
    if (language[0] && to[MESSAGE_SET_LANGUAGE] < 0)
        return complain("[handhelds] language must be en, pt or es");
    if (to[MESSAGE_SET_SLEEP_S] >= 0 && to[MESSAGE_SET_SLEEP_S] < 10)
        return complain("[handhelds] sleep_s must be 10 to 3600");
    return ERR_OK;
}

// This start's number, which no handheld has heard in the one before.
static int count_start(struct bench *b, uint32_t *start_no)
{
    int64_t n = store_counter(&b->store, "starts", 0) + 1;
    store_begin(&b->store);
    store_counter_set(&b->store, "starts", n);
    *start_no = (uint32_t)n;
    return store_commit(&b->store);
}

// A printer's labels are written in the language in which its status is asked.
static int pair_printer(struct bench *b, const struct device_setup *s)
{
    char no_writer[120], why[200];
    const struct label_writer *w =
        label_writer_find(s->speaks, no_writer, sizeof no_writer);
    if (!b->writer)
        b->writer = w;
    snprintf(why, sizeof why, "device %.50s: %s", s->name, no_writer);
    return w ? ERR_OK : complain(why);
}

static int open_devices(struct bench *b, struct conf *c)
{
    char section[CONF_NAME_MAX + 1], why[200];
    const char *name;
    bool has_scale = false;
    uint32_t start_no;
    if (count_start(b, &start_no) < 0)
        return complain(store_why(&b->store));
    for (int n = 0; (name = conf_section(c, "device", n)); n++) {
        if (n == BENCH_DEVICES_MAX)
            return complain("more than 128 devices");
        snprintf(section, sizeof section, "device %.50s", name);
        struct device_setup s = {
            .name = name,
            .kind = conf_text(c, section, "kind", NULL),
            .at = conf_text(c, section, "at", NULL),
            .speaks = conf_text(c, section, "speaks", NULL),
            .line = conf_text(c, section, "line", ""),
            .unit = conf_text(c, section, "unit", ""),
            .update = b->update_bytes ? &b->update : NULL,
            .start_no = start_no,
            .bus = &b->bus};
        if (device_open(&b->device[n], &b->loop, n, &s, bench_on_event, b, why,
                        sizeof why) < 0)
            return complain(why);
        if (b->device[n].kind == DEVICE_PRINTER && pair_printer(b, &s) < 0)
            return ERR_PARSE;
        has_scale = has_scale || b->device[n].kind == DEVICE_SCALE;
        b->device_count++;
    }
    b->conf.rule.needs_weight = has_scale;
    return ERR_OK;
}

static int open_store(struct bench *b)
{
    char path[300];
    if (mkdir(b->conf.data, 0700) != 0 && errno != EEXIST) {
        fprintf(stderr, "tallyman-station: %s: %s\n", b->conf.data,
                strerror(errno));
        return ERR_IO;
    }
    // Practice has a file of its own: nothing of it is ever posted.
    snprintf(path, sizeof path, "%s/%s", b->conf.data,
             b->conf.is_practice ? "practice.db" : "bench.db");
    int rc = store_open(&b->store, STORE_BENCH, path);
    if (rc == ERR_OK)
        rc = journal_tip_load(&b->store, &b->tip);
    if (rc == ERR_OK && b->conf.is_practice)
        rc = practice_seed(b);
    if (rc < 0)
        complain(store_why(&b->store));
    return rc;
}

// Ages and silences change without an event: shown once a second.
static void on_tick(void *arg)
{
    screen_show(arg);
}

static int open_http(struct bench *b)
{
    char why[200];
    struct http_setup setup = {
        .loop = &b->loop,
        .host = b->conf.host,
        .port = b->conf.port,
        .routes = BENCH_ROUTES,
        .assets = bench_assets,
        .home = "bench/index.html",
        .assets_dir = b->conf.assets[0] ? b->conf.assets : NULL,
        .admit = bench_admit,
        .app = b};
    if (http_server_open(&setup, &b->http, why, sizeof why) < 0)
        return complain(why);
    return ERR_OK;
}

static void resume(struct bench *b)
{
    int64_t person_id = store_counter(&b->store, "person_id", 0);
    if (person_id &&
        bench_person_load(&b->store, person_id, &b->person) == ERR_OK)
        b->sign = SIGN_IN;
    work_recover(b, clock_wall_ms());
}

int main(int argc, char **argv)
{
    static struct bench b;
    static struct conf conf;
    char listen[80], why[200] = "";
    if (argc != 3 || strcmp(argv[1], "--config") != 0) {
        fprintf(stderr, "usage: tallyman-station --config FILE\n");
        return 2;
    }
    if (secret_init() < 0 || conf_open(&conf, argv[2]) < 0) {
        complain(conf.why[0] ? conf.why : "no randomness on this system");
        return 1;
    }
    must(loop_open(&b.loop) == ERR_OK);
    if (read_conf(&conf, &b.conf, listen, sizeof listen) < 0 ||
        open_store(&b) < 0 || open_http(&b) < 0)
        return 1;
    weigh_watch_clear(&b.watch, clock_wall_ms());
    camera_init(&b.camera, &b.loop, hand_symbol, &b);
    if (read_update(&b, &conf) < 0 || read_hand_settings(&b, &conf) < 0 ||
        open_devices(&b, &conf) < 0)
        return 1;
    if (conf_finish(&conf) < 0) {
        complain(conf.why);
        return 1;
    }
    if (sync_open(&b, why, sizeof why) < 0) {
        complain(why);
        return 1;
    }
    resume(&b);
    screen_show(&b);
    printf("tallyman-station %s listens on http://%s:%d/\n", b.conf.name,
           b.conf.host, http_server_port(b.http));
    fflush(stdout);
    loop_timer_start(&b.loop, &b.tick, SHOW_MS, SHOW_MS, on_tick, &b);
    loop_run(&b.loop);
    sync_close(&b);
    camera_close(&b.camera);
    http_server_close(b.http);
    store_close(&b.store);
    loop_close(&b.loop);
    return 0;
}
