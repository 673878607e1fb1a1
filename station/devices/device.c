#include "station/devices/device.h"
#include "station/base/text.h"
#include "station/devices/printer/printer_driver.h"
#include "station/devices/scanner/handheld_driver.h"
#include "shared/must.h"
#include "shared/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POINT(name) &name,
static const struct driver *const ALL[] = {DRIVERS(POINT)};

static const char *const KINDS[] = {"scanner", "scale", "printer"};

enum { COUNT = sizeof ALL / sizeof ALL[0] };

static const struct driver *find_driver(const struct device_setup *s)
{
    for (int i = 0; i < COUNT; i++)
        if (strcmp(KINDS[ALL[i]->kind], s->kind) == 0 &&
            strcmp(ALL[i]->speaks, s->speaks) == 0)
            return ALL[i];
    return NULL;
}

// "... (scanner: lines, hid-pos; scale: mt-sics)".
static void refuse(const struct device_setup *s, char *why, size_t why_cap)
{
    struct text t;
    text_init(&t, why, why_cap);
    text_addf(&t, "device %s: kind %s does not speak %s (", s->name, s->kind,
              s->speaks);
    for (int i = 0; i < COUNT; i++) {
        bool is_same_kind = i > 0 && ALL[i]->kind == ALL[i - 1]->kind;
        text_addf(&t, "%s", is_same_kind ? ", " : i > 0 ? "; " : "");
        if (!is_same_kind)
            text_addf(&t, "%s: ", KINDS[ALL[i]->kind]);
        text_addf(&t, "%s", ALL[i]->speaks);
    }
    text_add(&t, ")", 1);
}

static void on_open(void *arg)
{
    struct device *d = arg;
    struct event ev = driver_event(d, EVENT_ATTACHED);
    if (d->driver->reset)
        d->driver->reset(d);
    driver_tell(d, &ev);
    if (d->driver->open)
        d->driver->open(d);
}

static void on_bytes(void *arg, const uint8_t *bytes, size_t len)
{
    struct device *d = arg;
    d->driver->bytes(d, bytes, len);
}

static void on_gone(void *arg, const char *why)
{
    struct device *d = arg;
    struct event ev = driver_event(d, EVENT_DETACHED);
    snprintf(ev.why, sizeof ev.why, "%s", why);
    if (d->driver->gone)
        d->driver->gone(d);
    driver_tell(d, &ev);
}

static void on_tick(void *arg)
{
    struct device *d = arg;
    d->driver->tick(d);
}

// ERR_PARSE with *why not naming the device yet.
static int choose(struct device *d, struct loop *loop,
                  const struct device_setup *s, char *why, size_t why_cap)
{
    const struct port_fn calls = {on_bytes, on_open, on_gone, d};
    enum unit unit;
    if (s->unit[0] && units_parse(s->unit, strlen(s->unit), &unit) < 0) {
        snprintf(why, why_cap, "unit %s is not known: say kg or lb", s->unit);
        return ERR_PARSE;
    }
    d->state = calloc(1, d->driver->state_size);
    must(d->state != NULL); // once, at start
    if (d->driver->init && d->driver->init(d, s, why, why_cap) < 0)
        return ERR_PARSE;
    if (port_init(&d->port, loop, s->bus, s->at, s->line, &calls) < 0) {
        snprintf(why, why_cap, "%s", d->port.why);
        return ERR_PARSE;
    }
    if (d->driver->takes_reports != port_gives_reports(&d->port)) {
        snprintf(why, why_cap, "%s and %s do not go together", s->speaks,
                 s->at);
        return ERR_PARSE;
    }
    return ERR_OK;
}

int device_open(struct device *d, struct loop *loop, int32_t slot,
                const struct device_setup *s, device_fn *fn, void *arg,
                char *why, size_t why_cap)
{
    char wrong[DEVICE_WHY_MAX + 1];
    memset(d, 0, sizeof *d);
    snprintf(d->name, sizeof d->name, "%s", s->name);
    d->slot = slot;
    d->fn = fn;
    d->arg = arg;
    d->driver = find_driver(s);
    if (!d->driver) {
        refuse(s, why, why_cap);
        return ERR_PARSE;
    }
    d->kind = d->driver->kind;
    if (choose(d, loop, s, wrong, sizeof wrong) < 0) {
        free(d->state);
        d->state = NULL;
        snprintf(why, why_cap, "device %s: %s", s->name, wrong);
        return ERR_PARSE;
    }
    int32_t tick_ms = d->driver->tick_ms;
    if (tick_ms > 0)
        loop_timer_start(loop, &d->tick, tick_ms, tick_ms, on_tick, d);
    port_start(&d->port);
    return ERR_OK;
}

int device_print(struct device *d, int64_t job_id, const char *bytes,
                 size_t len)
{
    return printer_driver_print(d, job_id, bytes, len);
}

int device_say(struct device *d, const struct message *m)
{
    return handheld_driver_say(d, m);
}

bool device_is_open(const struct device *d)
{
    return d->port.is_open;
}

enum printer_state device_printer(const struct device *d)
{
    return printer_driver_state(d);
}

const struct handheld *device_hand(const struct device *d)
{
    return handheld_driver_hand(d);
}
