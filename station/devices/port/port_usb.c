// USB HID devices through libusb 1.0.26, asynchronous transfers only: its
// synchronous calls race with disconnects until 1.0.27. Handles are never
// closed inside a callback nor with transfers in flight.
#include "station/devices/port/port_internal.h"
#include "shared/must.h"

#include <libusb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    USB_PORTS_MAX = 8,
    READS_IN_FLIGHT = 2,    // so that no report falls between two reads
    CONTROL_MS = 1000,
    FDS_MAX = 32,
};

enum step { STEP_SERIAL, STEP_REPORT, STEP_READING };

struct usb_port {
    struct port *port;          // NULL once the port has let go of it
    bool used;
    enum step step;
    libusb_device_handle *handle;
    int interface;
    bool is_claimed;
    uint8_t endpoint;
    int packet_len;
    int flying;                 // transfers the library still owns
    bool failed;
    char why[64];
    struct libusb_transfer *control;
    struct libusb_transfer *read[READS_IN_FLIGHT];
    uint8_t control_bytes[LIBUSB_CONTROL_SETUP_SIZE + HID_DESCRIPTOR_MAX];
    uint8_t read_bytes[READS_IN_FLIGHT][HID_REPORT_MAX];
};

struct usb {                    // of one loop, see struct port_bus
    libusb_context *context;
    struct loop *loop;
    struct usb_port port[USB_PORTS_MAX];
    struct {
        int fd;
        int watch;
    } fd[FDS_MAX];
    int fd_count;
};

// Closes what is over, outside all callbacks.
static void reap(struct usb *usb)
{
    for (int i = 0; i < USB_PORTS_MAX; i++) {
        struct usb_port *u = &usb->port[i];
        if (!u->used || u->flying > 0)
            continue;
        if (u->port && u->failed)
            port_lost(u->port, u->why); // comes back through let_go
        if (u->port)
            continue;
        if (u->is_claimed)
            libusb_release_interface(u->handle, u->interface);
        libusb_free_transfer(u->control);
        for (int k = 0; k < READS_IN_FLIGHT; k++)
            libusb_free_transfer(u->read[k]);
        libusb_close(u->handle);
        memset(u, 0, sizeof *u);
    }
}

static void on_usb(void *arg, int events)
{
    struct timeval now = {0, 0};
    struct usb *usb = arg;
    (void)events;
    libusb_handle_events_timeout_completed(usb->context, &now, NULL);
    reap(usb);
}

static void on_fd_added(int fd, short events, void *arg)
{
    int wanted = (events & POLLIN ? LOOP_READ : 0) |
                 (events & POLLOUT ? LOOP_WRITE : 0);
    struct usb *usb = arg;
    must(usb->fd_count < FDS_MAX);
    int watch = loop_watch(usb->loop, fd, wanted, on_usb, usb);
    must(watch >= 0);
    usb->fd[usb->fd_count].fd = fd;
    usb->fd[usb->fd_count++].watch = watch;
}

static void on_fd_removed(int fd, void *arg)
{
    struct usb *usb = arg;
    for (int i = 0; i < usb->fd_count; i++)
        if (usb->fd[i].fd == fd) {
            loop_unwatch(usb->loop, usb->fd[i].watch);
            usb->fd[i] = usb->fd[--usb->fd_count];
            return;
        }
}

// The loop's part of libusb, made for the first port that asks; or NULL.
static struct usb *start(struct loop *loop, struct port_bus *bus)
{
    libusb_context *context;
    must(bus != NULL);
    if (bus->usb || libusb_init(&context) != 0)
        return bus->usb;
    struct usb *usb = calloc(1, sizeof *usb);
    must(usb != NULL); // once
    usb->context = context;
    usb->loop = loop;
    const struct libusb_pollfd **fds = libusb_get_pollfds(context);
    for (int i = 0; fds && fds[i]; i++)
        on_fd_added(fds[i]->fd, fds[i]->events, usb);
    libusb_free_pollfds(fds);
    libusb_set_pollfd_notifiers(context, on_fd_added, on_fd_removed, usb);
    bus->usb = usb;
    return usb;
}

static void fail(struct usb_port *u, const char *why)
{
    if (!u->failed)
        snprintf(u->why, sizeof u->why, "%s", why);
    u->failed = true;
    for (int k = 0; k < READS_IN_FLIGHT; k++)
        libusb_cancel_transfer(u->read[k]);
}

static void LIBUSB_CALL on_read(struct libusb_transfer *t)
{
    struct usb_port *u = t->user_data;
    u->flying--;
    if (t->status == LIBUSB_TRANSFER_COMPLETED && u->port && !u->failed) {
        // A report of all zeros is none: some devices send it when idle.
        if (t->actual_length > 0)
            u->port->fn.on_bytes(u->port->fn.arg, t->buffer,
                                 (size_t)t->actual_length);
        if (u->port && !u->failed && libusb_submit_transfer(t) == 0) {
            u->flying++;
            return;
        }
    }
    if (!u->failed)
        fail(u, t->status == LIBUSB_TRANSFER_NO_DEVICE
                    ? "the device was unplugged"
                    : "the device stopped answering");
}

static void begin_reading(struct usb_port *u)
{
    u->step = STEP_READING;
    for (int k = 0; k < READS_IN_FLIGHT; k++) {
        libusb_fill_interrupt_transfer(u->read[k], u->handle, u->endpoint,
                                       u->read_bytes[k], u->packet_len,
                                       on_read, u, 0);
        if (libusb_submit_transfer(u->read[k]) != 0) {
            fail(u, "the device cannot be read");
            return;
        }
        u->flying++;
    }
    port_opened(u->port);
}

static void ask(struct usb_port *u);

// It is the one that is wanted: taken from the kernel, then asked for its
// layout. Another device of the same kind is never touched.
static void ask_report(struct usb_port *u)
{
    libusb_set_auto_detach_kernel_driver(u->handle, 1);
    int rc = libusb_claim_interface(u->handle, u->interface);
    if (rc != 0) {
        fail(u, rc == LIBUSB_ERROR_BUSY ? "another program uses it"
                                        : "it cannot be claimed");
        return;
    }
    u->is_claimed = true;
    u->step = STEP_REPORT;
    ask(u);
}

static bool wanted_id(const struct port *p, struct port_usb_id *out)
{
    return port_usb_id_parse(p->at + strlen(PORT_USB.prefix), out);
}

static bool take_serial(struct usb_port *u, const uint8_t *bytes, int len)
{
    struct port_usb_id want;
    char have[64];
    int n = 0;
    for (int i = 2; i + 1 < len && n < 63; i += 2)
        have[n++] = bytes[i + 1] ? '?' : (char)bytes[i];
    have[n] = 0;
    return wanted_id(u->port, &want) && strcmp(want.serial, have) == 0;
}

static void LIBUSB_CALL on_control(struct libusb_transfer *t)
{
    struct usb_port *u = t->user_data;
    const uint8_t *bytes = libusb_control_transfer_get_data(t);
    u->flying--;
    if (!u->port)
        return;
    if (t->status != LIBUSB_TRANSFER_COMPLETED) {
        fail(u, "the device does not describe itself");
    } else if (u->step == STEP_SERIAL) {
        if (!take_serial(u, bytes, t->actual_length)) {
            fail(u, "no device with this serial number");
            return;
        }
        ask_report(u);
    } else if (hid_parse(&u->port->hid, bytes, (size_t)t->actual_length) < 0) {
        fail(u, "its report descriptor is not right");
    } else {
        begin_reading(u);
    }
}

static void ask(struct usb_port *u)
{
    struct libusb_device_descriptor d;
    libusb_get_device_descriptor(libusb_get_device(u->handle), &d);
    if (u->step == STEP_SERIAL)
        libusb_fill_control_setup(
            u->control_bytes, LIBUSB_ENDPOINT_IN,
            LIBUSB_REQUEST_GET_DESCRIPTOR,
            (uint16_t)(LIBUSB_DT_STRING << 8 | d.iSerialNumber), 0x0409, 255);
    else
        libusb_fill_control_setup(
            u->control_bytes, LIBUSB_ENDPOINT_IN | LIBUSB_RECIPIENT_INTERFACE,
            LIBUSB_REQUEST_GET_DESCRIPTOR, LIBUSB_DT_REPORT << 8,
            (uint16_t)u->interface, HID_DESCRIPTOR_MAX);
    libusb_fill_control_transfer(u->control, u->handle, u->control_bytes,
                                 on_control, u, CONTROL_MS);
    if (libusb_submit_transfer(u->control) != 0)
        fail(u, "the device does not answer");
    else
        u->flying++;
}

// The first HID interface with an interrupt IN endpoint.
static bool find_endpoint(libusb_device *device, struct usb_port *u)
{
    struct libusb_config_descriptor *config;
    bool found = false;
    if (libusb_get_active_config_descriptor(device, &config) != 0)
        return false;
    for (int i = 0; i < config->bNumInterfaces && !found; i++) {
        const struct libusb_interface_descriptor *d =
            &config->interface[i].altsetting[0];
        if (d->bInterfaceClass != LIBUSB_CLASS_HID)
            continue;
        for (int e = 0; e < d->bNumEndpoints && !found; e++) {
            const struct libusb_endpoint_descriptor *ep = &d->endpoint[e];
            found = (ep->bEndpointAddress & LIBUSB_ENDPOINT_IN) &&
                    (ep->bmAttributes & 3) == LIBUSB_TRANSFER_TYPE_INTERRUPT;
            u->interface = d->bInterfaceNumber;
            u->endpoint = ep->bEndpointAddress;
            u->packet_len = ep->wMaxPacketSize < HID_REPORT_MAX
                                ? ep->wMaxPacketSize
                                : HID_REPORT_MAX;
        }
    }
    libusb_free_config_descriptor(config);
    return found;
}

static bool matches(libusb_device *device, const struct port_usb_id *id)
{
    struct libusb_device_descriptor d;
    return libusb_get_device_descriptor(device, &d) == 0 &&
           d.idVendor == id->vid && d.idProduct == id->pid;
}

static struct usb_port *free_port(struct usb *usb)
{
    for (int i = 0; i < USB_PORTS_MAX; i++)
        if (!usb->port[i].used) {
            memset(&usb->port[i], 0, sizeof usb->port[i]);
            return &usb->port[i];
        }
    return NULL;
}

// NULL when it is being opened, else why not.
static const char *open_device(struct port *p, libusb_device *device,
                               bool wants_serial)
{
    struct usb_port *u = free_port(p->bus->usb);
    if (!u)
        return "too many USB devices";
    if (!find_endpoint(device, u))
        return "it is no HID device";
    int rc = libusb_open(device, &u->handle);
    if (rc != 0)
        return rc == LIBUSB_ERROR_ACCESS
                   ? "no permission: the udev rule is missing"
                   : "it cannot be opened";
    u->used = true;
    u->port = p;
    u->control = libusb_alloc_transfer(0);
    for (int k = 0; k < READS_IN_FLIGHT; k++)
        u->read[k] = libusb_alloc_transfer(0);
    must(u->control && u->read[0] && u->read[1]);
    p->handle = u;
    u->step = STEP_SERIAL;
    if (wants_serial)
        ask(u);
    else
        ask_report(u);
    return NULL;
}

static void seek(struct port *p)
{
    libusb_device **list;
    struct port_usb_id id;
    const char *why = "not plugged in";
    if (p->handle)
        return; // the one before is still being let go
    struct usb *usb = start(p->loop, p->bus);
    if (!usb || !wanted_id(p, &id)) {
        port_retry_later(p, "no USB on this machine");
        return;
    }
    ssize_t count = libusb_get_device_list(usb->context, &list);
    for (ssize_t i = 0; i < count && why; i++)
        if (matches(list[i], &id))
            why = open_device(p, list[i], id.serial[0] != 0);
    if (count >= 0)
        libusb_free_device_list(list, 1);
    if (why)
        port_retry_later(p, why);
    else
        reap(usb); // it may have failed at once
}

static void let_go(struct port *p)
{
    struct usb_port *u = p->handle;
    p->handle = NULL;
    if (!u)
        return;
    u->port = NULL;
    fail(u, "closed");
}

static bool is_right(const char *rest)
{
    struct port_usb_id id;
    return port_usb_id_parse(rest, &id);
}

const struct port_kind PORT_USB = {.prefix = "usb:",
                                   .form = "usb:VID:PID",
                                   .gives_reports = true,
                                   .is_right = is_right,
                                   .seek = seek,
                                   .close = let_go};
