#include "station/base/loop.h"
#include "station/base/clock.h"
#include "shared/must.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

// Everything of one callback happens at one instant.
static struct loop *stamp(const uv_loop_t *uv)
{
    struct loop *l = uv->data;
    l->at_ms = clock_wall_ms();
    l->now_ms = clock_now_ms();
    return l;
}

static void on_signal(uv_signal_t *s, int signum)
{
    (void)signum;
    uv_stop(s->loop);
}

static void on_prepare(uv_prepare_t *p)
{
    struct loop *l = stamp(p->loop);
    if (l->before_sleep)
        l->before_sleep(l->before_sleep_arg);
}

// The library asks the environment, once, when the first work comes.
static void set_workers(void)
{
    char count[12];
    snprintf(count, sizeof count, "%d", LOOP_WORKERS);
    setenv("UV_THREADPOOL_SIZE", count, 1);
}

int loop_open(struct loop *l)
{
    set_workers();
    if (uv_loop_init(&l->uv) != 0)
        return ERR_IO;
    l->uv.data = l;
    stamp(&l->uv);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); // a limit of files is a full disk, no end
    must(uv_signal_init(&l->uv, &l->term) == 0);
    must(uv_signal_init(&l->uv, &l->interrupt) == 0);
    must(uv_prepare_init(&l->uv, &l->prepare) == 0);
    if (uv_signal_start(&l->term, on_signal, SIGTERM) != 0 ||
        uv_signal_start(&l->interrupt, on_signal, SIGINT) != 0 ||
        uv_prepare_start(&l->prepare, on_prepare) != 0)
        return ERR_IO;
    return ERR_OK;
}

void loop_run(struct loop *l)
{
    uv_run(&l->uv, UV_RUN_DEFAULT);
}

static void close_handle(uv_handle_t *h, void *arg)
{
    (void)arg;
    if (!uv_is_closing(h))
        uv_close(h, NULL);
}

void loop_close(struct loop *l)
{
    l->is_closing = true;
    for (int i = 0; i < LOOP_WORKS_MAX; i++)
        if (l->job[i].used)
            uv_cancel((uv_req_t *)&l->job[i].work);
    uv_walk(&l->uv, close_handle, NULL);
    uv_run(&l->uv, UV_RUN_DEFAULT);
    uv_loop_close(&l->uv);
}

int64_t loop_at_ms(const struct loop *l)
{
    return l->at_ms;
}

int64_t loop_now_ms(const struct loop *l)
{
    return l->now_ms;
}

bool loop_has_taken(const struct loop *l, int64_t ms)
{
    return clock_now_ms() - l->now_ms >= ms;
}

void loop_before_sleep(struct loop *l, loop_fn *fn, void *arg)
{
    l->before_sleep = fn;
    l->before_sleep_arg = arg;
}

static void on_poll(uv_poll_t *p, int status, int events)
{
    struct loop_watch *w = p->data;
    int seen = 0;
    stamp(p->loop);
    if (events & UV_READABLE)
        seen |= LOOP_READ;
    if (events & UV_WRITABLE)
        seen |= LOOP_WRITE;
    if ((events & UV_DISCONNECT) || status < 0)
        seen |= LOOP_HANGUP;
    w->fn(w->arg, seen);
}

static int uv_events(int events)
{
    return (events & LOOP_READ ? UV_READABLE : 0) |
           (events & LOOP_WRITE ? UV_WRITABLE : 0) |
           (events & LOOP_HANGUP ? UV_DISCONNECT : 0);
}

int loop_watch(struct loop *l, int fd, int events, loop_watch_fn *fn, void *arg)
{
    for (int i = 0; i < LOOP_WATCHES_MAX; i++) {
        struct loop_watch *w = &l->watch[i];
        if (w->used)
            continue;
        if (uv_poll_init(&l->uv, &w->poll, fd) != 0)
            return ERR_IO;
        w->poll.data = w;
        w->fn = fn;
        w->arg = arg;
        w->used = true;
        uv_poll_start(&w->poll, uv_events(events), on_poll);
        return i;
    }
    return ERR_FULL;
}

void loop_watch_events(struct loop *l, int watch, int events)
{
    must(watch >= 0 && watch < LOOP_WATCHES_MAX && l->watch[watch].used);
    uv_poll_start(&l->watch[watch].poll, uv_events(events), on_poll);
}

static void on_closed(uv_handle_t *h)
{
    ((struct loop_watch *)h->data)->used = false;
}

void loop_unwatch(struct loop *l, int watch)
{
    must(watch >= 0 && watch < LOOP_WATCHES_MAX && l->watch[watch].used);
    uv_poll_stop(&l->watch[watch].poll);
    uv_close((uv_handle_t *)&l->watch[watch].poll, on_closed);
}

static void on_timer(uv_timer_t *timer)
{
    struct loop_timer *t = timer->data;
    stamp(timer->loop);
    t->fn(t->arg);
}

void loop_timer_start(struct loop *l, struct loop_timer *t, int64_t after_ms,
                      int64_t every_ms, loop_fn *fn, void *arg)
{
    if (!t->is_made) {
        must(uv_timer_init(&l->uv, &t->timer) == 0);
        t->timer.data = t;
        t->is_made = true;
    }
    t->fn = fn;
    t->arg = arg;
    uv_update_time(&l->uv);
    must(uv_timer_start(&t->timer, on_timer, (uint64_t)after_ms,
                        (uint64_t)every_ms) == 0);
}

void loop_timer_stop(struct loop_timer *t)
{
    if (t->is_made)
        uv_timer_stop(&t->timer);
}

// The loop comes first: of one thread alone the priority is set, on Linux.
static void on_work(uv_work_t *work)
{
    enum { NICE = 10 };
    const struct loop_job *j = work->data;
    setpriority(PRIO_PROCESS, 0, NICE);
    j->fn(j->arg);
}

static void on_worked(uv_work_t *work, int status)
{
    struct loop_job *j = work->data;
    const struct loop *l = stamp(work->loop);
    (void)status;
    j->used = false; // done may begin the next one
    if (!l->is_closing)
        j->done(j->arg);
}

int loop_work(struct loop *l, loop_fn *fn, loop_fn *done, void *arg)
{
    for (int i = 0; i < LOOP_WORKS_MAX; i++) {
        struct loop_job *j = &l->job[i];
        if (j->used)
            continue;
        j->fn = fn;
        j->done = done;
        j->arg = arg;
        j->work.data = j;
        j->used = uv_queue_work(&l->uv, &j->work, on_work, on_worked) == 0;
        return j->used ? ERR_OK : ERR_IO;
    }
    return ERR_FULL;
}
