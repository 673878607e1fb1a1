// Central's intake of events against bare inserts; and start-up times.
#include "station/base/secret.h"
#include "station/http/client.h"
#include "station/store/central/floor/stations.h"
#include "station/store/engine/query.h"
#include "tools/figures/measure.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EVENTS = 100000, BATCH = 1000, PORT = 17482, LINE_MAX_LEN = 400 };

static const char BODY[] = "{\"raw\":\"2000000000015\",\"item\":1,\"qty\":1}";

static struct journal_row next_row(struct journal_tip *tip)
{
    struct journal_row row = {.seq = tip->seq + 1,
                              .at_ms = 1790000000000 + tip->seq,
                              .person_id = 1,
                              .shipment_id = 1 + tip->seq / 40,
                              .fence = 1,
                              .kind = "scan",
                              .verdict = "took",
                              .body = BODY,
                              .body_len = sizeof BODY - 1};
    journal_hash(tip, &row, row.hash);
    tip->seq = row.seq;
    memcpy(tip->hash, row.hash, sizeof tip->hash);
    return row;
}

static void bare_insert(struct store *st, const struct journal_row *row)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO event (journal_no, seq, at_ms, kind, person_id,"
                " shipment_id, fence, verdict, body, hash)"
                " VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    query_int(&q, 1, row->seq);
    query_int(&q, 2, row->at_ms);
    query_text(&q, 3, row->kind);
    query_int(&q, 4, row->person_id);
    query_int(&q, 5, row->shipment_id);
    query_int(&q, 6, row->fence);
    query_text(&q, 7, row->verdict);
    query_text_len(&q, 8, row->body, row->body_len);
    query_blob(&q, 9, row->hash, sizeof row->hash);
    query_write(&q);
}

// A central with one station and this many events; its tip comes back.
static void make_central(const char *path, int64_t history,
                         struct journal_tip *tip)
{
    static struct store st;
    char name[500];
    snprintf(name, sizeof name, "rm -f '%s' '%s-wal' '%s-shm'", path, path,
             path);
    if (system(name) != 0 || store_open(&st, STORE_CENTRAL, path) < 0)
        exit(1);
    struct journal j = {.journal_no = 1};
    store_begin(&st);
    stations_add(&st, "m", "measure");
    while (j.last.seq < history) {
        for (int i = 0; i < 10000 && j.last.seq < history; i++) {
            struct journal_row row = next_row(&j.last);
            bare_insert(&st, &row);
        }
        journals_save(&st, &j);
        if (store_commit(&st) < 0)
            exit(1);
        store_begin(&st);
    }
    if (store_commit(&st) < 0)
        exit(1);
    store_close(&st);
    *tip = j.last;
}

static double bare_rate(const char *path, struct journal_tip tip)
{
    static struct store st;
    if (store_open(&st, STORE_CENTRAL, path) < 0)
        exit(1);
    double start = measure_now_us();
    for (int i = 0; i < EVENTS; i += BATCH) {
        store_begin(&st);
        for (int k = 0; k < BATCH; k++) {
            struct journal_row row = next_row(&tip);
            bare_insert(&st, &row);
        }
        if (store_commit(&st) < 0)
            exit(1);
    }
    double seconds = (measure_now_us() - start) / 1e6;
    store_close(&st);
    return EVENTS / seconds;
}

static pid_t start_central(const struct measure *m, const char *path,
                           double *start_ms)
{
    char program[500], listen[40], url[60], *answer;
    size_t len;
    snprintf(program, sizeof program, "%s/tallyman-central", m->bin);
    snprintf(listen, sizeof listen, "127.0.0.1:%d", PORT);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/health", PORT);
    double start = measure_now_us();
    pid_t pid = fork();
    if (pid == 0) {
        freopen("/dev/null", "w", stdout);
        execl(program, program, "--db", path, "--listen", listen, (char *)NULL);
        _exit(127);
    }
    struct http_call call = {.method = "GET", .url = url};
    for (int i = 0; i < 5000; i++) {
        int status = http_call_now(&call, &answer, &len);
        free(answer);
        if (status == 200)
            break;
        usleep(1000);
    }
    *start_ms = (measure_now_us() - start) / 1000;
    return pid;
}

static double http_rate(const struct measure *m, const char *path,
                        struct journal_tip tip, double *start_ms)
{
    static char batch[EVENTS / BATCH][BATCH * LINE_MAX_LEN];
    static size_t batch_len[EVENTS / BATCH];
    char host[40], url[80], said[MEASURE_HEADERS_MAX];
    struct journal_tip before = tip;
    snprintf(host, sizeof host, "http://127.0.0.1:%d", PORT);
    snprintf(url, sizeof url, "%s/api/v1/station/events", host);
    for (int b = 0; b < EVENTS / BATCH; b++) {
        struct text t;
        text_init(&t, batch[b], sizeof batch[b]);
        for (int k = 0; k < BATCH; k++) {
            struct journal_row row = next_row(&tip);
            journal_line_write(&row, &t);
        }
        batch_len[b] = t.len;
    }
    pid_t pid = start_central(m, path, start_ms);
    measure_greet(host, "measure", before, "\n", said);
    double start = measure_now_us();
    for (int b = 0; b < EVENTS / BATCH; b++) {
        char *answer;
        size_t len;
        struct http_call call = {.method = "POST",
                                 .url = url,
                                 .token = "measure",
                                 .type = "text/plain",
                                 .headers = said,
                                 .body = batch[b],
                                 .body_len = batch_len[b]};
        int status = http_call_now(&call, &answer, &len);
        if (status != 200) {
            fprintf(stderr, "measure: %d %s\n", status, answer);
            exit(1);
        }
        free(answer);
    }
    double seconds = (measure_now_us() - start) / 1e6;
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    return EVENTS / seconds;
}

int measure_intake(const struct measure *m)
{
    static const int64_t HISTORY[] = {1000, 1000000};
    for (int i = 0; i < 2; i++) {
        struct journal_tip tip;
        char path[400], name[80];
        double start_ms;
        snprintf(path, sizeof path, "%s/intake.db", m->folder);
        make_central(path, HISTORY[i], &tip);
        double bare = bare_rate(path, tip);
        make_central(path, HISTORY[i], &tip);
        double rate = http_rate(m, path, tip, &start_ms);
        snprintf(name, sizeof name, "event_intake_%lld", (long long)HISTORY[i]);
        measure_print(name, rate, "events/s", bare);
    }
    return 0;
}

int measure_start(const struct measure *m)
{
    struct journal_tip tip;
    char path[500];
    double start_ms;
    snprintf(path, sizeof path, "%s/intake.db", m->folder);
    make_central(path, 1000000, &tip);
    pid_t pid = start_central(m, path, &start_ms);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    measure_print("central_start_1000000", start_ms, "ms", 200);

    char data[460], config[500], program[500], url[60], *answer;
    size_t len;
    snprintf(data, sizeof data, "%s/scan-1000000", m->folder);
    snprintf(path, sizeof path, "mkdir -p '%s'", data);
    if (system(path) != 0)
        return 1;
    snprintf(path, sizeof path, "%s/scan-1000000/bench.db", m->folder);
    measure_fill_journal(path, 1000000);
    snprintf(config, sizeof config, "%s/start.ini", m->folder);
    snprintf(program, sizeof program, "%s/tallyman-station", m->bin);
    FILE *file = fopen(config, "we");
    if (!file)
        return 1;
    fprintf(file, "[station]\nname = m\ndata = %s\nlisten = 127.0.0.1:%d\n",
            data, PORT);
    fclose(file);
    double start = measure_now_us();
    pid = fork();
    if (pid == 0) {
        freopen("/dev/null", "w", stdout);
        freopen("/dev/null", "w", stderr);
        execl(program, program, "--config", config, (char *)NULL);
        _exit(127);
    }
    snprintf(url, sizeof url, "http://127.0.0.1:%d/health", PORT);
    struct http_call call = {.method = "GET", .url = url};
    for (int i = 0; i < 5000; i++) {
        int status = http_call_now(&call, &answer, &len);
        free(answer);
        if (status == 200)
            break;
        usleep(1000);
    }
    measure_print("station_start_1000000", (measure_now_us() - start) / 1000,
                  "ms", 200);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    return 0;
}
