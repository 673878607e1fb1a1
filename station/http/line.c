// Connections: who is let in, who makes room, and for how long one may wait.
#include "station/http/internal.h"
#include "station/base/log.h"
#include "shared/must.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ACCEPTS_MAX = 64 }; // of one turn

static void list_add(struct list *l, struct connection *k)
{
    k->next = NULL;
    k->before = l->last;
    if (l->last)
        l->last->next = k;
    else
        l->first = k;
    l->last = k;
    l->count++;
}

static void list_remove(struct list *l, struct connection *k)
{
    if (k->before)
        k->before->next = k->next;
    else
        l->first = k->next;
    if (k->next)
        k->next->before = k->before;
    else
        l->last = k->before;
    l->count--;
}

void line_since_now(struct connection *k)
{
    k->since_ms = loop_now_ms(k->server->setup.loop);
}

void line_watch(struct connection *k, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.ptr = k};
    if (k->watched == events || k->is_gone)
        return;
    k->watched = events;
    epoll_ctl(k->server->epoll, EPOLL_CTL_MOD, k->fd, &e);
}

void request_free(struct http_request *rq)
{
    if (!rq)
        return;
    if (rq->line)
        rq->server->body_bytes -= rq->body_cap;
    else // over, and perhaps the server too
        free(rq->head_bytes);
    free(rq->out_owned);
    free(rq->body);
    free(rq->cookies);
    free(rq);
}

void line_close(struct connection *k)
{
    struct http_server *s = k->server;
    must(k->state != LINE_FREE && !k->rq);
    close(k->fd); // epoll forgets it by itself
    free(k->in);
    list_remove(&s->class[k->class], k);
    *k = (struct connection){.server = s, .next = s->free, .fd = -1};
    s->free = k;
}

static bool is_waiting(const struct connection *k)
{
    return k->state == LINE_HEAD;
}

// What is served or being sent is not cut off.
static bool is_unserved(const struct connection *k)
{
    return k->state == LINE_HEAD || k->state == LINE_BODY ||
           k->state == LINE_LEAVING || k->state == LINE_STREAM;
}

// Only before nobody else is let in: its client takes its time.
static bool is_sending(const struct connection *k)
{
    return k->state == LINE_SENDING;
}

static struct connection *oldest(const struct list *l,
                                 bool (*is_one)(const struct connection *),
                                 const struct in_addr *peer)
{
    for (struct connection *k = l->first; k; k = k->next)
        if (is_one(k) && (!peer || k->peer.s_addr == peer->s_addr))
            return k;
    return NULL;
}

static void drop(struct connection *k)
{
    request_free(k->rq);
    k->rq = NULL;
    line_close(k);
}

static bool drop_oldest(const struct list *l, const struct in_addr *peer)
{
    struct connection *k = oldest(l, is_waiting, peer);
    if (!k)
        k = oldest(l, is_unserved, peer);
    if (!k)
        k = oldest(l, is_sending, peer);
    if (k)
        drop(k);
    return k != NULL;
}

bool line_is_proxy(const struct http_server *s, struct in_addr peer)
{
    for (int i = 0; i < s->proxy_count; i++)
        if (s->proxy[i].s_addr == peer.s_addr)
            return true;
    return false;
}

static int count_of(const struct list *l, struct in_addr peer)
{
    int count = 0;
    for (const struct connection *k = l->first; k; k = k->next)
        count += k->peer.s_addr == peer.s_addr;
    return count;
}

// Strangers make room for one another, those of one address among themselves.
static bool make_room(struct http_server *s, struct in_addr peer)
{
    struct list *l = &s->class[HTTP_STRANGER];
    if (!line_is_proxy(s, peer) && count_of(l, peer) >= (l->most + 1) / 2)
        return drop_oldest(l, &peer);
    return l->count < l->most || drop_oldest(l, NULL);
}

static void take_in(struct http_server *s, int fd, struct in_addr peer)
{
    struct epoll_event e = {.events = EPOLLIN};
    int yes = 1, silent_ms = HTTP_SEND_MS;
    struct connection *k = make_room(s, peer) ? s->free : NULL;
    if (!k) {
        close(fd);
        return;
    }
    s->free = k->next;
    *k = (struct connection){.server = s,
                             .state = LINE_HEAD,
                             .fd = fd,
                             .watched = EPOLLIN,
                             .is_new = true,
                             .peer = peer};
    line_since_now(k);
    list_add(&s->class[HTTP_STRANGER], k);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &silent_ms, sizeof silent_ms);
    e.data.ptr = k;
    k->in = malloc(LINE_IN_MAX);
    if (!k->in || epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &e) != 0)
        line_close(k);
}

void line_accept(struct http_server *s)
{
    for (int i = 0; i < ACCEPTS_MAX; i++) {
        struct sockaddr_in a = {.sin_family = AF_INET};
        socklen_t len = sizeof a;
        int fd = accept4(s->listener, (struct sockaddr *)&a, &len,
                         SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0 && (errno == EMFILE || errno == ENFILE)) {
            log_warn("http_no_descriptors lines=%d",
                     s->class[HTTP_STRANGER].count);
            if (!drop_oldest(&s->class[HTTP_STRANGER], NULL))
                return;
            continue;
        }
        if (fd < 0)
            return;
        take_in(s, fd, a.sin_addr);
    }
}

// One that has sent nothing of its next request: no work is lost with it.
static bool is_idle(const struct connection *k)
{
    return k->state == LINE_HEAD && k->in_len == 0;
}

void http_set_class(struct http_request *rq, enum http_class is)
{
    struct connection *k = rq->line;
    if (!k || is <= k->class)
        return;
    struct list *to = &rq->server->class[is];
    struct connection *idle =
        to->count < to->most ? NULL : oldest(to, is_idle, NULL);
    if (to->count >= to->most && !idle)
        return;
    if (idle)
        line_close(idle);
    list_remove(&rq->server->class[k->class], k);
    k->class = is;
    list_add(to, k);
}

static int64_t limit_ms(const struct connection *k)
{
    bool is_stranger = k->class == HTTP_STRANGER;
    switch (k->state) {
    case LINE_HEAD:
        if (k->is_new)
            return HTTP_FIRST_MS;
        return k->in_len > 0 ? HTTP_DEADLINE_MS
               : is_stranger ? HTTP_STRANGER_IDLE_MS
                             : HTTP_IDLE_MS;
    case LINE_BODY:
        return HTTP_DEADLINE_MS;
    case LINE_SENDING:
        return HTTP_SEND_MS;
    case LINE_LEAVING:
        return HTTP_FIRST_MS;
    case LINE_FREE:
    case LINE_SERVED:
    case LINE_STREAM:
        return INT64_MAX;
    }
    return INT64_MAX;
}

// Absolute, so that a byte a second does not keep a connection for ever.
void line_sweep(struct http_server *s)
{
    int64_t now = loop_now_ms(s->setup.loop);
    for (int i = 0; i < s->line_count; i++) {
        struct connection *k = &s->line[i];
        if (k->state != LINE_FREE && now - k->since_ms > limit_ms(k))
            drop(k);
    }
}
