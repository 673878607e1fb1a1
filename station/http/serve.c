// What the library calls: a connection comes and goes, a request is there bit
// by bit, and is served.
#include "station/http/internal.h"
#include "shared/must.h"

#include <string.h>
#include <sys/socket.h>

enum {
    VALUES_MAX = 64,    // of a query
    MEMORY = 32 * 1024, // of a connection: its head, and that of the answer
    UNREAD_MAX = 64,    // pieces of what a refused client has sent
};

static void refuse(struct http_request *rq)
{
    http_problem(rq, rq->refused,
                 rq->refused == 413   ? "The request is too large"
                 : rq->refused == 431 ? "The head is too large"
                 : rq->refused == 503 ? "Not now"
                                      : "The request is not right",
                 rq->refusal);
}

static void dispatch(struct http_server *s, struct http_request *rq)
{
    const struct http_route *r = rq->route;
    host_peer(rq);
    if (rq->refused) {
        refuse(rq);
    } else if (!host_is_ours(rq)) {
        rq->line->is_last = true;
        http_problem(rq, 421, "Not the name of this place",
                     "the Host is none that this program is known by: see "
                     "hosts in its configuration");
    } else if (r) {
        if (!s->setup.admit || s->setup.admit(s->setup.app, rq, r->who))
            r->handler(s->setup.app, rq);
    } else if (rq->path_is_known) {
        http_problem(rq, 405, "Method not allowed", rq->method);
    } else if (!http_asset(s, rq)) {
        http_problem(rq, 404, "Not found", "no such address here");
    }
    must(rq->is_answered || rq->is_deferred);
}

bool serve_hold(struct http_request *rq)
{
    struct http_server *s = rq->server;
    if (!s->setup.holds_writes || !rq->route || !rq->route->is_write)
        return false;
    rq->next = NULL;
    if (s->held)
        s->held_last->next = rq;
    else
        s->held = rq;
    s->held_last = rq;
    return true;
}

static enum MHD_Result send_answer(struct http_request *rq)
{
    struct connection *k = rq->line;
    line_be(k, rq->channel ? LINE_STREAM : LINE_SENDING);
    enum MHD_Result rc =
        MHD_queue_response(k->of, (unsigned)rq->status, rq->response);
    MHD_destroy_response(rq->response);
    rq->response = NULL;
    return rc;
}

// The head is there. Answered at once, nothing more of it is read.
static enum MHD_Result begin(struct http_request *rq, const char *path,
                             const char *method, const char *version)
{
    struct connection *k = rq->line;
    rq->path = path;
    rq->method = method;
    k->is_new = false;
    k->state = LINE_BODY;
    request_begin(rq, version);
    if (!rq->is_early)
        return MHD_YES;
    k->is_last = true;
    rq->is_served = true;
    refuse(rq);
    return send_answer(rq);
}

static enum MHD_Result serve(struct http_request *rq)
{
    struct connection *k = rq->line;
    rq->is_served = true;
    k->state = LINE_SERVED;
    if (!rq->refused)
        rq->refused = strict_end(rq, &rq->refusal);
    dispatch(rq->server, rq);
    if (!rq->is_deferred && !serve_hold(rq))
        return send_answer(rq);
    rq->is_suspended = true;
    MHD_suspend_connection(k->of);
    return MHD_YES;
}

static struct connection *connection_of(struct MHD_Connection *c)
{
    return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
        ->socket_context;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *c,
                                  const char *path, const char *method,
                                  const char *version, const char *bytes,
                                  size_t *len, void **slot)
{
    struct http_server *s = arg;
    struct connection *k = connection_of(c);
    struct http_request *rq = k ? k->rq : NULL;
    (void)slot;
    if (!rq || (s->is_closing && !rq->is_served))
        return MHD_NO; // the library closes it
    if (!rq->has_head)
        return begin(rq, path, method, version);
    if (*len > 0) {
        size_t all = *len;
        *len = 0;
        return request_take(rq, bytes, all) ? MHD_YES : MHD_NO;
    }
    if (rq->is_suspended)
        return MHD_YES;
    return rq->is_served ? send_answer(rq) : serve(rq);
}

// Each value costs the library memory of the connection; when that ends it
// goes round without reading on (0.9.75).
static bool is_heap(const char *target)
{
    int count = 0;
    for (const char *at = target; at && count <= VALUES_MAX; count++)
        at = strpbrk(at + (count > 0), "?&");
    return count > VALUES_MAX;
}

// A first line is there. The request is kept with the connection.
static void *on_target(void *arg, const char *target, struct MHD_Connection *c)
{
    struct connection *k = connection_of(c);
    (void)arg;
    if (!k || k->rq)
        return NULL;
    k->rq = request_new(k, target);
    k->has_begun = true;
    if (!k->is_new)
        line_be(k, LINE_HEAD);
    if (is_heap(target))
        line_drop(k);
    return NULL;
}

// What was not read would cut the answer off.
static void pass_over(int fd)
{
    char bytes[16 * 1024];
    for (int i = 0; i < UNREAD_MAX; i++)
        if (recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) <= 0)
            return;
}

static void on_completed(void *arg, struct MHD_Connection *c, void **slot,
                         enum MHD_RequestTerminationCode code)
{
    struct http_server *s = arg;
    struct connection *k = connection_of(c);
    (void)slot;
    (void)code;
    if (!k)
        return;
    if (s->is_closing || (k->rq && k->rq->is_early))
        pass_over(k->fd);
    request_free(k->rq);
    k->rq = NULL;
    k->has_begun = false;
    line_be(k, LINE_HEAD);
    if (s->is_closing)
        line_drop(k);
}

static void on_connection(void *arg, struct MHD_Connection *c, void **socket,
                          enum MHD_ConnectionNotificationCode code)
{
    struct connection *k = *socket;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket = line_open(arg, c);
    } else if (k) {
        request_free(k->rq); // the end of a broken head is not told
        line_close(k);
    }
}

static enum MHD_Result on_accept(void *arg, const struct sockaddr *a,
                                 socklen_t len)
{
    (void)len;
    if (a->sa_family != AF_INET)
        return MHD_NO;
    return line_make_room(
               arg, ((const struct sockaddr_in *)(const void *)a)->sin_addr)
               ? MHD_YES
               : MHD_NO;
}

struct MHD_Daemon *serve_start(struct http_server *s, int listener)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, on_accept, s, on_request,
        s, MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_URI_LOG_CALLBACK,
        on_target, s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->line_count,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_END);
}
