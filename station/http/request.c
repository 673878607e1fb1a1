// What handlers ask of a request.
#include "station/http/internal.h"
#include "station/base/text.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

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

static const char *kept_value(const struct http_request *rq,
                              enum MHD_ValueKind kind, const char *name)
{
    for (const struct kept_value *v = rq->kept; v; v = v->next)
        if (v->kind == kind && strcasecmp(v->name, name) == 0)
            return v->value;
    return "";
}

static const char *value_of(const struct http_request *rq,
                            enum MHD_ValueKind kind, const char *name)
{
    if (!rq->line)
        return kept_value(rq, kind, name);
    const char *v = MHD_lookup_connection_value(rq->line->of, kind, name);
    return v ? v : "";
}

const char *http_query(const struct http_request *rq, const char *name)
{
    return value_of(rq, MHD_GET_ARGUMENT_KIND, name);
}

struct each_query {
    http_query_fn *fn;
    void *arg;
};

static enum MHD_Result on_query(void *arg, enum MHD_ValueKind kind,
                                const char *name, const char *value)
{
    struct each_query *e = arg;
    (void)kind;
    if (name[0])
        e->fn(e->arg, name, value ? value : "");
    return MHD_YES;
}

void http_query_each(const struct http_request *rq, http_query_fn *fn,
                     void *arg)
{
    struct each_query e = {fn, arg};
    if (rq->line)
        MHD_get_connection_values(rq->line->of, MHD_GET_ARGUMENT_KIND, on_query,
                                  &e);
    for (const struct kept_value *v = rq->kept; v; v = v->next)
        if (v->kind == MHD_GET_ARGUMENT_KIND)
            on_query(&e, v->kind, v->name, v->value);
}

const char *http_header(const struct http_request *rq, const char *name)
{
    return value_of(rq, MHD_HEADER_KIND, name);
}

const char *http_cookie(const struct http_request *rq, const char *name)
{
    return value_of(rq, MHD_COOKIE_KIND, name);
}

const struct http_route *http_route_of(const struct http_request *rq)
{
    return rq->route;
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
