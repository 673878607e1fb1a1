// loop.h - what every program on Linux stands on; first of all one event loop
// (libuv): descriptors, timers, signals, the instant.
//
// Everything in a program runs on its loop's thread, but for what loop_work is
// given. Watches live in a fixed
// table and are named by a number, so that closing one inside its own callback
// is safe. The caller owns the structs.
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>
#include "shared/err.h"

enum { LOOP_WATCHES_MAX = 256, LOOP_READ = 1, LOOP_WRITE = 2, LOOP_HANGUP = 4 };
enum {
    LOOP_WORKERS = 2,    // works under way at the same time
    LOOP_WORKS_MAX = 18, // with those that wait for their turn
};

// events: what is ready, of LOOP_READ, LOOP_WRITE and LOOP_HANGUP.
typedef void loop_watch_fn(void *arg, int events);
typedef void loop_fn(void *arg);

struct loop_watch { // private
    uv_poll_t poll;
    loop_watch_fn *fn;
    void *arg;
    bool used;
};

struct loop_timer { // private; zero before the first start
    uv_timer_t timer;
    loop_fn *fn;
    void *arg;
    bool is_made;
};

struct loop_job { // private
    uv_work_t work;
    loop_fn *fn, *done;
    void *arg;
    bool used;
};

struct loop { // private; large, so static in a program
    uv_loop_t uv;
    uv_signal_t term, interrupt;
    uv_prepare_t prepare;
    loop_fn *before_sleep;
    void *before_sleep_arg;
    struct loop_watch watch[LOOP_WATCHES_MAX];
    struct loop_job job[LOOP_WORKS_MAX];
    bool is_closing;
    int64_t at_ms, now_ms; // of the callback under way
};

int loop_open(struct loop *l) MUST_USE;

// Runs until SIGTERM or SIGINT.
void loop_run(struct loop *l);
void loop_close(struct loop *l);

// The instant of the callback under way, stamped when it was called: UTC since
// 1970, and the clock that only goes forward. What is above the base asks no
// other clock, so that one callback happens at one instant.
int64_t loop_at_ms(const struct loop *l);
int64_t loop_now_ms(const struct loop *l);

// The callback under way has taken so long already: for work that is done in
// slices, between which the loop turns. No instant of its own.
bool loop_has_taken(const struct loop *l, int64_t ms);

// Called each time the loop is about to wait, for work done in batches.
void loop_before_sleep(struct loop *l, loop_fn *fn, void *arg);

// Watches a descriptor. Returns the watch's number or ERR_FULL, ERR_IO.
int loop_watch(struct loop *l, int fd, int events, loop_watch_fn *fn,
               void *arg) MUST_USE;
void loop_watch_events(struct loop *l, int watch, int events);
void loop_unwatch(struct loop *l, int watch);

// Calls fn after after_ms, then every every_ms unless that is 0. Starting a
// running timer sets it anew.
void loop_timer_start(struct loop *l, struct loop_timer *t, int64_t after_ms,
                      int64_t every_ms, loop_fn *fn, void *arg);
void loop_timer_stop(struct loop_timer *t);

// Runs fn on another thread, of a lower priority, and then done on the loop's.
// fn touches nothing but arg, which nobody else touches meanwhile. ERR_FULL
// when too many wait. A loop that is closed waits for what has begun, and calls
// done no more.
int loop_work(struct loop *l, loop_fn *fn, loop_fn *done, void *arg) MUST_USE;

#endif
