#include "tests/bench/bench_fixture.h"
#include "station/base/badge.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/feed.h"
#include "station/bench/pack/pack_desk.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

const struct desk *const PACKING[] = {&PACK_DESK, NULL};

static const char SITE_SALT[] = "00112233445566778899aabbccddeeff";
static const int64_t START_MS = 1795683600000; // 2026-11-26 09:00 UTC

static json_t *read_json(const char *kind, const char *body)
{
    char text[4096];
    int n = snprintf(text, sizeof text, "{'changes':[{'kind':'%s','data':%s}]}",
                     kind, body);
    assert_true(n > 0 && (size_t)n < sizeof text);
    for (int i = 0; i < n; i++)
        if (text[i] == '\'')
            text[i] = '"';
    json_t *o = json_read(text, (size_t)n, NULL, 0);
    assert_non_null(o);
    return o;
}

static void apply(struct site *s, const char *kind, const char *body)
{
    static struct feed_entry e; // large
    struct core *c = &s->bench.core;
    json_t *o = read_json(kind, body);
    assert_int_equal(feed_entry_from_json(o, 0, &e, NULL), ERR_OK);
    commit_begin(c);
    feed_apply(&c->store, &e, s->at_ms);
    assert_int_equal(commit(c, NULL, NULL, 0), ERR_OK);
    json_decref(o);
}

void site_feed(struct site *s, const char *kind, const char *body)
{
    struct event ev = {.kind = EVENT_FEED, .at_ms = s->at_ms};
    apply(s, kind, body);
    bench_on_event(&s->bench, &ev);
}

static void add_person(struct site *s, int id, const char *name,
                       const char *role, const char *badge, const char *pin)
{
    char digest[SECRET_DIGEST_TEXT + 1], hash[SECRET_HASH_MAX + 1] = "";
    char made[BADGE_TEXT + 1], sealed[BADGE_SEALED_MAX + 1], body[1000];
    secret_digest_text(badge, digest);
    assert_int_equal(badge_make(digest, SITE_SALT, made), ERR_OK);
    if (pin)
        assert_int_equal(secret_hash(pin, hash), ERR_OK);
    badge_seal(made, hash, sealed);
    snprintf(body, sizeof body,
             "{'person_id':%d,'name':'%s','role':'%s','badge_id':'%.64s',"
             "'pin':'%s','is_active':true}",
             id, name, role, made, sealed);
    apply(s, "person", body);
}

static void fill(struct site *s)
{
    struct core *c = &s->bench.core;
    commit_begin(c);
    store_setting_set(&c->store, "badge_salt", SITE_SALT);
    assert_int_equal(commit(c, NULL, NULL, 0), ERR_OK);
    add_person(s, 1, "Ana", "packer", "ANA", NULL);
    add_person(s, 2, "Sue", "supervisor", "SUE", NULL);
    add_person(s, 3, "Pip", "packer", "PIP", "1234");
    apply(s, "item",
          "{'item_id':1,'sku':'MUG','name':'Mug',"
          "'codes':[{'code':'MUG'}]}");
    apply(s, "item",
          "{'item_id':2,'sku':'TEE','name':'T-shirt',"
          "'codes':[{'code':'TEE'}]}");
    apply(s, "box",
          "{'box_id':1,'code':'BOX-1','name':'Small',"
          "'tare_mg':100000}");
    commit_begin(c);
    store_counter_set(&c->store, "station_id", 7);
    assert_int_equal(commit(c, NULL, NULL, 0), ERR_OK);
}

struct site *site_open(const struct desk *const *desks, const char *path)
{
    struct site *s = calloc(1, sizeof *s);
    int settings[MESSAGE_SETTINGS] = {0};
    assert_non_null(s);
    assert_int_equal(secret_init(), ERR_OK);
    assert_int_equal(loop_open(&s->loop), ERR_OK);
    struct core *c = &s->bench.core;
    snprintf(s->path, sizeof s->path, "%s", path);
    snprintf(c->conf.name, sizeof c->conf.name, "bench-1");
    s->at_ms = START_MS;
    s->now_ms = 1000;
    c->loop = &s->loop;
    assert_int_equal(core_open(c, path, s->at_ms), ERR_OK);
    assert_int_equal(identity_start(c, s->at_ms), ERR_OK);
    bench_open(&s->bench, desks);
    hand_open(&s->bench.hands, c, settings);
    bool is_new = store_counter(&c->store, "station_id", 0) == 0;
    bench_restore(&s->bench, s->at_ms);
    if (is_new)
        fill(s);
    return s;
}

// Devices and connections live as long as their program, and so does a site
// that has some; its file is free.
static struct site *kept[512];
static size_t kept_count;

void site_close(struct site *s)
{
    struct core *c = &s->bench.core;
    hand_close(&s->bench.hands);
    loop_close(&s->loop);
    if (c->device_count > 0 || c->sync) {
        store_close(&c->store);
        assert_true(kept_count < COUNT(kept));
        kept[kept_count++] = s;
        return;
    }
    bench_close(&s->bench);
    free(s);
}

void site_path(char path[64])
{
    // In memory where there is such a place: each event waits for its disk.
    char memory[] = "/dev/shm/tallyman-bench-XXXXXX";
    char disk[] = "/tmp/tallyman-bench-XXXXXX";
    const char *folder = mkdtemp(memory);
    if (!folder)
        folder = mkdtemp(disk);
    assert_non_null(folder);
    snprintf(path, 64, "%s/bench.db", folder);
}

void site_unlink(const char *path)
{
    static const char *const ENDS[] = {"", "-wal", "-shm", "-mark"};
    char file[80];
    for (size_t i = 0; i < COUNT(ENDS); i++) {
        snprintf(file, sizeof file, "%s%s", path, ENDS[i]);
        unlink(file);
    }
    snprintf(file, sizeof file, "%s", path);
    *strrchr(file, '/') = 0;
    assert_int_equal(rmdir(file), 0);
}

void site_order(struct site *s, int64_t shipment_id, const char *order_no)
{
    char body[500];
    snprintf(body, sizeof body,
             "{'shipment_id':%lld,'order_no':'%s','fence':1,"
             "'state':'claimed','station_id':7,'lines':["
             "{'line_no':1,'item':1,'qty':2,'unit_mg':300000},"
             "{'line_no':2,'item':2,'qty':1,'unit_mg':150000}]}",
             (long long)shipment_id, order_no);
    site_feed(s, "shipment", body);
}

void site_scan(struct site *s, const char *code)
{
    struct event ev = {.kind = EVENT_SCAN, .at_ms = s->at_ms += 1000};
    ev.scan.len = strlen(code);
    memcpy(ev.scan.bytes, code, ev.scan.len);
    bench_on_event(&s->bench, &ev);
}

void site_add_hand(struct site *s)
{
    struct core *c = &s->bench.core;
    struct device_setup setup = {.name = "hand",
                                 .kind = "scanner",
                                 .at = "tcp:127.0.0.1:9",
                                 .speaks = "tallyman",
                                 .line = "",
                                 .unit = "",
                                 .bus = &c->bus};
    char why[200];
    assert_int_equal(device_open(&c->device[0], c->loop, 0, &setup,
                                 bench_on_event, &s->bench, why, sizeof why),
                     ERR_OK);
    c->device_count = 1;
}

void site_hand_scan(struct site *s, uint32_t seq, const char *code,
                    int64_t age_ms)
{
    struct event ev = {.kind = EVENT_SCAN, .at_ms = s->at_ms += 1000};
    ev.scan.len = strlen(code);
    memcpy(ev.scan.bytes, code, ev.scan.len);
    ev.scan.record.record_seq = seq;
    ev.scan.record.mode = MESSAGE_MODE_SCAN;
    ev.scan.record.at_ms = ev.at_ms - age_ms;
    bench_on_event(&s->bench, &ev);
}

json_t *site_screen(struct site *s)
{
    struct moment at = {.wall_ms = s->at_ms, .now_ms = s->now_ms};
    size_t len;
    bench_settle(&s->bench, &at);
    const char *text = screen_json(&s->bench.core, &len);
    json_t *o = json_read(text, len, NULL, 0);
    assert_non_null(o);
    return o;
}

const char *text_of(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text ? text : "(none)";
}

int64_t int_of(const json_t *o, const char *name)
{
    return json_integer_value(json_object_get(o, name));
}

bool site_is(struct site *s, const char *state, const char *notice)
{
    json_t *o = site_screen(s);
    bool is_it = strcmp(text_of(o, "state"), state) == 0 &&
                 strcmp(text_of(o, "notice"), notice) == 0;
    if (!is_it)
        print_error("state %s, notice %s\n", text_of(o, "state"),
                    text_of(o, "notice"));
    json_decref(o);
    return is_it;
}

struct count {
    const char *kind;
    int64_t rows;
};

static bool count_row(void *arg, const struct journal_row *row)
{
    struct count *n = arg;
    n->rows += !n->kind[0] || strcmp(row->kind, n->kind) == 0;
    return true;
}

int64_t site_rows(struct site *s, const char *kind)
{
    struct count n = {.kind = kind};
    assert_true(journal_each(&s->bench.core.store, 0, 0, count_row, &n) >= 0);
    return n.rows;
}

static struct rlimit room;

void disk_fill(void)
{
    struct rlimit none;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &room), 0);
    none = room;
    none.rlim_cur = 0;
    signal(SIGXFSZ, SIG_IGN);
    fflush(NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
}

void disk_free(void)
{
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &room), 0);
}
