// What is taken as an address is read alike by the library that calls it.
#include "station/base/url.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <strings.h>

enum { TRIES = 300000, LEN_MAX = 60 };

static const char *const SEEDS[] = {"https://shop.example/rest?a=b#c",
                                    "http://10.0.0.1:80/",
                                    "http://[::1]:8/x",
                                    "https://a-b.example.:443",
                                    "http://127.1/",
                                    "http://u:p@h.x/",
                                    "HTTP://Shop.EXAMPLE//x/../y",
                                    "http://[fe80::1%25lo]/"};
static const char BYTES[] = "/:@?#[]%\\.0x17aF \t\x7F\xC3\xA9,;&=+-_~!$'()*";

static uint32_t seed = 1;

static uint32_t any(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

static void mutate(char *url)
{
    snprintf(url, LEN_MAX, "%s", SEEDS[any(COUNT(SEEDS))]);
    for (uint32_t n = 1 + any(4); n > 0; n--) {
        size_t len = strlen(url), at = any((uint32_t)len + 1);
        char byte = BYTES[any(sizeof BYTES - 1)];
        if (any(2) && len + 2 < LEN_MAX)
            memmove(url + at + 1, url + at, len - at + 1);
        else if (at == len)
            continue;
        url[at] = byte;
    }
}

// Where the library would go: a host in small letters, as it is looked up.
static char *host_of(const char *url, char **scheme, char **user)
{
    CURLU *u = curl_url();
    char *host = NULL;
    *scheme = *user = NULL;
    assert_non_null(u);
    if (curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK) {
        curl_url_get(u, CURLUPART_HOST, &host, 0);
        curl_url_get(u, CURLUPART_SCHEME, scheme, 0);
        curl_url_get(u, CURLUPART_USER, user, 0);
    }
    curl_url_cleanup(u);
    return host;
}

static bool is_v6(const char *chars, uint8_t out[16])
{
    char text[LEN_MAX];
    snprintf(text, sizeof text, "%.*s", (int)strcspn(chars + 1, "]"),
             chars + 1);
    return chars[0] == '[' && inet_pton(AF_INET6, text, out) == 1;
}

// An address of IPv6 has many ways to be written, of one meaning.
static bool leads_to(const char *at, const char *host)
{
    uint8_t one[16], other[16];
    if (at[0] == '[')
        return is_v6(at, one) && is_v6(host, other) &&
               memcmp(one, other, sizeof one) == 0;
    size_t len = strlen(host);
    size_t end = len + (at[len] == '.');
    return strncasecmp(at, host, len) == 0 && strchr(":/?#", at[end]);
}

static void check(const char *url)
{
    char *scheme, *user, *host = host_of(url, &scheme, &user);
    if (!host || user || strncmp(scheme, "http", 4) != 0)
        fail_msg("taken, and read otherwise: %s", url);
    if (!leads_to(strstr(url, "://") + 3, host))
        fail_msg("leads to %s: %s", host, url);
    curl_free(host);
    curl_free(scheme);
}

static void what_is_taken_leads_where_it_says(void **state)
{
    char url[LEN_MAX + 2];
    int taken = 0;
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        mutate(url);
        if (url_wrong(url, true))
            continue;
        taken++;
        check(url);
    }
    assert_true(taken > TRIES / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_leads_where_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
