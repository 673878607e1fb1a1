// Texts that are read: addresses of this machine and of others.
#include "station/base/text.h"
#include "tests/test.h"

static void an_address_is_a_host_and_a_port(void **state)
{
    static const struct {
        const char *text, *host;
        int port;
    } CASES[] = {{"127.0.0.1:7081", "127.0.0.1", 7081},
                 {"::1:80", "::1", 80},
                 {":0", "", 0},
                 {"h:65535", "h", 65535}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        char host[16];
        int port;
        assert_int_equal(
            text_to_host_port(CASES[i].text, host, sizeof host, &port),
            ERR_OK);
        assert_string_equal(host, CASES[i].host);
        assert_int_equal(port, CASES[i].port);
    }
}

static void what_is_no_address_is_refused(void **state)
{
    static const char *const CASES[] = {"here",   "h:",       "h:x", "h:65536",
                                        "h:-1",   "h:1.5",    "",
                                        "a-host-of-sixteen:80"};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        char host[16];
        int port;
        assert_int_equal(text_to_host_port(CASES[i], host, sizeof host, &port),
                         ERR_PARSE);
    }
}

static void a_copy_is_whole_utf8_whatever_the_bytes(void **state)
{
    static const struct {
        const char *bytes;
        size_t cap;
        const char *copy;
    } CASES[] = {{"abc", 4, "abc"},
                 {"abc", 3, "ab"},
                 {"a\xC3\xA9", 3, "a"}, // half of it is none
                 {"a\xC3\xA9", 4, "a\xC3\xA9"},
                 {"a\xE9"
                  "b",
                  8,
                  "a\xEF\xBF\xBD"
                  "b"},
                 {"\xED\xA0\x80", 4, "\xEF\xBF\xBD"}, // a lone surrogate
                 {"\xFF", 3, ""},
                 {"", 1, ""}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        char copy[8];
        text_copy(copy, CASES[i].cap, CASES[i].bytes, strlen(CASES[i].bytes));
        assert_string_equal(copy, CASES[i].copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_a_host_and_a_port),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(a_copy_is_whole_utf8_whatever_the_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
