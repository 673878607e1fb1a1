#include "station/http/server.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/http/internal.h"
#include "shared/must.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RUNS_MAX = 100 }; // then the loop gets a turn

static void on_connection(void *cls, struct MHD_Connection *c, void **socket,
                          enum MHD_ConnectionNotificationCode code)
{
    struct http_server *s = cls;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*socket)
            ((struct connection *)*socket)->used = false;
        return;
    }
    for (int i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        struct connection *k = &s->connection[i];
        if (k->used)
            continue;
        *k = (struct connection){
            .used = true,
            .is_busy = true, // its first request is due
            .fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)
                      ->connect_fd,
            .since_ms = loop_now_ms(s->setup.loop)};
        *socket = k;
        return;
    }
    *socket = NULL;
}

static struct connection *connection_of(struct MHD_Connection *c)
{
    return *(struct connection **)&MHD_get_connection_info(
                c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
                ->socket_context;
}

static void on_again(void *arg);

// The library's epoll is edge-triggered: it says by a time-out of zero that
// there is more to do now. Not entered again from a handler.
static void run(struct http_server *s)
{
    MHD_UNSIGNED_LONG_LONG wait = 0;
    if (s->is_running)
        return;
    s->is_running = true;
    for (int i = 0; i < RUNS_MAX; i++) {
        MHD_run(s->daemon);
        if (MHD_get_timeout(s->daemon, &wait) != MHD_YES || wait > 0)
            break;
    }
    s->is_running = false;
    if (wait == 0 && MHD_get_timeout(s->daemon, &wait) == MHD_YES && wait == 0)
        loop_timer_start(s->setup.loop, &s->again, 1, 0, on_again, s);
}

static void on_again(void *arg)
{
    run(arg);
}

// Time-outs of libmicrohttpd count inactivity only; this one is absolute, so
// that a byte a second does not keep a connection for ever.
static void on_sweep(void *arg)
{
    struct http_server *s = arg;
    int64_t now = loop_now_ms(s->setup.loop);
    for (int i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        struct connection *k = &s->connection[i];
        if (!k->used || k->is_stream || k->is_deferred)
            continue;
        int64_t limit = k->is_busy ? HTTP_DEADLINE_MS : HTTP_IDLE_MS;
        if (now - k->since_ms > limit)
            shutdown(k->fd, SHUT_RDWR);
    }
    run(s);
}

static void unlink_request(struct http_request *rq)
{
    if (rq->before)
        rq->before->next = rq->next;
    else
        rq->server->deferred = rq->next;
    if (rq->next)
        rq->next->before = rq->before;
    rq->next = rq->before = NULL;
}

// Whoever deferred it still holds the request.
static void drop_deferred(struct http_request *rq)
{
    unlink_request(rq);
    rq->connection = NULL;
    rq->is_sent = false;
}

static void free_request(struct http_request *rq)
{
    free(rq->body);
    if (rq->response)
        MHD_destroy_response(rq->response);
    free(rq);
}

static void on_completed(void *cls, struct MHD_Connection *c, void **slot,
                         enum MHD_RequestTerminationCode code)
{
    struct http_server *s = cls;
    struct http_request *rq = *slot;
    struct connection *k = connection_of(c);
    (void)code;
    if (k) {
        k->is_busy = false;
        k->since_ms = loop_now_ms(s->setup.loop);
    }
    if (!rq)
        return;
    for (int i = 0; i < s->held_count; i++)
        if (s->held[i] == rq)
            s->held[i] = s->held[--s->held_count];
    for (int i = 0; i < HTTP_CONNECTIONS_MAX; i++)
        if (s->stream[i] == rq)
            s->stream[i] = NULL;
    if (rq->is_deferred)
        drop_deferred(rq);
    else
        free_request(rq);
    *slot = NULL;
}

// Matches "/a/:id/b" and notes where the parameters stand.
static bool match(const char *pattern, const char *path,
                  struct http_request *rq)
{
    rq->param_count = 0;
    while (*pattern && *path) {
        if (*pattern != ':') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        size_t n = strcspn(path, "/");
        if (n == 0 || n >= PARAM_MAX || rq->param_count == HTTP_PARAMS_MAX)
            return false;
        memcpy(rq->param[rq->param_count], path, n);
        rq->param[rq->param_count++][n] = 0;
        path += n;
        pattern += strcspn(pattern, "/");
    }
    return !*pattern && !*path;
}

static const struct http_route *
find_route(struct http_server *s, struct http_request *rq, bool *path_is_known)
{
    const char *method = strcmp(rq->method, "HEAD") == 0 ? "GET" : rq->method;
    *path_is_known = false;
    for (const struct http_route *r = s->setup.routes; r->method; r++) {
        if (!match(r->path, rq->path, rq))
            continue;
        *path_is_known = true;
        if (strcmp(r->method, method) == 0)
            return r;
    }
    return NULL;
}

static void dispatch(struct http_server *s, struct http_request *rq)
{
    const struct http_route *r = rq->route;
    if (rq->is_too_large) {
        http_problem(rq, 413, "The request is too large",
                     "the body is longer than this address takes");
        return;
    }
    if (r) {
        if (!s->setup.admit || s->setup.admit(s->setup.app, rq, r->who))
            r->handler(s->setup.app, rq);
        must(http_is_answered(rq) || rq->is_deferred);
        return;
    }
    if (rq->path_is_known)
        http_problem(rq, 405, "Method not allowed", rq->method);
    else if (!http_asset(s, rq))
        http_problem(rq, 404, "Not found", "no such address here");
}

static enum MHD_Result send_answer(struct http_request *rq)
{
    enum MHD_Result rc =
        MHD_queue_response(rq->connection, (unsigned)rq->status, rq->response);
    MHD_destroy_response(rq->response);
    rq->response = NULL;
    rq->is_sent = true;
    return rc;
}

static struct http_request *new_request(struct http_server *s,
                                        struct MHD_Connection *c,
                                        const char *path, const char *method)
{
    struct http_request *rq = calloc(1, sizeof *rq);
    struct connection *k = connection_of(c);
    if (!rq)
        return NULL;
    rq->server = s;
    rq->connection = c;
    rq->method = method;
    rq->path = path;
    snprintf(rq->id, sizeof rq->id, "%08x", secret_random(UINT32_MAX));
    rq->route = find_route(s, rq, &rq->path_is_known);
    rq->body_max =
        rq->route && rq->route->body_max ? rq->route->body_max : HTTP_BODY_MAX;
    if (k) {
        k->is_busy = true;
        k->since_ms = loop_now_ms(s->setup.loop);
    }
    return rq;
}

static void take_body(struct http_request *rq, const char *data, size_t len)
{
    if (rq->is_too_large || rq->body_len + len > rq->body_max) {
        rq->is_too_large = true;
        return;
    }
    if (rq->body_len + len + 1 > rq->body_cap) {
        size_t cap = rq->body_cap ? rq->body_cap * 2 : 4096;
        while (cap < rq->body_len + len + 1)
            cap *= 2;
        char *grown = realloc(rq->body, cap);
        if (!grown) {
            rq->is_too_large = true;
            return;
        }
        rq->body = grown;
        rq->body_cap = cap;
    }
    memcpy(rq->body + rq->body_len, data, len);
    rq->body_len += len;
    rq->body[rq->body_len] = 0;
}

static bool hold(struct http_request *rq)
{
    struct http_server *s = rq->server;
    if (!s->setup.holds_writes || !rq->route || !rq->route->is_write ||
        s->held_count == HTTP_HELD_MAX)
        return false;
    s->held[s->held_count++] = rq;
    return true;
}

static void go(struct http_request *rq)
{
    rq->is_suspended = false;
    MHD_resume_connection(rq->connection);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
                                  const char *path, const char *method,
                                  const char *version, const char *data,
                                  size_t *data_len, void **slot)
{
    struct http_server *s = cls;
    struct http_request *rq = *slot;
    (void)version;
    if (!rq) {
        if (!connection_of(c))
            return MHD_NO; // more connections than the table holds
        *slot = new_request(s, c, path, method);
        return *slot ? MHD_YES : MHD_NO;
    }
    if (*data_len > 0) {
        take_body(rq, data, *data_len);
        *data_len = 0;
        return MHD_YES;
    }
    if (rq->is_suspended)
        return MHD_YES;
    if (!http_is_answered(rq)) {
        dispatch(s, rq);
        if (rq->is_deferred || hold(rq)) {
            rq->is_suspended = true;
            MHD_suspend_connection(c);
            return MHD_YES;
        }
    }
    return send_answer(rq);
}

bool http_server_is_holding(const struct http_server *s)
{
    return s->held_count > 0;
}

static void on_ready(void *arg, int events)
{
    struct http_server *s = arg;
    (void)events;
    run(s);
}

void http_server_release(struct http_server *s, bool is_kept, const char *why)
{
    int count = s->held_count;
    s->held_count = 0;
    for (int i = 0; i < count; i++) {
        struct http_request *rq = s->held[i];
        if (!is_kept && rq->status < 400) {
            MHD_destroy_response(rq->response);
            rq->response = NULL;
            http_problem(rq, 503, "Nothing was kept", why);
        }
        go(rq);
    }
    run(s); // a resumed connection is not an event of the descriptor
}

static void mark(struct http_request *rq, bool is_deferred)
{
    struct connection *k = connection_of(rq->connection);
    rq->is_deferred = is_deferred;
    if (!k)
        return;
    k->is_deferred = is_deferred;
    k->since_ms = loop_now_ms(rq->server->setup.loop);
}

void http_defer(struct http_request *rq)
{
    struct http_server *s = rq->server;
    must(!rq->is_deferred && !http_is_answered(rq));
    mark(rq, true);
    rq->next = s->deferred;
    if (s->deferred)
        s->deferred->before = rq;
    s->deferred = rq;
}

void http_resume(struct http_request *rq)
{
    must(rq->is_deferred && http_is_answered(rq));
    if (!rq->connection) {
        free_request(rq);
        return;
    }
    unlink_request(rq);
    mark(rq, false);
    // Resumed by the handler itself: the answer leaves as always.
    if (!rq->is_suspended || hold(rq))
        return;
    go(rq);
    run(rq->server);
}

static int bind_socket(const struct http_setup *setup, int *port, char *why,
                       size_t why_cap)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)setup->port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int yes = 1;
    socklen_t len = sizeof a;
    if (inet_pton(AF_INET, setup->host, &a.sin_addr) != 1) {
        snprintf(why, why_cap, "%s is not an IPv4 address", setup->host);
        close(fd);
        return ERR_IO;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof a) != 0 ||
        listen(fd, 128) != 0 ||
        getsockname(fd, (struct sockaddr *)&a, &len) != 0) {
        snprintf(why, why_cap, "cannot listen on %s:%d: %s", setup->host,
                 setup->port, strerror(errno));
        close(fd);
        return ERR_IO;
    }
    *port = ntohs(a.sin_port);
    return fd;
}

static void on_mhd_log(void *cls, const char *format, va_list args)
{
    (void)cls;
    (void)format;
    (void)args; // a client that hangs up is not news
}

int http_server_open(const struct http_setup *setup,
                     struct http_server **server, char *why, size_t why_cap)
{
    struct http_server *s = calloc(1, sizeof *s);
    must(s != NULL); // once, at start
    s->setup = *setup;
    int fd = bind_socket(setup, &s->port, why, why_cap);
    if (fd < 0) {
        free(s);
        return fd;
    }
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL,
        NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, on_mhd_log, NULL,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HTTP_HEADER_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_END);
    if (!s->daemon) {
        snprintf(why, why_cap, "the HTTP server did not start");
        close(fd);
        free(s);
        return ERR_IO;
    }
    int epoll_fd =
        MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    s->watch = loop_watch(setup->loop, epoll_fd, LOOP_READ, on_ready, s);
    must(s->watch >= 0);
    loop_timer_start(setup->loop, &s->sweep, 1000, 1000, on_sweep, s);
    *server = s;
    return ERR_OK;
}

int http_server_port(const struct http_server *s)
{
    return s->port;
}

static void end_deferred(struct http_server *s, const char *why)
{
    for (struct http_request *rq = s->deferred; rq; rq = rq->next) {
        if (!http_is_answered(rq))
            http_problem(rq, 503, "Not now", why);
        go(rq);
    }
}

void http_server_close(struct http_server *s)
{
    loop_timer_stop(&s->sweep);
    loop_timer_stop(&s->again);
    loop_unwatch(s->setup.loop, s->watch);
    http_server_release(s, false, "the program is stopping");
    end_deferred(s, "the program is stopping");
    s->is_closing = true;
    for (int i = 0; i < HTTP_CONNECTIONS_MAX; i++)
        if (s->stream[i])
            http_wake(s->stream[i]);
    MHD_run(s->daemon);
    MHD_stop_daemon(s->daemon);
    // The timer inside is closed with the loop; the memory goes with us.
}

void http_channel_publish(struct http_server *s, struct http_channel *c)
{
    for (int i = 0; i < HTTP_CONNECTIONS_MAX; i++)
        if (s->stream[i] && s->stream[i]->channel == c)
            http_wake(s->stream[i]);
    run(s);
}
