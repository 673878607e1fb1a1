// What reaches a handler of what a client sends, whatever that is: only heads
// that can be read in one way.
#include "shared/must.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/http/server.h"
#include "tests/fuzz/fuzz.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TURNS_MAX = 50 };

const char *const fuzz_seeds[] = {
    "GET /a%20b/1?q=1%2B1&x HTTP/1.1\r\nHost: here:80\r\nX: y\r\n\r\n",
    "POST /b HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 5\r\n\r\nhello",
    "POST /b HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
    "5\r\nhello\r\nb;x=y\r\n there you \r\n0\r\n\r\n",
    "GET /b HTTP/1.1\r\nHost: here\r\nX: a\r\n b\r\n\r\nGET /b HTTP/1.1\r\n"
    "Host: here\r\nCookie: a=b; c\r\n\r\n",
    NULL};

static struct {
    struct loop loop;
    struct http_server *server;
    const char *bytes; // under way
    size_t len;
    int requests; // of them
} fuzz;

// The first head of the bytes is whole, and its lines end as they must.
static void check_first_head(void)
{
    size_t at = 0, line = 0;
    while (at < fuzz.len && strchr("\r\n", fuzz.bytes[at]))
        at++;
    for (line = at; at < fuzz.len; at++) {
        must(fuzz.bytes[at] != 0);
        if (fuzz.bytes[at] != '\n')
            continue;
        must(fuzz.bytes[at - 1] == '\r');
        if (at - line == 1)
            return;
        must(!strchr(" \t", fuzz.bytes[line]));
        line = at + 1;
    }
    must(false);
}

static void on_query(void *arg, const char *name, const char *value)
{
    (void)arg;
    must(text_is_utf8(name, strlen(name)));
    must(text_is_utf8(value, strlen(value)));
}

static void on_any(void *app, struct http_request *rq)
{
    size_t len;
    (void)app;
    if (fuzz.requests++ == 0)
        check_first_head();
    const char *id = http_param(rq, 0);
    must(text_is_utf8(id, strlen(id)) && strcmp(id, "..") != 0);
    must(strchr(http_header(rq, "Host"), ' ') == NULL);
    http_query_each(rq, on_query, NULL);
    must(http_cookie(rq, "a") && http_body(rq, &len)[len] == 0);
    http_text(rq, 200, "text/plain", id, strlen(id));
}

static const struct http_route ROUTES[] = {
    {.method = "GET", .path = "/:a", .handler = on_any},
    {.method = "POST", .path = "/:a", .handler = on_any},
    {.method = "GET", .path = "/:a/:b", .handler = on_any},
    {0},
};

static void open_server(void)
{
    struct http_setup setup = {.loop = &fuzz.loop,
                               .host = "127.0.0.1",
                               .routes = ROUTES,
                               .hosts = "here"};
    char why[200];
    must(secret_init() >= 0 && loop_open(&fuzz.loop) >= 0);
    must(http_server_open(&setup, &fuzz.server, why, sizeof why) >= 0);
}

static int connect_to(int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port)};
    struct linger none = {.l_onoff = 1};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(connect(fd, (struct sockaddr *)&a, sizeof a) == 0);
    must(setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none) == 0);
    return fd;
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    char answer[4096];
    if (!fuzz.server)
        open_server();
    fuzz.bytes = (const char *)bytes;
    fuzz.len = len;
    fuzz.requests = 0;
    int fd = connect_to(http_server_port(fuzz.server));
    ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    for (int i = 0; n >= 0 && i < TURNS_MAX; i++) {
        uv_run(&fuzz.loop.uv, UV_RUN_NOWAIT);
        n = recv(fd, answer, sizeof answer, MSG_DONTWAIT);
        if (n == 0)
            break;
        n = 0;
    }
    close(fd);
}
