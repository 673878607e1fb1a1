// Heads that two programs could read in two ways, each refused by name.
#include "station/http/chunk.h"
#include "station/http/head.h"
#include "tests/test.h"

enum { NEVER = -2, NOT_YET = -1 };

// The status of a head, 0 when it is taken; NOT_YET, NEVER.
static int read_head(struct head *h, const char *bytes, size_t len)
{
    static char copy[HEAD_BYTES_MAX];
    size_t seen = 0;
    memcpy(copy, bytes, len);
    long whole = head_find(copy, len, &seen);
    if (whole <= 0)
        return whole < 0 ? NEVER : NOT_YET;
    return head_read(h, copy, (size_t)whole);
}

static void a_head_is_cut_into_its_parts(void **state)
{
    static const char HEAD[] =
        "POST /things/a%20b%2Fc?q=1%2B1+2&empty&q=x HTTP/1.1\r\n"
        "Host: here:7080\r\nX-Say:\t hello there \r\n"
        "content-length: 12\r\nConnection: Keep-Alive, close\r\n"
        "Expect: 100-continue\r\n\r\nbody";
    struct head h;
    (void)state;
    assert_int_equal(read_head(&h, HEAD, sizeof HEAD - 1), 0);
    assert_string_equal(h.method, "POST");
    assert_string_equal(h.path, "/things/a b/c");
    assert_int_equal(h.query_count, 3);
    assert_string_equal(h.query[0].value, "1+1 2");
    assert_string_equal(h.query[1].name, "empty");
    assert_string_equal(h.query[1].value, "");
    assert_string_equal(head_line(&h, "x-say"), "hello there");
    assert_string_equal(head_line(&h, "X-None"), "");
    assert_int_equal(h.body_len, 12);
    assert_true(h.is_last && h.is_waiting && !h.is_chunked);
}

static void a_head_is_found_where_it_ends(void **state)
{
    static const char TWO[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b";
    size_t seen = 0;
    (void)state;
    // However the bytes come.
    for (size_t i = 0; i < 27; i++)
        assert_int_equal(head_find(TWO, i, &seen), 0);
    assert_int_equal(head_find(TWO, sizeof TWO - 1, &seen), 27);
}

struct refusal {
    int status;
    const char *bytes;
    const char *why;
};

#define FIRST "GET / HTTP/1.1\r\nHost: a\r\n"

static const struct refusal REFUSALS[] = {
    {400, FIRST "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
     "two Content"},
    {400, FIRST "Content-Length: 5\r\ncontent-length: 5\r\n\r\n",
     "two Content"},
    {400, FIRST "Content-Length: 5, 5\r\n\r\n", "no number"},
    {400, FIRST "Content-Length: +5\r\n\r\n", "no number"},
    {400, FIRST "Content-Length: -1\r\n\r\n", "no number"},
    {400, FIRST "Content-Length: 0x5\r\n\r\n", "no number"},
    {400, FIRST "Content-Length:\r\n\r\n", "no number"},
    {400, FIRST "Content-Length: 99999999999999999999\r\n\r\n", "no number"},
    {400, FIRST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
     "beside"},
    {400, FIRST "Transfer-Encoding : chunked\r\n\r\n", "name is no word"},
    {400, FIRST "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n",
     "not one alone"},
    {501, FIRST "Transfer-Encoding: gzip, chunked\r\n\r\n", "only Transfer"},
    {501, FIRST "Transfer-Encoding: xchunked\r\n\r\n", "only Transfer"},
    {400, "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "alone"},
    {400, FIRST "X: one\r\n two\r\n\r\n", "folded"},
    {400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "folded"},
    {400, FIRST "no colon\r\n\r\n", "no colon"},
    {400, FIRST ": empty\r\n\r\n", "name is no word"},
    {400,
     FIRST "X: a\x01"
           "b\r\n\r\n",
     "control character"},
    {400, "GET / HTTP/1.1\r\n\r\n", "no Host"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "two Host"},
    {400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", "Host is none"},
    {400, "GET / HTTP/1.1\r\nHost:\r\n\r\n", "Host is none"},
    {400, "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a%ffb HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a%2 HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a%0ab HTTP/1.1\r\nHost: a\r\n\r\n", "percent-encoded"},
    {400, "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", "climbs"},
    {400, "GET /a/%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n", "climbs"},
    {400, "GET /.. HTTP/1.1\r\nHost: a\r\n\r\n", "climbs"},
    {400, "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", "with a slash"},
    {400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "first line"},
    {505, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "only HTTP/1.1"},
    {400, "GET /\r\nHost: a\r\n\r\n", "first line"},
    {400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "method"},
    {400, "\r\n\r\n", "first line"},
    {505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "only HTTP/1.1"},
};

static void what_can_be_read_in_two_ways_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSALS); i++) {
        const struct refusal *r = &REFUSALS[i];
        struct head h;
        int status = read_head(&h, r->bytes, strlen(r->bytes));
        if (status != r->status || !strstr(h.why, r->why))
            fail_msg("%s: %d \"%s\"", r->bytes, status,
                     status > 0 ? h.why : "");
    }
}

static void only_cr_lf_ends_a_line(void **state)
{
    static const char *const NEVERS[] = {"GET / HTTP/1.1\nHost: a\n\n",
                                         "GET / HTTP/1.1\r\nHost: a\n",
                                         "GET / HTTP/1.1\r\nX: a\rb", "\n"};
    static const char NUL[] = "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n";
    struct head h;
    (void)state;
    for (size_t i = 0; i < COUNT(NEVERS); i++)
        assert_int_equal(read_head(&h, NEVERS[i], strlen(NEVERS[i])), NEVER);
    assert_int_equal(read_head(&h, NUL, sizeof NUL - 1), 400);
    assert_non_null(strstr(h.why, "NUL"));
    assert_int_equal(read_head(&h, FIRST, strlen(FIRST)), NOT_YET);
}

static void an_old_client_needs_no_host_and_is_not_kept(void **state)
{
    struct head h;
    static const char OLD[] = "GET /a HTTP/1.0\r\n\r\n";
    (void)state;
    assert_int_equal(read_head(&h, OLD, sizeof OLD - 1), 0);
    assert_true(h.is_last);
}

static void a_host_is_told_from_its_port(void **state)
{
    static const struct {
        const char *value, *host;
    } CASES[] = {{"here", "here"},
                 {"here:7080", "here"},
                 {"127.0.0.1:1", "127.0.0.1"},
                 {"[::1]:80", "[::1]"},
                 {"[::1]", "[::1]"},
                 {"a b", NULL},
                 {"a:123456", NULL},
                 {"[::1", NULL},
                 {"[x]", NULL},
                 {"", NULL}};
    char out[64];
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        bool is_host = head_host(CASES[i].value, out, sizeof out);
        assert_int_equal(is_host, CASES[i].host != NULL);
        if (is_host)
            assert_string_equal(out, CASES[i].host);
    }
}

// The data of chunks, "!" for what is none, "..." when more must come.
static const char *unchunk(const char *bytes, size_t piece)
{
    static char out[200];
    struct chunk c = {.left = 0};
    size_t out_len = 0, all = strlen(bytes);
    for (size_t at = 0; at < all && c.state != CHUNK_DONE;) {
        size_t end = at + piece < all ? at + piece : all;
        int64_t data;
        long n = chunk_take(&c, bytes + at, end - at, &data);
        if (n < 0)
            return "!";
        at += (size_t)n;
        size_t have = end - at < (size_t)data ? end - at : (size_t)data;
        memcpy(out + out_len, bytes + at, have);
        out_len += have;
        if (have)
            chunk_took(&c, have);
        at += have;
    }
    out[out_len] = 0;
    return c.state == CHUNK_DONE ? out : "...";
}

static void chunks_are_joined_however_they_come(void **state)
{
    static const char CHUNKS[] =
        "5\r\nhello\r\nB;name=value\r\n there you \r\n0\r\n\r\n";
    (void)state;
    for (size_t piece = 1; piece < sizeof CHUNKS; piece++)
        assert_string_equal(unchunk(CHUNKS, piece), "hello there you ");
    assert_string_equal(unchunk("0\r\n\r\n", 9), "");
    assert_string_equal(unchunk("5\r\nhel", 9), "...");
}

static void what_is_no_chunk_is_refused(void **state)
{
    static const char *const NONE[] = {"\r\n",
                                       "x\r\n",
                                       " 5\r\nhello",
                                       "5 \r\nhello",
                                       "5\nhello",
                                       "5\r\nhelloX",
                                       "5\r\nhello\nX",
                                       "-5\r\n",
                                       "0x5\r\nhello",
                                       "123456789\r\n",
                                       "0\r\nTrailer: x\r\n\r\n",
                                       "5;a\nb\r\nhello",
                                       "0\r\n\n"};
    (void)state;
    for (size_t i = 0; i < COUNT(NONE); i++)
        assert_string_equal(unchunk(NONE[i], 64), "!");
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_head_is_cut_into_its_parts),
        cmocka_unit_test(a_head_is_found_where_it_ends),
        cmocka_unit_test(what_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(only_cr_lf_ends_a_line),
        cmocka_unit_test(an_old_client_needs_no_host_and_is_not_kept),
        cmocka_unit_test(a_host_is_told_from_its_port),
        cmocka_unit_test(chunks_are_joined_however_they_come),
        cmocka_unit_test(what_is_no_chunk_is_refused),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
