// The life of a port, whatever its kind: looked for, open, lost, looked for
// again; and what waits to be written.
#include "station/base/log.h"
#include "station/devices/port/port_internal.h"
#include "shared/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void seek(void *arg)
{
    struct port *p = arg;
    p->kind->seek(p);
}

void port_start(struct port *p)
{
    p->out = malloc(PORT_OUT_MAX);
    must(p->out != NULL); // once
    seek(p);
}

void port_retry_later(struct port *p, const char *why)
{
    if (strcmp(p->why, why) != 0) {
        snprintf(p->why, sizeof p->why, "%s", why);
        log_warn("device_absent at=%s why=\"%s\"", p->at, p->why);
    }
    loop_timer_start(p->loop, &p->retry, PORT_RETRY_MS, 0, seek, p);
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
    p->kind->close(p);
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

// A serial port reads nothing when idle and when it was pulled out.
static bool is_idle(struct port *p, int events)
{
    return !(events & LOOP_HANGUP) && p->kind->is_gone &&
           !p->kind->is_gone(p);
}

static void take_bytes(struct port *p, int events)
{
    uint8_t bytes[4096];
    ssize_t n = read(p->fd, bytes, sizeof bytes);
    if (n > 0)
        p->fn.on_bytes(p->fn.arg, bytes, (size_t)n);
    else if (n == 0 && !is_idle(p, events))
        port_lost(p, "the device went away");
    else if (n < 0 && errno != EAGAIN && errno != EINTR)
        port_lost(p, strerror(errno));
}

static void on_ready(void *arg, int events)
{
    struct port *p = arg;
    if (p->is_connecting) {
        seek(p);
        return;
    }
    if (events & LOOP_WRITE)
        flush(p);
    if (p->is_open && (events & (LOOP_READ | LOOP_HANGUP)))
        take_bytes(p, events);
}

void port_watch_fd(struct port *p, int events)
{
    p->watch = loop_watch(p->loop, p->fd, events, on_ready, p);
    must(p->watch >= 0);
}

int port_write(struct port *p, const void *bytes, size_t len)
{
    if (!p->is_open || p->kind->gives_reports)
        return ERR_GONE;
    if (p->out_len + len > PORT_OUT_MAX)
        return ERR_FULL;
    memcpy(p->out + p->out_len, bytes, len);
    p->out_len += len;
    flush(p);
    return p->is_open ? ERR_OK : ERR_GONE;
}
