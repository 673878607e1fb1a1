// internal.h - what the files of station/http share; nobody else includes it.
//
// A connection goes round: its head is read, its body, the request is served,
// the answer sent. One request at a time: what a client sends ahead waits.
#ifndef HTTP_INTERNAL_H
#define HTTP_INTERNAL_H

#include <netinet/in.h>
#include "station/http/chunk.h"
#include "station/http/head.h"
#include "station/http/server.h"

enum {
    PARAM_MAX = 64,
    COOKIES_MAX = 16,
    EVENTS_MAX = 256,           // of one turn
    PROXIES_MAX = 16,
    HOST_MAX = 255,
    OUT_HEAD_MAX = 2048,
    LINE_IN_MAX = HEAD_BYTES_MAX + 4096,    // room for a piece of a body
};

enum line_state {
    LINE_FREE,
    LINE_HEAD,          // waits for a request, or is in its head
    LINE_BODY,
    LINE_SERVED,        // the handler, the commit or what was deferred has it
    LINE_SENDING,
    LINE_STREAM,
    LINE_LEAVING,       // the last answer is out, what still comes is dropped
};

// In the list of its class, the longest there first; a free one in its own.
struct connection {
    struct http_server *server;
    struct connection *next, *before;
    enum line_state state;
    enum http_class class;
    int fd;
    uint32_t watched;           // epoll's events
    bool is_new;                // has not sent a whole request yet
    bool is_last;               // closed after the answer
    bool is_gone;               // the client left while it was served
    int64_t since_ms;           // of the deadline that holds now
    struct in_addr peer;
    char *in;                   // LINE_IN_MAX bytes
    size_t in_len, in_seen;
    size_t sent_len;            // of the answer's head and body
    struct chunk chunk;
    struct http_request *rq;    // NULL between two
};

struct http_request {
    struct http_server *server;
    struct connection *line;            // NULL once it is over
    struct http_request *next, *before; // deferred ones; held ones by next
    const struct http_route *route;
    struct head head;
    char *head_bytes;           // the line's, or its own once that is over
    bool path_is_known;
    bool is_deferred;           // the handler answers later
    bool is_suspended;          // its handler has returned without an answer
    bool is_answered;
    int refused;                // status of a request that is not served
    const char *refusal;
    int status;
    const char *type;
    const char *out;            // the answer's body
    char *out_owned;            // the same when it is to be freed
    size_t out_len;
    char out_head[OUT_HEAD_MAX];
    size_t out_head_len;
    char *body;
    size_t body_len, body_cap, body_max;
    int param_count;
    char param[HTTP_PARAMS_MAX][PARAM_MAX];
    char id[HTTP_ID_MAX + 1];
    char cookie[160];           // Set-Cookie of the answer
    char lasting[240];          // and another
    char *cookies;              // of the request, cut up
    struct head_value cookie_in[COOKIES_MAX];
    int cookie_count;
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
    struct loop_timer sweep;
    int listener, epoll, watch;
    int port;
    int line_count;
    size_t body_bytes;              // that bodies take, all together
    bool is_closing;
    struct list class[HTTP_CLASSES];
    struct connection *free;
    struct http_request *deferred;
    struct http_request *held, *held_last;
    struct connection *line;        // line_count of them
    struct in_addr proxy[PROXIES_MAX];
    int proxy_count;
};

// line.c - connections: taken in, kept apart by class, let go.
void line_accept(struct http_server *s);
void line_close(struct connection *k);
void line_watch(struct connection *k, uint32_t events);
void line_since_now(struct connection *k);
bool line_is_proxy(const struct http_server *s, struct in_addr peer);
void line_sweep(struct http_server *s);
void request_free(struct http_request *rq);

// host.c - whom a request asks for, and who asks. host_proxies is ERR_PARSE
// with the address that is none, or one too many, in bad.
int host_proxies(struct http_server *s, const char *list, char *bad,
                 size_t bad_cap);
void host_peer(struct http_request *rq);
bool host_is_ours(const struct http_request *rq);

// receive.c - from bytes to a whole request.
enum receive {
    RECEIVE_MORE,       // must come
    RECEIVE_WHOLE,      // k->rq is to be served, or refused
    RECEIVE_GONE,       // the client has closed, or never will be understood
};
enum receive receive(struct connection *k);

// send.c - the answer, the events of a stream.
enum send {
    SEND_MORE,          // when there is room again, or news
    SEND_DONE,
    SEND_GONE,
};
enum send send_answer(struct connection *k);
enum send send_stream(struct connection *k);

// Answers with a page of the program. False when there is none at this path.
bool http_asset(struct http_server *s, struct http_request *rq);

// The answer's body without a copy: it outlives the request.
void http_static(struct http_request *rq, const char *type, const char *chars,
                 size_t len);

#endif
