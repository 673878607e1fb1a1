// port.h - bytes to and from a device, wherever it is, for as long as it runs.
//
// A port is dumb: it opens, reads, writes, notices that the device went away
// and keeps trying to find it again, by USB serial number rather than by the
// name the system gave it this time. Addresses:
//
//     tcp:HOST:PORT   serial:PATH   serial:usb:VID:PID[:SERIAL]
//     usb:VID:PID[:SERIAL]          (HID; bytes are whole input reports)
//
// A kind of port is one file and a line in port.c (port_internal.h). The
// caller owns the struct, which must not move while the port is open.
#ifndef DEVICES_PORT_PORT_H
#define DEVICES_PORT_PORT_H

#include "station/base/loop.h"
#include "station/devices/event.h"
#include "station/devices/port/hid.h"

enum {
    PORT_AT_MAX = 127,
    PORT_LINE_MAX = 31,
    PORT_OUT_MAX = 1100 * 1024, // waiting to be written
    PORT_RETRY_MS = 500,
};

struct port_fn {
    void (*on_bytes)(void *arg, const uint8_t *bytes, size_t len);
    void (*on_open)(void *arg);
    void (*on_gone)(void *arg, const char *why);
    void *arg;
};

// What the ports of one loop share; zero before the first, and as long-lived
// as the loop.
struct port_bus {
    struct usb *usb;        // made by the first USB port
};

struct port_kind;

struct port {               // private; initialise with port_init
    struct loop *loop;
    struct port_bus *bus;
    struct port_fn fn;
    const struct port_kind *kind;
    char at[PORT_AT_MAX + 1];
    char line[PORT_LINE_MAX + 1];   // "9600 7E1", serial only
    bool is_open;
    bool is_connecting;
    int fd;
    int watch;
    void *handle;           // its kind's own
    struct hid_layout hid;  // of an open port that gives reports
    struct loop_timer retry;
    char why[DEVICE_WHY_MAX + 1];
    char *out;              // allocated once, at start
    size_t out_len;
};

// ERR_PARSE when the address is none of the above; *why names it.
int port_init(struct port *p, struct loop *loop, struct port_bus *bus,
              const char *at, const char *line,
              const struct port_fn *fn) MUST_USE;

// True when bytes come as whole HID reports, to be read by p->hid.
bool port_gives_reports(const struct port *p);

// Once: starts looking for the device; on_open follows when it is there.
void port_start(struct port *p);

// Queues bytes. ERR_GONE when it is not open, ERR_FULL beyond PORT_OUT_MAX;
// then nothing is queued. Ports that give reports are read only.
int port_write(struct port *p, const void *bytes, size_t len) MUST_USE;

#endif
