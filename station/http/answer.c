// How handlers answer: the status, the headers, the bytes.
#include "station/http/internal.h"
#include "station/base/log.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_PIECE = 32 * 1024 };

// Headers that every answer has.
static void add_headers(const struct http_request *rq, struct MHD_Response *r,
                        const char *type)
{
    MHD_add_response_header(r, "Content-Type", type);
    MHD_add_response_header(r, "X-Request-Id", rq->id);
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(r, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(r, "Cache-Control", "no-store");
    MHD_add_response_header(
        r, "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'; object-src 'none'");
    if (rq->cookie[0])
        MHD_add_response_header(r, "Set-Cookie", rq->cookie);
    if (rq->lasting[0])
        MHD_add_response_header(r, "Set-Cookie", rq->lasting);
    if (rq->channel || rq->line->is_last)
        MHD_add_response_header(r, "Connection", "close");
}

static void answer(struct http_request *rq, int status, const char *type,
                   struct MHD_Response *r)
{
    must(!rq->is_answered && r);
    rq->is_answered = true;
    rq->status = status;
    if (!rq->line) { // deferred, and over
        MHD_destroy_response(r);
        return;
    }
    add_headers(rq, r, type);
    if (rq->response)
        MHD_destroy_response(rq->response);
    rq->response = r;
}

// The library does not write to the bytes: its parameter is not const.
static void answer_bytes(struct http_request *rq, int status, const char *type,
                         const char *chars, size_t len,
                         enum MHD_ResponseMemoryMode mode)
{
    void *bytes = (void *)(uintptr_t)chars;
    answer(rq, status, type, MHD_create_response_from_buffer(len, bytes, mode));
}

void http_static(struct http_request *rq, const char *type, const char *chars,
                 size_t len)
{
    answer_bytes(rq, 200, type, chars, len, MHD_RESPMEM_PERSISTENT);
}

void http_text(struct http_request *rq, int status, const char *type,
               const char *chars, size_t len)
{
    answer_bytes(rq, status, type, chars, len, MHD_RESPMEM_MUST_COPY);
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
    answer_bytes(rq, status, "application/json", text, strlen(text),
                 MHD_RESPMEM_MUST_FREE);
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
    answer_bytes(rq, status, "application/problem+json", text, strlen(text),
                 MHD_RESPMEM_MUST_FREE);
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

// The body of a stream: the newest event, in pieces when it is large; a client
// that is behind gets only that. One that changed under way ends with an empty
// line: its data is not JSON and the page passes it over.
static ssize_t on_read(void *arg, uint64_t pos, char *out, size_t max)
{
    struct http_request *rq = arg;
    struct http_channel *c = rq->channel;
    (void)pos;
    if (rq->server->is_closing || rq->line->is_leaving)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (rq->event_len == 0 && rq->seen_version == c->version) {
        rq->is_suspended = true;
        MHD_suspend_connection(rq->line->of);
        return 0;
    }
    if (rq->event_len > 0 && rq->seen_version != c->version) {
        rq->event_len = 0;
        memcpy(out, "\n\n", 2);
        return 2;
    }
    rq->seen_version = c->version;
    size_t n = c->len - rq->event_len;
    if (n > max)
        n = max;
    memcpy(out, c->text + rq->event_len, n);
    rq->event_len += n;
    if (rq->event_len == c->len)
        rq->event_len = 0;
    return (ssize_t)n;
}

void http_stream(struct http_request *rq, struct http_channel *channel)
{
    rq->channel = channel;
    answer(rq, 200, "text/event-stream",
           MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_PIECE,
                                             on_read, rq, NULL));
}
