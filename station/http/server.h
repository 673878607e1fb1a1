// server.h - HTTP/1.1, asked and answered; here for a program's pages and API
// (libmicrohttpd).
//
// One thread, on the program's loop. Headers, bodies and the time a request
// may take are bounded; slow clients are dropped. Handlers run when a whole
// request is there and answer with one of the functions below. In a program
// that commits in groups, answers of routes marked is_write are held back until
// http_server_release: no answer leaves before its commit.
//
// Errors are application/problem+json (RFC 9457) with the request's id.
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "station/base/embed.h"
#include "station/base/json.h"
#include "station/base/loop.h"

enum {
    HTTP_CONNECTIONS_MAX = 512,
    HTTP_HEADER_MEMORY = 16 * 1024,     // a connection's headers and state
    HTTP_BODY_MAX = 1024 * 1024,        // unless the route says otherwise
    HTTP_DEADLINE_MS = 15000,           // a whole request, first byte to last
    HTTP_IDLE_MS = 60000,
    HTTP_PARAMS_MAX = 3,
    HTTP_HELD_MAX = HTTP_CONNECTIONS_MAX,
    HTTP_ID_MAX = 15,
};

struct http_request;

// channel.text is the latest event; a client that is behind gets only that.
struct http_channel {
    char *text;                 // "event: ...\ndata: ...\n\n", caller's
    size_t len;
    uint64_t version;           // 0 before the first
};

typedef void http_handler(void *app, struct http_request *rq);

struct http_route {
    const char *method;
    const char *path;           // ":name" matches one segment of the path
    http_handler *handler;
    int who;                    // the program's own: who may call it
    bool is_write;              // the answer waits for the commit
    size_t body_max;            // 0 for HTTP_BODY_MAX
    const void *about;          // the program's own description of it
};

struct http_server;             // private; one per program

struct http_setup {
    struct loop *loop;
    const char *host;           // address to bind, e.g. "127.0.0.1"
    int port;                   // 0 takes a free one
    const struct http_route *routes;    // ends with a NULL method
    const struct embed *assets;         // pages; may be NULL
    const char *home;           // the asset at "/"; NULL for index.html
    const char *assets_dir;     // serve pages from here instead, or NULL
    bool holds_writes;
    // Called before the handler. False when it has answered (401, 403 ...).
    bool (*admit)(void *app, struct http_request *rq, int who);
    void *app;
};

// ERR_IO when the address cannot be bound, with *why in words.
int http_server_open(const struct http_setup *setup,
                     struct http_server **server, char *why,
                     size_t why_cap) MUST_USE;
int http_server_port(const struct http_server *s);
void http_server_close(struct http_server *s);

// Lets held answers go; when is_kept is false they become 503.
bool http_server_is_holding(const struct http_server *s);
void http_server_release(struct http_server *s, bool is_kept,
                         const char *why);

// Wakes every client of a stream after channel changed.
void http_channel_publish(struct http_server *s, struct http_channel *c);

// What a handler asks of a request.
const char *http_param(const struct http_request *rq, int idx);
int64_t http_param_int(const struct http_request *rq, int idx); // 0: not one
const char *http_query(const struct http_request *rq, const char *name);
typedef void http_query_fn(void *arg, const char *name, const char *value);
void http_query_each(const struct http_request *rq, http_query_fn *fn,
                     void *arg);
const char *http_header(const struct http_request *rq, const char *name);
const char *http_cookie(const struct http_request *rq, const char *name);
const char *http_body(const struct http_request *rq, size_t *len);
// The same to cut up; NULL when there is none.
char *http_body_take(struct http_request *rq, size_t *len);
int64_t http_at_ms(const struct http_request *rq);  // when it came; UTC
const struct http_route *http_route_of(const struct http_request *rq);
const char *http_peer(const struct http_request *rq);
bool http_is_write(const struct http_request *rq);

// The body as JSON; the caller frees it. NULL after answering 400.
json_t *http_body_json(struct http_request *rq);

// True when the request comes from our own pages (Origin equals Host, or the
// browser says same-origin). Programs send no Origin and carry a token.
bool http_is_same_origin(const struct http_request *rq);

// What admit found out, for the handler.
void http_set_user(struct http_request *rq, int64_t user);
int64_t http_user(const struct http_request *rq);

// Answers; each request gets exactly one. http_json takes over root.
void http_json(struct http_request *rq, int status, json_t *root);
void http_text(struct http_request *rq, int status, const char *type,
               const char *chars, size_t len);
void http_problem(struct http_request *rq, int status, const char *title,
                  const char *detail);
void http_rc_problem(struct http_request *rq, int rc, const char *why);
void http_set_cookie(struct http_request *rq, const char *value);

// Another one beside it, that outlives the session and the browser's day.
void http_set_lasting_cookie(struct http_request *rq, const char *name,
                             const char *value);
void http_stream(struct http_request *rq, struct http_channel *channel);
bool http_is_answered(const struct http_request *rq);

// For work that goes on after the handler has returned: the handler calls
// http_defer instead of answering, and later, on the loop's thread, one of the
// answers above and then http_resume, which ends rq; each deferred request is
// resumed exactly once. Until then rq lives, without a deadline, and may be
// asked, also when its client has gone or the server was closed: then headers
// and query are empty, and the answer is dropped. A write's answer still waits
// for the commit, from http_resume on.
void http_defer(struct http_request *rq);
void http_resume(struct http_request *rq);

#endif
