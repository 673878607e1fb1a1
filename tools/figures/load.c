// Central under everything at once: the uploads of 200 stations and 1,000 pages
// that stay open, beside 512 connections that never finish a request, a flood
// of sign-ins and one of wrong tokens.
//
// LOAD_S (20) sets the seconds, LOAD_PERCENT (100) how many of all of them.
// The limits are what the project promises: an upload within a second, /health
// within 100 ms.
#include "station/record/journal.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/tokens.h"
#include "station/base/text.h"
#include "station/central/intake/goods.h"
#include "station/store/central/outcome.h"
#include "tools/figures/oms.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PORT = 17484,
    AGENTS_MAX = 2048,
    SAMPLES_MAX = 1 << 17,
    ASK_MAX = 4096,
    ANSWER_MAX = 128 * 1024,
    ROWS = 3, // of an upload
    STATUS_MAX = 600,
    GIVE_UP_US = 10000000,
};

enum kind { STATION, PAGE, HALF_OPEN, SIGN_IN, BAD_TOKEN, HEALTH, KINDS };

static const struct {
    const char *name;
    int count;
    int64_t pause_us; // from an answer to the next request
    bool is_kept;     // its connection
} KIND[KINDS] = {
    {"stations", 200, 1000000, true},  {"pages", 1000, 5000000, true},
    {"half_open", 512, 500000, false}, {"sign_ins", 40, 10000, false},
    {"bad_tokens", 20, 10000, false},  {"health", 2, 100000, false}};

struct agent {
    enum kind kind;
    int number, fd;
    bool is_asking;
    bool is_kept_back; // the upload was not taken: it is sent again
    double due_us, since_us;
    char ask[ASK_MAX];
    size_t ask_len, sent_len;
    char *answer; // ANSWER_MAX bytes
    size_t answer_len;
    char *said; // a station's headers, or NULL
    struct journal_tip tip;
};

struct load {
    struct agent *agent;
    int agent_count, epoll;
    double *sample[KINDS]; // ms
    int sample_count[KINDS];
    int64_t answers[KINDS][STATUS_MAX]; // 0: none
};

static void add_upload(struct agent *a, struct text *body)
{
    for (int i = 0; i < ROWS; i++) {
        struct journal_row row = {.seq = a->tip.seq + 1,
                                  .at_ms = OMS_AT_MS,
                                  .kind = "scan",
                                  .verdict = "took",
                                  .person_id = 1,
                                  .body = "{\"raw\":\"2000000000015\"}"};
        row.body_len = strlen(row.body);
        journal_hash(&a->tip, &row, row.hash);
        a->tip.seq = row.seq;
        memcpy(a->tip.hash, row.hash, sizeof a->tip.hash);
        journal_line_write(&row, body);
    }
}

static void write_ask(struct agent *a)
{
    static char chars[ASK_MAX];
    const char *method = "GET", *path = "/health";
    char token[64] = "";
    struct text body, t;
    text_init(&body, chars, sizeof chars);
    if (a->kind == STATION) {
        method = "POST";
        path = "/api/v1/station/events";
        snprintf(token, sizeof token, "load-%d", a->number);
        add_upload(a, &body);
    } else if (a->kind == PAGE) {
        path = "/api/v1/items?limit=100";
        snprintf(token, sizeof token, "load-program");
    } else if (a->kind == SIGN_IN) {
        method = "POST";
        path = "/api/v1/session";
        text_addf(&body, "{\"login\":\"nobody\",\"password\":\"guess\"}");
    } else if (a->kind == BAD_TOKEN) {
        path = "/api/v1/station/feed";
        snprintf(token, sizeof token, "wrong-%d", a->number);
    }
    text_init(&t, a->ask, sizeof a->ask);
    text_addf(&t,
              "%s %s HTTP/1.1\r\nHost: localhost:%d\r\n"
              "Content-Type: application/json\r\nContent-Length: %zu\r\n",
              method, path, PORT, body.len);
    if (a->said)
        text_addf(&t, "%s", a->said);
    if (token[0])
        text_addf(&t, "Authorization: Bearer %s\r\n", token);
    if (a->kind == SIGN_IN)
        text_addf(&t, "Origin: http://localhost:%d\r\n", PORT);
    text_addf(&t, "\r\n%s", body.chars);
    a->ask_len = a->kind == HALF_OPEN ? 20 : t.len;
}

static void leave(struct agent *a)
{
    if (a->fd >= 0)
        close(a->fd);
    a->fd = -1;
}

static void connect_agent(struct load *l, struct agent *a)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(PORT),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event e = {.events = EPOLLIN | EPOLLOUT | EPOLLET,
                            .data.ptr = a};
    a->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (a->fd < 0 ||
        (connect(a->fd, (struct sockaddr *)&to, sizeof to) != 0 &&
         errno != EINPROGRESS) ||
        epoll_ctl(l->epoll, EPOLL_CTL_ADD, a->fd, &e) != 0) {
        perror("measure: connect");
        exit(1);
    }
}

// What came of a request; status 0 when nothing did.
static void note(struct load *l, struct agent *a, int status)
{
    double ms = (measure_now_us() - a->since_us) / 1000;
    if (status < 0 || status >= STATUS_MAX)
        status = 0;
    l->answers[a->kind][status]++;
    if (l->sample_count[a->kind] < SAMPLES_MAX)
        l->sample[a->kind][l->sample_count[a->kind]++] = ms;
    a->is_asking = false;
    a->is_kept_back = a->kind == STATION && status != 200;
    a->due_us = measure_now_us() + (double)KIND[a->kind].pause_us;
    if (!KIND[a->kind].is_kept || status == 0)
        leave(a);
}

static void begin(struct load *l, struct agent *a)
{
    if (a->fd < 0)
        connect_agent(l, a);
    if (!a->is_kept_back)
        write_ask(a);
    a->sent_len = a->answer_len = 0;
    a->is_asking = true;
    a->since_us = measure_now_us();
}

static void send_more(struct load *l, struct agent *a)
{
    while (a->is_asking && a->sent_len < a->ask_len) {
        ssize_t n = send(a->fd, a->ask + a->sent_len, a->ask_len - a->sent_len,
                         MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && (errno == EAGAIN || errno == ENOTCONN))
            return;
        if (n <= 0) {
            note(l, a, 0);
            return;
        }
        a->sent_len += (size_t)n;
    }
}

// The status of the answer once it is whole, else -1.
static int status_of(struct agent *a)
{
    a->answer[a->answer_len] = 0;
    const char *end = strstr(a->answer, "\r\n\r\n");
    const char *length = end ? strcasestr(a->answer, "content-length:") : NULL;
    if (!length)
        return -1;
    size_t whole =
        (size_t)(end - a->answer) + 4 + strtoul(length + 15, NULL, 10);
    return a->answer_len >= whole ? (int)strtol(a->answer + 9, NULL, 10) : -1;
}

static void receive_more(struct load *l, struct agent *a)
{
    while (a->fd >= 0) {
        size_t room = ANSWER_MAX - 1 - a->answer_len;
        ssize_t n = recv(a->fd, a->answer + a->answer_len, room, MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == ENOTCONN))
            return;
        if (n <= 0 && a->is_asking) {
            note(l, a, 0);
            return;
        }
        if (n <= 0) {
            leave(a); // an idle one that was let go
            return;
        }
        a->answer_len += (size_t)n;
        int status = a->is_asking ? status_of(a) : -1;
        if (status >= 0)
            note(l, a, status);
    }
}

static void on_event(struct load *l, struct agent *a)
{
    if (a->fd >= 0)
        send_more(l, a);
    if (a->fd >= 0)
        receive_more(l, a);
}

// Whoever is due begins; who has waited too long has no answer.
static void look_round(struct load *l)
{
    double now = measure_now_us();
    for (int i = 0; i < l->agent_count; i++) {
        struct agent *a = &l->agent[i];
        bool may_give_up = a->kind != HALF_OPEN;
        if (!a->is_asking && now >= a->due_us) {
            begin(l, a);
            on_event(l, a);
        } else if (a->is_asking && may_give_up &&
                   now - a->since_us > GIVE_UP_US) {
            note(l, a, 0);
        }
    }
}

static void run(struct load *l, double seconds)
{
    static struct epoll_event event[1024];
    double end = measure_now_us() + seconds * 1e6;
    while (measure_now_us() < end) {
        look_round(l);
        int count = epoll_wait(l->epoll, event, 1024, 2);
        for (int i = 0; i < count; i++)
            on_event(l, event[i].data.ptr);
    }
}

static void make_agents(struct load *l, int64_t percent)
{
    l->agent = calloc(AGENTS_MAX, sizeof *l->agent);
    for (int k = 0; k < KINDS; k++) {
        int64_t count = (KIND[k].count * percent + 99) / 100;
        l->sample[k] = calloc(SAMPLES_MAX, sizeof **l->sample);
        for (int64_t i = 0; i < count; i++) {
            struct agent *a = &l->agent[l->agent_count++];
            a->kind = (enum kind)k;
            a->number = (int)i;
            a->fd = -1;
            a->answer = malloc(ANSWER_MAX);
            // Not all in the same instant.
            a->due_us =
                measure_now_us() + (double)(KIND[k].pause_us * i / count);
        }
    }
}

static void greet(struct load *l)
{
    char url[40], token[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d", PORT);
    for (int i = 0; i < l->agent_count; i++) {
        struct agent *a = &l->agent[i];
        if (a->kind != STATION)
            continue;
        a->said = malloc(MEASURE_HEADERS_MAX);
        snprintf(token, sizeof token, "load-%d", a->number);
        measure_greet(url, token, a->tip, "\r\n", a->said);
    }
}

static void set_up(const char *path)
{
    static struct store st;
    char name[64];
    remove(path);
    if (store_open(&st, STORE_CENTRAL, path) < 0)
        exit(1);
    store_begin(&st);
    tokens_add(&st, "load", "load-program", SCOPE_MANAGER, 1);
    for (int i = 0; i < KIND[STATION].count; i++) {
        snprintf(name, sizeof name, "load-%d", i);
        stations_add(&st, name, name);
    }
    for (int i = 0; i < 500; i++) {
        struct item item = {.weight_mg = 1000};
        struct outcome_why why;
        snprintf(item.sku, sizeof item.sku, "LOAD-%03d", i);
        snprintf(item.name, sizeof item.name, "Item %d", i);
        goods_item_save(&st, &item, &why);
    }
    if (store_commit(&st) < 0)
        exit(1);
    store_close(&st);
}

static void print_kind(struct load *l, enum kind k)
{
    static const struct {
        const char *name;
        int p;
    } PARTS[] = {{"p50", 50}, {"p99", 99}, {"max", 100}};
    double limit = k == STATION ? 1000 : 100;
    char name[80];
    for (size_t i = 0; l->sample_count[k] && i < 3; i++) {
        snprintf(name, sizeof name, "load_%s_%s", KIND[k].name, PARTS[i].name);
        double ms =
            measure_percentile(l->sample[k], l->sample_count[k], PARTS[i].p);
        measure_print(name, ms, "ms", limit);
    }
}

static void print_answers(const struct load *l)
{
    for (int k = 0; k < KINDS; k++) {
        printf("{\"name\":\"load_answers\",\"of\":\"%s\"", KIND[k].name);
        for (int s = 0; s < STATUS_MAX; s++)
            if (l->answers[k][s])
                printf(",\"%d\":%lld", s, (long long)l->answers[k][s]);
        printf("}\n");
    }
    fflush(stdout);
}

int measure_load(const struct measure *m)
{
    static struct load l;
    char path[400];
    snprintf(path, sizeof path, "%s/load.db", m->folder);
    struct rlimit files = {AGENTS_MAX + 64, AGENTS_MAX + 64};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    set_up(path);
    pid_t pid = measure_central(m, path, PORT);
    l.epoll = epoll_create1(EPOLL_CLOEXEC);
    make_agents(&l, oms_number("LOAD_PERCENT", 100));
    greet(&l);
    run(&l, (double)oms_number("LOAD_S", 20));
    print_kind(&l, STATION);
    print_kind(&l, HEALTH);
    print_answers(&l);
    kill(pid, SIGTERM);
    int status = -1;
    waitpid(pid, &status, 0);
    measure_print("load_end", status, "exit", 1);
    return status != 0;
}
