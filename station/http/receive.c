// From bytes to a whole request: the head, read strictly, then the body.
#include "station/http/internal.h"
#include "station/base/secret.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { READ_MAX = 256 * 1024, PIECE = 64 * 1024 }; // bytes of one turn

static enum receive refused(struct http_request *rq, int status,
                            const char *why)
{
    rq->refused = status;
    rq->refusal = why;
    rq->line->is_last = true;
    return RECEIVE_WHOLE;
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

static const struct http_route *find_route(struct http_request *rq)
{
    const char *method =
        strcmp(rq->head.method, "HEAD") == 0 ? "GET" : rq->head.method;
    const struct http_route *r = rq->server->setup.routes;
    for (; r->method; r++) {
        if (!match(r->path, rq->head.path, rq))
            continue;
        rq->path_is_known = true;
        if (strcmp(r->method, method) == 0)
            return r;
    }
    return NULL;
}

static void read_cookies(struct http_request *rq)
{
    const char *line = head_line(&rq->head, "Cookie");
    size_t len = strlen(line);
    rq->cookies = len ? malloc(len + 1) : NULL;
    if (rq->cookies)
        memcpy(rq->cookies, line, len + 1);
    char *at = rq->cookies;
    while (at && rq->cookie_count < COOKIES_MAX) {
        char *name = at + strspn(at, " ");
        at = strchr(name, ';');
        if (at)
            *at++ = 0;
        char *value = strchr(name, '=');
        if (!value)
            continue;
        *value++ = 0;
        rq->cookie_in[rq->cookie_count++] = (struct head_value){name, value};
    }
}

// NULL when there is no memory for it.
static struct http_request *new_request(struct connection *k)
{
    struct http_request *rq = calloc(1, sizeof *rq);
    if (!rq)
        return NULL;
    rq->server = k->server;
    rq->line = k;
    rq->head_bytes = k->in;
    snprintf(rq->id, sizeof rq->id, "%08x", secret_random(UINT32_MAX));
    k->rq = rq;
    return rq;
}

// Room for len bytes and a NUL.
static bool has_room(struct http_request *rq, size_t len)
{
    size_t want = rq->body_len + len + 1;
    if (want <= rq->body_cap)
        return true;
    size_t cap = rq->body_cap ? rq->body_cap : 4096;
    while (cap < want)
        cap *= 2;
    size_t more = cap - rq->body_cap;
    if (rq->line->class == HTTP_STRANGER &&
        rq->server->body_bytes + more > HTTP_BODIES_MAX)
        return false;
    char *grown = realloc(rq->body, cap);
    if (!grown)
        return false;
    rq->body = grown;
    rq->body_cap = cap;
    rq->server->body_bytes += more;
    return true;
}

static enum receive no_room(struct http_request *rq)
{
    return refused(rq, 503, "there is no memory for the body now");
}

static enum receive add_data(struct http_request *rq, const char *bytes,
                             size_t len)
{
    if (rq->body_len + len > rq->body_max)
        return refused(rq, 413, "the body is longer than this address takes");
    if (!has_room(rq, len))
        return no_room(rq);
    memcpy(rq->body + rq->body_len, bytes, len);
    rq->body_len += len;
    rq->body[rq->body_len] = 0;
    return RECEIVE_MORE;
}

// Takes from what was read ahead; what is left of it belongs to the next one.
static enum receive take_chunks(struct connection *k)
{
    struct http_request *rq = k->rq;
    size_t at = k->in_seen;
    enum receive rc = RECEIVE_MORE;
    while (rc == RECEIVE_MORE && k->chunk.state != CHUNK_DONE) {
        int64_t data;
        long n = chunk_take(&k->chunk, k->in + at, k->in_len - at, &data);
        if (n < 0)
            return refused(rq, 400, "the body is not chunked as it says");
        at += (size_t)n;
        size_t have = k->in_len - at;
        if (data > 0 && (int64_t)have > data)
            have = (size_t)data;
        if (data == 0 || have == 0)
            break;
        rc = add_data(rq, k->in + at, have);
        chunk_took(&k->chunk, have);
        at += have;
    }
    memmove(k->in + k->in_seen, k->in + at, k->in_len - at);
    k->in_len = k->in_seen + (k->in_len - at);
    return k->chunk.state == CHUNK_DONE ? RECEIVE_WHOLE : rc;
}

static enum receive take_length(struct connection *k)
{
    struct http_request *rq = k->rq;
    size_t have = k->in_len - k->in_seen;
    size_t want = (size_t)rq->head.body_len - rq->body_len;
    if (have > want)
        have = want;
    if (have > 0) {
        enum receive rc = add_data(rq, k->in + k->in_seen, have);
        if (rc != RECEIVE_MORE)
            return rc;
        memmove(k->in + k->in_seen, k->in + k->in_seen + have,
                k->in_len - k->in_seen - have);
        k->in_len -= have;
    }
    want = (size_t)rq->head.body_len - rq->body_len;
    if (want == 0)
        return RECEIVE_WHOLE;
    return has_room(rq, want < PIECE ? want : PIECE) ? RECEIVE_MORE
                                                     : no_room(rq);
}

static enum receive take_body(struct connection *k)
{
    return k->rq->head.is_chunked ? take_chunks(k) : take_length(k);
}

static enum receive begin_body(struct connection *k)
{
    static const char GO_ON[] = "HTTP/1.1 100 Continue\r\n\r\n";
    struct http_request *rq = k->rq;
    bool has_body = rq->head.is_chunked || rq->head.body_len > 0;
    if (rq->head.body_len > (int64_t)rq->body_max)
        return refused(rq, 413, "the body is longer than this address takes");
    if (!has_body)
        return RECEIVE_WHOLE;
    k->state = LINE_BODY;
    k->chunk = (struct chunk){.left = 0};
    if (rq->head.is_waiting && k->in_len == k->in_seen)
        send(k->fd, GO_ON, sizeof GO_ON - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    return take_body(k);
}

static enum receive take_head(struct connection *k)
{
    bool is_first = k->in_seen == 0 && !k->is_new;
    long len = head_find(k->in, k->in_len, &k->in_seen);
    if (is_first)
        line_since_now(k);
    if (len == 0 && k->in_len < HEAD_BYTES_MAX)
        return RECEIVE_MORE;
    struct http_request *rq = new_request(k);
    if (!rq)
        return RECEIVE_GONE;
    k->is_new = false;
    if (len < 0)
        return refused(rq, 400, "a line ends otherwise than with CR LF");
    if (len == 0 || len > HEAD_BYTES_MAX)
        return refused(rq, 431, "the head is longer than 16 KiB");
    int status = head_read(&rq->head, k->in, (size_t)len);
    k->in_seen = (size_t)len; // what follows is not the head's
    if (status)
        return refused(rq, status, rq->head.why);
    rq->route = find_route(rq);
    rq->body_max =
        rq->route && rq->route->body_max ? rq->route->body_max : HTTP_BODY_MAX;
    k->is_last = rq->head.is_last;
    read_cookies(rq);
    return begin_body(k);
}

// A body goes where it stays, past the buffer, when nothing was read ahead.
static ssize_t read_some(struct connection *k)
{
    struct http_request *rq = k->rq;
    bool is_plain = k->state == LINE_BODY && !rq->head.is_chunked;
    if (!is_plain || k->in_len > k->in_seen) {
        ssize_t n = recv(k->fd, k->in + k->in_len, LINE_IN_MAX - k->in_len,
                         MSG_DONTWAIT);
        k->in_len += n > 0 ? (size_t)n : 0;
        return n;
    }
    size_t want = (size_t)rq->head.body_len - rq->body_len;
    if (want > PIECE)
        want = PIECE; // for which there is room
    ssize_t n = recv(k->fd, rq->body + rq->body_len, want, MSG_DONTWAIT);
    rq->body_len += n > 0 ? (size_t)n : 0;
    rq->body[rq->body_len] = 0;
    return n;
}

static enum receive take(struct connection *k)
{
    if (k->state == LINE_BODY)
        return take_body(k);
    return k->in_len > 0 ? take_head(k) : RECEIVE_MORE;
}

enum receive receive(struct connection *k)
{
    enum receive rc = take(k);
    for (size_t all = 0; rc == RECEIVE_MORE && all < READ_MAX;) {
        ssize_t n = read_some(k);
        if (n < 0)
            return errno == EAGAIN || errno == EINTR ? RECEIVE_MORE
                                                     : RECEIVE_GONE;
        if (n == 0)
            return RECEIVE_GONE;
        all += (size_t)n;
        rc = take(k);
    }
    return rc;
}
