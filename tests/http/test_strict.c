// Heads that two programs could read in two ways, each refused by name; and
// that the library still hands them out as station/http/strict.c relies on.
#include "tests/http/wire.h"

#include <sys/socket.h>
#include <unistd.h>

static char said[1000];

static void add_query(void *arg, const char *name, const char *value)
{
    char *out = arg;
    size_t len = strlen(out);
    snprintf(out + len, sizeof said - len, "|%s=%s", name, value);
}

static void on_any(void *app, struct http_request *rq)
{
    size_t len;
    const char *body = http_body(rq, &len);
    (void)app;
    snprintf(said, sizeof said, "%s|%s|%.*s", http_param(rq, 0),
             http_header(rq, "x-say"), (int)len, body);
    http_query_each(rq, add_query, said);
    http_text(rq, 200, "text/plain", said, strlen(said));
}

static const struct http_route ROUTES[] = {
    {.method = "GET", .path = "/", .handler = on_any},
    {.method = "GET", .path = "/things/:id", .handler = on_any},
    {.method = "GET", .path = "/things/a/b/c", .handler = on_any},
    {.method = "POST", .path = "/things/:id", .handler = on_any},
    {0},
};

static int start(void **state)
{
    struct http_setup setup = {.routes = ROUTES, .hosts = "a"};
    (void)state;
    return wire_open(&setup);
}

static int stop(void **state)
{
    (void)state;
    wire_close();
    return 0;
}

static const char *answer_to(const char *bytes, size_t len)
{
    static char answer[WIRE_ANSWER_MAX];
    int fd = wire_connect();
    answer[0] = 0;
    wire_send(fd, bytes, len);
    for (int i = 0; i < 20; i++)
        wire_turn();
    shutdown(fd, SHUT_WR);
    assert_true(wire_read_to_end(fd, answer));
    return answer;
}

struct refusal {
    int status;
    const char *bytes;
    const char *why;
};

#define FIRST "GET / HTTP/1.1\r\nHost: a\r\n"

// Words of the library's own begin with a capital.
static const struct refusal REFUSALS[] = {
    {400, FIRST "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
     "two Content"},
    {400, FIRST "Content-Length: 5\r\ncontent-length: 5\r\n\r\n",
     "two Content"},
    {400, FIRST "Content-Length: 5, 5\r\n\r\n", "Content-Length"},
    {400, FIRST "Content-Length: +5\r\n\r\n", "Content-Length"},
    {400, FIRST "Content-Length: -1\r\n\r\n", "Content-Length"},
    {400, FIRST "Content-Length: 0x5\r\n\r\n", "Content-Length"},
    {400, FIRST "Content-Length:\r\n\r\n", "Content-Length"},
    {400, FIRST "Content-Length: 9999999999999999\r\n\r\n", "no number"},
    {413, FIRST "Content-Length: 99999999999999999999\r\n\r\n", ""},
    {400, FIRST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
     "beside"},
    {400, FIRST "Transfer-Encoding : chunked\r\n\r\n", "name is no word"},
    {400, FIRST "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n",
     "not one alone"},
    {501, FIRST "Transfer-Encoding: gzip, chunked\r\n\r\n", "only Transfer"},
    {501, FIRST "Transfer-Encoding: xchunked\r\n\r\n", "only Transfer"},
    {400, "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "alone"},
    {400, FIRST "X: one\r\n two\r\n\r\n", "folded"},
    {400, FIRST "X: one\r\n\ttwo\r\nY: z\r\n\r\n", "folded"},
    {400, FIRST "X:      one\r\n t\r\n\r\n", "folded"},
    {400, FIRST "Content-Leng: 5\r\n th\r\n\r\nhello", "folded"},
    {400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n", ""},
    {400, FIRST "no colon\r\n\r\n", ""},
    {400, FIRST ": empty\r\n\r\n", ""},
    {400,
     FIRST "X: a\x01"
           "b\r\n\r\n",
     "control character"},
    {400, FIRST "X: a\rb\r\n\r\n", "control character"},
    {400, "GET / HTTP/1.1\r\n\r\n", "no Host"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "two Host"},
    {400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: a:123456\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: [x]\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost:\r\n\r\n", "Host is none"},
    {400, "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a%ffb HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a%2 HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a%0ab HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "may not stand"},
    {400, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", "may not stand"},
    {400, "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", "may not stand"},
    {400, "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", "climbs"},
    {400, "GET /a/%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n", "climbs"},
    {400, "GET /.. HTTP/1.1\r\nHost: a\r\n\r\n", "climbs"},
    {400, "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", "with a slash"},
    {400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "first line"},
    {400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", ""},
    {400, "GET /\r\nHost: a\r\n\r\n", ""},
    {400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "method"},
    {400, "ABCDEFGHIJKLMNOPQ / HTTP/1.1\r\nHost: a\r\n\r\n", "method"},
    {505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n", "only HTTP/1.1"},
    {505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n", ""},
    {400, "GET / HTTP/1.1\nHost: a\r\n\r\n", "CR LF"},
    {400, "GET / HTTP/1.1\r\nHost: a\n\r\n", "CR LF"},
    {400, "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", "CR LF"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\n\n", "CR LF"},
    {400, "GET / HTTP/1.0\n\n", "CR LF"},
    {400,
     "POST /things/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0\r\nX: y\r\n\r\n",
     "after the last chunk"},
    {400,
     "POST /things/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0\r\nHost: a\r\n\r\n",
     "after the last chunk"},
    {400,
     "POST /things/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
     "5 \r\nhello\r\n0\r\n\r\n",
     ""},
    {400,
     "POST /things/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
     "5\r\nhelloX\r\n0\r\n\r\n",
     ""},
};

// And none of what follows is served.
static void what_can_be_read_in_two_ways_is_refused(void **state)
{
    static const char NEXT[] = "GET /things/next HTTP/1.1\r\nHost: a\r\n\r\n";
    char bytes[1000];
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSALS); i++) {
        const struct refusal *r = &REFUSALS[i];
        said[0] = 0;
        snprintf(bytes, sizeof bytes, "%s%s", r->bytes, NEXT);
        const char *answer = answer_to(bytes, strlen(bytes));
        char first[40];
        snprintf(first, sizeof first, "HTTP/1.1 %d ", r->status);
        if (strncmp(answer, first, strlen(first)) != 0 ||
            !strstr(answer, r->why))
            fail_msg("%s: %s", r->bytes, answer);
        assert_null(strstr(answer, "HTTP/1.1 2"));
        assert_null(strstr(said, "next"));
    }
}

#define WITH_NUL(bytes) bytes, sizeof bytes - 1

static void a_nul_is_refused_wherever_it_stands(void **state)
{
    (void)state;
    wire_expect(answer_to(WITH_NUL("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n"
                                   "\r\n")),
                400, "");
    wire_expect(answer_to(WITH_NUL("GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\n"
                                   "\r\n")),
                400, "");
    wire_expect(answer_to(WITH_NUL("GET /\0a HTTP/1.1\r\nHost: a\r\n\r\n")),
                400, "");
    wire_expect(answer_to(WITH_NUL("G\0T / HTTP/1.1\r\nHost: a\r\n\r\n")), 400,
                "");
}

struct taken {
    const char *bytes, *said;
};

// However the head comes: the library's buffer grows, and moves along.
static const struct taken TAKEN[] = {
    {"GET /things/a%20b?q=1%2B1+2&empty&q=x HTTP/1.1\r\nHost: a:7080\r\n"
     "X-Say:\t hello there\r\nConnection: Keep-Alive, close\r\n\r\n",
     "a b|hello there||q=1+1 2|empty=|q=x"},
    {"GET /things/a%2Fb%2fc HTTP/1.1\r\nHost: a\r\nx-say:none\r\n\r\n",
     "|none|"},
    {"POST /things/1 HTTP/1.1\r\nHost: a\r\nCookie: a=b; c=\"d\", e\r\n"
     "content-length: 2\r\nX-Say:\r\n\r\nhi",
     "1||hi"},
    {"POST /things/2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
     "5\r\nhello\r\nB;name=value\r\n there you \r\n0\r\n\r\n",
     "2||hello there you "},
    {"\r\nGET /things/3 HTTP/1.1\r\nHost: a\r\n\r\n", "3||"},
    {"GET /things/4 HTTP/1.0\r\n\r\n", "4||"},
    {"GET /things/5 HTTP/1.0\r\nX-Say: b\r\n\r\n", "5|b|"},
};

static void what_is_plain_is_taken_however_it_comes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(TAKEN); i++) {
        const char *bytes = TAKEN[i].bytes;
        size_t all = strlen(bytes);
        for (size_t piece = 1; piece < all; piece = piece * 2 + 5) {
            static char answer[WIRE_ANSWER_MAX];
            int fd = wire_connect();
            for (size_t at = 0; at < all; at += piece)
                wire_send(fd, bytes + at, all - at < piece ? all - at : piece);
            for (int k = 0; k < 10; k++)
                wire_turn();
            shutdown(fd, SHUT_WR);
            answer[0] = 0;
            assert_true(wire_read_to_end(fd, answer));
            wire_expect(answer, 200, TAKEN[i].said);
        }
    }
}

// Long ones too, on one connection: the buffer is used anew and grows.
static void a_long_head_is_taken_after_others(void **state)
{
    static char bytes[40 * 1024], answer[WIRE_ANSWER_MAX];
    int fd = wire_connect();
    size_t len = 0;
    (void)state;
    for (int i = 0; i < 4; i++) {
        len += (size_t)snprintf(
            bytes + len, sizeof bytes - len,
            "GET /things/%d HTTP/1.1\r\nHost: a\r\nX-Say: %*d\r\n", i,
            i % 2 ? 20000 : 3, i);
        for (int k = 0; k < 20; k++)
            len += (size_t)snprintf(bytes + len, sizeof bytes - len,
                                    "X-%d: %d\r\n", k, k);
        len += (size_t)snprintf(bytes + len, sizeof bytes - len, "%s\r\n",
                                i == 3 ? "Connection: close\r\n" : "");
        wire_send(fd, bytes, len);
        len = 0;
    }
    answer[0] = 0;
    assert_true(wire_read_to_end(fd, answer));
    assert_null(strstr(answer, "HTTP/1.1 4"));
    assert_non_null(strstr(said, "3|"));
}

// More than the library has memory for: it would go round without end with
// what it cannot keep of a query.
static void a_heap_is_not_read(void **state)
{
    static const struct {
        const char *before, *each, *after;
    } HEAPS[] = {
        {"GET /?", "a&", " HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"GET / HTTP/1.1\r\nHost: a\r\nCookie: ", "a;", "\r\n\r\n"},
        {"GET / HTTP/1.1\r\nHost: a\r\n", "A:b\r\n", "\r\n"},
    };
    static char bytes[14 * 1024], answer[WIRE_ANSWER_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(HEAPS); i++) {
        size_t len = 0;
        ssize_t n = -1;
        int fd = wire_connect();
        strcpy(bytes, HEAPS[i].before);
        for (len = strlen(bytes); len < sizeof bytes - 100;)
            len += (size_t)snprintf(bytes + len, 10, "%s", HEAPS[i].each);
        strcpy(bytes + len, HEAPS[i].after);
        wire_send(fd, bytes, strlen(bytes));
        for (int k = 0; k < 300 && n != 0; k++) { // long before its deadline
            wire_turn();
            n = recv(fd, answer, sizeof answer, MSG_DONTWAIT);
            assert_true(n <= 0 || strncmp(answer, "HTTP/1.1 2", 10) != 0);
        }
        assert_true(n == 0);
        close(fd);
    }
}

#define STRICT_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        STRICT_TEST(what_can_be_read_in_two_ways_is_refused),
        STRICT_TEST(a_nul_is_refused_wherever_it_stands),
        STRICT_TEST(what_is_plain_is_taken_however_it_comes),
        STRICT_TEST(a_long_head_is_taken_after_others),
        STRICT_TEST(a_heap_is_not_read),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
