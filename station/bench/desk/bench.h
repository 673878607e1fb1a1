// bench.h - one bench: the core, its desks, and the switch over what happens.
//
// A scan, a weight, a printer's answer, a change from central: each arrives as
// an event at bench_on_event, which asks the desk. Before the loop sleeps
// bench_settle lets central be called, tells the handhelds and draws, once for
// all that happened; only a sound is let out before the next thing happens.
// Any number of benches live in one process; the clock is an argument.
#ifndef BENCH_DESK_BENCH_H
#define BENCH_DESK_BENCH_H

#include "station/bench/desk/desk.h"
#include "station/bench/hand/hand.h"

enum { BENCH_DESKS_MAX = 8 };

struct bench {              // private but for core and hands, while opening
    struct core core;
    struct hands hands;
    const struct desk *desk[BENCH_DESKS_MAX];
    void *state[BENCH_DESKS_MAX];
    int32_t desk_count;
    int32_t at;             // the desk whose work this is, or was last
    bool is_asking;         // in the loop over next
};

// core is open. The table of desks ends with NULL; their states are allocated
// here, once, and bench_setup lets them read the configuration. bench_close
// frees them and closes the core, after its loop.
void bench_open(struct bench *b, const struct desk *const *desks);
void bench_setup(struct bench *b, struct conf *conf);
void bench_close(struct bench *b);

// After a restart: who was signed in, and what was under way.
void bench_restore(struct bench *b, int64_t at_ms);

void bench_on_event(void *arg, const struct event *ev);     // a device_fn
void bench_settle(struct bench *b, const struct moment *at);
void bench_tick(struct bench *b, int64_t at_ms);    // once a second

// Typed or touched on the page: counts like a scan.
void bench_type(struct bench *b, const char *bytes, size_t len,
                int64_t at_ms);
void bench_pin(struct bench *b, const char *pin, int64_t at_ms);

// A button of the desk's page. False when the desk has no such command.
// The one who is in goes, as by a scan of the badge.
void bench_sign_out(struct bench *b, int64_t at_ms);
bool bench_command(struct bench *b, const char *name, const char *text,
                   int64_t at_ms);

// What the page shows now.
const char *bench_screen(struct bench *b, const struct moment *at,
                         size_t *len);

#endif
