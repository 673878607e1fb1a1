// The client against a server of a few lines: what it sends, what it keeps of
// the answer, and how it says that there was none. Both share one thread.
#include "station/http/client.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TURNS_MAX = 8000 };

static struct loop loop;
static struct http_client *client;
static int listener;
static char url[60];
static char asked[4000];        // what the client sent last

static struct {
    int calls, status;
    char said[400], header[60];
} answer;

static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    (void)arg;
    answer.calls++;
    answer.status = status;
    snprintf(answer.said, sizeof answer.said, "%.*s", (int)len, chars);
    snprintf(answer.header, sizeof answer.header, "%s",
             http_client_header(client));
}

static int start(void **state)
{
    struct sockaddr_in a = {.sin_family = AF_INET};
    socklen_t len = sizeof a;
    (void)state;
    memset(&loop, 0, sizeof loop);
    memset(&answer, 0, sizeof answer);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (bind(listener, (struct sockaddr *)&a, sizeof a) != 0 ||
        listen(listener, 16) != 0 ||
        getsockname(listener, (struct sockaddr *)&a, &len) != 0)
        return -1;
    snprintf(url, sizeof url, "http://127.0.0.1:%d/a?b=c", ntohs(a.sin_port));
    return loop_open(&loop) < 0 ? -1 : http_client_open(&loop, &client);
}

static int stop(void **state)
{
    (void)state;
    http_client_close(client);
    loop_close(&loop);
    free(client); // the timer inside is closed with the loop
    close(listener);
    return 0;
}

static void turn(void)
{
    struct pollfd none = {.fd = -1};
    uv_run(&loop.uv, UV_RUN_NOWAIT);
    poll(&none, 1, 1);
}

// Takes one connection and reads a request up to its end.
static int take_request(const char *end)
{
    size_t len = 0;
    int fd = -1;
    for (int i = 0; i < TURNS_MAX; i++) {
        turn();
        if (fd < 0)
            fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        ssize_t n = fd < 0 ? 0 : recv(fd, asked + len, sizeof asked - 1 - len,
                                      MSG_DONTWAIT);
        len += n > 0 ? (size_t)n : 0;
        asked[len] = 0;
        if (strstr(asked, end))
            return fd;
    }
    fail_msg("no request came: %s", asked);
    return -1;
}

static void give(int fd, const char *chars)
{
    assert_int_equal(send(fd, chars, strlen(chars), MSG_NOSIGNAL),
                     strlen(chars));
    close(fd);
}

static void wait_for(int calls)
{
    for (int i = 0; i < TURNS_MAX && answer.calls < calls; i++)
        turn();
    assert_int_equal(answer.calls, calls);
}

static void begin(const struct http_call *call)
{
    asked[0] = 0;
    assert_int_equal(http_client_call(client, call, on_answer, NULL), ERR_OK);
}

static void a_call_carries_its_token_body_and_headers(void **state)
{
    struct http_call call = {.method = "POST", .url = url, .token = "secret",
                             .body = "{\"a\":1}", .body_len = 7,
                             .headers = "X-One: 1\nX-Two: 2\n"};
    (void)state;
    begin(&call);
    give(take_request("{\"a\":1}"), "HTTP/1.1 201 Created\r\n"
         "Content-Length: 2\r\nConnection: close\r\n\r\nhi");
    wait_for(1);
    assert_int_equal(answer.status, 201);
    assert_string_equal(answer.said, "hi");
    assert_non_null(strstr(asked, "POST /a?b=c HTTP/1.1\r\n"));
    assert_non_null(strstr(asked, "Authorization: Bearer secret\r\n"));
    assert_non_null(strstr(asked, "Content-Type: application/json\r\n"));
    assert_non_null(strstr(asked, "X-One: 1\r\n"));
    assert_non_null(strstr(asked, "X-Two: 2\r\n"));
}

static void the_wanted_header_is_kept_whatever_its_case(void **state)
{
    struct http_call call = {.method = "GET", .url = url,
                             .want = "X-Request-Id"};
    (void)state;
    begin(&call);
    give(take_request("\r\n\r\n"), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
         "x-request-id:  abc \r\nConnection: close\r\n\r\n");
    wait_for(1);
    assert_int_equal(answer.status, 200);
    assert_true(strncmp(answer.header, "abc", 3) == 0);
    begin(&call);
    give(take_request("\r\n\r\n"), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
         "Connection: close\r\n\r\n");
    wait_for(2);
    assert_string_equal(answer.header, "");
}

static void an_answer_that_breaks_off_is_no_answer(void **state)
{
    struct http_call call = {.method = "GET", .url = url, .is_once = true};
    (void)state;
    begin(&call);
    give(take_request("\r\n\r\n"), "HTTP/1.1 200 OK\r\n"
         "Content-Length: 100\r\n\r\nhalf");
    wait_for(1);
    assert_int_equal(answer.status, 0);
    assert_true(strlen(answer.said) > 0);
}

static void nobody_there_is_told_in_a_sentence(void **state)
{
    struct http_call call = {.method = "GET", .url = "http://127.0.0.1:1/"};
    char *said;
    size_t len;
    (void)state;
    begin(&call);
    wait_for(1);
    assert_int_equal(answer.status, 0);
    assert_non_null(strstr(answer.said, "onnect"));
    assert_int_equal(http_call_now(&call, &said, &len), ERR_IO);
    assert_non_null(strstr(said, "onnect"));
    free(said);
}

static void a_public_call_never_reaches_a_private_network(void **state)
{
    struct http_call call = {.method = "GET", .url = url,
                             .is_public_only = true};
    (void)state;
    begin(&call);
    wait_for(1);
    assert_int_equal(answer.status, 0);
    assert_true(accept4(listener, NULL, NULL, SOCK_CLOEXEC) < 0);
}

// What the name leads to counts, not what it says.
static void a_name_does_not_lead_a_public_call_inside(void **state)
{
    char named[60];
    struct http_call call = {.method = "GET", .url = named,
                             .is_public_only = true};
    (void)state;
    snprintf(named, sizeof named, "http://localhost%s", strrchr(url, ':'));
    begin(&call);
    wait_for(1);
    assert_int_equal(answer.status, 0);
    assert_true(accept4(listener, NULL, NULL, SOCK_CLOEXEC) < 0);
}

static void a_call_is_not_sent_on_to_another_address(void **state)
{
    char moved[200];
    struct http_call call = {.method = "GET", .url = url};
    (void)state;
    snprintf(moved, sizeof moved, "HTTP/1.1 302 Found\r\nLocation: %s\r\n"
             "Content-Length: 0\r\nConnection: close\r\n\r\n", url);
    begin(&call);
    give(take_request("\r\n\r\n"), moved);
    wait_for(1);
    assert_int_equal(answer.status, 302);
    assert_true(accept4(listener, NULL, NULL, SOCK_CLOEXEC) < 0);
}

static void more_calls_than_there_is_room_for_are_refused(void **state)
{
    struct http_call call = {.method = "GET", .url = url};
    (void)state;
    for (int i = 0; i < HTTP_CALLS_MAX; i++)
        begin(&call);
    assert_int_equal(http_client_call(client, &call, on_answer, NULL),
                     ERR_FULL);
    assert_int_equal(answer.calls, 0);
}

#define CLIENT_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        CLIENT_TEST(a_call_carries_its_token_body_and_headers),
        CLIENT_TEST(the_wanted_header_is_kept_whatever_its_case),
        CLIENT_TEST(an_answer_that_breaks_off_is_no_answer),
        CLIENT_TEST(nobody_there_is_told_in_a_sentence),
        CLIENT_TEST(a_public_call_never_reaches_a_private_network),
        CLIENT_TEST(a_name_does_not_lead_a_public_call_inside),
        CLIENT_TEST(a_call_is_not_sent_on_to_another_address),
        CLIENT_TEST(more_calls_than_there_is_room_for_are_refused),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
