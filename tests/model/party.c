// A bench of the world: the program as its main.c wires it, with a printer
// that takes whatever it is sent.
#include "station/bench/core/setup.h"
#include "station/bench/core/sync_internal.h"
#include "station/bench/desk/bench.h"
#include "station/bench/pack/pack_desk.h"
#include "station/store/bench/bench_item.h"
#include "tests/model/world.h"

#include <stdlib.h>
#include <sys/stat.h>

static const struct desk *const DESKS[] = {&PACK_DESK, NULL};
static struct world_bench *printing; // whose turn it is

int __wrap_device_print(struct device *d, int64_t job_id, const char *bytes,
                        size_t len);
enum printer_state __wrap_device_printer(const struct device *d);

enum printer_state __wrap_device_printer(const struct device *d)
{
    (void)d;
    return printing->is_printer_ready ? PRINTER_READY : PRINTER_ABSENT;
}

// The text between mark and the next field's end, after skip.
static void field(const char *bytes, const char *mark, const char *skip,
                  char out[WORLD_TEXT])
{
    const char *at = strstr(bytes, mark);
    const char *data = at ? strstr(at, "^FD") : NULL;
    out[0] = 0;
    if (!data)
        return;
    data += 3;
    if (strncmp(data, skip, strlen(skip)) == 0)
        data += strlen(skip);
    snprintf(out, WORLD_TEXT, "%.*s", (int)strcspn(data, "^"), data);
}

int __wrap_device_print(struct device *d, int64_t job_id, const char *bytes,
                        size_t len)
{
    struct world *w = printing->world;
    (void)d;
    (void)len;
    printing->job_id = job_id;
    assert_true(w->label_count < WORLD_LABELS);
    struct world_label *l = &w->label[w->label_count++];
    *l = (struct world_label){.bench = printing->nr, .at_ms = w->now_ms};
    field(bytes, "^BC", "", l->tracking);
    const char *second = strstr(bytes, "^BC");
    field(second ? second + 3 : bytes, "^BC", ">;>800", l->sscc);
    const char *order = strstr(bytes, "ORD-");
    assert_non_null(order);
    snprintf(l->order_no, sizeof l->order_no, "%.9s", order);
    return ERR_OK;
}

static void look(struct world *w, int nr)
{
    printing = &w->bench[nr];
    world_wall_ms = w->wall_ms + w->bench[nr].skew_ms;
    world_now_ms = w->now_ms;
}

static struct moment moment_of(void)
{
    return (struct moment){.wall_ms = world_wall_ms, .now_ms = world_now_ms};
}

static void configure(struct world_bench *p, struct core *c)
{
    char why[200];
    struct core_conf *k = &c->conf;
    snprintf(k->name, sizeof k->name, "bench-%d", p->nr + 1);
    snprintf(k->central, sizeof k->central, "http://127.0.0.1:%d",
             p->world->central.port);
    snprintf(k->token, sizeof k->token, "%s", p->token);
    snprintf(k->data, sizeof k->data, "%s", p->folder);
    k->lease = 1;
    k->dpi = 203;
    c->writer = label_writer_find("zpl", why, sizeof why);
    c->device[0].kind = DEVICE_PRINTER;
    c->device_count = 1;
}

void party_up(struct world *w, int nr)
{
    struct world_bench *p = &w->bench[nr];
    int settings[MESSAGE_SETTINGS] = {0};
    char why[300];
    assert_false(p->is_up);
    look(w, nr);
    p->loop = calloc(1, sizeof *p->loop);
    p->bench = calloc(1, sizeof *p->bench);
    assert_true(p->loop && p->bench);
    struct core *c = &p->bench->core;
    c->loop = p->loop;
    assert_int_equal(loop_open(p->loop), ERR_OK);
    configure(p, c);
    if (setup_store(c, world_wall_ms, why, sizeof why) < 0)
        fail_msg("%s", why);
    bench_open(p->bench, DESKS);
    hand_open(&p->bench->hands, c, settings);
    if (sync_open(c, bench_on_event, p->bench, why, sizeof why) < 0)
        fail_msg("%s", why);
    bench_restore(p->bench, world_wall_ms);
    p->is_up = true;
}

void party_down(struct world *w, int nr)
{
    struct world_bench *p = &w->bench[nr];
    assert_true(p->is_up);
    look(w, nr);
    sync_close(&p->bench->core);
    hand_close(&p->bench->hands);
    loop_close(p->loop);
    p->bench->core.device_count = 0;
    bench_close(p->bench);
    free(p->bench);
    free(p->loop);
    p->bench = NULL;
    p->loop = NULL;
    p->is_up = false;
}

// What was printed by now is told; a label that comes out at once is the
// next one's business.
static void end_job(struct world_bench *p)
{
    static const enum job_result RESULTS[] = {JOB_SENT, JOB_PRINTED};
    struct event ev = {
        .kind = EVENT_JOB, .device = DEVICE_PRINTER, .at_ms = world_wall_ms};
    ev.job.job_id = p->job_id;
    p->job_id = 0;
    for (size_t i = 0; ev.job.job_id && i < COUNT(RESULTS); i++) {
        ev.job.result = RESULTS[i];
        bench_on_event(p->bench, &ev);
    }
}

void party_scan(struct world *w, int nr, const char *code)
{
    look(w, nr);
    struct event ev = {.kind = EVENT_SCAN, .at_ms = world_wall_ms};
    ev.scan.len = strlen(code);
    memcpy(ev.scan.bytes, code, ev.scan.len);
    bench_on_event(w->bench[nr].bench, &ev);
    end_job(&w->bench[nr]);
}

static void run_once(struct world *w, int nr)
{
    struct world_bench *p = &w->bench[nr];
    look(w, nr);
    uv_run(&p->loop->uv, UV_RUN_NOWAIT);
    struct moment at = moment_of();
    bench_settle(p->bench, &at);
    central_run(w);
}

bool party_sync(struct world *w, int nr, int exchanges, bool is_cut)
{
    struct world_bench *p = &w->bench[nr];
    struct core *c = &p->bench->core;
    for (int i = 0; i < exchanges; i++) {
        w->wall_ms += 2500;
        w->now_ms += 2500;
        c->is_sync_due = true;
        run_once(w, nr);
        for (int k = 0; c->sync->is_busy && k < 100000; k++) {
            if (is_cut && k > 20)
                return false;
            run_once(w, nr);
        }
    }
    return true;
}

json_t *party_screen(struct world *w, int nr)
{
    size_t len;
    look(w, nr);
    struct moment at = moment_of();
    const char *text = bench_screen(w->bench[nr].bench, &at, &len);
    json_t *o = json_read(text, len, NULL, 0);
    assert_non_null(o);
    return o;
}

int64_t party_shipment(struct world *w, int nr, const char *order_no)
{
    struct bench_work work;
    struct core *c = &w->bench[nr].bench->core;
    assert_int_equal(bench_work_find(&c->store, order_no, &work), ERR_OK);
    return work.shipment_id;
}

void party_item(struct world *w, int nr, int64_t item_id, char name[80])
{
    struct bench_item item;
    int rc = bench_item_load(&w->bench[nr].bench->core.store, item_id, &item);
    snprintf(name, 80, "%.79s", rc == ERR_OK ? item.name : "");
}

bool party_is_in_step(struct world *w, int nr)
{
    const struct core *c = &w->bench[nr].bench->core;
    return sync_is_online(c) && sync_unsent(c) == 0;
}
