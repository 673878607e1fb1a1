#include "station/devices/port/port.h"
#include "station/base/log.h"
#include "shared/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int port_init(struct port *p, struct loop *loop, const char *at,
              const char *line, const struct port_fn *fn)
{
    uint16_t vid, pid;
    char serial[64];
    memset(p, 0, sizeof *p);
    p->loop = loop;
    p->fn = *fn;
    p->fd = -1;
    p->watch = -1;
    snprintf(p->at, sizeof p->at, "%s", at);
    snprintf(p->line, sizeof p->line, "%s", line);
    bool ok = true;
    if (strncmp(at, "tcp:", 4) == 0)
        p->medium = PORT_TCP;
    else if (strncmp(at, "serial:usb:", 11) == 0) {
        p->medium = PORT_SERIAL;
        ok = usb_parse_at(at + 11, &vid, &pid, serial, sizeof serial);
    } else if (strncmp(at, "serial:", 7) == 0)
        p->medium = PORT_SERIAL;
    else if (strncmp(at, "usb:", 4) == 0) {
        p->medium = PORT_USB;
        ok = usb_parse_at(at + 4, &vid, &pid, serial, sizeof serial);
    } else
        ok = false;
    if (!ok || strlen(at) > PORT_AT_MAX) {
        snprintf(p->why, sizeof p->why,
                 "\"%.60s\" is not tcp:, serial: or usb:VID:PID", at);
        return ERR_PARSE;
    }
    p->out = malloc(PORT_OUT_MAX);
    must(p->out != NULL); // once, at start
    return ERR_OK;
}

static void try_open(void *arg)
{
    struct port *p = arg;
    switch (p->medium) {
    case PORT_TCP:
        tcp_try(p);
        return;
    case PORT_SERIAL:
        serial_try(p);
        return;
    case PORT_USB:
        usb_try(p);
        return;
    }
}

void port_start(struct port *p)
{
    try_open(p);
}

void port_retry_later(struct port *p, const char *why)
{
    if (strcmp(p->why, why) != 0) {
        snprintf(p->why, sizeof p->why, "%s", why);
        log_warn("device_absent at=%s why=\"%s\"", p->at, p->why);
    }
    loop_timer_start(p->loop, &p->retry, PORT_RETRY_MS, 0, try_open, p);
}

void port_opened(struct port *p)
{
    p->is_open = true;
    p->out_len = 0;
    p->why[0] = 0;
    log_info("device_open at=%s", p->at);
    p->fn.on_open(p->fn.arg);
}

void port_lost(struct port *p, const char *why)
{
    bool was_open = p->is_open;
    p->is_open = false;
    p->is_connecting = false;
    p->out_len = 0;
    if (p->watch >= 0) {
        loop_unwatch(p->loop, p->watch);
        p->watch = -1;
    }
    if (p->medium == PORT_SERIAL)
        serial_close(p);
    else if (p->medium == PORT_USB)
        usb_close(p);
    else if (p->fd >= 0)
        close(p->fd);
    p->fd = -1;
    port_retry_later(p, why);
    if (was_open)
        p->fn.on_gone(p->fn.arg, p->why);
}

static void flush(struct port *p)
{
    while (p->out_len > 0) {
        ssize_t n = write(p->fd, p->out, p->out_len);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        if (n <= 0) {
            port_lost(p, strerror(errno));
            return;
        }
        p->out_len -= (size_t)n;
        memmove(p->out, p->out + n, p->out_len);
    }
    if (p->watch >= 0)
        loop_watch_events(p->loop, p->watch,
                          LOOP_READ | LOOP_HANGUP |
                              (p->out_len > 0 ? LOOP_WRITE : 0));
}

static void on_ready(void *arg, int events)
{
    struct port *p = arg;
    uint8_t bytes[4096];
    if (p->is_connecting) {
        tcp_try(p);
        return;
    }
    if (events & LOOP_WRITE)
        flush(p);
    if (!p->is_open || !(events & (LOOP_READ | LOOP_HANGUP)))
        return;
    ssize_t n = read(p->fd, bytes, sizeof bytes);
    if (n > 0) {
        p->fn.on_bytes(p->fn.arg, bytes, (size_t)n);
        return;
    }
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    // A serial port reads nothing when idle and when it was pulled out.
    if (n == 0 && p->medium == PORT_SERIAL && !(events & LOOP_HANGUP) &&
        !serial_is_gone(p))
        return;
    port_lost(p, n == 0 ? "the device went away" : strerror(errno));
}

void port_watch_fd(struct port *p, int events)
{
    p->watch = loop_watch(p->loop, p->fd, events, on_ready, p);
    must(p->watch >= 0);
}

int port_write(struct port *p, const void *bytes, size_t len)
{
    if (!p->is_open || p->medium == PORT_USB)
        return ERR_GONE;
    if (p->out_len + len > PORT_OUT_MAX)
        return ERR_FULL;
    memcpy(p->out + p->out_len, bytes, len);
    p->out_len += len;
    flush(p);
    return p->is_open ? ERR_OK : ERR_GONE;
}
