// Whom a request asks for, and who asks behind a proxy.
#include "station/http/internal.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static const char BETWEEN[] = ", \t";

int host_proxies(struct http_server *s, const char *list, char *bad,
                 size_t bad_cap)
{
    while (list && *list) {
        list += strspn(list, BETWEEN);
        size_t len = strcspn(list, BETWEEN);
        if (len == 0)
            break;
        size_t n = len < bad_cap ? len : bad_cap - 1;
        memcpy(bad, list, n);
        bad[n] = 0;
        if (s->proxy_count == PROXIES_MAX ||
            inet_pton(AF_INET, bad, &s->proxy[s->proxy_count]) != 1)
            return ERR_PARSE;
        s->proxy_count++;
        list += len;
    }
    return ERR_OK;
}

// The last of the addresses up to *end, which moves before it.
static bool take_last(const char *said, size_t *end, char one[INET6_ADDRSTRLEN])
{
    while (*end > 0 && strchr(BETWEEN, said[*end - 1]))
        --*end;
    size_t start = *end;
    while (start > 0 && !strchr(BETWEEN, said[start - 1]))
        start--;
    size_t len = *end - start;
    if (len == 0 || len >= INET6_ADDRSTRLEN)
        return false;
    memcpy(one, said + start, len);
    one[len] = 0;
    *end = start;
    return true;
}

// The right-most address that is no proxy of ours: what stands left of it was
// said by whoever asked. Proxies have addresses of IPv4.
void host_peer(struct http_request *rq)
{
    const struct http_server *s = rq->server;
    struct in_addr peer = rq->line->peer;
    struct in6_addr v6;
    const char *said = http_header(rq, "X-Forwarded-For");
    size_t end = strlen(said);
    char one[INET6_ADDRSTRLEN];
    while (line_is_proxy(s, peer) && take_last(said, &end, one)) {
        if (inet_pton(AF_INET6, one, &v6) == 1) {
            inet_ntop(AF_INET6, &v6, rq->peer, sizeof rq->peer);
            return;
        }
        if (inet_pton(AF_INET, one, &peer) != 1) {
            peer = rq->line->peer;
            break;
        }
    }
    inet_ntop(AF_INET, &peer, rq->peer, sizeof rq->peer);
}

bool host_name(const char *value, char *out, size_t cap)
{
    static const char CHARS[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    size_t len =
        value[0] == '[' ? strcspn(value, "]") + 1 : strspn(value, CHARS);
    const char *port = value + len;
    if (value[0] == '[' &&
        strspn(value + 1, "0123456789abcdefABCDEF:.") + 2 != len)
        return false;
    if (len == 0 || len >= cap || len > strlen(value))
        return false;
    if (*port && (*port != ':' || strlen(port) > 6 ||
                  strspn(port + 1, "0123456789") != strlen(port + 1)))
        return false;
    memcpy(out, value, len);
    out[len] = 0;
    return true;
}

static bool is_listed(const char *list, const char *host)
{
    size_t len = strlen(host);
    while (list && *list) {
        list += strspn(list, BETWEEN);
        size_t n = strcspn(list, BETWEEN);
        if (n == len && strncasecmp(list, host, n) == 0)
            return true;
        list += n;
    }
    return false;
}

// The address that the client reached us at.
static bool is_reached_at(const struct connection *k, struct in_addr a)
{
    struct sockaddr_in own = {.sin_family = AF_INET};
    socklen_t len = sizeof own;
    return getsockname(k->fd, (struct sockaddr *)&own, &len) == 0 &&
           own.sin_addr.s_addr == a.s_addr;
}

bool host_is_ours(const struct http_request *rq)
{
    const struct http_setup *setup = &rq->server->setup;
    char host[HOST_MAX + 1], name[HOST_MAX + 1] = "";
    struct in_addr a;
    const char *asked = http_header(rq, "Host");
    if (!asked[0]) // HTTP/1.0: no page of a browser
        return true;
    if (!host_name(asked, host, sizeof host))
        return false;
    if (host[0] == '[')
        return setup->takes_addresses || strcmp(host, "[::1]") == 0;
    if (inet_pton(AF_INET, host, &a) == 1)
        return setup->takes_addresses || a.s_addr == htonl(INADDR_LOOPBACK) ||
               is_reached_at(rq->line, a);
    if (strcasecmp(host, "localhost") == 0 || is_listed(setup->hosts, host))
        return true;
    return gethostname(name, sizeof name - 1) == 0 &&
           strcasecmp(host, name) == 0;
}
