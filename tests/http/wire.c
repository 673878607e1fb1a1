#include "tests/http/wire.h"
#include "station/base/clock.h"
#include "station/base/secret.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct wire wire;

// The linker puts this in the place of the clock: time can be moved on.
int64_t __real_clock_now_ms(void);
int64_t __wrap_clock_now_ms(void);

int64_t __wrap_clock_now_ms(void)
{
    return __real_clock_now_ms() + wire.moved_ms;
}

int wire_open(struct http_setup *setup)
{
    char why[200];
    memset(&wire, 0, sizeof wire);
    setup->loop = &wire.loop;
    setup->host = "127.0.0.1";
    if (!setup->hosts)
        setup->hosts = "here";
    if (secret_init() < 0 || loop_open(&wire.loop) < 0)
        return -1;
    return http_server_open(setup, &wire.server, why, sizeof why);
}

void wire_close(void)
{
    http_server_close(wire.server);
    loop_close(&wire.loop);
    free(wire.server);
}

int wire_connect(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port =
                                htons((uint16_t)http_server_port(wire.server))};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
    return fd;
}

void wire_turn(void)
{
    struct pollfd none = {.fd = -1};
    uv_run(&wire.loop.uv, UV_RUN_NOWAIT);
    poll(&none, 1, 1);
}

void wire_send(int fd, const char *chars, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, chars, len, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n > 0) {
            chars += n;
            len -= (size_t)n;
        }
        wire_turn();
    }
}

// Reads until the server closes the connection; false when it does not.
bool wire_read_to_end(int fd, char *out)
{
    size_t len = 0;
    for (int i = 0; i < WIRE_TURNS_MAX; i++) {
        ssize_t n =
            recv(fd, out + len, WIRE_ANSWER_MAX - 1 - len, MSG_DONTWAIT);
        if (n == 0)
            break;
        if (n > 0)
            len += (size_t)n;
        out[len] = 0;
        if (i == WIRE_TURNS_MAX - 1)
            return false;
        wire_turn();
    }
    close(fd);
    return true;
}

// One request, its connection closed after it. Returns the whole answer.
const char *wire_ask(const char *method, const char *path, const char *headers,
                     const char *body)
{
    static char answer[WIRE_ANSWER_MAX];
    char head[1000];
    int fd = wire_connect();
    answer[0] = 0;
    snprintf(head, sizeof head,
             "%s %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
             "Content-Length: %zu\r\n%s\r\n",
             method, path, strlen(body), headers);
    wire_send(fd, head, strlen(head));
    wire_send(fd, body, strlen(body));
    assert_true(wire_read_to_end(fd, answer));
    return answer;
}

void wire_expect(const char *answer, int status, const char *words)
{
    char first[40];
    snprintf(first, sizeof first, "HTTP/1.1 %d ", status);
    if (strncmp(answer, first, strlen(first)) != 0 || !strstr(answer, words))
        fail_msg("wanted %d with \"%s\", got: %s", status, words, answer);
}
