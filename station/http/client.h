// client.h - calls to another program over HTTP (libcurl on the loop).
//
// Bounded: a call has a deadline and an answer a largest size. A call that
// timed out is "unknown": whoever made it asks again with the same request id.
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "station/base/loop.h"

enum {
    HTTP_CALLS_MAX = 8,             // at the same time
    HTTP_CALL_MS = 10000,
    HTTP_ANSWER_MAX = 32 * 1024 * 1024,
};

// status is the HTTP status, or 0 when there was no answer; then chars is a
// sentence that says why.
typedef void http_answer_fn(void *arg, int status, const char *chars,
                            size_t len);

struct http_call {
    const char *method;
    const char *url;
    const char *token;      // sent as a bearer token, or NULL
    const char *type;       // of the body; NULL for JSON
    const char *body;       // NULL for none; copied
    size_t body_len;
    const char *headers;    // more of them, each line ends with \n; or NULL
    size_t answer_max;      // more ends the call; 0 for HTTP_ANSWER_MAX
    const char *want;       // a header of the answer to keep, or NULL
    bool is_public_only;    // never to an address of a private network
    bool is_once;           // on a connection of its own: on a used one that
                            // breaks, the library would send it again unasked
};

struct http_client;

int http_client_open(struct loop *loop, struct http_client **c) MUST_USE;
void http_client_close(struct http_client *c);

// ERR_FULL when HTTP_CALLS_MAX are under way.
int http_client_call(struct http_client *c, const struct http_call *call,
                     http_answer_fn *done, void *arg) MUST_USE;

// While done is called: the wanted header's value, "" when it did not come.
const char *http_client_header(const struct http_client *c);

// For programs without a loop: waits. The caller frees *out. Returns the
// status, or ERR_IO with *out holding the reason.
int http_call_now(const struct http_call *call, char **out, size_t *len);

#endif
