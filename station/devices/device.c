#include "station/devices/device.h"
#include "station/base/clock.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct event event_of(struct device *d, enum event_kind kind)
{
    return (struct event){.kind = kind,
                          .device = d->kind,
                          .slot = d->slot,
                          .at_ms = clock_wall_ms()};
}

static void emit_scan(struct device *d, const char *bytes, size_t len)
{
    struct event ev = event_of(d, EVENT_SCAN);
    memcpy(ev.scan.bytes, bytes, len);
    ev.scan.bytes[len] = 0;
    ev.scan.len = len;
    d->fn(d->arg, &ev);
}

static void emit_weight(struct device *d, const struct weigh_sample *s)
{
    struct event ev = event_of(d, EVENT_WEIGHT);
    ev.weight = *s;
    ev.weight.at_ms = ev.at_ms;
    d->fn(d->arg, &ev);
}

static void emit_job(struct device *d, enum job_result result)
{
    struct event ev = event_of(d, EVENT_JOB);
    ev.job.job_id = d->printer.job_id;
    ev.job.result = result;
    ev.job.printer = d->printer.state;
    d->fn(d->arg, &ev);
}

// Does what the printer's state machine asks for.
static void obey(struct device *d, const struct printer_out *out)
{
    if (out->ask && port_write(&d->port, "~HS\r\n", 5) < 0)
        return; // on_gone follows or has come
    if (out->send) {
        emit_job(d, JOB_SENT); // written down before the first byte
        if (port_write(&d->port, d->job, d->job_len) < 0)
            return;
    }
    if (out->has_changed) {
        struct event ev = event_of(d, EVENT_PRINTER);
        ev.printer = d->printer.state;
        d->fn(d->arg, &ev);
    }
    if (out->has_result)
        emit_job(d, out->result);
}

static void flush_hand(struct device *d)
{
    uint8_t wire[FRAME_WIRE_MAX];
    size_t n;
    while (d->port.is_open &&
           (n = handheld_give(d->hand, (uint32_t)clock_now_ms(),
                              clock_wall_ms(), wire)) > 0)
        if (port_write(&d->port, wire, n) < 0)
            return; // on_gone follows or has come
}

// A handheld's scan carries its AIM identifier in front, as others do.
static void emit_record(struct device *d, const struct message *m)
{
    struct event ev = event_of(d, EVENT_SCAN);
    size_t aim_len = strlen(m->scan.aim);
    memcpy(ev.scan.bytes, m->scan.aim, aim_len);
    memcpy(ev.scan.bytes + aim_len, m->scan.bytes, m->scan.len);
    ev.scan.len = aim_len + m->scan.len;
    ev.scan.bytes[ev.scan.len] = 0;
    ev.scan.record = (struct scan_record){
        .record_seq = m->scan.record_seq,
        .at_ms = m->scan.at_ms,
        .mode = m->scan.mode,
        .verdict = m->scan.verdict,
        .qty = m->scan.qty,
        .list_id = m->scan.list_id,
        .line_no = m->scan.line_no};
    memcpy(ev.scan.record.place, m->scan.place, sizeof m->scan.place);
    d->fn(d->arg, &ev);
}

static void hand_bytes(struct device *d, const uint8_t *bytes, size_t len)
{
    struct message news;
    for (size_t i = 0; i < len; i++) {
        if (!handheld_byte(d->hand, bytes[i], (uint32_t)clock_now_ms(), &news))
            continue;
        if (news.kind == MESSAGE_SCAN) {
            emit_record(d, &news);
            continue;
        }
        struct event ev = event_of(d, EVENT_HAND);
        ev.hand = &news;
        d->fn(d->arg, &ev);
    }
    flush_hand(d);
}

int device_say(struct device *d, const struct message *m)
{
    if (!d->hand || !d->port.is_open || !d->hand->heard_hello)
        return ERR_GONE;
    int rc = handheld_say(d->hand, m);
    flush_hand(d);
    return rc;
}

static void scanner_bytes(struct device *d, const uint8_t *bytes, size_t len)
{
    if (d->hand) {
        hand_bytes(d, bytes, len);
        return;
    }
    if (d->is_hid) {
        size_t n = hid_scanner_report(&d->hid_scanner, &d->port.hid, bytes,
                                      len, clock_now_ms());
        if (n > 0)
            emit_scan(d, d->hid_scanner.bytes, n);
        return;
    }
    for (size_t i = 0; i < len; i++) {
        size_t n = scanner_byte(&d->scanner, bytes[i]);
        if (n > 0)
            emit_scan(d, d->scanner.line, n);
    }
}

static void scale_bytes(struct device *d, const uint8_t *bytes, size_t len)
{
    struct weigh_sample s;
    if (d->is_hid) {
        bool is_weight = hid_scale_report(&d->port.hid, bytes, len, &s);
        if (is_weight && d->has_first)
            emit_weight(d, &s);
        d->has_first = d->has_first || is_weight;
        return;
    }
    for (size_t i = 0; i < len; i++)
        if (scale_byte(&d->scale, bytes[i], &s))
            emit_weight(d, &s);
}

static void on_bytes(void *arg, const uint8_t *bytes, size_t len)
{
    struct device *d = arg;
    struct printer_out out;
    switch (d->kind) {
    case DEVICE_SCANNER:
        scanner_bytes(d, bytes, len);
        return;
    case DEVICE_SCALE:
        scale_bytes(d, bytes, len);
        return;
    case DEVICE_PRINTER:
        for (size_t i = 0; i < len; i++) {
            printer_byte(&d->printer, bytes[i], clock_now_ms(), &out);
            obey(d, &out);
        }
        return;
    }
}

static void on_open(void *arg)
{
    struct device *d = arg;
    struct printer_out out;
    struct event ev = event_of(d, EVENT_ATTACHED);
    scanner_init(&d->scanner);
    memset(&d->hid_scanner, 0, sizeof d->hid_scanner);
    d->has_first = false;
    if (d->hand)
        handheld_open(d->hand, (uint32_t)clock_now_ms());
    d->fn(d->arg, &ev);
    if (d->kind != DEVICE_PRINTER)
        return;
    printer_opened(&d->printer, clock_now_ms(), &out);
    obey(d, &out);
}

static void on_gone(void *arg, const char *why)
{
    struct device *d = arg;
    struct printer_out out;
    struct event ev = event_of(d, EVENT_DETACHED);
    snprintf(ev.why, sizeof ev.why, "%s", why);
    if (d->kind == DEVICE_PRINTER) {
        printer_gone(&d->printer, &out);
        obey(d, &out);
    }
    d->fn(d->arg, &ev);
}

// Serial scales are asked, printers watched.
static void on_tick(void *arg)
{
    struct device *d = arg;
    struct printer_out out;
    if (d->kind == DEVICE_PRINTER) {
        printer_tick(&d->printer, clock_now_ms(), &out);
        obey(d, &out);
        return;
    }
    if (d->hand) {
        flush_hand(d);
        return;
    }
    const char *question = scale_question(&d->scale);
    if (d->port.is_open && port_write(&d->port, question, strlen(question)))
        return; // gone: on_gone says so
}

static bool set_kind(struct device *d, const struct device_setup *s)
{
    const char *speaks = s->speaks;
    enum unit unit = UNIT_KG;
    if (s->unit[0] && units_parse(s->unit, strlen(s->unit), &unit) < 0)
        return false;
    if (strcmp(s->kind, "scanner") == 0) {
        d->kind = DEVICE_SCANNER;
        d->is_hid = strcmp(speaks, "hid-pos") == 0;
        if (strcmp(speaks, "tallyman") == 0) {
            d->hand = calloc(1, sizeof *d->hand);
            must(d->hand != NULL); // once, at start
            handheld_init(d->hand, s->update, s->start_no);
        }
        return d->is_hid || d->hand || strcmp(speaks, "lines") == 0;
    }
    if (strcmp(s->kind, "scale") == 0) {
        d->kind = DEVICE_SCALE;
        d->is_hid = strcmp(speaks, "hid") == 0;
        bool is_sics = strcmp(speaks, "mt-sics") == 0;
        scale_init(&d->scale, is_sics ? SCALE_SICS : SCALE_8217, unit);
        return d->is_hid || is_sics || strcmp(speaks, "toledo-8217") == 0;
    }
    d->kind = DEVICE_PRINTER;
    printer_init(&d->printer);
    return strcmp(s->kind, "printer") == 0 && strcmp(speaks, "zpl") == 0;
}

int device_open(struct device *d, struct loop *loop, int32_t slot,
                const struct device_setup *s, device_fn *fn, void *arg,
                char *why, size_t why_cap)
{
    struct port_fn calls = {on_bytes, on_open, on_gone, d};
    memset(d, 0, sizeof *d);
    snprintf(d->name, sizeof d->name, "%s", s->name);
    d->loop = loop;
    d->slot = slot;
    d->fn = fn;
    d->arg = arg;
    if (strcmp(s->speaks, "toledo-8217") == 0 && !s->unit[0]) {
        snprintf(why, why_cap,
                 "device %s: toledo-8217 sends no unit: say unit = kg or lb",
                 s->name);
        return ERR_PARSE;
    }
    if (!set_kind(d, s)) {
        snprintf(why, why_cap,
                 "device %s: kind %s does not speak %s (scanner: lines, "
                 "hid-pos, tallyman; scale: mt-sics, toledo-8217, hid; "
                 "printer: zpl)",
                 s->name, s->kind, s->speaks);
        return ERR_PARSE;
    }
    if (port_init(&d->port, loop, s->at, s->line, &calls) < 0) {
        snprintf(why, why_cap, "device %s: %s", s->name, d->port.why);
        return ERR_PARSE;
    }
    if (d->is_hid != (d->port.medium == PORT_USB)) {
        snprintf(why, why_cap, "device %s: %s and %s do not go together",
                 s->name, s->speaks, s->at);
        return ERR_PARSE;
    }
    if (d->kind == DEVICE_PRINTER) {
        d->job = malloc(DEVICE_JOB_MAX);
        must(d->job != NULL); // once, at start
        loop_timer_start(loop, &d->tick, PRINTER_ASK_MS, PRINTER_ASK_MS,
                         on_tick, d);
    } else if (d->hand) {
        loop_timer_start(loop, &d->tick, HAND_TICK_MS, HAND_TICK_MS, on_tick,
                         d);
    } else if (d->kind == DEVICE_SCALE && !d->is_hid) {
        loop_timer_start(loop, &d->tick, SCALE_ASK_MS, SCALE_ASK_MS, on_tick,
                         d);
    }
    port_start(&d->port);
    return ERR_OK;
}

int device_print(struct device *d, int64_t job_id, const char *bytes,
                 size_t len)
{
    struct printer_out out;
    must(d->kind == DEVICE_PRINTER);
    if (len > DEVICE_JOB_MAX)
        return ERR_FULL;
    if (d->printer.step != PRINTER_IDLE)
        return ERR_CONFLICT;
    memcpy(d->job, bytes, len);
    d->job_len = len;
    printer_job(&d->printer, job_id, clock_now_ms(), &out);
    obey(d, &out);
    return ERR_OK;
}

bool device_is_open(const struct device *d)
{
    return d->port.is_open;
}

enum printer_state device_printer(const struct device *d)
{
    must(d->kind == DEVICE_PRINTER);
    bool is_busy = d->printer.step != PRINTER_IDLE;
    return d->printer.state == PRINTER_READY && is_busy ? PRINTER_BUSY
                                                        : d->printer.state;
}

const struct handheld *device_hand(const struct device *d)
{
    return d->hand;
}
