// Network printers (port 9100), serial boxes on the network, and simulators.
#include "station/base/text.h"
#include "station/devices/port/port_internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// "tcp:127.0.0.1:9100". Names are not looked up: that would block the loop.
static bool parse_at(const char *at, struct sockaddr_in *a)
{
    char host[64];
    int port;
    if (text_to_host_port(at + strlen(PORT_TCP.prefix), host, sizeof host,
                          &port) < 0 ||
        port == 0)
        return false;
    memset(a, 0, sizeof *a);
    a->sin_family = AF_INET;
    a->sin_port = htons((uint16_t)port);
    return inet_pton(AF_INET, host, &a->sin_addr) == 1;
}

static void finish(struct port *p)
{
    int error = 0, yes = 1;
    socklen_t len = sizeof error;
    getsockopt(p->fd, SOL_SOCKET, SO_ERROR, &error, &len);
    p->is_connecting = false;
    if (error) {
        port_lost(p, strerror(error));
        return;
    }
    setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    loop_watch_events(p->loop, p->watch, LOOP_READ | LOOP_HANGUP);
    port_opened(p);
}

static void seek(struct port *p)
{
    struct sockaddr_in a;
    if (p->is_connecting) {
        finish(p);
        return;
    }
    if (!parse_at(p->at, &a)) {
        port_retry_later(p, "the address is not tcp:IPV4:PORT");
        return;
    }
    p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (p->fd < 0) {
        port_retry_later(p, strerror(errno));
        return;
    }
    if (connect(p->fd, (struct sockaddr *)&a, sizeof a) != 0 &&
        errno != EINPROGRESS) {
        const char *why = strerror(errno);
        close(p->fd);
        p->fd = -1;
        port_retry_later(p, why);
        return;
    }
    p->is_connecting = true;
    port_watch_fd(p, LOOP_WRITE);
}

static void let_go(struct port *p)
{
    if (p->fd >= 0)
        close(p->fd);
}

const struct port_kind PORT_TCP = {
    .prefix = "tcp:", .form = "tcp:", .seek = seek, .close = let_go};
