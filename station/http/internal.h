// internal.h - what the files of station/http share; nobody else includes it.
//
// libmicrohttpd reads and writes; here is who may have a connection and for
// how long, what of a head is refused, and when an answer leaves. The library
// calls for a request when its first line is there, when its head is whole,
// with each piece of its body, at its end, and again once it is resumed.
#ifndef HTTP_INTERNAL_H
#define HTTP_INTERNAL_H

#include <microhttpd.h>
#include <netinet/in.h>
#include "station/http/server.h"

enum {
    PARAM_MAX = 64,
    PROXIES_MAX = 16,
    HOST_MAX = 255,
    LEAVING_MAX = 64,           // places of connections that are being closed
};

enum line_state {
    LINE_FREE,
    LINE_HEAD,          // waits for a request, or is in its head
    LINE_BODY,
    LINE_SERVED,        // the handler, the commit or what was deferred has it
    LINE_SENDING,
    LINE_STREAM,
};

// In the list of its class, the longest there first; a free one in its own.
struct connection {
    struct http_server *server;
    struct MHD_Connection *of;
    struct connection *next, *before;
    enum line_state state;
    enum http_class class;
    int fd;                     // the library's
    bool is_new;                // has not sent a whole head yet
    bool has_begun;             // a request's first line is there
    bool is_last;               // closed after the answer
    bool is_leaving;            // shut down: in no list, the library closes it
    int64_t since_ms;           // of the deadline that holds now
    struct in_addr peer;
    struct http_request *rq;    // NULL between two
};

// Of a request that outlives its connection.
struct kept_value {
    enum MHD_ValueKind kind;
    char *name, *value;
    struct kept_value *next;
};

struct http_request {
    struct http_server *server;
    struct connection *line;            // NULL once it is over
    struct http_request *next, *before; // deferred ones; held ones by next
    const struct http_route *route;
    const char *method, *path;          // the library's
    const char *target;                 // as it came: where it stood,
    size_t target_len;                  // and up to its first NUL
    struct kept_value *kept;
    bool path_is_known;
    bool has_head;
    bool is_early;              // refused with its head: nothing more is read
    bool is_served;             // the handler has been called
    bool is_deferred;           // the handler answers later
    bool is_suspended;          // the library does not call for it
    bool is_answered;
    int refused;                // status of a request that is not served
    const char *refusal;
    int status;
    struct MHD_Response *response;
    char *body;
    size_t body_len, body_cap, body_max;
    size_t passed_len;          // of the body, dropped
    int param_count;
    char param[HTTP_PARAMS_MAX][PARAM_MAX];
    char id[HTTP_ID_MAX + 1];
    char cookie[160];           // Set-Cookie of the answer
    char lasting[240];          // and another
    int64_t user;
    struct http_channel *channel;
    uint64_t seen_version;
    size_t event_len;           // sent of the event under way
    char peer[INET6_ADDRSTRLEN];
};

struct list {
    struct connection *first, *last;
    int count, most;
};

struct http_server {
    struct http_setup setup;
    struct MHD_Daemon *daemon;
    struct loop_timer sweep, again;
    int watch;
    int port;
    int line_count;
    size_t body_bytes;              // that bodies take, all together
    bool is_closing;
    bool is_running;
    bool has_resumed;               // the library is to be run for it
    struct list class[HTTP_CLASSES];
    struct connection *free;
    struct http_request *deferred;
    struct http_request *held, *held_last;
    struct connection *line;        // line_count of them
    struct in_addr proxy[PROXIES_MAX];
    int proxy_count;
};

// line.c - connections: taken in, kept apart by class, let go.
bool line_make_room(struct http_server *s, struct in_addr peer);
struct connection *line_open(struct http_server *s, struct MHD_Connection *c);
void line_close(struct connection *k);  // the library has
void line_drop(struct connection *k);   // the library will
void line_resume(struct connection *k); // whose request is suspended, if it is
void line_be(struct connection *k, enum line_state state);
bool line_is_proxy(const struct http_server *s, struct in_addr peer);
void line_sweep(struct http_server *s);

// host.c - whom a request asks for, and who asks. host_proxies is ERR_PARSE
// with the address that is none, or one too many, in bad. host_name is the
// host without its port: "here" of "here:7080", "[::1]" of "[::1]:80"; false
// when it is not a host.
int host_proxies(struct http_server *s, const char *list, char *bad,
                 size_t bad_cap);
void host_peer(struct http_request *rq);
bool host_is_ours(const struct http_request *rq);
bool host_name(const char *value, char *out, size_t cap);

// strict.c - what two programs could read in two ways. 0, or the status of a
// refusal with *why; strict_target as soon as there is a first line,
// strict_head when the head is whole, strict_end after the body.
int strict_target(const char *target, const char **why);
int strict_head(const struct http_request *rq, const char *version,
                const char **why);
int strict_end(const struct http_request *rq, const char **why);

// body.c - from a first line to a whole request.
struct http_request *request_new(struct connection *k, const char *target);
void request_begin(struct http_request *rq, const char *version);
bool request_take(struct http_request *rq, const char *bytes, size_t len);
void request_outlive(struct http_request *rq);
void request_free(struct http_request *rq);

// serve.c - what the library calls. NULL when it did not start. serve_hold puts
// an answer to a write where it waits for the commit; false when this one does
// not wait.
struct MHD_Daemon *serve_start(struct http_server *s, int listener);
bool serve_hold(struct http_request *rq);

// Answers with a page of the program. False when there is none at this path.
bool http_asset(struct http_server *s, struct http_request *rq);

// The answer's body without a copy: it outlives the request.
void http_static(struct http_request *rq, const char *type, const char *chars,
                 size_t len);

#endif
