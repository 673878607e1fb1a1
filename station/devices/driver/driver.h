// driver.h - a kind of device in one language: what a driver is and may do.
//
// A driver turns the bytes of its port into events and, where the device has
// to be asked or told something, sends bytes. To add one: a file with a
// struct driver at its end, in the room of its kind, and a line in DRIVERS
// below; a serial scale is a function that reads a line (scale/mt_sics.c is
// the model), a printer language one that reads a status (printer/
// zpl_status.c) and its writer in station/label. Drivers do not see each
// other nor the program.
#ifndef DEVICES_DRIVER_DRIVER_H
#define DEVICES_DRIVER_DRIVER_H

#include "station/devices/event.h"
#include "station/devices/port/port.h"

enum { DEVICE_NAME_MAX = 31, DEVICE_JOB_MAX = 1024 * 1024 };

typedef void device_fn(void *arg, const struct event *ev);

struct handheld_update;
struct scale_language;
struct status_language;

struct device_setup {       // texts are "" when not given
    const char *name;
    const char *kind;       // scanner, scale, printer
    const char *at;         // see port.h
    const char *speaks;     // see DRIVERS
    const char *line;       // "9600 7E1"
    const char *unit;       // of a scale that sends none: kg or lb
    const struct handheld_update *update;   // of tallyman, or NULL
    uint32_t start_no;      // of tallyman: this program's, see link_session
    struct port_bus *bus;   // the program's, the same for all; of USB ports
};

struct device {             // private but for name and kind
    char name[DEVICE_NAME_MAX + 1];
    enum device_kind kind;
    int32_t slot;
    const struct driver *driver;
    void *state;            // the driver's own, made once
    struct port port;
    struct loop_timer tick;
    device_fn *fn;
    void *arg;
};

struct driver {             // a function that is NULL is nothing to do
    enum device_kind kind;
    const char *speaks;     // as a configuration names it
    bool takes_reports;     // of USB HID; else bytes of a line
    int32_t tick_ms;        // 0: none
    size_t state_size;      // of device.state, zeroed

    // Once. ERR_PARSE with *why naming what is wrong with the setup.
    int (*init)(struct device *d, const struct device_setup *s, char *why,
                size_t why_cap);

    // A connection begins: forgets the one before, says nothing yet. Then the
    // program is told, and then open may send.
    void (*reset)(struct device *d);
    void (*open)(struct device *d);
    void (*bytes)(struct device *d, const uint8_t *bytes, size_t len);
    void (*tick)(struct device *d);     // with a connection or without
    void (*gone)(struct device *d);     // before the program is told

    const struct scale_language *scale;     // of serial scales
    const struct status_language *status;   // of printers
};

// In the order in which a refusal names them.
#define DRIVERS(X)                                                            \
    X(SCANNER_LINES)                                                          \
    X(SCANNER_HID_POS)                                                        \
    X(SCANNER_TALLYMAN)                                                       \
    X(SCALE_MT_SICS)                                                          \
    X(SCALE_TOLEDO_8217)                                                      \
    X(SCALE_HID)                                                              \
    X(PRINTER_ZPL)

#define DRIVER_DECLARE(name) extern const struct driver name;
DRIVERS(DRIVER_DECLARE)

// The instant of what is happening: UTC, and the clock that only goes forward.
int64_t driver_at_ms(const struct device *d);
int64_t driver_now_ms(const struct device *d);

// An event of this device, to be filled in and told to the program.
struct event driver_event(const struct device *d, enum event_kind kind);
void driver_tell(const struct device *d, const struct event *ev);
void driver_tell_scan(const struct device *d, const char *bytes, size_t len);
void driver_tell_weight(const struct device *d, const struct weigh_sample *s);

#endif
