#include "tools/figures/measure.h"
#include "station/http/client.h"
#include "station/store/bench/journal.h"
#include "station/store/engine/query.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { COMMITS = 2000 };

double measure_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double measure_percentile(double *values, int count, int p)
{
    qsort(values, (size_t)count, sizeof *values, by_value);
    return values[(count - 1) * p / 100];
}

void measure_print(const char *name, double value, const char *unit,
                   double limit)
{
    printf("{\"name\":\"%s\",\"value\":%.1f,\"unit\":\"%s\",\"limit\":%.1f,"
           "\"ratio\":%.2f}\n",
           name, value, unit, limit, value / limit);
    fflush(stdout);
}

static void open_or_die(struct store *st, enum store_kind kind,
                        const char *path)
{
    if (store_open(st, kind, path) < 0) {
        fprintf(stderr, "measure: %s\n", store_why(st));
        exit(1);
    }
}

static void commit_or_die(struct store *st)
{
    if (store_commit(st) < 0) {
        fprintf(stderr, "measure: %s\n", store_why(st));
        exit(1);
    }
}

void measure_commit(const struct measure *m, double *p50, double *p99)
{
    static struct store st;
    static double us[COMMITS];
    struct query q;
    char path[400];
    uint8_t hash[32] = {0};
    snprintf(path, sizeof path, "%s/commit.db", m->folder);
    remove(path);
    open_or_die(&st, STORE_BENCH, path);
    for (int i = 0; i < COMMITS; i++) {
        double start = measure_now_us();
        store_begin(&st);
        query_begin(&q, &st,
                    "INSERT INTO journal (seq, at_ms, kind, person_id,"
                    " shipment_id, fence, verdict, body, hash)"
                    " VALUES (?1, 1, 'scan', 1, 1, 1, 'took',"
                    " '{\"raw\":\"2000000000015\",\"item\":1,\"qty\":1}',"
                    " ?2)");
        query_int(&q, 1, i + 1);
        query_blob(&q, 2, hash, sizeof hash);
        query_write(&q);
        commit_or_die(&st);
        us[i] = measure_now_us() - start;
    }
    store_close(&st);
    *p50 = measure_percentile(us, COMMITS, 50);
    *p99 = measure_percentile(us, COMMITS, 99);
}

void measure_fill_journal(const char *path, int64_t rows)
{
    static struct store st;
    struct journal_tip tip;
    open_or_die(&st, STORE_BENCH, path);
    if (journal_tip_load(&st, &tip) < 0)
        exit(1);
    while (tip.seq < rows) {
        store_begin(&st);
        for (int i = 0; i < 10000 && tip.seq < rows; i++) {
            struct journal_row row = {
                .at_ms = 1790000000000 + tip.seq,
                .person_id = 1,
                .shipment_id = 1000000 + tip.seq / 40,
                .fence = 1,
                .kind = "scan",
                .verdict = "took",
                .body = "{\"raw\":\"2000000000015\",\"item\":1,\"qty\":1}",
                .body_len = 42};
            row.body_len = strlen(row.body);
            journal_add(&st, &tip, &row);
        }
        commit_or_die(&st);
    }
    store_close(&st);
}

pid_t measure_central(const struct measure *m, const char *path, int port)
{
    char program[500], listen[40], url[60];
    snprintf(program, sizeof program, "%s/tallyman-central", m->bin);
    snprintf(listen, sizeof listen, "127.0.0.1:%d", port);
    snprintf(url, sizeof url, "http://%s/health", listen);
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); // it never outlives the measuring
        freopen("/dev/null", "w", stdout);
        execl(program, program, "--db", path, "--listen", listen, (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 400; i++) {
        struct http_call health = {.method = "GET", .url = url};
        char *answer;
        size_t len;
        int status = http_call_now(&health, &answer, &len);
        free(answer);
        if (status == 200)
            return pid;
        usleep(25000);
    }
    fprintf(stderr, "measure: central did not start\n");
    exit(1);
}
