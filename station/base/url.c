#include "station/base/url.h"
#include "station/base/text.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { HOST_MAX = 253, PORT_DIGITS_MAX = 5, PORT_MAX = 65535 };

static const char INNER[] = "leads to this machine or a private network";

// Networks of IPv4 that are nobody's on the internet (RFC 6890).
static const struct {
    uint8_t bytes[4];
    int bits;
} INNER_V4[] = {{{0}, 8},          {{10}, 8},        {{100, 64}, 10},
                {{127}, 8},        {{169, 254}, 16}, {{172, 16}, 12},
                {{192, 0, 0}, 24}, {{192, 168}, 16}, {{198, 18}, 15},
                {{224}, 3}};

static bool begins(const uint8_t *bytes, const uint8_t *with, int bits)
{
    int whole = bits / 8, rest = bits % 8;
    if (memcmp(bytes, with, (size_t)whole) != 0)
        return false;
    return rest == 0 || (bytes[whole] ^ with[whole]) >> (8 - rest) == 0;
}

bool url_is_inner_v4(const uint8_t *bytes)
{
    for (size_t i = 0; i < sizeof INNER_V4 / sizeof INNER_V4[0]; i++)
        if (begins(bytes, INNER_V4[i].bytes, INNER_V4[i].bits))
            return true;
    return false;
}

// Networks of IPv6 in which an address of IPv4 stands, and where in it.
static const struct {
    uint8_t bytes[16];
    int bits, at;
} V4_IN_V6[] = {{{0}, 96, 12}, // also ::1 and ::
                {{[10] = 0xFF, [11] = 0xFF}, 96, 12},
                {{0x00, 0x64, 0xFF, 0x9B}, 96, 12},
                {{0x20, 0x02}, 16, 2}};

bool url_is_inner_v6(const uint8_t *bytes)
{
    static const uint8_t LINK[] = {0xFE, 0x80}, SITE[] = {0xFE, 0xC0},
                         UNIQUE[] = {0xFC}, MANY[] = {0xFF},
                         TRANSLATED[] = {0, 0x64, 0xFF, 0x9B, 0, 1};
    for (size_t i = 0; i < sizeof V4_IN_V6 / sizeof V4_IN_V6[0]; i++)
        if (begins(bytes, V4_IN_V6[i].bytes, V4_IN_V6[i].bits))
            return url_is_inner_v4(bytes + V4_IN_V6[i].at);
    return begins(bytes, LINK, 10) || begins(bytes, SITE, 10) ||
           begins(bytes, UNIQUE, 7) || begins(bytes, MANY, 8) ||
           begins(bytes, TRANSLATED, 48);
}

static const char *after_scheme(const char *url)
{
    if (strncasecmp(url, "http://", 7) == 0)
        return url + 7;
    return strncasecmp(url, "https://", 8) == 0 ? url + 8 : NULL;
}

static bool ends_in(const char *host, const char *name)
{
    size_t len = strlen(host), n = strlen(name);
    return len >= n && strcasecmp(host + len - n, name) == 0 &&
           (len == n || host[len - n - 1] == '.');
}

// A last part that is a number makes the whole an address for some readers.
static bool looks_like_number(const char *host)
{
    const char *last = strrchr(host, '.');
    last = last ? last + 1 : host;
    return last[0] >= '0' && last[0] <= '9';
}

static const char *name_wrong(char *host, bool may_be_inner)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    uint8_t v4[4];
    size_t len = strlen(host);
    if (len > 1 && host[len - 1] == '.')
        host[--len] = 0;
    if (len == 0 || strspn(host, LETTERS) != len || host[0] == '.')
        return "has no proper name of a host";
    if (ends_in(host, "localhost"))
        return may_be_inner ? NULL : INNER;
    if (!looks_like_number(host))
        return NULL;
    if (inet_pton(AF_INET, host, v4) != 1)
        return "has no proper name of a host";
    return may_be_inner || !url_is_inner_v4(v4) ? NULL : INNER;
}

static const char *host_wrong(const char *at, size_t len, bool may_be_inner)
{
    char host[HOST_MAX + 1];
    uint8_t v6[16];
    if (len > HOST_MAX)
        return "has no proper name of a host";
    if (at[0] != '[') {
        snprintf(host, sizeof host, "%.*s", (int)len, at);
        return name_wrong(host, may_be_inner);
    }
    snprintf(host, sizeof host, "%.*s", (int)len - 2, at + 1);
    if (inet_pton(AF_INET6, host, v6) != 1)
        return "has no proper name of a host";
    return may_be_inner || !url_is_inner_v6(v6) ? NULL : INNER;
}

static bool is_port(const char *at, size_t len)
{
    int64_t port;
    return len == 0 || (at[0] == ':' && len <= PORT_DIGITS_MAX + 1 &&
                        strspn(at + 1, "0123456789") >= len - 1 &&
                        text_to_int(at + 1, len - 1, &port) == ERR_OK &&
                        port > 0 && port <= PORT_MAX);
}

const char *url_wrong(const char *url, bool may_be_inner)
{
    const char *at = after_scheme(url);
    if (!at)
        return "must begin with http:// or https://";
    for (const char *c = url; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == '\\' || *c == 0x7F)
            return "must have no blanks or backslashes";
    size_t len = strcspn(at, "/?#");
    if (memchr(at, '@', len))
        return "must name no user: there are members for that";
    const char *close = at[0] == '[' ? memchr(at, ']', len) : NULL;
    size_t host = close ? (size_t)(close - at) + 1 : strcspn(at, ":/?#");
    if (!is_port(at + host, len - host))
        return "has no proper port";
    return host_wrong(at, host, may_be_inner);
}
