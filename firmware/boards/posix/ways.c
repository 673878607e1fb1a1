// The ways to a station: TCP ports that it is awaited on, or pseudo-terminals.
#include "firmware/boards/posix/posix_internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

enum { IN_MAX = 4096 };

static struct way {         // to a station
    int listen_fd;          // of tcp, or -1
    int fd;                 // the connection or the pty, or -1
    uint8_t in[IN_MAX];
    size_t in_len, in_at;
} way[HAL_PORTS];

static void open_tcp(struct way *w, const char *at)
{
    struct sockaddr_in a = {.sin_family = AF_INET};
    const char *colon = strrchr(at, ':');
    char host[64];
    int yes = 1;
    size_t len = (size_t)(colon - (at + 4));
    if (colon < at + 4 || len >= sizeof host) {
        errno = EINVAL;
        fail_open("port", at);
    }
    memcpy(host, at + 4, len);
    host[len] = 0;
    a.sin_port = htons((uint16_t)strtol(colon + 1, NULL, 10));
    if (inet_pton(AF_INET, host, &a.sin_addr) != 1) {
        errno = EINVAL;
        fail_open("port", at);
    }
    w->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(w->listen_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(w->listen_fd, (struct sockaddr *)&a, sizeof a) != 0 ||
        listen(w->listen_fd, 4) != 0)
        fail_open("port", at);
    fcntl(w->listen_fd, F_SETFL, O_NONBLOCK);
}

static void open_pty(struct way *w, const char *link)
{
    struct termios raw;
    char name[128];
    int other;
    if (openpty(&w->fd, &other, name, NULL, NULL) != 0)
        fail_open("pty", link);
    tcgetattr(other, &raw);
    cfmakeraw(&raw);
    tcsetattr(other, TCSANOW, &raw);
    fcntl(w->fd, F_SETFL, O_NONBLOCK);
    unlink(link);
    if (symlink(name, link) != 0)
        fail_open("pty", link);
}

void ways_open(const struct posix_setup *setup)
{
    for (int p = 0; p < HAL_PORTS; p++) {
        struct way *w = &way[p];
        const char *at = setup->port[p];
        w->listen_fd = w->fd = -1;
        if (at && strncmp(at, "tcp:", 4) == 0)
            open_tcp(w, at);
        else if (at && strncmp(at, "pty:", 4) == 0)
            open_pty(w, at + 4);
        else if (at) {
            errno = EINVAL;
            fail_open("port", at);
        }
    }
}

int posix_tcp_port(int p)
{
    struct sockaddr_in a;
    socklen_t len = sizeof a;
    bool is_tcp = way[p].listen_fd >= 0 &&
                  getsockname(way[p].listen_fd, (struct sockaddr *)&a,
                              &len) == 0;
    return is_tcp ? ntohs(a.sin_port) : 0;
}

static void hang_up(struct way *w)
{
    if (w->listen_fd >= 0 && w->fd >= 0) {
        close(w->fd);
        w->fd = -1;
    }
    w->in_len = w->in_at = 0;
}

static void receive(struct way *w)
{
    if (w->in_at < w->in_len)
        return; // what is there goes first
    ssize_t n = read(w->fd, w->in, sizeof w->in);
    w->in_at = 0;
    w->in_len = n > 0 ? (size_t)n : 0;
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        hang_up(w);
}

static void accept_one(struct way *w)
{
    int yes = 1;
    int fd = accept4(w->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    hang_up(w); // the latest station counts
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    w->fd = fd;
}

bool ways_poll(struct pollfd p[WAYS_POLL])
{
    bool is_full = false;
    for (int i = 0; i < HAL_PORTS; i++) {
        bool has_room = way[i].in_at == way[i].in_len;
        p[2 * i] = (struct pollfd){.fd = way[i].listen_fd, .events = POLLIN};
        p[2 * i + 1] = (struct pollfd){.fd = has_room ? way[i].fd : -1,
                                       .events = POLLIN};
        is_full = is_full || !has_room;
    }
    return is_full;
}

void ways_ready(const struct pollfd p[WAYS_POLL])
{
    for (int i = 0; i < HAL_PORTS; i++) {
        if (p[2 * i].revents)
            accept_one(&way[i]);
        else if (p[2 * i + 1].revents)
            receive(&way[i]);
    }
}

bool hal_port_byte(int port, uint8_t *byte)
{
    struct way *w = &way[port];
    if (w->in_at == w->in_len)
        return false;
    *byte = w->in[w->in_at++];
    return true;
}

size_t hal_port_write(int port, const uint8_t *bytes, size_t len)
{
    struct way *w = &way[port];
    ssize_t n = w->fd < 0 ? 0 : send(w->fd, bytes, len, MSG_NOSIGNAL);
    if (n < 0 && errno == ENOTSOCK)
        n = write(w->fd, bytes, len);
    if (n < 0 && errno != EAGAIN && errno != EINTR)
        hang_up(w);
    return n > 0 ? (size_t)n : 0;
}

bool hal_port_is_up(int port)
{
    return way[port].fd >= 0;
}
