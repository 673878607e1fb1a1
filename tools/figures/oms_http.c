// The office over HTTP: create, allocate, pack and ship; and its pages.
#include "station/base/secret.h"
#include "station/http/client.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/orders/orders.h"
#include "station/base/json.h"
#include "station/store/central/people/tokens.h"
#include "station/store/engine/query.h"
#include "tools/figures/oms.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PORT = 17483,
    BENCHES = 8,
    STATIONS = 8,
    TEXT_MAX = 1 << 20,
    PAGE_CALLS = 300,
    EVENTS_MAX = 20, // of one batch, as a busy bench has them
};

int64_t oms_memory_kib(void)
{
    char line[200];
    long long kib = 0;
    FILE *file = fopen("/proc/self/status", "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmRSS: %lld", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib;
}

static int64_t memory_of(pid_t pid)
{
    char path[64], line[200];
    long long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmRSS: %lld", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib;
}

// A connection that stays open, as a bench's and a shop's do.
struct line {
    int fd;
    char *text; // the answer's body
    size_t cap;
};

static void line_open(struct line *l)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons(PORT),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    l->fd = socket(AF_INET, SOCK_STREAM, 0);
    l->cap = 4 * TEXT_MAX;
    l->text = malloc(l->cap);
    if (l->fd < 0 || !l->text ||
        connect(l->fd, (struct sockaddr *)&a, sizeof a) != 0) {
        perror("measure: connect");
        exit(1);
    }
}

static void send_all(struct line *l, const char *chars, size_t len)
{
    while (len > 0) {
        ssize_t n = send(l->fd, chars, len, MSG_NOSIGNAL);
        if (n <= 0) {
            perror("measure: send");
            exit(1);
        }
        chars += n;
        len -= (size_t)n;
    }
}

// Returns the status; the body lies in l->text.
static int call(struct line *l, const char *method, const char *path,
                const char *token, const char *said, const char *body,
                size_t body_len)
{
    char head[900];
    size_t used = 0, body_at = 0, want = 0;
    int status = 0;
    int n =
        snprintf(head, sizeof head,
                 "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s"
                 "\r\n%sContent-Type: application/json\r\n"
                 "Content-Length: %zu\r\n\r\n",
                 method, path, token, said, body_len);
    memcpy(l->text, head, (size_t)n);
    memcpy(l->text + n, body, body_len); // one write: no waiting for more
    send_all(l, l->text, (size_t)n + body_len);
    while (!body_at || used < body_at + want) {
        ssize_t got = recv(l->fd, l->text + used, l->cap - used - 1, 0);
        if (got <= 0) {
            perror("measure: recv");
            exit(1);
        }
        used += (size_t)got;
        l->text[used] = 0;
        char *end = body_at ? NULL : strstr(l->text, "\r\n\r\n");
        if (end) {
            char *length = strcasestr(l->text, "content-length:");
            body_at = (size_t)(end - l->text) + 4;
            status = (int)strtol(l->text + 9, NULL, 10);
            want = length ? strtoul(length + 15, NULL, 10) : 0;
        }
    }
    memmove(l->text, l->text + body_at, want);
    l->text[want] = 0;
    return status;
}

struct post { // a station in a warehouse
    int number;
    char token[32];
    char said[MEASURE_HEADERS_MAX];
    struct journal_tip tip;
    int64_t asked;
};

struct worker {
    int number, post_count;
    int64_t orders, done;
    struct post post[STATIONS];
};

static void post_orders(struct line *l, struct worker *w, uint64_t *seed,
                        int64_t from, int64_t count)
{
    static __thread struct order o;
    static __thread char body[TEXT_MAX];
    size_t n = (size_t)snprintf(body, sizeof body, "{\"orders\":[");
    for (int64_t i = 0; i < count; i++) {
        oms_order(&o, 90000000 + w->number * 1000000 + from + i, seed);
        n += (size_t)snprintf(
            body + n, sizeof body - n,
            "%s{\"channel\":\"shop\",\"order_no\":\"%s\",\"profile\":\"b2c\","
            "\"customer\":\"%s\",\"currency\":\"EUR\",\"groups\":[{\"name\":"
            "\"%s\",\"street\":\"%s\",\"city\":\"Madrid\",\"postal\":\"%s\","
            "\"country\":\"ES\"}],\"lines\":[{\"sku\":\"%s\",\"qty\":%d}]}",
            i ? "," : "", o.order_no, o.customer, o.customer,
            o.group[0].to.street, o.group[0].to.postal, o.line[0].sku,
            o.line[0].qty);
    }
    n += (size_t)snprintf(body + n, sizeof body - n, "]}");
    int status =
        call(l, "POST", "/api/v1/orders", "measure-program", "", body, n);
    if (status != 200) {
        fprintf(stderr, "measure: orders answered %d %.200s\n", status,
                l->text);
        exit(1);
    }
}

// The line of the journal that ends a shipment.
static void done_line(struct post *w, const json_t *work, struct text *out)
{
    static __thread char body[8192];
    const json_t *lines = json_object_get(work, "lines");
    struct journal_row row = {.seq = w->tip.seq + 1,
                              .at_ms = 1,
                              .kind = "done",
                              .verdict = "",
                              .person_id = 1,
                              .body = body};
    size_t n = (size_t)snprintf(
        body, sizeof body,
        "{\"parcels\":[{\"sscc\":\"%018lld\",\"tracking\":\"M%d-%lld\","
        "\"weight_mg\":500000,\"copies\":1}],\"lines\":[",
        (long long)(w->number + 1) * 1000000000LL + (long long)row.seq,
        w->number, (long long)row.seq);
    for (size_t i = 0; i < json_array_size(lines); i++)
        n += (size_t)snprintf(body + n, sizeof body - n,
                              "%s{\"pos\":%zu,\"qty\":%lld}", i ? "," : "", i,
                              (long long)json_integer_value(json_object_get(
                                  json_array_get(lines, i), "qty")));
    n += (size_t)snprintf(body + n, sizeof body - n, "]}");
    row.body_len = n;
    row.shipment_id = json_integer_value(json_object_get(work, "shipment_id"));
    row.fence = json_integer_value(json_object_get(work, "fence"));
    journal_hash(&w->tip, &row, row.hash);
    w->tip.seq = row.seq;
    memcpy(w->tip.hash, row.hash, sizeof w->tip.hash);
    journal_line_write(&row, out);
}

// Claims and packs what waits for a station, a batch of events at most. True
// when there may be more.
static bool work_off(struct line *l, struct worker *w, struct post *p)
{
    static __thread char journal[TEXT_MAX];
    struct text out;
    bool more = true;
    text_init(&out, journal, sizeof journal);
    for (int i = 0; i < EVENTS_MAX && more; i++) {
        char body[200];
        int n = snprintf(body, sizeof body,
                         "{\"request_id\":\"m%d-%lld\",\"code\":\"\"}",
                         p->number, (long long)p->asked++);
        call(l, "POST", "/api/v1/station/claim", p->token, p->said, body,
             (size_t)n);
        json_t *root = json_read(l->text, strlen(l->text), NULL, 0);
        const json_t *work = json_object_get(root, "work");
        more = work != NULL;
        if (work) {
            done_line(p, work, &out);
            w->done++;
        }
        json_decref(root);
    }
    if (out.len && call(l, "POST", "/api/v1/station/events", p->token, p->said,
                        journal, out.len) != 200) {
        fprintf(stderr, "measure: events: %.300s\n", l->text);
        exit(1);
    }
    return more;
}

static void greet(struct worker *w)
{
    char url[40];
    snprintf(url, sizeof url, "http://127.0.0.1:%d", PORT);
    for (int i = 0; i < w->post_count; i++) {
        struct post *p = &w->post[i];
        measure_greet(url, p->token, p->tip, "\r\n", p->said);
    }
}

static void *run_bench(void *arg)
{
    struct worker *w = arg;
    struct line shop, bench;
    uint64_t seed = 1000 + (uint64_t)w->number;
    line_open(&shop);
    line_open(&bench);
    for (int64_t at = 0; at < w->orders; at += 100) {
        post_orders(&shop, w, &seed, at, 100);
        for (int i = 0; i < w->post_count; i++)
            while (work_off(&bench, w, &w->post[i]))
                continue;
    }
    close(shop.fd);
    close(bench.fd);
    free(shop.text);
    free(bench.text);
    return NULL;
}

static void set_up(const char *path, struct worker *w)
{
    static struct store st;
    struct query q;
    if (store_open(&st, STORE_CENTRAL, path) < 0)
        exit(1);
    store_begin(&st);
    tokens_add(&st, "measure", "measure-program", SCOPE_MANAGER, 1);
    // What earlier measurements left on the queues is not packed here.
    query_begin(&q, &st,
                "UPDATE shipment SET state = 'held' WHERE state = 'released'");
    query_write(&q);
    memset(w, 0, BENCHES * sizeof *w);
    for (int i = 0; i < BENCHES * STATIONS; i++) {
        char warehouse[16];
        struct worker *k = &w[i % BENCHES];
        snprintf(warehouse, sizeof warehouse, "W%02d", i);
        int64_t id = warehouses_id(&st, warehouse);
        if (!id)
            break;
        struct post *p = &k->post[k->post_count++];
        k->number = i % BENCHES;
        p->number = i;
        snprintf(p->token, sizeof p->token, "measure-%d", i);
        stations_place(&st, stations_add(&st, p->token, p->token), id);
    }
    if (store_commit(&st) < 0)
        exit(1);
    store_close(&st);
}

int oms_http(const struct measure *m, const char *path)
{
    static struct worker w[BENCHES];
    pthread_t thread[BENCHES];
    int64_t orders = oms_number("OMS_HTTP", 24000), done = 0;
    set_up(path, w);
    pid_t pid = measure_central(m, path, PORT);
    double start = measure_now_us();
    for (int i = 0; i < BENCHES; i++) {
        w[i].orders = orders / BENCHES;
        greet(&w[i]);
        pthread_create(&thread[i], NULL, run_bench, &w[i]);
    }
    for (int i = 0; i < BENCHES; i++) {
        pthread_join(thread[i], NULL);
        done += w[i].done;
    }
    double seconds = (measure_now_us() - start) / 1e6;
    measure_print("oms_http_whole_way", (double)done / seconds, "orders/s",
                  1500);
    measure_print("oms_http_orders_shipped", (double)done, "orders",
                  (double)orders);
    measure_print("oms_http_memory", (double)memory_of(pid) / 1024, "MiB",
                  1024);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    return 0;
}

// Moves of years, for one item after the other; the balance stays as it is.
static void add_moves(const char *path, int64_t count)
{
    static struct store st;
    struct query q;
    if (store_open(&st, STORE_CENTRAL, path) < 0)
        exit(1);
    int64_t at = 0;
    while (at < count) {
        store_begin(&st);
        for (int i = 0; i < 50000 && at < count; i++, at++) {
            query_begin(&q, &st,
                        "INSERT INTO move (at_ms, item_id, lot, qty,"
                        " from_place_id, to_place_id, reason, shipment_id,"
                        " station_id, seq) VALUES (?1, ?2, '', 1, ?3, ?4,"
                        " 'adjust', 0, 0, 0)");
            query_int(&q, 1, at);
            query_int(&q, 2, at / 2 % 4000 + 1);
            query_int(&q, 3, at % 2 ? 1 : 2);
            query_int(&q, 4, at % 2 ? 2 : 1);
            query_write(&q);
        }
        if (store_commit(&st) < 0)
            exit(1);
    }
    store_close(&st);
}

int oms_pages(const struct measure *m, const char *path)
{
    static const char *const PAGES[][2] = {
        {"orders", "/api/v1/orders?limit=100"},
        {"orders_by_state", "/api/v1/orders?state=released&limit=100"},
        {"orders_deep", "/api/v1/orders?limit=100&after=%d"},
        {"order", "/api/v1/orders/%d"},
        {"decisions", "/api/v1/orders/%d/decisions"},
        {"what_if", "/api/v1/orders/%d/what-if?strategy=nearest"},
        {"search", "/api/v1/search?q=B2C-01%06d"},
        {"item_moves", "/api/v1/items/17/moves?after=%d"},
        {"item_stock", "/api/v1/items/17/stock"},
        {"shipments", "/api/v1/shipments?state=held&limit=100"},
        {"queue", "/api/v1/queue/W06"},
        {"exceptions", "/api/v1/exceptions"},
        {"warehouses", "/api/v1/warehouses"},
        {"manifests", "/api/v1/manifests"},
        {"integrations", "/api/v1/integrations"},
        {"stuck", "/api/v1/stuck"}};
    static double ms[PAGE_CALLS];
    struct line l;
    double worst = 0;
    int64_t most = oms_number("OMS_LINES", 1000000) / 2;
    add_moves(path, oms_number("OMS_MOVES", 10000000));
    pid_t pid = measure_central(m, path, PORT);
    line_open(&l);
    for (size_t p = 0; p < sizeof PAGES / sizeof PAGES[0]; p++) {
        char where[200], name[80];
        uint64_t seed = 3;
        for (int i = 0; i < PAGE_CALLS; i++) {
            const char *mark = strstr(PAGES[p][1], "%");
            int number = (int)(oms_random(&seed) % (uint32_t)most) + 1;
            snprintf(where, sizeof where, "%s", PAGES[p][1]);
            if (mark)
                snprintf(where + (mark - PAGES[p][1]),
                         sizeof where - (size_t)(mark - PAGES[p][1]),
                         mark[1] == '0' ? "%06d%s" : "%d%s", number,
                         strchr(mark, 'd') + 1);
            double start = measure_now_us();
            int status = call(&l, "GET", where, "measure-program", "", "", 0);
            ms[i] = (measure_now_us() - start) / 1000;
            if (status != 200) {
                fprintf(stderr, "measure: %s answered %d\n", where, status);
                exit(1);
            }
        }
        double p99 = measure_percentile(ms, PAGE_CALLS, 99);
        worst = p99 > worst ? p99 : worst;
        snprintf(name, sizeof name, "oms_page_%s_p99", PAGES[p][0]);
        measure_print(name, p99, "ms", 50);
    }
    measure_print("oms_page_worst_p99", worst, "ms", 50);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    return 0;
}
