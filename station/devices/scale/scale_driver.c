#include "station/devices/scale/scale_driver.h"

#include <stdio.h>
#include <string.h>

int scale_driver_init(struct device *d, const struct device_setup *s,
                      char *why, size_t why_cap)
{
    const struct scale_language *language = d->driver->scale;
    enum unit unit = UNIT_KG;
    if (language->needs_unit &&
        units_parse(s->unit, strlen(s->unit), &unit) < 0) {
        snprintf(why, why_cap, "%s sends no unit: say unit = kg or lb",
                 s->speaks);
        return ERR_PARSE;
    }
    scale_init(d->state, language, unit);
    return ERR_OK;
}

void scale_driver_bytes(struct device *d, const uint8_t *bytes, size_t len)
{
    struct weigh_sample s;
    for (size_t i = 0; i < len; i++)
        if (scale_byte(d->state, bytes[i], &s))
            driver_tell_weight(d, &s);
}

void scale_driver_tick(struct device *d)
{
    const char *question = d->driver->scale->question;
    if (d->port.is_open &&
        port_write(&d->port, question, strlen(question)) < 0)
        return; // gone: on_gone says so
}
