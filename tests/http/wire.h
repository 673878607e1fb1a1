// wire.h - a server and its clients on sockets in one thread: the loop turns
// while a client waits.
#ifndef TESTS_HTTP_WIRE_H
#define TESTS_HTTP_WIRE_H

#include "station/http/server.h"
#include "tests/test.h"

enum { WIRE_ANSWER_MAX = 64 * 1024, WIRE_TURNS_MAX = 8000 };

struct wire {
    struct loop loop;
    struct http_server *server;
    int64_t moved_ms;           // the clock is ahead
};

extern struct wire wire;

// Opens a server of this setup, which is asked for as "here".
int wire_open(struct http_setup *setup);
void wire_close(void);

int wire_connect(void);
void wire_turn(void);
void wire_send(int fd, const char *chars, size_t len);

// Reads until the server closes the connection; false when it does not.
bool wire_read_to_end(int fd, char *out);

// One request, its connection closed after it. Returns the whole answer.
const char *wire_ask(const char *method, const char *path,
                     const char *headers, const char *body);

void wire_expect(const char *answer, int status, const char *words);

#endif
