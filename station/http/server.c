#include "station/http/server.h"
#include "station/http/internal.h"
#include "shared/must.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    RUNS_MAX = 16,     // then the loop gets a turn, and what is held its commit
    OTHER_FILES = 128, // that the program has open besides
    BACKLOG = 1024,
    SWEEP_MS = 1000,
    LAST_TURNS = 200, // before the program ends, of LAST_MS each
    LAST_MS = 10,
};

static void on_again(void *arg);

static bool is_pending(const struct http_server *s)
{
    MHD_UNSIGNED_LONG_LONG wait = 1;
    return s->has_resumed ||
           (MHD_get_timeout(s->daemon, &wait) == MHD_YES && wait == 0);
}

// The library's epoll is edge-triggered: it says by a time-out of zero that
// there is more to do now. Not entered again from a handler.
static void run(struct http_server *s)
{
    bool is_more = true;
    if (s->is_running || !s->daemon)
        return;
    s->is_running = true;
    for (int i = 0; is_more && i < RUNS_MAX; i++) {
        s->has_resumed = false;
        MHD_run(s->daemon);
        is_more = is_pending(s);
    }
    s->is_running = false;
    if (is_more && !s->is_closing)
        loop_timer_start(s->setup.loop, &s->again, 1, 0, on_again, s);
}

static void on_again(void *arg)
{
    run(arg);
}

static void on_ready(void *arg, int events)
{
    (void)events;
    run(arg);
}

static void on_sweep(void *arg)
{
    line_sweep(arg);
    run(arg);
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
        line_resume(rq->line);
        rq = next;
    }
    run(s); // a resumed connection is not an event of the descriptor
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
    if (!rq->is_suspended || serve_hold(rq))
        return;
    line_resume(rq->line);
    run(rq->server);
}

void http_channel_publish(struct http_server *s, struct http_channel *c)
{
    for (int i = 0; i < s->line_count; i++) {
        struct connection *k = &s->line[i];
        if (k->state == LINE_STREAM && k->rq->channel == c)
            line_resume(k);
    }
    run(s);
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
    s->line_count += LEAVING_MAX;
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
    int listener = bind_socket(&s->setup, &s->port, why, why_cap);
    if (listener < 0)
        return listener;
    open_lines(s);
    s->daemon = serve_start(s, listener);
    if (s->daemon)
        return ERR_OK;
    snprintf(why, why_cap, "the HTTP server did not start");
    close(listener);
    free(s->line);
    return ERR_IO;
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
    int epoll_fd =
        MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    s->watch = loop_watch(setup->loop, epoll_fd, LOOP_READ, on_ready, s);
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
        *in_place = (struct http_request){.server = s,
                                          .line = k,
                                          .has_head = true,
                                          .is_served = true,
                                          .is_suspended = true};
        memcpy(in_place->id, rq->id, sizeof rq->id);
        request_outlive(rq);
        k->rq = in_place;
        k->is_last = true;
        http_problem(in_place, 503, "Not now", why);
        line_resume(k);
    }
    s->deferred = NULL;
}

// Nothing may be suspended when the library is stopped: it would abort.
static bool is_busy(const struct http_server *s)
{
    for (int i = 0; i < s->line_count; i++) {
        const struct connection *k = &s->line[i];
        if (k->state == LINE_SENDING || k->state == LINE_SERVED ||
            (k->state == LINE_STREAM && k->rq->is_suspended))
            return true;
    }
    return false;
}

static void end_lines(struct http_server *s)
{
    for (int i = 0; i < s->line_count; i++) {
        struct connection *k = &s->line[i];
        if (k->state == LINE_STREAM)
            line_resume(k);
        else if (k->state == LINE_HEAD || k->state == LINE_BODY)
            line_drop(k);
    }
    MHD_run(s->daemon);
    for (int i = 0; i < LAST_TURNS && is_busy(s); i++)
        MHD_run_wait(s->daemon, LAST_MS);
    MHD_stop_daemon(s->daemon);
    s->daemon = NULL;
}

void http_server_finish(struct http_server *s)
{
    if (s->is_closing)
        return;
    s->is_closing = true;
    close(MHD_quiesce_daemon(s->daemon));
}

void http_server_close(struct http_server *s)
{
    static const char WHY[] = "the program is stopping";
    loop_timer_stop(&s->sweep);
    loop_timer_stop(&s->again);
    loop_unwatch(s->setup.loop, s->watch);
    http_server_finish(s);
    http_server_release(s, false, WHY);
    end_deferred(s, WHY);
    end_lines(s);
    free(s->line);
    s->line_count = 0;
}
