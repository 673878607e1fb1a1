// port_internal.h - what a kind of port does, and what it tells its port.
//
// A new kind is a file with a struct port_kind and a line in port.c.
#ifndef DEVICES_PORT_PORT_INTERNAL_H
#define DEVICES_PORT_PORT_INTERNAL_H

#include "station/devices/port/port.h"

struct port_kind {
    const char *prefix;     // of its addresses: "tcp:"
    const char *form;       // for a refusal: "usb:VID:PID"
    bool gives_reports;

    // Whether what follows the prefix can be an address at all. NULL: any.
    bool (*is_right)(const char *rest);

    // Looks for the device once: port_opened, port_retry_later, or a watch on
    // p->fd with is_connecting set, and it is called again when that is ready.
    void (*seek)(struct port *p);

    // A read gave nothing, which an idle port may do too. NULL: it has gone.
    bool (*is_gone)(struct port *p);

    // Lets go of the device; p->fd and p->handle may be set or not.
    void (*close)(struct port *p);
};

extern const struct port_kind PORT_TCP, PORT_SERIAL, PORT_USB;

// The device is there; or has gone, or is not there yet, and is looked for
// again.
void port_opened(struct port *p);
void port_lost(struct port *p, const char *why);
void port_retry_later(struct port *p, const char *why);
void port_watch_fd(struct port *p, int events);

struct port_usb_id {
    uint16_t vid, pid;
    char serial[64];        // empty: any
};

// "0c2e:090a" or "0c2e:090a:SN77".
bool port_usb_id_parse(const char *text, struct port_usb_id *out);

#endif
