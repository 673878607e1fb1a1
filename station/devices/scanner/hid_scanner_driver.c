#include "station/devices/driver/driver.h"
#include "station/devices/scanner/hid_scanner.h"

#include <string.h>

static void on_reset(struct device *d)
{
    memset(d->state, 0, sizeof(struct hid_scanner));
}

static void on_report(struct device *d, const uint8_t *report, size_t len)
{
    struct hid_scanner *s = d->state;
    size_t n = hid_scanner_report(s, &d->port.hid, report, len,
                                  driver_now_ms(d));
    if (n > 0)
        driver_tell_scan(d, s->bytes, n);
}

const struct driver SCANNER_HID_POS = {
    .kind = DEVICE_SCANNER,
    .speaks = "hid-pos",
    .takes_reports = true,
    .state_size = sizeof(struct hid_scanner),
    .reset = on_reset,
    .bytes = on_report};
