#include "station/devices/printer/printer_driver.h"
#include "shared/must.h"

#include <string.h>

static void tell_job(struct device *d, enum job_result result)
{
    const struct printer_driver *s = d->state;
    struct event ev = driver_event(d, EVENT_JOB);
    ev.job.job_id = s->printer.job_id;
    ev.job.result = result;
    ev.job.printer = s->printer.state;
    driver_tell(d, &ev);
}

// Does what the printer's state machine asks for.
static void obey(struct device *d, const struct printer_out *out)
{
    const struct printer_driver *s = d->state;
    const char *ask = d->driver->status->ask;
    if (out->ask && port_write(&d->port, ask, strlen(ask)) < 0)
        return; // on_gone follows or has come
    if (out->send) {
        tell_job(d, JOB_SENT); // written down before the first byte
        if (port_write(&d->port, s->job, s->job_len) < 0)
            return;
    }
    if (out->has_changed) {
        struct event ev = driver_event(d, EVENT_PRINTER);
        ev.printer = s->printer.state;
        driver_tell(d, &ev);
    }
    if (out->has_result)
        tell_job(d, out->result);
}

int printer_driver_init(struct device *d, const struct device_setup *setup,
                        char *why, size_t why_cap)
{
    struct printer_driver *s = d->state;
    (void)setup;
    (void)why;
    (void)why_cap;
    printer_init(&s->printer, d->driver->status);
    return ERR_OK;
}

void printer_driver_open(struct device *d)
{
    struct printer_driver *s = d->state;
    struct printer_out out;
    printer_opened(&s->printer, driver_now_ms(d), &out);
    obey(d, &out);
}

void printer_driver_bytes(struct device *d, const uint8_t *bytes, size_t len)
{
    struct printer_driver *s = d->state;
    struct printer_out out;
    for (size_t i = 0; i < len; i++) {
        printer_byte(&s->printer, bytes[i], driver_now_ms(d), &out);
        obey(d, &out);
    }
}

void printer_driver_tick(struct device *d)
{
    struct printer_driver *s = d->state;
    struct printer_out out;
    printer_tick(&s->printer, driver_now_ms(d), &out);
    obey(d, &out);
}

void printer_driver_gone(struct device *d)
{
    struct printer_driver *s = d->state;
    struct printer_out out;
    printer_gone(&s->printer, &out);
    obey(d, &out);
}

int printer_driver_print(struct device *d, int64_t job_id, const char *bytes,
                         size_t len)
{
    struct printer_driver *s = d->state;
    struct printer_out out;
    must(d->kind == DEVICE_PRINTER);
    if (len > DEVICE_JOB_MAX)
        return ERR_FULL;
    if (!printer_job(&s->printer, job_id, driver_now_ms(d), &out))
        return ERR_CONFLICT;
    memcpy(s->job, bytes, len);
    s->job_len = len;
    obey(d, &out);
    return ERR_OK;
}

enum printer_state printer_driver_state(const struct device *d)
{
    const struct printer_driver *s = d->state;
    must(d->kind == DEVICE_PRINTER);
    bool is_busy = s->printer.step != PRINTER_IDLE;
    return s->printer.state == PRINTER_READY && is_busy ? PRINTER_BUSY
                                                        : s->printer.state;
}
