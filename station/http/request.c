// What handlers ask of a request.
#include "station/http/internal.h"
#include "station/base/text.h"

#include <arpa/inet.h>
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

static const char *value_of(const struct head_value *v, int count,
                            const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(v[i].name, name) == 0)
            return v[i].value;
    return "";
}

const char *http_query(const struct http_request *rq, const char *name)
{
    return value_of(rq->head.query, rq->head.query_count, name);
}

void http_query_each(const struct http_request *rq, http_query_fn *fn,
                     void *arg)
{
    for (int i = 0; i < rq->head.query_count; i++)
        fn(arg, rq->head.query[i].name, rq->head.query[i].value);
}

const char *http_header(const struct http_request *rq, const char *name)
{
    return head_line(&rq->head, name);
}

const char *http_cookie(const struct http_request *rq, const char *name)
{
    return value_of(rq->cookie_in, rq->cookie_count, name);
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
    return strcmp(rq->head.method, "GET") != 0 &&
           strcmp(rq->head.method, "HEAD") != 0;
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
