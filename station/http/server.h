// server.h - HTTP/1.1, asked and answered; here for a program's pages and API.
//
// One thread, on the program's loop. Handlers run when a whole request is there
// and answer with one of the functions below. In a program that commits in
// groups, answers of routes marked is_write are held back until
// http_server_release: no answer leaves before its commit.
//
// libmicrohttpd reads and writes. What could be read in two ways is refused
// with 400 and the connection closed: lines that end otherwise than with CR LF,
// folded lines, a blank before a colon, two lengths, a length beside a coding,
// no host or two of them, a NUL or bytes that are not UTF-8 in the path or the
// query, a path that climbs. Where a chunk ends is the library's to say, and it
// is lenient (LF alone is a line's end there), so nothing is read after a body
// in chunks. What is no HTTP at all it refuses in its own words. Heads (up to
// some 30 KiB), bodies and times are bounded; a body that is too long is read
// to its end before 413 is said, unless its client asked first or it is far
// too long.
//
// Connections are of three classes with an allowance each. Who is let in is a
// stranger until admit says more (http_set_class), and keeps the best class it
// had. When strangers fill theirs, the one that has waited longest without a
// whole request makes room, and no address has more than half of it, except a
// proxy's: so neither half-open connections nor many pages keep stations out.
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

enum http_class {
    HTTP_STRANGER,
    HTTP_PERSON,        // or a program: somebody known
    HTTP_STATION,
    HTTP_CLASSES,
};

enum {
    HTTP_STRANGERS_MAX = 256,           // connections, unless the setup says
    HTTP_PEOPLE_MAX = 1280,
    HTTP_STATIONS_MAX = 512,
    HTTP_BODY_MAX = 1024 * 1024,        // unless the route says otherwise
    HTTP_PASSED_MAX = 16 * 1024 * 1024, // read of one that is too long
    HTTP_BODIES_MAX = 64 * 1024 * 1024, // those of strangers, then 503
    HTTP_FIRST_MS = 3000,               // from connecting to a whole head
    HTTP_DEADLINE_MS = 15000,           // a whole request, first byte to last
    HTTP_SEND_MS = 60000,               // until the client has its answer
    HTTP_IDLE_MS = 60000,               // between two requests
    HTTP_STRANGER_IDLE_MS = 10000,
    HTTP_PARAMS_MAX = 3,
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
    int most[HTTP_CLASSES];     // connections of each class; 0 for the above
    // Names that the program is asked for by, separated by commas, besides
    // localhost, the machine's name and the address that it was reached at; or
    // NULL. A request for another one is refused (421): its page may be of
    // anybody. With takes_addresses every address will do, which no page can
    // borrow.
    const char *hosts;
    bool takes_addresses;
    // Addresses, separated by commas, whose X-Forwarded-For is believed; or
    // NULL.
    const char *proxies;
    // Called before the handler. False when it has answered (401, 403 ...).
    bool (*admit)(void *app, struct http_request *rq, int who);
    void *app;
};

// ERR_IO when the address cannot be bound or the system grants too few open
// files, ERR_PARSE when proxies are no addresses, with *why in words.
int http_server_open(const struct http_setup *setup,
                     struct http_server **server, char *why,
                     size_t why_cap) MUST_USE;
int http_server_port(const struct http_server *s);

// The program is about to end: no more is read, what was read is answered.
// Before the last commit, or clients that send ahead would go on being served.
void http_server_finish(struct http_server *s);

// Answers what waits, ends streams, and gives clients a moment to take what is
// under way. The memory is the caller's to free once the loop is closed.
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
const char *http_peer(const struct http_request *rq);  // an IPv4 address
bool http_is_write(const struct http_request *rq);

// The body as JSON; the caller frees it. NULL after answering 400.
json_t *http_body_json(struct http_request *rq);

// True when the request comes from our own pages (Origin equals Host, or the
// browser says same-origin). Programs send no Origin and carry a token.
bool http_is_same_origin(const struct http_request *rq);

// What admit found out, for the handler.
void http_set_user(struct http_request *rq, int64_t user);
int64_t http_user(const struct http_request *rq);
void http_set_class(struct http_request *rq, enum http_class is);

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

// For work that goes on after the handler has returned: the handler calls
// http_defer instead of answering, and later, on the loop's thread, one of the
// answers above and then http_resume, which ends rq; each deferred request is
// resumed exactly once. Until then rq lives, without a deadline, and may be
// asked, also when its client has gone or the server was closed: then the
// answer is dropped. A write's answer still waits
// for the commit, from http_resume on.
void http_defer(struct http_request *rq);
void http_resume(struct http_request *rq);

#endif
