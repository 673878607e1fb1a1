// The programs of a site: started, asked after, killed.
#include "tools/day/site.h"
#include "station/base/clock.h"
#include "station/http/client.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void site_sleep_ms(int ms)
{
    struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

int64_t site_now_ms(void)
{
    return clock_now_ms();
}

static pid_t spawn(const char *const *argv, const char *log, const char *in)
{
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid > 0)
        return pid;
    sigset_t none; // a blocked SIGTERM would be inherited
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    int from = open(in ? in : "/dev/null", O_RDONLY);
    dup2(from, 0);
    dup2(out, 1);
    dup2(out, 2);
    execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

void site_kill(pid_t *pid, int signal)
{
    int status;
    if (*pid <= 0)
        return;
    kill(*pid, signal);
    waitpid(*pid, &status, 0);
    if (signal == SIGTERM && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
        fprintf(stderr, "site: a program did not stop cleanly (%d)\n", status);
    *pid = 0;
}

void site_end(struct site *s)
{
    pthread_mutex_lock(&s->starting);
    s->is_ending = true;
    pthread_mutex_unlock(&s->starting);
}

static void start(struct site *s, pid_t *pid, const char *const *argv,
                  const char *log)
{
    pthread_mutex_lock(&s->starting);
    while (s->is_ending) { // for as long as this program still lives
        pthread_mutex_unlock(&s->starting);
        pause();
        pthread_mutex_lock(&s->starting);
    }
    *pid = spawn(argv, log, NULL);
    pthread_mutex_unlock(&s->starting);
}

static void last_line(const char *path, char *out, size_t cap)
{
    FILE *file = fopen(path, "re");
    char line[400];
    snprintf(out, cap, "nothing");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (line[0])
            snprintf(out, cap, "%s", line);
    }
    if (file)
        fclose(file);
}

void site_program_words(pid_t pid, const char *log, char *out, size_t cap)
{
    siginfo_t info = {.si_pid = 0};
    char line[400];
    if (pid <= 0) {
        snprintf(out, cap, "was stopped");
        return;
    }
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        info.si_pid != pid) {
        snprintf(out, cap, "runs");
        return;
    }
    last_line(log, line, sizeof line);
    snprintf(out, cap, "has ended with %s %d: %s",
             info.si_code == CLD_EXITED ? "status" : "signal", info.si_status,
             line);
}

int site_tallyman(struct site *s, const char *const *args, const char *out)
{
    char program[260], log[260];
    const char *argv[24];
    int n = 0, status;
    snprintf(program, sizeof program, "%s/tallyman", s->bin);
    snprintf(log, sizeof log, "%s/%s", s->folder, out ? out : "cli.log");
    argv[n++] = program;
    while (args[n - 1] && n < 23) {
        argv[n] = args[n - 1];
        n++;
    }
    argv[n] = NULL;
    char in[260];
    snprintf(in, sizeof in, "%s/password", s->folder);
    pid_t pid = spawn(argv, log, in);
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

// At once when it has ended: it may not even be able to listen.
static void wait_until_up(const char *name, const char *url, pid_t pid,
                          const char *log)
{
    enum { TRIES = 500, TRY_MS = 20 };
    char address[128], words[600] = "", *answer;
    size_t len;
    snprintf(address, sizeof address, "%s/health", url);
    for (int i = 0; i < TRIES; i++) {
        struct http_call call = {.method = "GET", .url = address};
        int status = http_call_now(&call, &answer, &len);
        free(answer);
        site_program_words(pid, log, words, sizeof words);
        if (strcmp(words, "runs") != 0)
            break;
        if (status == 200)
            return;
        site_sleep_ms(TRY_MS);
    }
    fprintf(stderr, "site: %s does not answer at %s: it %s\n", name, url,
            words);
    exit(1);
}

void site_start_central(struct site *s)
{
    char program[260], listen[64], config[260];
    snprintf(program, sizeof program, "%s/tallyman-central", s->bin);
    snprintf(listen, sizeof listen, "127.0.0.1:%d", s->port);
    snprintf(config, sizeof config, "%s/central.ini", s->folder);
    const char *argv[] = {program, "--db",     s->db,  "--listen",
                          listen,  "--config", config, NULL};
    start(s, &s->central, argv, s->log);
    wait_until_up("central", s->url, s->central, s->log);
}

void site_start_station(struct site *s, struct site_bench *b)
{
    char program[260];
    snprintf(program, sizeof program, "%s/tallyman-station", s->bin);
    const char *argv[] = {program, "--config", b->config, NULL};
    start(s, &b->pid, argv, b->log);
    wait_until_up(b->name, b->url, b->pid, b->log);
}

void site_start_bench(struct site *s, int idx)
{
    site_start_station(s, &s->bench[idx]);
}
