#include "tools/day/watch.h"
#include "shared/err.h"
#include "station/base/clock.h"

#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { DAY_PATIENCES = 10 };

static struct watch {
    struct watch_owner owner;
    int64_t patience_ms;
    pthread_mutex_t lock;
    struct slot {
        char words[WATCH_WORDS_MAX];
        int64_t moved_ms;
    } slot[WATCH_SLOTS_MAX];
    sigset_t signals;
} watch = {.lock = PTHREAD_MUTEX_INITIALIZER};

void watch_says(int slot, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pthread_mutex_lock(&watch.lock);
    vsnprintf(watch.slot[slot].words, WATCH_WORDS_MAX, format, args);
    pthread_mutex_unlock(&watch.lock);
    va_end(args);
}

void watch_moved(int slot)
{
    pthread_mutex_lock(&watch.lock);
    watch.slot[slot].moved_ms = clock_now_ms();
    pthread_mutex_unlock(&watch.lock);
}

static NO_RETURN void end(int status)
{
    watch.owner.stop();
    fflush(stdout);
    _exit(status);
}

static bool is_hanging(int64_t now)
{
    int64_t newest = 0;
    pthread_mutex_lock(&watch.lock);
    for (int i = 0; i < WATCH_SLOTS_MAX; i++)
        if (watch.slot[i].moved_ms > newest)
            newest = watch.slot[i].moved_ms;
    int64_t day = watch.slot[WATCH_DAY].moved_ms;
    pthread_mutex_unlock(&watch.lock);
    return now - newest > watch.patience_ms ||
           now - day > DAY_PATIENCES * watch.patience_ms;
}

static NO_RETURN void give_up(int64_t now)
{
    printf("NOT OK: given up, nothing came further; it waited for\n");
    pthread_mutex_lock(&watch.lock);
    for (int i = 0; i < WATCH_SLOTS_MAX; i++) {
        const struct slot *s = &watch.slot[i];
        if (!s->words[0])
            continue;
        printf("  %s%.0d: %s, for %lld s\n", i ? "bench-" : "the day", i,
               s->words, (long long)(now - s->moved_ms) / 1000);
    }
    pthread_mutex_unlock(&watch.lock);
    watch.owner.report();
    end(1);
}

static void *run(void *arg)
{
    const struct timespec second = {1, 0};
    (void)arg;
    for (;;) {
        int signal = sigtimedwait(&watch.signals, NULL, &second);
        if (signal > 0) {
            printf("stopped by a signal\n");
            end(128 + signal);
        }
        int64_t now = clock_now_ms();
        if (is_hanging(now))
            give_up(now);
    }
    return NULL;
}

void watch_start(const struct watch_owner *owner, int64_t patience_ms)
{
    pthread_t thread;
    watch.owner = *owner;
    watch.patience_ms = patience_ms;
    watch_moved(WATCH_DAY);
    sigemptyset(&watch.signals);
    sigaddset(&watch.signals, SIGINT);
    sigaddset(&watch.signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &watch.signals, NULL);
    if (pthread_create(&thread, NULL, run, NULL) != 0) {
        perror("watch");
        exit(1);
    }
    pthread_detach(thread);
}
