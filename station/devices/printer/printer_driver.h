// printer_driver.h - what the drivers of label printers share: the job under
// way, given to a port byte by byte as the printer's state machine asks.
#ifndef DEVICES_PRINTER_PRINTER_DRIVER_H
#define DEVICES_PRINTER_PRINTER_DRIVER_H

#include "station/devices/driver/driver.h"
#include "station/devices/printer/printer.h"

struct printer_driver {         // private; the state of such a driver
    struct printer printer;
    size_t job_len;
    char job[DEVICE_JOB_MAX];
};

// For struct driver.
int printer_driver_init(struct device *d, const struct device_setup *s,
                        char *why, size_t why_cap) MUST_USE;
void printer_driver_open(struct device *d);
void printer_driver_bytes(struct device *d, const uint8_t *bytes, size_t len);
void printer_driver_tick(struct device *d);
void printer_driver_gone(struct device *d);

// See device_print and device_printer; d is a printer.
int printer_driver_print(struct device *d, int64_t job_id, const char *bytes,
                         size_t len) MUST_USE;
enum printer_state printer_driver_state(const struct device *d);

#endif
