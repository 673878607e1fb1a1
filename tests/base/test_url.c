// Addresses that people enter: what may be called, and what leads inside.
#include "station/base/url.h"
#include "tests/test.h"

static bool may(const char *url)
{
    return url_wrong(url, false) == NULL;
}

static void what_is_out_in_the_world_may_be_called(void **state)
{
    static const char *const GOOD[] = {
        "https://shop.example/rest",   "http://shop.example",
        "HTTPS://A.example:8443/?q=1", "https://203.0.113.9/",
        "https://[2001:db8::1]:444/x", "http://a-b_c.example./",
        "https://10.example/",         "https://9.9.9.9"};
    (void)state;
    for (size_t i = 0; i < COUNT(GOOD); i++)
        if (!may(GOOD[i]))
            fail_msg("%s: %s", GOOD[i], url_wrong(GOOD[i], false));
}

static void other_schemes_are_refused_whatever_is_switched_on(void **state)
{
    static const char *const BAD[] = {"file:///etc/passwd",
                                      "gopher://shop.example/",
                                      "ftp://shop.example/",
                                      "javascript:alert(1)",
                                      "data:text/plain,x",
                                      "//shop.example/",
                                      "",
                                      "shop.example",
                                      "http:/shop.example",
                                      "dict://x:1/",
                                      " https://a.b/"};
    (void)state;
    for (size_t i = 0; i < COUNT(BAD); i++)
        if (!url_wrong(BAD[i], true))
            fail_msg("%s was taken", BAD[i]);
}

static void what_two_readers_read_in_two_ways_is_refused(void **state)
{
    static const char *const BAD[] = {"http://a@b.example/",
                                      "http://shop.example\\@127.0.0.1/",
                                      "http://127.1/",
                                      "http://2130706433/",
                                      "http://0x7f000001/",
                                      "http://0177.0.0.1/",
                                      "http://1.2.3.4.5/",
                                      "http://[::1/",
                                      "http://[127.0.0.1]/",
                                      "http:///x",
                                      "http://:80/",
                                      "http://a:b/",
                                      "http://a:0/",
                                      "http://a:99999/",
                                      "http://a b/",
                                      "http://a\tb/",
                                      "http://\xC2\xBD.example/",
                                      "http://a%2e/",
                                      "http://[]/",
                                      "http://[fe80::1%25eth0]/",
                                      "http://127.0.0.1.:1:2/"};
    (void)state;
    for (size_t i = 0; i < COUNT(BAD); i++)
        if (!url_wrong(BAD[i], true))
            fail_msg("%s was taken", BAD[i]);
}

static void inner_addresses_need_the_switch(void **state)
{
    static const char *const INNER[] = {
        "http://localhost/",
        "http://LOCALHOST.:80/",
        "http://a.localhost/",
        "http://127.0.0.1/",
        "http://127.9.9.9:1/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[ff02::1]/"};
    (void)state;
    for (size_t i = 0; i < COUNT(INNER); i++) {
        if (may(INNER[i]))
            fail_msg("%s was taken", INNER[i]);
        assert_null(url_wrong(INNER[i], true));
    }
    assert_true(may("http://172.32.0.1/"));
    assert_true(may("http://11.0.0.1/"));
    assert_true(may("http://100.128.0.1/"));
    assert_true(may("http://[64:ff9b::9.9.9.9]/"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_out_in_the_world_may_be_called),
        cmocka_unit_test(other_schemes_are_refused_whatever_is_switched_on),
        cmocka_unit_test(what_two_readers_read_in_two_ways_is_refused),
        cmocka_unit_test(inner_addresses_need_the_switch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
