// The server as a client on a socket sees it: limits, bad requests, answers
// that wait for a commit, and clients that never finish.
#include "tests/http/wire.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static struct {
    int calls;
    char said[200];
    struct http_request *later;
} handler;

static void on_echo(void *app, struct http_request *rq)
{
    size_t len;
    const char *body = http_body(rq, &len);
    (void)app;
    handler.calls++;
    snprintf(handler.said, sizeof handler.said, "%s|%s|%s|%s|%.*s",
             http_param(rq, 0), http_query(rq, "q"), http_header(rq, "X-Say"),
             http_cookie(rq, "tallyman"), (int)len, body);
    http_text(rq, 200, "text/plain", handler.said, strlen(handler.said));
}

static void on_later(void *app, struct http_request *rq)
{
    (void)app;
    handler.later = rq;
    http_defer(rq);
}

static void on_json(void *app, struct http_request *rq)
{
    (void)app;
    handler.calls++;
    json_t *body = http_body_json(rq);
    if (body)
        http_json(rq, 200, body);
}

static void on_origin(void *app, struct http_request *rq)
{
    (void)app;
    http_text(rq, 200, "text/plain", http_is_same_origin(rq) ? "ours" : "not",
              http_is_same_origin(rq) ? 4 : 3);
}

enum { ANYONE, NOBODY };

static bool admit(void *app, struct http_request *rq, int who)
{
    (void)app;
    if (who == ANYONE)
        return true;
    http_problem(rq, 401, "Sign in", "this is for people we know");
    return false;
}

static const struct http_route ROUTES[] = {
    {.method = "GET", .path = "/things/:id", .handler = on_echo},
    {.method = "POST",
     .path = "/things/:id",
     .handler = on_echo,
     .body_max = 16},
    {.method = "POST",
     .path = "/kept/:id",
     .handler = on_echo,
     .is_write = true},
    {.method = "PUT", .path = "/later/:id", .handler = on_later},
    {.method = "POST",
     .path = "/later/:id",
     .handler = on_later,
     .is_write = true},
    {.method = "POST", .path = "/json", .handler = on_json},
    {.method = "GET", .path = "/origin", .handler = on_origin},
    {.method = "GET", .path = "/secret/:id", .handler = on_echo, .who = NOBODY},
    {0},
};

static const unsigned char HOME[] = "home", SHEET[] = "sheet", KIT[] = "kit";
static const struct embed PAGES[] = {
    {"bench/index.html", HOME, sizeof HOME - 1},
    {"bench/sheet.html", SHEET, sizeof SHEET - 1},
    {"kit/tokens.css", KIT, sizeof KIT - 1},
    {0},
};

static int start(void **state)
{
    struct http_setup setup = {.routes = ROUTES,
                               .holds_writes = true,
                               .admit = admit,
                               .assets = PAGES,
                               .home = "bench/index.html"};
    (void)state;
    memset(&handler, 0, sizeof handler);
    return wire_open(&setup);
}

static int stop(void **state)
{
    (void)state;
    wire_close();
    return 0;
}

static void a_handler_sees_what_the_request_carries(void **state)
{
    (void)state;
    wire_expect(wire_ask("GET", "/things/a%20b?q=1%2B1",
                         "X-Say: hello\r\n"
                         "Cookie: other=1; tallyman=abc\r\n",
                         ""),
                200, "a b|1+1|hello|abc|");
    wire_expect(wire_ask("POST", "/things/7", "", "sixteen chars ok"), 200,
                "7||||sixteen chars ok");
}

static void an_unknown_address_or_method_is_a_problem_with_an_id(void **state)
{
    (void)state;
    wire_expect(wire_ask("GET", "/nothing", "", ""), 404,
                "application/problem+json");
    wire_expect(wire_ask("GET", "/things/", "", ""), 404, "\"instance\":\"");
    wire_expect(wire_ask("GET", "/things/1/2", "", ""), 404,
                "no such address here");
    wire_expect(wire_ask("DELETE", "/things/1", "", ""), 405,
                "Method not allowed");
    assert_int_equal(handler.calls, 0);
    wire_expect(wire_ask("HEAD", "/things/1", "", ""), 200,
                "Content-Length: 5");
}

static void a_body_over_the_route_s_limit_is_not_read(void **state)
{
    (void)state;
    wire_expect(wire_ask("POST", "/things/7", "", "seventeen chars.."), 413,
                "longer than this address takes");
    assert_int_equal(handler.calls, 0);
}

// Its client, who sends on, has the answer, and may ask again.
static void a_body_that_is_too_long_is_passed_over(void **state)
{
    static const char TWO[] =
        "POST /things/7 HTTP/1.1\r\nHost: here\r\nContent-Length: 17\r\n\r\n"
        "seventeen chars.."
        "GET /things/8 HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    static const char FAR[] = "POST /things/7 HTTP/1.1\r\nHost: here\r\n"
                              "Content-Length: 99999999\r\n\r\n";
    static char answer[WIRE_ANSWER_MAX];
    int fd = wire_connect(), far = wire_connect();
    (void)state;
    wire_send(fd, TWO, sizeof TWO - 1);
    assert_true(wire_read_to_end(fd, answer));
    wire_expect(answer, 413, "8||||");
    wire_send(far, FAR, sizeof FAR - 1);
    assert_true(wire_read_to_end(far, answer));
    wire_expect(answer, 413, "longer than this address takes");
}

static void headers_without_end_are_refused(void **state)
{
    static char answer[WIRE_ANSWER_MAX];
    int fd = wire_connect();
    (void)state;
    wire_send(fd, "GET /things/1 HTTP/1.1\r\nHost: here\r\nX: ", 40);
    for (int i = 0; i < 64 * 1024 / 16; i++)
        send(fd, "aaaaaaaaaaaaaaaa", 16, MSG_DONTWAIT | MSG_NOSIGNAL);
    assert_true(wire_read_to_end(fd, answer));
    assert_true(!answer[0] || strncmp(answer, "HTTP/1.1 4", 10) == 0);
    assert_int_equal(handler.calls, 0);
}

static void bytes_that_are_no_request_harm_nobody_else(void **state)
{
    static const char *const BYTES[] = {
        "GARBAGE\r\n\r\n",
        "\r\n\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST /json HTTP/1.1\r\nHost: x\r\n"
        "Content-Length: -1\r\nConnection: close\r\n\r\n",
    };
    static char answer[WIRE_ANSWER_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(BYTES); i++) {
        int fd = wire_connect();
        answer[0] = 0;
        wire_send(fd, BYTES[i], strlen(BYTES[i]));
        shutdown(fd, SHUT_WR);
        for (int k = 0; k < 20; k++)
            wire_turn();
        wire.moved_ms += HTTP_DEADLINE_MS + 1000; // some leave it waiting
        assert_true(wire_read_to_end(fd, answer));
        assert_null(strstr(answer, "HTTP/1.1 200"));
        wire_expect(wire_ask("GET", "/things/1", "", ""), 200, "1||||");
    }
}

static void mistakes_in_json_are_told_with_their_place(void **state)
{
    static const char TYPE[] = "Content-Type: application/json\r\n";
    (void)state;
    wire_expect(wire_ask("POST", "/json", "", "{}"), 415, "application/json");
    wire_expect(wire_ask("POST", "/json", TYPE, "{\"a\":"), 400,
                "line 1, column");
    wire_expect(wire_ask("POST", "/json", TYPE, ""), 400,
                "The body is not JSON");
    wire_expect(wire_ask("POST", "/json", TYPE, "{\"a\":1}"), 200, "{\"a\":1}");
}

static void who_is_not_admitted_never_reaches_the_handler(void **state)
{
    (void)state;
    wire_expect(wire_ask("GET", "/secret/1", "", ""), 401,
                "this is for people we know");
    assert_int_equal(handler.calls, 0);
}

static void only_our_own_pages_are_of_the_same_origin(void **state)
{
    (void)state;
    wire_expect(wire_ask("GET", "/origin", "", ""), 200, "not");
    wire_expect(wire_ask("GET", "/origin", "Origin: http://here\r\n", ""), 200,
                "ours");
    wire_expect(wire_ask("GET", "/origin", "Origin: http://evil\r\n", ""), 200,
                "not");
    wire_expect(
        wire_ask("GET", "/origin", "Sec-Fetch-Site: same-origin\r\n", ""), 200,
        "ours");
    wire_expect(wire_ask("GET", "/origin",
                         "Origin: http://here\r\n"
                         "Sec-Fetch-Site: cross-site\r\n",
                         ""),
                200, "not");
}

// Sends a write and turns the loop until its answer is held.
static int send_write(void)
{
    static const char REQUEST[] =
        "POST /kept/1 HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
        "Content-Length: 2\r\n\r\nhi";
    int fd = wire_connect();
    wire_send(fd, REQUEST, sizeof REQUEST - 1);
    for (int i = 0; i < WIRE_TURNS_MAX && !http_server_is_holding(wire.server);
         i++)
        wire_turn();
    assert_true(http_server_is_holding(wire.server));
    return fd;
}

static void an_answer_to_a_write_waits_for_the_commit(void **state)
{
    static char answer[WIRE_ANSWER_MAX];
    char early[10];
    int fd = send_write();
    (void)state;
    for (int i = 0; i < 20; i++)
        wire_turn();
    assert_true(recv(fd, early, sizeof early, MSG_DONTWAIT) < 0);
    http_server_release(wire.server, true, "");
    assert_false(http_server_is_holding(wire.server));
    assert_true(wire_read_to_end(fd, answer));
    wire_expect(answer, 200, "1||||hi");
}

static void a_write_that_was_not_kept_is_never_answered_as_done(void **state)
{
    static char answer[WIRE_ANSWER_MAX];
    int fd = send_write();
    (void)state;
    http_server_release(wire.server, false, "the disk is full");
    assert_true(wire_read_to_end(fd, answer));
    wire_expect(answer, 503, "the disk is full");
    assert_null(strstr(answer, "1||||hi"));
}

// Sends a request and turns the loop until its handler has deferred it.
static int send_deferred(const char *method)
{
    char request[200];
    int fd = wire_connect();
    snprintf(request, sizeof request,
             "%s /later/1 HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
             "X-Say: hello\r\nContent-Length: 2\r\n\r\nhi",
             method);
    handler.later = NULL;
    wire_send(fd, request, strlen(request));
    for (int i = 0; i < WIRE_TURNS_MAX && !handler.later; i++)
        wire_turn();
    assert_non_null(handler.later);
    return fd;
}

static void answer_later(void)
{
    on_echo(NULL, handler.later);
    http_resume(handler.later);
}

static void a_deferred_request_is_answered_later(void **state)
{
    static char answer[WIRE_ANSWER_MAX];
    char early[10];
    int fd = send_deferred("PUT");
    (void)state;
    wire.moved_ms += 2 * HTTP_DEADLINE_MS; // the work may take its time
    for (int i = 0; i < 1200; i++)
        wire_turn();
    assert_true(recv(fd, early, sizeof early, MSG_DONTWAIT) < 0);
    wire_expect(wire_ask("GET", "/things/1", "", ""), 200, "1||||");
    answer_later();
    assert_true(wire_read_to_end(fd, answer));
    wire_expect(answer, 200, "1||hello||hi");
}

static void a_deferred_write_waits_for_the_commit_too(void **state)
{
    static char answer[WIRE_ANSWER_MAX];
    int fd = send_deferred("POST");
    (void)state;
    assert_false(http_server_is_holding(wire.server));
    answer_later();
    assert_true(http_server_is_holding(wire.server));
    http_server_release(wire.server, false, "the disk is full");
    assert_true(wire_read_to_end(fd, answer));
    wire_expect(answer, 503, "the disk is full");
}

static void a_client_that_left_a_deferred_request_does_no_harm(void **state)
{
    int fd = send_deferred("PUT");
    (void)state;
    close(fd);
    for (int i = 0; i < 20; i++)
        wire_turn();
    answer_later();
    wire_expect(wire_ask("GET", "/things/1", "", ""), 200, "1||||");
}

static void a_deferred_request_outlives_the_server(void **state)
{
    static char answer[WIRE_ANSWER_MAX];
    int fd = send_deferred("PUT");
    void *closed = wire.server;
    http_server_close(wire.server);
    assert_true(wire_read_to_end(fd, answer));
    wire_expect(answer, 503, "the program is stopping");
    answer_later();
    assert_string_equal(handler.said, "1||hello||hi");
    loop_close(&wire.loop);
    free(closed);
    assert_int_equal(start(state), 0);
}

static void a_client_that_never_finishes_is_dropped(void **state)
{
    static char answer[WIRE_ANSWER_MAX];
    int slow = wire_connect();
    (void)state;
    wire_send(slow, "GET /things/1 HTTP/1.1\r\nHost: here\r\nX-Slow: ", 44);
    for (int i = 0; i < 20; i++)
        wire_turn();
    wire.moved_ms = HTTP_DEADLINE_MS + 1000;
    assert_true(wire_read_to_end(slow, answer));
    assert_int_equal(handler.calls, 0);
    wire_expect(wire_ask("GET", "/things/1", "", ""), 200, "1||||");
}

static void a_page_asked_for_by_name_stands_beside_the_first(void **state)
{
    (void)state;
    wire_expect(wire_ask("GET", "/", "", ""), 200, "home");
    wire_expect(wire_ask("GET", "/sheet", "", ""), 200,
                "text/html; charset=utf-8");
    wire_expect(wire_ask("GET", "/kit/tokens.css", "", ""), 200, "text/css");
    wire_expect(wire_ask("GET", "/tokens", "", ""), 404,
                "no such address here");
    wire_expect(wire_ask("GET", "/kit/../kit/tokens.css", "", ""), 400,
                "climbs");
    wire_expect(wire_ask("POST", "/sheet", "", ""), 404, "no such");
}

static void an_address_that_is_taken_is_told_in_words(void **state)
{
    char why[200] = "";
    struct http_server *second;
    struct http_setup setup = {.loop = &wire.loop,
                               .host = "127.0.0.1",
                               .routes = ROUTES,
                               .port = http_server_port(wire.server)};
    (void)state;
    assert_int_equal(http_server_open(&setup, &second, why, sizeof why),
                     ERR_IO);
    assert_non_null(strstr(why, "cannot listen on 127.0.0.1"));
    setup.host = "nowhere";
    assert_int_equal(http_server_open(&setup, &second, why, sizeof why),
                     ERR_IO);
    assert_string_equal(why, "nowhere is not an IPv4 address");
}

#define SERVER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        SERVER_TEST(a_handler_sees_what_the_request_carries),
        SERVER_TEST(an_unknown_address_or_method_is_a_problem_with_an_id),
        SERVER_TEST(a_body_over_the_route_s_limit_is_not_read),
        SERVER_TEST(a_body_that_is_too_long_is_passed_over),
        SERVER_TEST(headers_without_end_are_refused),
        SERVER_TEST(bytes_that_are_no_request_harm_nobody_else),
        SERVER_TEST(mistakes_in_json_are_told_with_their_place),
        SERVER_TEST(who_is_not_admitted_never_reaches_the_handler),
        SERVER_TEST(only_our_own_pages_are_of_the_same_origin),
        SERVER_TEST(an_answer_to_a_write_waits_for_the_commit),
        SERVER_TEST(a_write_that_was_not_kept_is_never_answered_as_done),
        SERVER_TEST(a_deferred_request_is_answered_later),
        SERVER_TEST(a_deferred_write_waits_for_the_commit_too),
        SERVER_TEST(a_client_that_left_a_deferred_request_does_no_harm),
        SERVER_TEST(a_deferred_request_outlives_the_server),
        SERVER_TEST(a_client_that_never_finishes_is_dropped),
        SERVER_TEST(a_page_asked_for_by_name_stands_beside_the_first),
        SERVER_TEST(an_address_that_is_taken_is_told_in_words),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
