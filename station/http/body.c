// From a first line to a whole request: its route, its body, its end.
#include "station/http/internal.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PIECE = 64 * 1024 };

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
    const char *method = strcmp(rq->method, "HEAD") == 0 ? "GET" : rq->method;
    const struct http_route *r = rq->server->setup.routes;
    for (; r->method; r++) {
        if (!match(r->path, rq->path, rq))
            continue;
        rq->path_is_known = true;
        if (strcmp(r->method, method) == 0)
            return r;
    }
    return NULL;
}

// NULL when there is no memory for it.
struct http_request *request_new(struct connection *k, const char *target)
{
    struct http_request *rq = calloc(1, sizeof *rq);
    if (!rq)
        return NULL;
    rq->server = k->server;
    rq->line = k;
    rq->target = target;
    rq->target_len = strlen(target);
    snprintf(rq->id, sizeof rq->id, "%08x", secret_random(UINT32_MAX));
    rq->refused = strict_target(target, &rq->refusal);
    return rq;
}

static void refuse(struct http_request *rq, int status, const char *why)
{
    free(rq->body);
    rq->server->body_bytes -= rq->body_cap;
    rq->body = NULL;
    rq->body_len = rq->body_cap = 0;
    rq->refused = status;
    rq->refusal = why;
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

static void refuse_large(struct http_request *rq)
{
    refuse(rq, 413, "the body is longer than this address takes");
}

static void refuse_for_room(struct http_request *rq)
{
    refuse(rq, 503, "there is no memory for the body now");
}

// A body that will not fit need not be sent at all.
static void expect_body(struct http_request *rq)
{
    const char *said = http_header(rq, "Content-Length");
    int64_t len = 0;
    if (said[0] && text_to_int(said, strlen(said), &len) < 0)
        len = INT64_MAX;
    if (len > (int64_t)rq->body_max) {
        refuse_large(rq);
        rq->is_early =
            len > HTTP_PASSED_MAX || http_header(rq, "Expect")[0] != 0;
    } else if (len > 0 && !has_room(rq, len < PIECE ? (size_t)len : PIECE)) {
        refuse_for_room(rq);
        rq->is_early = true;
    }
}

void request_begin(struct http_request *rq, const char *version)
{
    struct connection *k = rq->line;
    rq->has_head = true;
    if (!rq->refused)
        rq->refused = strict_head(rq, version, &rq->refusal);
    rq->is_early = rq->refused != 0;
    if (rq->is_early)
        return;
    rq->route = find_route(rq);
    rq->body_max =
        rq->route && rq->route->body_max ? rq->route->body_max : HTTP_BODY_MAX;
    // Where chunks end could be read in two ways: nothing is read after them.
    k->is_last = http_header(rq, "Transfer-Encoding")[0] != 0;
    expect_body(rq);
}

bool request_take(struct http_request *rq, const char *bytes, size_t len)
{
    if (!rq->refused && rq->body_len + len > rq->body_max)
        refuse_large(rq);
    if (!rq->refused && !has_room(rq, len))
        refuse_for_room(rq);
    if (rq->refused) {
        rq->passed_len += len;
        return rq->passed_len <= HTTP_PASSED_MAX;
    }
    memcpy(rq->body + rq->body_len, bytes, len);
    rq->body_len += len;
    rq->body[rq->body_len] = 0;
    return true;
}

static char *copy_of(const char *chars)
{
    size_t size = strlen(chars) + 1;
    char *copy = malloc(size);
    must(copy != NULL); // at the end of the program
    memcpy(copy, chars, size);
    return copy;
}

static enum MHD_Result on_value(void *arg, enum MHD_ValueKind kind,
                                const char *name, const char *value)
{
    struct kept_value ***end = arg;
    struct kept_value *v = calloc(1, sizeof *v);
    must(v != NULL); // at the end of the program
    v->kind = kind;
    v->name = copy_of(name);
    v->value = copy_of(value ? value : "");
    **end = v;
    *end = &v->next;
    return MHD_YES;
}

// Whoever deferred it may still ask it.
void request_outlive(struct http_request *rq)
{
    struct kept_value **end = &rq->kept;
    MHD_get_connection_values(
        rq->line->of, MHD_HEADER_KIND | MHD_COOKIE_KIND | MHD_GET_ARGUMENT_KIND,
        on_value, &end);
    rq->method = strcmp(rq->method, "HEAD") == 0 ? "HEAD" : rq->route->method;
    rq->path = rq->route->path;
    rq->target = NULL;
    rq->server->body_bytes -= rq->body_cap;
    rq->line = NULL;
}

void request_free(struct http_request *rq)
{
    if (!rq)
        return;
    if (rq->line)
        rq->server->body_bytes -= rq->body_cap;
    while (rq->kept) {
        struct kept_value *next = rq->kept->next;
        free(rq->kept->name);
        free(rq->kept->value);
        free(rq->kept);
        rq->kept = next;
    }
    if (rq->response)
        MHD_destroy_response(rq->response);
    free(rq->body);
    free(rq);
}
