#include "station/http/server.h"
#include "station/http/internal.h"
#include "shared/must.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    REQUESTS_MAX = 16, // of one connection in a turn
    OTHER_FILES = 128, // that the program has open besides
    BACKLOG = 1024,
    SWEEP_MS = 1000,
    LAST_TURNS = 20, // before the program ends, of LAST_MS each
    LAST_MS = 50,
};

static void drop(struct connection *k)
{
    request_free(k->rq);
    k->rq = NULL;
    line_close(k);
}

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
        http_problem(rq, 405, "Method not allowed", rq->head.method);
    } else if (!http_asset(s, rq)) {
        http_problem(rq, 404, "Not found", "no such address here");
    }
    must(rq->is_answered || rq->is_deferred);
}

// Puts an answer to a write where it waits for the commit; false when this one
// does not wait.
static bool hold(struct http_request *rq)
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

// Serves a whole request. True when its answer may leave.
static bool serve(struct connection *k)
{
    struct http_request *rq = k->rq;
    k->state = LINE_SERVED;
    dispatch(k->server, rq);
    if (!rq->is_deferred && !hold(rq))
        return true;
    rq->is_suspended = true;
    line_watch(k, 0);
    return false;
}

// After the answer. False when the connection is not there any more.
static bool finish(struct connection *k)
{
    struct http_request *rq = k->rq;
    bool is_refused = rq->refused != 0;
    request_free(rq);
    k->rq = NULL;
    k->sent_len = 0;
    line_since_now(k);
    if (k->is_last && is_refused && !k->server->is_closing) {
        // What was not read would cut the answer off: it is read and dropped.
        shutdown(k->fd, SHUT_WR);
        k->state = LINE_LEAVING;
        return true;
    }
    if (k->is_last || k->server->is_closing) {
        line_close(k);
        return false;
    }
    memmove(k->in, k->in + k->in_seen, k->in_len - k->in_seen);
    k->in_len -= k->in_seen;
    k->in_seen = 0;
    k->state = LINE_HEAD;
    return true;
}

// Each step goes on as far as it can; false when it must wait, or is over.
static bool step_receive(struct connection *k)
{
    if (k->server->is_closing)
        return false;
    switch (receive(k)) {
    case RECEIVE_MORE:
        line_watch(k, EPOLLIN);
        return false;
    case RECEIVE_GONE:
        drop(k);
        return false;
    case RECEIVE_WHOLE:
        break;
    }
    if (!serve(k))
        return false;
    k->state = LINE_SENDING;
    line_since_now(k);
    return true;
}

static bool step_send(struct connection *k)
{
    switch (k->is_gone ? SEND_GONE : send_answer(k)) {
    case SEND_MORE:
        line_watch(k, EPOLLOUT);
        return false;
    case SEND_GONE:
        drop(k);
        return false;
    case SEND_DONE:
        break;
    }
    if (!k->rq->channel)
        return finish(k);
    k->state = LINE_STREAM;
    return true;
}

static bool step_stream(struct connection *k)
{
    switch (send_stream(k)) {
    case SEND_MORE:
        line_watch(k, EPOLLIN | EPOLLOUT);
        return false;
    case SEND_GONE:
        drop(k);
        return false;
    case SEND_DONE:
        line_watch(k, EPOLLIN);
        return false;
    }
    return false;
}

static bool step(struct connection *k)
{
    switch (k->state) {
    case LINE_HEAD:
    case LINE_BODY:
        return step_receive(k);
    case LINE_SENDING:
        return step_send(k);
    case LINE_STREAM:
        return step_stream(k);
    case LINE_LEAVING:
        line_watch(k, EPOLLIN);
        return false;
    case LINE_SERVED:
    case LINE_FREE:
        return false;
    }
    return false;
}

static void advance(struct connection *k)
{
    for (int i = 0; i < 2 * REQUESTS_MAX; i++)
        if (!step(k))
            return;
    // Others first: there is room to send, so this comes round again.
    line_watch(k, EPOLLIN | EPOLLOUT);
}

// What a client sends that is not asked for any more. False at its end.
static bool pass_over(struct connection *k)
{
    char bytes[4096];
    for (int i = 0; i < REQUESTS_MAX; i++) {
        ssize_t n = recv(k->fd, bytes, sizeof bytes, MSG_DONTWAIT);
        if (n == 0)
            return false;
        if (n < 0)
            return errno == EAGAIN || errno == EINTR;
    }
    return true;
}

static void on_event(struct connection *k, uint32_t events)
{
    bool is_over = events & (EPOLLERR | EPOLLHUP);
    bool is_passed = k->state == LINE_STREAM || k->state == LINE_LEAVING;
    if (k->state == LINE_SERVED && is_over) {
        // Its answer is dropped once it is there.
        k->is_gone = true;
        epoll_ctl(k->server->epoll, EPOLL_CTL_DEL, k->fd, NULL);
    } else if (is_passed && events & (EPOLLIN | EPOLLERR | EPOLLHUP) &&
               !pass_over(k)) {
        drop(k);
    } else {
        advance(k);
    }
}

// Newcomers last: a place that one of these events frees is not taken while
// another event may still speak of it.
static void run(struct http_server *s, int wait_ms)
{
    struct epoll_event event[EVENTS_MAX];
    bool has_newcomers = false;
    int count = epoll_wait(s->epoll, event, EVENTS_MAX, wait_ms);
    for (int i = 0; i < count; i++) {
        struct connection *k = event[i].data.ptr;
        if (!k)
            has_newcomers = true;
        else if (k->state != LINE_FREE)
            on_event(k, event[i].events);
    }
    if (has_newcomers)
        line_accept(s);
}

static void on_ready(void *arg, int events)
{
    (void)events;
    run(arg, 0);
}

static void on_sweep(void *arg)
{
    line_sweep(arg);
}

static void let_go(struct http_request *rq)
{
    struct connection *k = rq->line;
    rq->is_suspended = false;
    k->state = LINE_SENDING;
    line_since_now(k);
    advance(k);
}

bool http_server_is_holding(const struct http_server *s)
{
    return s->held != NULL;
}

void http_server_release(struct http_server *s, bool is_kept, const char *why)
{
    struct http_request *rq = s->held;
    s->held = NULL;
    while (rq) {
        struct http_request *next = rq->next;
        if (!is_kept && rq->status < 400) {
            rq->is_answered = false;
            http_problem(rq, 503, "Nothing was kept", why);
        }
        let_go(rq); // may bring the client's next
        rq = next;
    }
}

void http_defer(struct http_request *rq)
{
    struct http_server *s = rq->server;
    must(!rq->is_deferred && !rq->is_answered);
    rq->is_deferred = true;
    rq->before = NULL;
    rq->next = s->deferred;
    if (s->deferred)
        s->deferred->before = rq;
    s->deferred = rq;
}

void http_resume(struct http_request *rq)
{
    must(rq->is_deferred && rq->is_answered);
    if (!rq->line) {
        request_free(rq);
        return;
    }
    if (rq->before)
        rq->before->next = rq->next;
    else
        rq->server->deferred = rq->next;
    if (rq->next)
        rq->next->before = rq->before;
    rq->is_deferred = false;
    // Resumed by the handler itself: the answer leaves as always.
    if (rq->is_suspended && !hold(rq))
        let_go(rq);
}

void http_channel_publish(struct http_server *s, struct http_channel *c)
{
    for (int i = 0; i < s->line_count; i++) {
        struct connection *k = &s->line[i];
        if (k->state == LINE_STREAM && k->rq->channel == c)
            advance(k);
    }
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
        listen(fd, BACKLOG) != 0 ||
        getsockname(fd, (struct sockaddr *)&a, &len) != 0) {
        snprintf(why, why_cap, "cannot listen on %s:%d: %s", setup->host,
                 setup->port, strerror(errno));
        close(fd);
        return ERR_IO;
    }
    *port = ntohs(a.sin_port);
    return fd;
}

// Allowances, and open files enough for all of them.
static int set_limits(struct http_server *s, char *why, size_t why_cap)
{
    static const int MOST[HTTP_CLASSES] = {HTTP_STRANGERS_MAX, HTTP_PEOPLE_MAX,
                                           HTTP_STATIONS_MAX};
    struct rlimit files;
    for (int i = 0; i < HTTP_CLASSES; i++) {
        int most = s->setup.most[i];
        s->class[i].most = most ? most : MOST[i];
        s->line_count += s->class[i].most;
    }
    rlim_t need = (rlim_t)s->line_count + OTHER_FILES;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= need)
        return ERR_OK;
    files.rlim_cur = need;
    if (files.rlim_max < need)
        files.rlim_max = need;
    if (setrlimit(RLIMIT_NOFILE, &files) == 0)
        return ERR_OK;
    snprintf(why, why_cap,
             "%d connections want %d open files, more than the system grants: "
             "raise the limit (LimitNOFILE= of the service, ulimit -n)",
             s->line_count, (int)need);
    return ERR_IO;
}

static void open_lines(struct http_server *s)
{
    s->line = calloc((size_t)s->line_count, sizeof *s->line);
    must(s->line != NULL); // once, at start
    for (int i = s->line_count - 1; i >= 0; i--) {
        s->line[i] =
            (struct connection){.server = s, .next = s->free, .fd = -1};
        s->free = &s->line[i];
    }
}

static int open_all(struct http_server *s, char *why, size_t why_cap)
{
    struct epoll_event e = {.events = EPOLLIN};
    char bad[64] = "";
    if (host_proxies(s, s->setup.proxies, bad, sizeof bad) < 0) {
        snprintf(why, why_cap,
                 "proxies: %s is not an IPv4 address, or one "
                 "more than %d",
                 bad, PROXIES_MAX);
        return ERR_PARSE;
    }
    if (set_limits(s, why, why_cap) < 0)
        return ERR_IO;
    s->listener = bind_socket(&s->setup, &s->port, why, why_cap);
    if (s->listener < 0)
        return s->listener;
    s->epoll = epoll_create1(EPOLL_CLOEXEC);
    must(s->epoll >= 0);
    must(epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->listener, &e) == 0);
    return ERR_OK;
}

int http_server_open(const struct http_setup *setup,
                     struct http_server **server, char *why, size_t why_cap)
{
    struct http_server *s = calloc(1, sizeof *s);
    must(s != NULL); // once, at start
    s->setup = *setup;
    int rc = open_all(s, why, why_cap);
    if (rc < 0) {
        free(s);
        return rc;
    }
    open_lines(s);
    s->watch = loop_watch(setup->loop, s->epoll, LOOP_READ, on_ready, s);
    must(s->watch >= 0);
    loop_timer_start(setup->loop, &s->sweep, SWEEP_MS, SWEEP_MS, on_sweep, s);
    *server = s;
    return ERR_OK;
}

int http_server_port(const struct http_server *s)
{
    return s->port;
}

// Whoever deferred a request still holds it: the client is answered by another
// in its place.
static void end_deferred(struct http_server *s, const char *why)
{
    for (struct http_request *rq = s->deferred; rq; rq = rq->next) {
        struct http_request *in_place = calloc(1, sizeof *in_place);
        struct connection *k = rq->line;
        must(in_place != NULL);
        *in_place = (struct http_request){.server = s, .line = k};
        memcpy(in_place->id, rq->id, sizeof rq->id);
        rq->line = NULL;
        k->in = NULL; // stays with what is cut from it
        k->rq = in_place;
        k->is_last = true;
        http_problem(in_place, 503, "Not now", why);
        let_go(in_place);
    }
    s->deferred = NULL;
}

static bool is_sending(const struct http_server *s)
{
    for (int i = 0; i < s->line_count; i++)
        if (s->line[i].state == LINE_SENDING)
            return true;
    return false;
}

void http_server_finish(struct http_server *s)
{
    if (s->is_closing)
        return;
    s->is_closing = true;
    close(s->listener);
}

void http_server_close(struct http_server *s)
{
    static const char WHY[] = "the program is stopping";
    loop_timer_stop(&s->sweep);
    loop_unwatch(s->setup.loop, s->watch);
    http_server_finish(s);
    http_server_release(s, false, WHY);
    end_deferred(s, WHY);
    for (int i = 0; i < s->line_count; i++)
        if (s->line[i].state != LINE_FREE && s->line[i].state != LINE_SENDING)
            drop(&s->line[i]);
    for (int i = 0; i < LAST_TURNS && is_sending(s); i++)
        run(s, LAST_MS);
    for (int i = 0; i < s->line_count; i++)
        if (s->line[i].state != LINE_FREE)
            drop(&s->line[i]);
    close(s->epoll);
    free(s->line);
    s->line_count = 0;
}
