#include "station/http/client.h"
#include "station/base/text.h"
#include "station/base/url.h"
#include "shared/must.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <netinet/in.h>

struct call {
    bool used;
    CURL *easy;
    struct curl_slist *headers;
    char *body;
    char *answer;
    size_t len, cap, most;
    char why[CURL_ERROR_SIZE];
    char want[64], got[400];
    http_answer_fn *done;
    void *arg;
};

struct http_client {
    struct loop *loop;
    CURLM *multi;
    struct loop_timer timer;
    char header[400];
    struct call call[HTTP_CALLS_MAX];
};

static size_t on_data(char *data, size_t size, size_t count, void *arg)
{
    struct call *k = arg;
    size_t n = size * count;
    if (k->len + n > k->most)
        return 0;
    if (k->len + n + 1 > k->cap) {
        size_t cap = k->cap ? k->cap * 2 : 8192;
        while (cap < k->len + n + 1)
            cap *= 2;
        char *grown = realloc(k->answer, cap);
        if (!grown)
            return 0;
        k->answer = grown;
        k->cap = cap;
    }
    memcpy(k->answer + k->len, data, n);
    k->len += n;
    k->answer[k->len] = 0;
    return n;
}

static size_t on_header(char *data, size_t size, size_t count, void *arg)
{
    struct call *k = arg;
    size_t n = size * count, name = strlen(k->want);
    if (n > name + 1 && strncasecmp(data, k->want, name) == 0 &&
        data[name] == ':') {
        const char *at = data + name + 1, *end = data + n;
        while (at < end && *at == ' ')
            at++;
        while (end > at && (end[-1] == '\r' || end[-1] == '\n'))
            end--;
        snprintf(k->got, sizeof k->got, "%.*s", (int)(end - at), at);
    }
    return n;
}

static bool is_private(const struct curl_sockaddr *s)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    // libcurl keeps addrlen bytes from addr on, more than its type says.
    const char *bytes = (const char *)s + offsetof(struct curl_sockaddr, addr);
    if (s->family == AF_INET && s->addrlen >= sizeof v4) {
        memcpy(&v4, bytes, sizeof v4);
        return url_is_inner_v4((const uint8_t *)&v4.sin_addr);
    }
    if (s->family != AF_INET6 || s->addrlen < sizeof v6)
        return true;
    memcpy(&v6, bytes, sizeof v6);
    return url_is_inner_v6(v6.sin6_addr.s6_addr);
}

// After the name was looked up: what it leads to counts, not what it says.
static curl_socket_t open_public(void *arg, curlsocktype purpose,
                                 struct curl_sockaddr *s)
{
    (void)arg;
    (void)purpose;
    if (is_private(s))
        return CURL_SOCKET_BAD;
    return socket(s->family, s->socktype | SOCK_CLOEXEC, s->protocol);
}

static void add_headers(struct call *k, const char *lines)
{
    char line[800];
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        snprintf(line, sizeof line, "%.*s", (int)n, lines);
        k->headers = curl_slist_append(k->headers, line);
        lines += n + (lines[n] == '\n');
    }
}

static void prepare(struct call *k, const struct http_call *call)
{
    char header[256];
    k->most = call->answer_max ? call->answer_max : HTTP_ANSWER_MAX;
    k->easy = curl_easy_init();
    must(k->easy != NULL);
    curl_easy_setopt(k->easy, CURLOPT_URL, call->url);
    curl_easy_setopt(k->easy, CURLOPT_CUSTOMREQUEST, call->method);
    curl_easy_setopt(k->easy, CURLOPT_WRITEFUNCTION, on_data);
    curl_easy_setopt(k->easy, CURLOPT_WRITEDATA, k);
    curl_easy_setopt(k->easy, CURLOPT_ERRORBUFFER, k->why);
    curl_easy_setopt(k->easy, CURLOPT_TIMEOUT_MS, (long)HTTP_CALL_MS);
    curl_easy_setopt(k->easy, CURLOPT_CONNECTTIMEOUT_MS, 3000L);
    curl_easy_setopt(k->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(k->easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(k->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (call->headers)
        add_headers(k, call->headers);
    if (call->want) {
        snprintf(k->want, sizeof k->want, "%s", call->want);
        curl_easy_setopt(k->easy, CURLOPT_HEADERFUNCTION, on_header);
        curl_easy_setopt(k->easy, CURLOPT_HEADERDATA, k);
    }
    if (call->is_once) {
        curl_easy_setopt(k->easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(k->easy, CURLOPT_FORBID_REUSE, 1L);
    }
    if (call->is_public_only)
        curl_easy_setopt(k->easy, CURLOPT_OPENSOCKETFUNCTION, open_public);
    if (call->token) {
        snprintf(header, sizeof header, "Authorization: Bearer %s",
                 call->token);
        k->headers = curl_slist_append(k->headers, header);
    }
    if (call->body) {
        snprintf(header, sizeof header, "Content-Type: %s",
                 call->type ? call->type : "application/json");
        k->headers = curl_slist_append(k->headers, header);
        k->headers = curl_slist_append(k->headers, "Expect:");
        k->body = malloc(call->body_len + 1);
        must(k->body != NULL);
        memcpy(k->body, call->body, call->body_len);
        curl_easy_setopt(k->easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         (curl_off_t)call->body_len);
        curl_easy_setopt(k->easy, CURLOPT_POSTFIELDS, k->body);
    }
    curl_easy_setopt(k->easy, CURLOPT_HTTPHEADER, k->headers);
}

static void clean(struct call *k)
{
    curl_easy_cleanup(k->easy);
    curl_slist_free_all(k->headers);
    free(k->body);
    free(k->answer);
    memset(k, 0, sizeof *k);
}

static void finish(struct http_client *c, struct call *k, CURLcode code)
{
    long status = 0;
    struct call mine = *k;
    curl_easy_getinfo(k->easy, CURLINFO_RESPONSE_CODE, &status);
    memcpy(c->header, mine.got, sizeof c->header);
    k->used = false; // the callback may start the next one
    if (code != CURLE_OK) {
        const char *why = mine.why[0] ? mine.why : curl_easy_strerror(code);
        mine.done(mine.arg, 0, why, strlen(why));
    } else {
        mine.done(mine.arg, (int)status, mine.answer ? mine.answer : "",
                  mine.len);
    }
    curl_easy_cleanup(mine.easy);
    curl_slist_free_all(mine.headers);
    free(mine.body);
    free(mine.answer);
}

static void collect(struct http_client *c)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(c->multi, &left))) {
        if (message->msg != CURLMSG_DONE)
            continue;
        struct call *k = NULL;
        CURLcode code = message->data.result;
        for (int i = 0; i < HTTP_CALLS_MAX; i++)
            if (c->call[i].used && c->call[i].easy == message->easy_handle)
                k = &c->call[i];
        must(k != NULL);
        curl_multi_remove_handle(c->multi, k->easy);
        finish(c, k, code);
    }
}

struct watch {
    struct http_client *client;
    int number;
    curl_socket_t fd;
};

static void on_ready(void *arg, int events)
{
    struct watch *w = arg;
    struct http_client *c = w->client;
    int running, flags = 0;
    if (events & (LOOP_READ | LOOP_HANGUP))
        flags |= CURL_CSELECT_IN;
    if (events & LOOP_WRITE)
        flags |= CURL_CSELECT_OUT;
    curl_multi_socket_action(c->multi, w->fd, flags, &running);
    collect(c);
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *arg,
                     void *socket_arg)
{
    struct http_client *c = arg;
    struct watch *w = socket_arg;
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        if (w)
            loop_unwatch(c->loop, w->number);
        free(w);
        return 0;
    }
    int events = (what & CURL_POLL_IN ? LOOP_READ : 0) |
                 (what & CURL_POLL_OUT ? LOOP_WRITE : 0);
    if (!w) {
        w = calloc(1, sizeof *w);
        must(w != NULL);
        w->client = c;
        w->fd = fd;
        w->number = loop_watch(c->loop, fd, events, on_ready, w);
        must(w->number >= 0);
        curl_multi_assign(c->multi, fd, w);
    }
    loop_watch_events(c->loop, w->number, events);
    return 0;
}

static void on_due(void *arg)
{
    struct http_client *c = arg;
    int running;
    curl_multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    collect(c);
}

static int on_timer(CURLM *multi, long after_ms, void *arg)
{
    struct http_client *c = arg;
    (void)multi;
    if (after_ms < 0)
        loop_timer_stop(&c->timer);
    else
        loop_timer_start(c->loop, &c->timer, after_ms, 0, on_due, c);
    return 0;
}

int http_client_open(struct loop *loop, struct http_client **out)
{
    struct http_client *c = calloc(1, sizeof *c);
    if (!c || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(c);
        return ERR_IO;
    }
    c->loop = loop;
    c->multi = curl_multi_init();
    must(c->multi != NULL);
    curl_multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
    curl_multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
    *out = c;
    return ERR_OK;
}

void http_client_close(struct http_client *c)
{
    loop_timer_stop(&c->timer);
    for (int i = 0; i < HTTP_CALLS_MAX; i++)
        if (c->call[i].used) {
            curl_multi_remove_handle(c->multi, c->call[i].easy);
            clean(&c->call[i]);
        }
    curl_multi_cleanup(c->multi);
}

const char *http_client_header(const struct http_client *c)
{
    return c->header;
}

int http_client_call(struct http_client *c, const struct http_call *call,
                     http_answer_fn *done, void *arg)
{
    for (int i = 0; i < HTTP_CALLS_MAX; i++) {
        struct call *k = &c->call[i];
        if (k->used)
            continue;
        memset(k, 0, sizeof *k);
        k->used = true;
        k->done = done;
        k->arg = arg;
        prepare(k, call);
        must(curl_multi_add_handle(c->multi, k->easy) == CURLM_OK);
        return ERR_OK;
    }
    return ERR_FULL;
}

int http_call_now(const struct http_call *call, char **out, size_t *len)
{
    struct call k = {0};
    long status = 0;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    prepare(&k, call);
    curl_easy_setopt(k.easy, CURLOPT_TIMEOUT_MS, 120000L);
    CURLcode code = curl_easy_perform(k.easy);
    curl_easy_getinfo(k.easy, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK) {
        const char *why = k.why[0] ? k.why : curl_easy_strerror(code);
        free(k.answer);
        k.answer = strdup(why);
        k.len = strlen(why);
    } else if (!k.answer) {
        k.answer = strdup("");
    }
    must(k.answer != NULL);
    *out = k.answer;
    *len = k.len;
    k.answer = NULL;
    clean(&k);
    return code == CURLE_OK ? (int)status : ERR_IO;
}
