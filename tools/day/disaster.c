#include "tools/day/disaster.h"
#include "station/http/client.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COMMAND_MAX = 2000 };

static void shell(const char *command)
{
    if (system(command) == 0)
        return;
    fprintf(stderr, "disaster: it did not work: %s\n", command);
    exit(1);
}

static void tallyman(struct site *s, const char *command, const char *a,
                     const char *b)
{
    const char *args[] = {command, a, b, NULL};
    if (site_tallyman(s, args, "disaster.log") == 0)
        return;
    fprintf(stderr, "disaster: tallyman %s %s %s failed, see %s\n", command, a,
            b, s->folder);
    exit(1);
}

bool disaster_restore(struct site *s)
{
    char copy[300];
    snprintf(copy, sizeof copy, "%s/central.copy", s->folder);
    if (access(copy, F_OK) != 0) {
        tallyman(s, "backup", s->db, copy);
        return false;
    }
    site_kill(&s->central, SIGKILL);
    tallyman(s, "restore", copy, s->db);
    unlink(copy);
    site_start_central(s);
    return true;
}

void disaster_bench_file(struct site *s, int idx, bool is_lost)
{
    struct site_bench *b = &s->bench[idx];
    char copy[320], command[COMMAND_MAX];
    snprintf(copy, sizeof copy, "%s/%s.copy", s->folder, b->name);
    bool has_copy = access(copy, F_OK) == 0;
    site_kill(&b->pid, SIGKILL);
    if (has_copy && !is_lost) {
        snprintf(command, sizeof command, "rm '%s-wal' '%s-shm'; mv '%s' '%s'",
                 b->db, b->db, copy, b->db);
        shell(command);
    } else {
        unlink(copy);
        tallyman(s, "backup", b->db, copy);
        snprintf(command, sizeof command, "rm -r '%s/%s'", s->folder, b->name);
        shell(command);
    }
    snprintf(command, sizeof command, "touch '%s'", b->gone);
    shell(command);
    site_start_bench(s, idx);
}

// The same in all but where its page is and what is plugged in.
static void clone_config(const struct site_bench *b, const char *path,
                         const char *data, int port)
{
    char line[400];
    FILE *from = fopen(b->config, "re"), *to = fopen(path, "we");
    while (from && to && fgets(line, sizeof line, from) && line[0] != '\n')
        if (strncmp(line, "listen", 6) != 0 && strncmp(line, "data", 4) != 0)
            fputs(line, to);
    if (!from || !to ||
        fprintf(to, "listen = 127.0.0.1:%d\ndata = %s\n", port, data) < 0 ||
        fclose(to) != 0) {
        perror(path);
        exit(1);
    }
    fclose(from);
}

static bool says_second(const char *url)
{
    char address[128], *answer;
    size_t len;
    snprintf(address, sizeof address, "%s/bench/state", url);
    struct http_call call = {.method = "GET", .url = address};
    int status = http_call_now(&call, &answer, &len);
    bool is_second = status == 200 && strstr(answer, "\"second\"") != NULL;
    free(answer);
    return is_second;
}

bool disaster_clone(struct site *s, int idx)
{
    enum { TRIES = 300, TRY_MS = 20 };
    struct site_bench twin = s->bench[idx];
    char command[COMMAND_MAX], data[280];
    bool is_refused = false;
    snprintf(data, sizeof data, "%s/%s-twin", s->folder, twin.name);
    snprintf(command, sizeof command, "rm -rf '%s' && cp -r '%s/%s' '%s'", data,
             s->folder, twin.name, data);
    shell(command);
    snprintf(twin.config, sizeof twin.config, "%s.ini", data);
    snprintf(twin.log, sizeof twin.log, "%s.log", data);
    twin.port = site_free_port();
    snprintf(twin.url, sizeof twin.url, "http://127.0.0.1:%d", twin.port);
    clone_config(&s->bench[idx], twin.config, data, twin.port);
    site_start_station(s, &twin);
    for (int i = 0; i < TRIES && !is_refused; i++) {
        is_refused = says_second(twin.url) || says_second(s->bench[idx].url);
        site_sleep_ms(TRY_MS);
    }
    site_kill(&twin.pid, SIGKILL);
    return is_refused;
}
