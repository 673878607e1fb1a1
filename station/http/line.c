// Connections: who is let in, who makes room, and for how long one may wait.
#include "station/http/internal.h"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

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

void line_be(struct connection *k, enum line_state state)
{
    k->state = state;
    k->since_ms = loop_now_ms(k->server->setup.loop);
}

// NULL when there is no place: then it is shut down at once.
struct connection *line_open(struct http_server *s, struct MHD_Connection *c)
{
    int silent_ms = HTTP_SEND_MS;
    int fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)
                 ->connect_fd;
    const struct sockaddr *a =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
            ->client_addr;
    struct connection *k = s->free;
    if (!k || a->sa_family != AF_INET) {
        shutdown(fd, SHUT_RDWR);
        return NULL;
    }
    s->free = k->next;
    *k = (struct connection){
        .server = s,
        .of = c,
        .fd = fd,
        .is_new = true,
        .peer = ((const struct sockaddr_in *)(const void *)a)->sin_addr};
    line_be(k, LINE_HEAD);
    list_add(&s->class[HTTP_STRANGER], k);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &silent_ms, sizeof silent_ms);
    return k;
}

void line_close(struct connection *k)
{
    struct http_server *s = k->server;
    if (!k->is_leaving)
        list_remove(&s->class[k->class], k);
    *k = (struct connection){.server = s, .next = s->free, .fd = -1};
    s->free = k;
}

void line_resume(struct connection *k)
{
    if (!k->rq->is_suspended)
        return;
    k->rq->is_suspended = false;
    k->server->has_resumed = true;
    MHD_resume_connection(k->of);
}

// The library sees its end, and says so.
void line_drop(struct connection *k)
{
    if (k->is_leaving)
        return;
    k->is_leaving = true;
    list_remove(&k->server->class[k->class], k);
    shutdown(k->fd, SHUT_RDWR);
    if (k->state == LINE_STREAM)
        line_resume(k);
}

static bool is_waiting(const struct connection *k)
{
    return k->state == LINE_HEAD;
}

// What is served or being sent is not cut off.
static bool is_unserved(const struct connection *k)
{
    return k->state == LINE_HEAD || k->state == LINE_BODY ||
           k->state == LINE_STREAM;
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

static bool drop_oldest(const struct list *l, const struct in_addr *peer)
{
    struct connection *k = oldest(l, is_waiting, peer);
    if (!k)
        k = oldest(l, is_unserved, peer);
    if (!k)
        k = oldest(l, is_sending, peer);
    if (k)
        line_drop(k);
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
bool line_make_room(struct http_server *s, struct in_addr peer)
{
    struct list *l = &s->class[HTTP_STRANGER];
    if (!line_is_proxy(s, peer) && count_of(l, peer) >= (l->most + 1) / 2)
        return drop_oldest(l, &peer);
    return l->count < l->most || drop_oldest(l, NULL);
}

// One that has sent nothing of its next request: no work is lost with it.
static bool is_idle(const struct connection *k)
{
    return k->state == LINE_HEAD && !k->has_begun;
}

void http_set_class(struct http_request *rq, enum http_class is)
{
    struct connection *k = rq->line;
    if (!k || k->is_leaving || is <= k->class)
        return;
    struct list *to = &rq->server->class[is];
    struct connection *idle =
        to->count < to->most ? NULL : oldest(to, is_idle, NULL);
    if (to->count >= to->most && !idle)
        return;
    if (idle)
        line_drop(idle);
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
        return k->has_begun  ? HTTP_DEADLINE_MS
               : is_stranger ? HTTP_STRANGER_IDLE_MS
                             : HTTP_IDLE_MS;
    case LINE_BODY:
        return HTTP_DEADLINE_MS;
    case LINE_SENDING:
        return HTTP_SEND_MS;
    case LINE_FREE:
    case LINE_SERVED:
    case LINE_STREAM:
        return INT64_MAX;
    }
    return INT64_MAX;
}

// The library does not look at a stream that has nothing to send.
static bool is_gone(const struct connection *k)
{
    struct pollfd p = {.fd = k->fd, .events = POLLRDHUP};
    return k->state == LINE_STREAM && poll(&p, 1, 0) > 0;
}

// Deadlines are absolute, so that a byte a second does not keep a connection
// for ever; the library's own count inactivity.
void line_sweep(struct http_server *s)
{
    int64_t now = loop_now_ms(s->setup.loop);
    for (int i = 0; i < s->line_count; i++) {
        struct connection *k = &s->line[i];
        if (k->state != LINE_FREE && !k->is_leaving &&
            (now - k->since_ms > limit_ms(k) || is_gone(k)))
            line_drop(k);
    }
}
