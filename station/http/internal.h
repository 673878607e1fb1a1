// internal.h - what the files of station/http share; nobody else includes it.
#ifndef HTTP_INTERNAL_H
#define HTTP_INTERNAL_H

#include <microhttpd.h>
#include "station/http/server.h"

enum { PARAM_MAX = 64 };

struct connection {
    bool used;
    bool is_busy;       // a request has begun and is not answered
    bool is_deferred;   // the handler answers later: no deadline
    bool is_stream;     // server-sent events: open as long as it lasts
    int fd;
    int64_t since_ms;
};

struct http_request {
    struct http_server *server;
    struct MHD_Connection *connection;  // NULL once it is over
    struct http_request *next, *before; // deferred ones
    const struct http_route *route;
    const char *method;
    const char *path;
    bool path_is_known;
    bool is_too_large;
    bool is_deferred;   // the handler answers later
    bool is_suspended;  // the library does not call for it
    bool is_sent;
    bool is_asleep;     // a stream with nothing to send is suspended
    int status;
    struct MHD_Response *response;
    char *body;
    size_t body_len, body_cap, body_max;
    int param_count;
    char param[HTTP_PARAMS_MAX][PARAM_MAX];
    char id[HTTP_ID_MAX + 1];
    char cookie[160];   // Set-Cookie of the answer
    char lasting[240];  // and another
    int64_t user;
    struct http_channel *channel;
    uint64_t seen_version;
    size_t sent_len;    // of the event under way
    char peer[64];
};

struct http_server {
    struct http_setup setup;
    struct MHD_Daemon *daemon;
    struct loop_timer sweep, again;
    int watch;
    int port;
    int held_count;
    bool is_closing;
    bool is_running;
    struct http_request *deferred;
    struct http_request *held[HTTP_HELD_MAX];
    struct http_request *stream[HTTP_CONNECTIONS_MAX];
    struct connection connection[HTTP_CONNECTIONS_MAX];
};

// Answers with a page of the program. False when there is none at this path.
bool http_asset(struct http_server *s, struct http_request *rq);

// Resumes a stream that sleeps.
void http_wake(struct http_request *rq);

#endif
