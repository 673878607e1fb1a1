// port.h - bytes to and from a device, wherever it is, for as long as it runs.
//
// A port is dumb: it opens, reads, writes, notices that the device went away
// and keeps trying to find it again, by USB serial number rather than by the
// name the system gave it this time. Addresses:
//
//     tcp:HOST:PORT   serial:PATH   serial:usb:VID:PID[:SERIAL]
//     usb:VID:PID[:SERIAL]          (HID; bytes are whole input reports)
//
// The caller owns the struct, which must not move while the port is open.
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

struct port;

struct port_fn {
    void (*on_bytes)(void *arg, const uint8_t *bytes, size_t len);
    void (*on_open)(void *arg);
    void (*on_gone)(void *arg, const char *why);
    void *arg;
};

enum port_medium { PORT_TCP, PORT_SERIAL, PORT_USB };

struct usb_port;

struct port {               // private; initialise with port_init
    struct loop *loop;
    struct port_fn fn;
    enum port_medium medium;
    char at[PORT_AT_MAX + 1];
    char line[PORT_LINE_MAX + 1];   // "9600 7E1", serial only
    bool is_open;
    bool is_connecting;
    int fd;
    int watch;
    void *handle;           // struct sp_port or struct usb_port
    struct hid_layout hid;  // of an open USB port
    struct loop_timer retry;
    char why[DEVICE_WHY_MAX + 1];
    char *out;              // allocated once, at init
    size_t out_len;
};

// ERR_PARSE when the address is none of the above; *why names it.
int port_init(struct port *p, struct loop *loop, const char *at,
              const char *line, const struct port_fn *fn) MUST_USE;

// Starts looking for the device; on_open follows when it is there.
void port_start(struct port *p);

// Queues bytes. ERR_GONE when it is not open, ERR_FULL beyond PORT_OUT_MAX;
// then nothing is queued. USB ports are read only.
int port_write(struct port *p, const void *bytes, size_t len) MUST_USE;

// For the media: the device is there, or has gone and is looked for again.
void port_opened(struct port *p);
void port_lost(struct port *p, const char *why);
void port_retry_later(struct port *p, const char *why);
void port_watch_fd(struct port *p, int events);

// The media, each in its own file.
void tcp_try(struct port *p);
void serial_try(struct port *p);
void serial_close(struct port *p);
bool serial_is_gone(struct port *p);
void usb_try(struct port *p);
void usb_close(struct port *p);
bool usb_parse_at(const char *at, uint16_t *vid, uint16_t *pid,
                  char *serial, size_t cap);

#endif
