#include "station/devices/driver/driver.h"
#include "station/devices/scale/hid_scale.h"

struct state {
    bool has_first;         // the first report is the last weighing's
};

static void on_reset(struct device *d)
{
    struct state *s = d->state;
    s->has_first = false;
}

static void on_report(struct device *d, const uint8_t *report, size_t len)
{
    struct state *s = d->state;
    struct weigh_sample w;
    bool is_weight = hid_scale_report(&d->port.hid, report, len, &w);
    if (is_weight && s->has_first)
        driver_tell_weight(d, &w);
    s->has_first = s->has_first || is_weight;
}

const struct driver SCALE_HID = {.kind = DEVICE_SCALE,
                                 .speaks = "hid",
                                 .takes_reports = true,
                                 .state_size = sizeof(struct state),
                                 .reset = on_reset,
                                 .bytes = on_report};
