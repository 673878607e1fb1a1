// What handlers ask of a request and how they answer it.
#include "station/base/log.h"
#include "station/base/text.h"
#include "station/http/internal.h"
#include "shared/must.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *http_param(const struct http_request *rq, int idx)
{
    return idx < rq->param_count ? rq->param[idx] : "";
}

int64_t http_param_int(const struct http_request *rq, int idx)
{
    const char *text = http_param(rq, idx);
    int64_t value;
    if (text_to_int(text, strlen(text), &value) < 0 || value < 0)
        return 0;
    return value;
}

static const char *value(const struct http_request *rq, enum MHD_ValueKind kind,
                         const char *name)
{
    const char *v =
        rq->connection ? MHD_lookup_connection_value(rq->connection, kind, name)
                       : NULL;
    return v ? v : "";
}

const char *http_query(const struct http_request *rq, const char *name)
{
    return value(rq, MHD_GET_ARGUMENT_KIND, name);
}

struct each_query {
    http_query_fn *fn;
    void *arg;
};

static enum MHD_Result on_query(void *cls, enum MHD_ValueKind kind,
                                const char *name, const char *value)
{
    struct each_query *e = cls;
    (void)kind;
    e->fn(e->arg, name, value ? value : "");
    return MHD_YES;
}

void http_query_each(const struct http_request *rq, http_query_fn *fn,
                     void *arg)
{
    struct each_query e = {fn, arg};
    if (rq->connection)
        MHD_get_connection_values(rq->connection, MHD_GET_ARGUMENT_KIND,
                                  on_query, &e);
}

const struct http_route *http_route_of(const struct http_request *rq)
{
    return rq->route;
}

const char *http_header(const struct http_request *rq, const char *name)
{
    return value(rq, MHD_HEADER_KIND, name);
}

const char *http_cookie(const struct http_request *rq, const char *name)
{
    return value(rq, MHD_COOKIE_KIND, name);
}

const char *http_body(const struct http_request *rq, size_t *len)
{
    *len = rq->body_len;
    return rq->body ? rq->body : "";
}

char *http_body_take(struct http_request *rq, size_t *len)
{
    *len = rq->body_len;
    return rq->body;
}

int64_t http_at_ms(const struct http_request *rq)
{
    return loop_at_ms(rq->server->setup.loop);
}

bool http_is_write(const struct http_request *rq)
{
    return strcmp(rq->method, "GET") != 0 && strcmp(rq->method, "HEAD") != 0;
}

const char *http_peer(const struct http_request *rq)
{
    struct http_request *mine = (struct http_request *)(uintptr_t)rq;
    const union MHD_ConnectionInfo *info =
        rq->connection ? MHD_get_connection_info(
                             rq->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
                       : NULL;
    mine->peer[0] = 0;
    if (info && info->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET,
                  &((struct sockaddr_in *)(void *)info->client_addr)->sin_addr,
                  mine->peer, sizeof mine->peer);
    return rq->peer;
}

bool http_is_same_origin(const struct http_request *rq)
{
    const char *origin = http_header(rq, "Origin");
    const char *host = http_header(rq, "Host");
    const char *site = http_header(rq, "Sec-Fetch-Site");
    if (site[0] && strcmp(site, "same-origin") != 0)
        return false;
    if (!origin[0])
        return site[0] != 0;
    const char *after = strstr(origin, "://");
    return after && host[0] && strcmp(after + 3, host) == 0;
}

void http_set_user(struct http_request *rq, int64_t user)
{
    rq->user = user;
}

int64_t http_user(const struct http_request *rq)
{
    return rq->user;
}

bool http_is_answered(const struct http_request *rq)
{
    return rq->response != NULL || rq->is_sent;
}

// Headers that every answer has.
static void add_headers(struct http_request *rq, struct MHD_Response *r,
                        const char *type)
{
    MHD_add_response_header(r, "Content-Type", type);
    MHD_add_response_header(r, "X-Request-Id", rq->id);
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(r, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(r, "Cache-Control", "no-store");
    MHD_add_response_header(
        r, "Content-Security-Policy",
        "default-src 'self'; img-src 'self' https: data:; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'; object-src 'none'");
    if (rq->cookie[0])
        MHD_add_response_header(r, "Set-Cookie", rq->cookie);
    if (rq->lasting[0])
        MHD_add_response_header(r, "Set-Cookie", rq->lasting);
}

static void answer(struct http_request *rq, int status, struct MHD_Response *r,
                   const char *type)
{
    must(!http_is_answered(rq) && r);
    if (!rq->connection) { // deferred, and over
        MHD_destroy_response(r);
        rq->is_sent = true;
        return;
    }
    add_headers(rq, r, type);
    rq->status = status;
    rq->response = r;
}

void http_text(struct http_request *rq, int status, const char *type,
               const char *chars, size_t len)
{
    // The library copies and does not write: its parameter is not const.
    void *bytes = (void *)(uintptr_t)chars;
    answer(rq, status,
           MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_COPY),
           type);
}

void http_json(struct http_request *rq, int status, json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT);
    json_decref(root);
    if (!text) { // a text in it is no UTF-8
        log_error("answer_not_written path=%s", rq->path);
        http_problem(rq, 500, "It did not work",
                     "the answer could not be written");
        return;
    }
    answer(rq, status,
           MHD_create_response_from_buffer(strlen(text), text,
                                           MHD_RESPMEM_MUST_FREE),
           "application/json");
}

void http_problem(struct http_request *rq, int status, const char *title,
                  const char *detail)
{
    json_t *root =
        json_pack("{s:s,s:i,s:o,s:s}", "title", title, "status", status,
                  "detail", json_text(detail), "instance", rq->id);
    char *text = json_dumps(root, JSON_COMPACT);
    json_decref(root);
    must(text != NULL);
    answer(rq, status,
           MHD_create_response_from_buffer(strlen(text), text,
                                           MHD_RESPMEM_MUST_FREE),
           "application/problem+json");
}

void http_rc_problem(struct http_request *rq, int rc, const char *why)
{
    switch (rc) {
    case ERR_PARSE:
        http_problem(rq, 400, "The request is not right", why);
        return;
    case ERR_MISSING:
        http_problem(rq, 404, "Not found", why);
        return;
    case ERR_CONFLICT:
        http_problem(rq, 409, "That does not fit", why);
        return;
    case ERR_FULL:
        http_problem(rq, 507, "There is no room left", why);
        return;
    default:
        http_problem(rq, 500, "It did not work", why);
        return;
    }
}

json_t *http_body_json(struct http_request *rq)
{
    char why[200];
    size_t len;
    const char *chars = http_body(rq, &len);
    const char *type = http_header(rq, "Content-Type");
    if (strncmp(type, "application/json", 16) != 0) {
        http_problem(rq, 415, "Send JSON",
                     "Content-Type must be application/json");
        return NULL;
    }
    json_t *root = json_read(chars, len, why, sizeof why);
    if (!root)
        http_problem(rq, 400, "The body is not JSON", why);
    return root;
}

void http_set_cookie(struct http_request *rq, const char *value)
{
    snprintf(rq->cookie, sizeof rq->cookie,
             "tallyman=%s; Path=/; HttpOnly; SameSite=Strict%s", value,
             value[0] ? "" : "; Max-Age=0");
}

void http_set_lasting_cookie(struct http_request *rq, const char *name,
                             const char *value)
{
    snprintf(rq->lasting, sizeof rq->lasting,
             "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000", name,
             value);
}

void http_wake(struct http_request *rq)
{
    if (!rq->is_asleep)
        return;
    rq->is_asleep = false;
    MHD_resume_connection(rq->connection);
}

// The body of a stream: the newest event, in pieces when it is large.
static ssize_t on_read(void *cls, uint64_t pos, char *out, size_t max)
{
    struct http_request *rq = cls;
    struct http_channel *c = rq->channel;
    (void)pos;
    if (rq->server->is_closing)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (rq->sent_len == 0 && rq->seen_version == c->version) {
        rq->is_asleep = true;
        MHD_suspend_connection(rq->connection);
        return 0;
    }
    if (rq->sent_len > 0 && rq->seen_version != c->version) {
        // The event changed under way: end the broken one with an empty line;
        // its data is not JSON and the page passes it over.
        rq->sent_len = 0;
        memcpy(out, "\n\n", 2);
        return 2;
    }
    rq->seen_version = c->version;
    size_t n = c->len - rq->sent_len;
    if (n > max)
        n = max;
    memcpy(out, c->text + rq->sent_len, n);
    rq->sent_len += n;
    if (rq->sent_len == c->len)
        rq->sent_len = 0;
    return (ssize_t)n;
}

void http_stream(struct http_request *rq, struct http_channel *channel)
{
    struct http_server *s = rq->server;
    int slot = 0;
    while (slot < HTTP_CONNECTIONS_MAX && s->stream[slot])
        slot++;
    if (slot == HTTP_CONNECTIONS_MAX) {
        http_problem(rq, 503, "Too many pages are open", "close some");
        return;
    }
    rq->channel = channel;
    s->stream[slot] = rq;
    struct connection *k =
        *(struct connection **)&MHD_get_connection_info(
             rq->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
             ->socket_context;
    if (k)
        k->is_stream = true;
    answer(rq, 200,
           MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 32 * 1024,
                                             on_read, rq, NULL),
           "text/event-stream");
}
