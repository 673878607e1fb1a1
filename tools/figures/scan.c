// Scan to verdict: bytes at the port to the event on the page's stream.
#include "station/base/badge.h"
#include "station/store/bench/bench_feed.h"
#include "station/store/bench/bench_work.h"
#include "station/store/engine/query.h"
#include "tools/day/sim.h"
#include "tools/figures/measure.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SCANS = 3000, PORT = 17481 };

struct rig {
    pid_t pid;
    int stream;
    struct sim_scanner scanner;
    char data[400];
    char buffer[262144];
    size_t len;
};

static int start_station(const struct measure *m, struct rig *r)
{
    char config[500], program[500];
    snprintf(config, sizeof config, "%s/scan.ini", m->folder);
    snprintf(program, sizeof program, "%s/tallyman-station", m->bin);
    FILE *file = fopen(config, "we");
    if (!file)
        return -1;
    fprintf(file,
            "[station]\nname = m\ndata = %s\nlisten = 127.0.0.1:%d\n"
            "[device s]\nkind = scanner\nspeaks = lines\n"
            "at = tcp:127.0.0.1:%d\n",
            r->data, PORT, r->scanner.line.port);
    fclose(file);
    r->pid = fork();
    if (r->pid == 0) {
        freopen("/dev/null", "w", stdout);
        freopen("/dev/null", "w", stderr);
        execl(program, program, "--config", config, (char *)NULL);
        _exit(127);
    }
    return r->pid < 0 ? -1 : 0;
}

static int open_stream(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons(PORT),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const char *ask = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (int i = 0; i < 2000; i++) {
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0) {
            if (send(fd, ask, strlen(ask), 0) < 0)
                return -1;
            return fd;
        }
        close(fd);
        usleep(5000);
    }
    return -1;
}

// Reads the stream until an event that counts this many scans.
static int wait_for(struct rig *r, int64_t scans)
{
    char want[40];
    snprintf(want, sizeof want, "\"scans\":%lld,", (long long)scans);
    for (;;) {
        r->buffer[r->len] = 0;
        char *end = strstr(r->buffer, "\n\n");
        if (end) {
            *end = 0;
            int is_it = strstr(r->buffer, want) != NULL;
            r->len -= (size_t)(end + 2 - r->buffer);
            memmove(r->buffer, end + 2, r->len);
            if (is_it)
                return 0;
            continue;
        }
        ssize_t n = recv(r->stream, r->buffer + r->len,
                         sizeof r->buffer - r->len - 1, 0);
        if (n <= 0)
            return -1;
        r->len += (size_t)n;
    }
}

// A bench that works alone: a person, an item, an order of many.
static void make_bench(const char *path)
{
    static struct store st;
    static struct work w;
    char digest[SECRET_DIGEST_TEXT + 1], salt[BADGE_SALT_TEXT + 1];
    char badge[BADGE_TEXT + 1];
    struct feed_entry *e = calloc(1, sizeof *e);
    if (!e || store_open(&st, STORE_BENCH, path) < 0)
        exit(1);
    store_begin(&st);
    e->kind = FEED_PERSON;
    e->person = (struct feed_person){
        .person_id = 1, .name = "M", .role = "packer", .is_active = true};
    secret_digest_text("M1", digest);
    badge_salt(salt);
    store_setting_set(&st, "badge_salt", salt);
    if (badge_make(digest, salt, badge) < 0)
        exit(1);
    snprintf(e->person.badge_id, sizeof e->person.badge_id, "%.64s", badge);
    bench_feed_apply(&st, e);
    e->kind = FEED_ITEM;
    e->item = (struct feed_item){.item_id = 1,
                                 .sku = "A",
                                 .name = "An item",
                                 .code_count = 1,
                                 .code = {{"02000000000015", 1}}};
    bench_feed_apply(&st, e);
    work_init(&w);
    w.shipment_id = w.fence = w.line_count = 1;
    w.state = SHIPMENT_CLAIMED;
    snprintf(w.order_no, sizeof w.order_no, "M-1");
    w.line[0].pick = (struct pick_line){.line_no = 1,
                                        .item_id = 1,
                                        .qty_want = 90000000,
                                        .unit_mg = 1000,
                                        .kit_idx = PICK_NO_LINE};
    bench_work_add(&st, &w, 0);
    if (store_commit(&st) < 0)
        exit(1);
    store_close(&st);
    free(e);
}

static int run(const struct measure *m, struct rig *r, int64_t history,
               double p50_limit, double p99_limit)
{
    static double us[SCANS];
    char path[500], name[80];
    snprintf(r->data, sizeof r->data, "%s/scan-%lld", m->folder,
             (long long)history);
    snprintf(path, sizeof path, "rm -rf '%s'", r->data);
    if (system(path) != 0 || mkdir(r->data, 0700) != 0)
        return 1;
    snprintf(path, sizeof path, "%s/bench.db", r->data);
    make_bench(path);
    measure_fill_journal(path, history);
    r->len = 0;
    if (start_station(m, r) < 0 || (r->stream = open_stream()) < 0)
        return 1;
    int64_t scans = 0;
    while (!sim_scan(&r->scanner, "!BM1"))
        usleep(2000);
    int rc = wait_for(r, ++scans);
    sim_scan(&r->scanner, "M-1");
    rc |= wait_for(r, ++scans);
    for (int i = 0; i < SCANS && rc == 0; i++) {
        double start = measure_now_us();
        sim_scan(&r->scanner, "2000000000015");
        rc = wait_for(r, ++scans);
        us[i] = measure_now_us() - start;
        usleep(300); // a person is slower; the loop sleeps in between
    }
    if (rc == 0) {
        snprintf(name, sizeof name, "scan_to_verdict_p50_%lld",
                 (long long)history);
        measure_print(name, measure_percentile(us, SCANS, 50), "us",
                      p50_limit);
        snprintf(name, sizeof name, "scan_to_verdict_p99_%lld",
                 (long long)history);
        measure_print(name, measure_percentile(us, SCANS, 99), "us",
                      p99_limit);
    }
    snprintf(path, sizeof path, "grep VmHWM /proc/%d/status", (int)r->pid);
    FILE *status = popen(path, "r");
    double kb = 0;
    if (status && fscanf(status, "VmHWM: %lf", &kb) == 1)
        measure_print("station_memory", kb / 1024, "MiB", 64);
    if (status)
        pclose(status);
    close(r->stream);
    kill(r->pid, SIGTERM);
    waitpid(r->pid, NULL, 0);
    return rc != 0;
}

int measure_scan(const struct measure *m)
{
    static struct rig r;
    double p50, p99;
    signal(SIGPIPE, SIG_IGN);
    sim_scanner_start(&r.scanner, 0);
    measure_commit(m, &p50, &p99);
    int status = run(m, &r, 1000, p50, p99);
    measure_commit(m, &p50, &p99);
    return status | run(m, &r, 1000000, p50, p99);
}
