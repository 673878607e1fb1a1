// How handlers answer: the status, the headers, the bytes.
#include "station/http/internal.h"
#include "station/base/log.h"
#include "station/base/text.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *word_of(int status)
{
    static const struct {
        int status;
        const char *word;
    } WORDS[] = {{200, "OK"},
                 {201, "Created"},
                 {202, "Accepted"},
                 {204, "No Content"},
                 {400, "Bad Request"},
                 {401, "Unauthorized"},
                 {403, "Forbidden"},
                 {404, "Not Found"},
                 {405, "Method Not Allowed"},
                 {409, "Conflict"},
                 {413, "Content Too Large"},
                 {415, "Unsupported Media Type"},
                 {421, "Misdirected Request"},
                 {422, "Unprocessable Content"},
                 {429, "Too Many Requests"},
                 {431, "Request Header Fields Too Large"},
                 {500, "Internal Server Error"},
                 {501, "Not Implemented"},
                 {502, "Bad Gateway"},
                 {503, "Service Unavailable"},
                 {505, "HTTP Version Not Supported"},
                 {507, "Insufficient Storage"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (WORDS[i].status == status)
            return WORDS[i].word;
    return "Other";
}

static void add_date(const struct http_request *rq, struct text *t)
{
    static const char *const DAY[] = {"Sun", "Mon", "Tue", "Wed",
                                      "Thu", "Fri", "Sat"};
    static const char *const MONTH[] = {"Jan", "Feb", "Mar", "Apr",
                                        "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec"};
    time_t at_s = (time_t)(http_at_ms(rq) / 1000);
    struct tm at;
    if (!gmtime_r(&at_s, &at))
        return;
    text_addf(t, "Date: %s, %02d %s %d %02d:%02d:%02d GMT\r\n", DAY[at.tm_wday],
              at.tm_mday, MONTH[at.tm_mon], at.tm_year + 1900, at.tm_hour,
              at.tm_min, at.tm_sec);
}

// Headers that every answer has.
static void write_head(struct http_request *rq)
{
    struct text t;
    text_init(&t, rq->out_head, sizeof rq->out_head);
    text_addf(&t, "HTTP/1.1 %d %s\r\n", rq->status, word_of(rq->status));
    add_date(rq, &t);
    if (!rq->channel)
        text_addf(&t, "Content-Length: %zu\r\n", rq->out_len);
    text_addf(&t,
              "Content-Type: %s\r\n"
              "X-Request-Id: %s\r\n"
              "X-Content-Type-Options: nosniff\r\n"
              "Referrer-Policy: no-referrer\r\n"
              "Cache-Control: no-store\r\n"
              "Content-Security-Policy: default-src 'self';"
              " img-src 'self' https: data:; base-uri 'none';"
              " form-action 'self'; frame-ancestors 'none';"
              " object-src 'none'\r\n",
              rq->type, rq->id);
    if (rq->cookie[0])
        text_addf(&t, "Set-Cookie: %s\r\n", rq->cookie);
    if (rq->lasting[0])
        text_addf(&t, "Set-Cookie: %s\r\n", rq->lasting);
    text_addf(&t, "%s\r\n",
              rq->channel || rq->line->is_last ? "Connection: close\r\n" : "");
    must(!t.full);
    rq->out_head_len = t.len;
}

// Takes over owned.
static void answer(struct http_request *rq, int status, const char *type,
                   const char *chars, size_t len, char *owned)
{
    must(!rq->is_answered);
    rq->is_answered = true;
    rq->status = status;
    rq->type = type;
    rq->out = chars;
    rq->out_len = len;
    free(rq->out_owned);
    rq->out_owned = owned;
    if (rq->line) // else deferred, and over
        write_head(rq);
}

void http_static(struct http_request *rq, const char *type, const char *chars,
                 size_t len)
{
    answer(rq, 200, type, chars, len, NULL);
}

void http_text(struct http_request *rq, int status, const char *type,
               const char *chars, size_t len)
{
    char *copy = malloc(len + 1);
    must(copy != NULL);
    memcpy(copy, chars, len);
    answer(rq, status, type, copy, len, copy);
}

void http_json(struct http_request *rq, int status, json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT);
    json_decref(root);
    if (!text) { // a text in it is no UTF-8
        log_error("answer_not_written path=%s", rq->head.path);
        http_problem(rq, 500, "It did not work",
                     "the answer could not be written");
        return;
    }
    answer(rq, status, "application/json", text, strlen(text), text);
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
    answer(rq, status, "application/problem+json", text, strlen(text), text);
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

void http_stream(struct http_request *rq, struct http_channel *channel)
{
    rq->channel = channel;
    answer(rq, 200, "text/event-stream", "", 0, NULL);
}
