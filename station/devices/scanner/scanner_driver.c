#include "station/devices/driver/driver.h"
#include "station/devices/scanner/scanner.h"

static void on_reset(struct device *d)
{
    scanner_init(d->state);
}

static void on_bytes(struct device *d, const uint8_t *bytes, size_t len)
{
    struct scanner *s = d->state;
    for (size_t i = 0; i < len; i++) {
        size_t n = scanner_byte(s, bytes[i]);
        if (n > 0)
            driver_tell_scan(d, s->line, n);
    }
}

const struct driver SCANNER_LINES = {.kind = DEVICE_SCANNER,
                                     .speaks = "lines",
                                     .state_size = sizeof(struct scanner),
                                     .reset = on_reset,
                                     .bytes = on_bytes};
