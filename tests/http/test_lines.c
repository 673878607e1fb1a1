// Connections: who is let in, who makes room for whom, what a client may send
// ahead, and how the server ends.
#include "tests/http/wire.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STRANGERS = 8, PEOPLE = 3, STATIONS = 2, FLOOD = 3 * STRANGERS };

static struct http_request *later;
static char event[] = "data: 1\n\n";
static struct http_channel channel = {
    .text = event, .len = sizeof event - 1, .version = 1};

static void on_echo(void *app, struct http_request *rq)
{
    char said[300];
    size_t len;
    const char *body = http_body(rq, &len);
    (void)app;
    int n = snprintf(said, sizeof said, "%s|%s|%.*s", http_param(rq, 0),
                     http_peer(rq), (int)len, body);
    http_text(rq, 200, "text/plain", said, (size_t)n);
}

static void on_size(void *app, struct http_request *rq)
{
    char said[40];
    size_t len;
    (void)app;
    http_body(rq, &len);
    int n = snprintf(said, sizeof said, "%zu bytes", len);
    http_text(rq, 200, "text/plain", said, (size_t)n);
}

static void on_large(void *app, struct http_request *rq)
{
    enum { LARGE = 8 * 1024 * 1024 };
    char *bytes = calloc(1, LARGE);
    (void)app;
    http_text(rq, 200, "text/plain", bytes, LARGE);
    free(bytes);
}

static void on_later(void *app, struct http_request *rq)
{
    (void)app;
    later = rq;
    http_defer(rq);
}

static void on_events(void *app, struct http_request *rq)
{
    (void)app;
    http_stream(rq, &channel);
}

static bool admit(void *app, struct http_request *rq, int who)
{
    const char *is = http_header(rq, "X-Class");
    (void)app;
    (void)who;
    if (is[0])
        http_set_class(rq, is[0] == 's' ? HTTP_STATION : HTTP_PERSON);
    return true;
}

static const struct http_route ROUTES[] = {
    {.method = "GET", .path = "/echo/:id", .handler = on_echo},
    {.method = "POST", .path = "/echo/:id", .handler = on_echo, .body_max = 30},
    {.method = "POST",
     .path = "/size",
     .handler = on_size,
     .body_max = 20 * 1024 * 1024},
    {.method = "GET", .path = "/large", .handler = on_large},
    {.method = "GET", .path = "/later", .handler = on_later},
    {.method = "GET", .path = "/events", .handler = on_events},
    {0},
};

static int start(void **state)
{
    struct http_setup setup = {.routes = ROUTES,
                               .admit = admit,
                               .most = {STRANGERS, PEOPLE, STATIONS}};
    (void)state;
    later = NULL;
    return wire_open(&setup);
}

static int stop(void **state)
{
    (void)state;
    wire_close();
    return 0;
}

static void turns(int count)
{
    for (int i = 0; i < count; i++)
        wire_turn();
}

// What has come so far.
static const char *peek(int fd)
{
    static char bytes[WIRE_ANSWER_MAX];
    turns(10);
    ssize_t n = recv(fd, bytes, sizeof bytes - 1, MSG_DONTWAIT | MSG_PEEK);
    bytes[n > 0 ? n : 0] = 0;
    return bytes;
}

// A connection that is kept, of this class, after its first request.
static int keep(const char *is)
{
    char head[200], bytes[1000];
    int fd = wire_connect();
    snprintf(head, sizeof head,
             "GET /echo/1 HTTP/1.1\r\nHost: here\r\nX-Class: %s\r\n\r\n", is);
    wire_send(fd, head, strlen(head));
    wire_expect(peek(fd), 200, "1|127.0.0.1|");
    assert_true(recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0);
    return fd;
}

static bool is_closed(int fd)
{
    char byte;
    turns(10);
    return recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

static bool is_kept(int fd)
{
    static const char AGAIN[] = "GET /echo/2 HTTP/1.1\r\nHost: here\r\n\r\n";
    char bytes[1000];
    wire_send(fd, AGAIN, sizeof AGAIN - 1);
    bool is_answered = strstr(peek(fd), "2|127.0.0.1|") != NULL;
    return is_answered && recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0;
}

static void half_open_connections_keep_nobody_out(void **state)
{
    int fd[FLOOD], station = keep("s"), person = keep("p");
    (void)state;
    for (int i = 0; i < FLOOD; i++) {
        fd[i] = wire_connect();
        wire_send(fd[i], "GET /echo/1 HT", i % 2 ? 14 : 0);
        if (i % 4 == 0)
            wire_expect(wire_ask("GET", "/echo/1", "", ""), 200, "1|");
    }
    assert_true(is_kept(station) && is_kept(person));
    assert_true(is_closed(fd[0]) && !is_closed(fd[FLOOD - 1]));
    close(station);
    close(person);
    for (int i = 0; i < FLOOD; i++)
        close(fd[i]);
}

static void strangers_of_one_address_have_half_of_the_room(void **state)
{
    int fd[STRANGERS], open = 0;
    (void)state;
    for (int i = 0; i < STRANGERS; i++)
        fd[i] = wire_connect();
    for (int i = 0; i < STRANGERS; i++) {
        open += !is_closed(fd[i]);
        close(fd[i]);
    }
    assert_int_equal(open, STRANGERS / 2);
}

static void a_stranger_has_three_seconds_for_a_head(void **state)
{
    int slow = wire_connect(), person = keep("p"), idle = keep("");
    (void)state;
    wire_send(slow, "GET /echo/1 HT", 14);
    wire.moved_ms += HTTP_FIRST_MS + 10;
    turns(1100);
    assert_true(is_closed(slow) && !is_closed(person) && !is_closed(idle));
    wire.moved_ms += HTTP_STRANGER_IDLE_MS;
    turns(1100);
    assert_true(is_closed(idle) && is_kept(person));
    wire.moved_ms += HTTP_IDLE_MS;
    turns(1100);
    assert_true(is_closed(person));
    close(slow);
    close(person);
    close(idle);
}

// Whoever asks for much and takes nothing is let go before others are kept out.
static void answers_that_nobody_takes_keep_nobody_out(void **state)
{
    static const char ASK[] = "GET /large HTTP/1.1\r\nHost: here\r\n\r\n";
    int fd[STRANGERS];
    (void)state;
    for (int i = 0; i < STRANGERS; i++) {
        fd[i] = wire_connect();
        wire_send(fd[i], ASK, sizeof ASK - 1);
    }
    wire_expect(wire_ask("GET", "/echo/1", "", ""), 200, "1|");
    for (int i = 0; i < STRANGERS; i++)
        close(fd[i]);
}

enum { BODY = 17 * 1024 * 1024 };

// All of a large body but its last byte.
static void send_body(int fd)
{
    char head[200];
    char *bytes = calloc(1, BODY);
    snprintf(head, sizeof head,
             "POST /size HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n",
             BODY);
    wire_send(fd, head, strlen(head));
    wire_send(fd, bytes, BODY - 1);
    free(bytes);
    turns(20);
}

static void bodies_of_strangers_share_a_bounded_memory(void **state)
{
    int one = wire_connect(), two = wire_connect(), three = wire_connect();
    int person = keep("p");
    (void)state;
    send_body(one);
    send_body(two);
    wire_send(three,
              "POST /size HTTP/1.1\r\nHost: here\r\n"
              "Content-Length: 9000\r\n\r\n",
              57);
    wire_expect(peek(three), 503, "no memory for the body");
    send_body(person);
    wire_send(person, "x", 1);
    wire_expect(peek(person), 200, "17825792 bytes");
    wire_send(one, "x", 1);
    wire_expect(peek(one), 200, "17825792 bytes");
    close(one);
    close(two);
    close(three);
    close(person);
}

static void a_full_class_lets_its_oldest_idle_one_go(void **state)
{
    int fd[PEOPLE + 1], station = keep("s");
    (void)state;
    for (int i = 0; i <= PEOPLE; i++)
        fd[i] = keep("p");
    assert_true(is_closed(fd[0]));
    for (int i = 1; i <= PEOPLE; i++)
        assert_true(is_kept(fd[i]));
    assert_true(is_kept(station));
    for (int i = 0; i <= PEOPLE; i++)
        close(fd[i]);
    close(station);
}

static void what_is_sent_ahead_is_answered_in_order(void **state)
{
    static char request[4000], answer[WIRE_ANSWER_MAX];
    size_t len = 0;
    int fd = wire_connect();
    (void)state;
    for (int i = 0; i < 40; i++)
        len += (size_t)snprintf(
            request + len, sizeof request - len,
            "POST /echo/%d HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n%s"
            "\r\nhi",
            i, i == 39 ? "Connection: close\r\n" : "");
    wire_send(fd, request, len);
    assert_true(wire_read_to_end(fd, answer));
    const char *at = answer;
    for (int i = 0; i < 40; i++) {
        char want[40];
        snprintf(want, sizeof want, "\r\n\r\n%d|127.0.0.1|hi", i);
        at = strstr(at, want);
        assert_non_null(at);
    }
}

static const char *raw(const char *bytes)
{
    static char answer[WIRE_ANSWER_MAX];
    int fd = wire_connect();
    answer[0] = 0;
    wire_send(fd, bytes, strlen(bytes));
    assert_true(wire_read_to_end(fd, answer));
    return answer;
}

static void a_chunked_body_is_joined_and_bounded(void **state)
{
    (void)state;
    wire_expect(raw("POST /echo/1 HTTP/1.1\r\nHost: here\r\n"
                    "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    "5\r\nhello\r\n6\r\n there\r\n0\r\n\r\n"),
                200, "1|127.0.0.1|hello there");
    wire_expect(raw("POST /echo/1 HTTP/1.1\r\nHost: here\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n"
                    "28\r\n0123456789012345678901234567890123456789\r\n"
                    "0\r\n\r\n"),
                413, "longer than this address takes");
    wire_expect(raw("POST /echo/1 HTTP/1.1\r\nHost: here\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n5 \r\n"),
                400, "");
}

static void a_client_that_waits_is_told_to_go_on(void **state)
{
    static const char HEAD[] =
        "POST /echo/1 HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
        "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    static char answer[WIRE_ANSWER_MAX];
    int fd = wire_connect();
    (void)state;
    wire_send(fd, HEAD, sizeof HEAD - 1);
    wire_expect(peek(fd), 100, "Continue");
    wire_send(fd, "hi", 2);
    assert_true(wire_read_to_end(fd, answer));
    assert_non_null(strstr(answer, "HTTP/1.1 200 OK"));
    wire_expect(raw("POST /echo/1 HTTP/1.1\r\nHost: here\r\n"
                    "Expect: 100-continue\r\nContent-Length: 31\r\n\r\n"),
                413, "longer");
}

static void an_answer_is_not_cut_off_by_what_was_not_read(void **state)
{
    static char body[200 * 1024], answer[WIRE_ANSWER_MAX];
    static const char HEAD[] = "POST /echo/1 HTTP/1.1\r\nHost: here\r\n"
                               "Content-Length: 204800\r\n\r\n";
    int fd = wire_connect();
    (void)state;
    wire_send(fd, HEAD, sizeof HEAD - 1);
    for (int i = 0; i < 20; i++) { // goes on sending all the same
        send(fd, body, sizeof body / 20, MSG_DONTWAIT | MSG_NOSIGNAL);
        turns(2);
    }
    shutdown(fd, SHUT_WR);
    assert_true(wire_read_to_end(fd, answer));
    wire_expect(answer, 413, "longer than this address takes");
}

static void a_name_that_is_not_ours_is_refused(void **state)
{
    char bytes[200];
    static const struct {
        const char *host;
        int status;
    } CASES[] = {{"here", 200},          {"HERE:7080", 200},
                 {"localhost:1", 200},   {"127.0.0.1", 200},
                 {"[::1]:80", 200},      {"evil.example", 421},
                 {"here.evil", 421},     {"203.0.113.5", 421},
                 {"[2001:db8::1]", 421}, {"her", 421}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        snprintf(bytes, sizeof bytes,
                 "GET /echo/1 HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n"
                 "\r\n",
                 CASES[i].host);
        wire_expect(raw(bytes), CASES[i].status,
                    CASES[i].status == 421 ? "hosts" : "1|127.0.0.1|");
    }
    wire_expect(raw("GET /echo/1 HTTP/1.0\r\n\r\n"), 200, "1|127.0.0.1|");
}

static void an_address_is_believed_from_a_proxy_only(void **state)
{
    static const char SAID[] =
        "X-Forwarded-For: 198.51.100.1, 203.0.113.9, 10.0.0.2\r\n";
    struct http_setup setup = {.routes = ROUTES,
                               .proxies = "10.0.0.2, 127.0.0.1"};
    (void)state;
    wire_expect(wire_ask("GET", "/echo/1", SAID, ""), 200, "1|127.0.0.1|");
    wire_close();
    assert_int_equal(wire_open(&setup), ERR_OK);
    wire_expect(wire_ask("GET", "/echo/1", SAID, ""), 200, "1|203.0.113.9|");
    wire_expect(wire_ask("GET", "/echo/1", "", ""), 200, "1|127.0.0.1|");
    wire_expect(wire_ask("GET", "/echo/1", "X-Forwarded-For: junk\r\n", ""),
                200, "1|127.0.0.1|");
}

static void a_stream_has_the_newest_event_and_ends_with_the_server(void **state)
{
    static const char ASK[] = "GET /events HTTP/1.1\r\nHost: here\r\n\r\n";
    static char answer[WIRE_ANSWER_MAX];
    int fd = wire_connect(), left = wire_connect();
    wire_send(fd, ASK, sizeof ASK - 1);
    wire_send(left, ASK, sizeof ASK - 1);
    wire_expect(peek(fd), 200, "data: 1\n\n");
    close(left);
    turns(10);
    channel.version++;
    http_channel_publish(wire.server, &channel);
    const char *first = strstr(peek(fd), "data: 1\n\n");
    assert_non_null(first);
    assert_non_null(strstr(first + 9, "data: 1\n\n"));
    wire_close();
    assert_int_equal(start(state), 0);
    assert_true(wire_read_to_end(fd, answer));
}

// Nothing is sent on a stream without news: its end is seen all the same.
static void streams_that_were_left_make_room(void **state)
{
    static const char ASK[] = "GET /events HTTP/1.1\r\nHost: here\r\n"
                              "X-Class: p\r\n\r\n";
    int fd[STRANGERS];
    (void)state;
    for (int i = 0; i < PEOPLE; i++) {
        fd[i] = wire_connect();
        wire_send(fd[i], ASK, sizeof ASK - 1);
        wire_expect(peek(fd[i]), 200, "data: 1\n\n");
    }
    for (int i = 0; i < PEOPLE; i++)
        close(fd[i]);
    turns(1100);
    int person = keep("p");
    for (int i = 0; i < STRANGERS; i++) // drive it out, were it one of them
        fd[i] = wire_connect();
    assert_true(is_kept(person));
    close(person);
    for (int i = 0; i < STRANGERS; i++)
        close(fd[i]);
}

// A large answer leaves wholly, though the program is stopping.
static void the_end_lets_answers_out(void **state)
{
    static const char ASK[] = "GET /large HTTP/1.1\r\nHost: here\r\n\r\n";
    static const char WAIT[] = "GET /later HTTP/1.1\r\nHost: here\r\n\r\n";
    static char answer[WIRE_ANSWER_MAX];
    int half = wire_connect(), wait = wire_connect(), fd = wire_connect();
    pid_t child = fork();
    if (child == 0) { // the client reads while the server ends
        size_t all = 0;
        ssize_t n = 1;
        while (n > 0 && all < 8 * 1024 * 1024) {
            n = recv(fd, answer, sizeof answer, 0);
            all += n > 0 ? (size_t)n : 0;
        }
        _exit(all >= 8 * 1024 * 1024 ? 0 : 1);
    }
    wire_send(half, "GET /ec", 7);
    wire_send(wait, WAIT, sizeof WAIT - 1);
    for (int i = 0; i < 100 && !later; i++)
        wire_turn();
    send(fd, ASK, sizeof ASK - 1, 0);
    turns(3);
    wire_close();
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    on_echo(NULL, later);
    http_resume(later);
    close(fd);
    assert_int_equal(start(state), 0);
    assert_true(wire_read_to_end(wait, answer));
    wire_expect(answer, 503, "the program is stopping");
    assert_true(is_closed(half));
    close(half);
}

#define LINES_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        LINES_TEST(half_open_connections_keep_nobody_out),
        LINES_TEST(strangers_of_one_address_have_half_of_the_room),
        LINES_TEST(a_stranger_has_three_seconds_for_a_head),
        LINES_TEST(answers_that_nobody_takes_keep_nobody_out),
        LINES_TEST(bodies_of_strangers_share_a_bounded_memory),
        LINES_TEST(a_full_class_lets_its_oldest_idle_one_go),
        LINES_TEST(what_is_sent_ahead_is_answered_in_order),
        LINES_TEST(a_chunked_body_is_joined_and_bounded),
        LINES_TEST(a_client_that_waits_is_told_to_go_on),
        LINES_TEST(an_answer_is_not_cut_off_by_what_was_not_read),
        LINES_TEST(a_name_that_is_not_ours_is_refused),
        LINES_TEST(an_address_is_believed_from_a_proxy_only),
        LINES_TEST(a_stream_has_the_newest_event_and_ends_with_the_server),
        LINES_TEST(streams_that_were_left_make_room),
        LINES_TEST(the_end_lets_answers_out),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
