#include "station/devices/driver/driver.h"
#include "shared/must.h"

#include <string.h>

int64_t driver_at_ms(const struct device *d)
{
    return loop_at_ms(d->port.loop);
}

int64_t driver_now_ms(const struct device *d)
{
    return loop_now_ms(d->port.loop);
}

struct event driver_event(const struct device *d, enum event_kind kind)
{
    return (struct event){.kind = kind,
                          .device = d->kind,
                          .slot = d->slot,
                          .at_ms = driver_at_ms(d)};
}

void driver_tell(const struct device *d, const struct event *ev)
{
    d->fn(d->arg, ev);
}

void driver_tell_scan(const struct device *d, const char *bytes, size_t len)
{
    struct event ev = driver_event(d, EVENT_SCAN);
    must(len <= SCAN_MAX);
    memcpy(ev.scan.bytes, bytes, len);
    ev.scan.bytes[len] = 0;
    ev.scan.len = len;
    driver_tell(d, &ev);
}

void driver_tell_weight(const struct device *d, const struct weigh_sample *s)
{
    struct event ev = driver_event(d, EVENT_WEIGHT);
    ev.weight = *s;
    ev.weight.at_ms = ev.at_ms;
    driver_tell(d, &ev);
}
