// watch.h - an end even when something hangs.
//
// Whoever works says what it waits for, and when it came further. When nobody
// has come further for as long as the patience, or the day itself for ten
// times that, the watch prints what each waits for and for how long, what
// became of the programs, and ends this program with status 1. SIGINT and
// SIGTERM end it too, with 128 and the signal's number. Before any of these
// ends it lets the owner stop what was started.
#ifndef TOOLS_WATCH_H
#define TOOLS_WATCH_H

#include <stdint.h>

enum { WATCH_DAY, WATCH_BENCH, WATCH_SLOTS_MAX = 8, WATCH_WORDS_MAX = 160 };

struct watch_owner {
    void (*report)(void); // more about what hangs, on stdout
    void (*stop)(void);
};

// Before any other thread: signals are for the watch alone from here on.
void watch_start(const struct watch_owner *owner, int64_t patience_ms);

// Slot WATCH_DAY is the day's, WATCH_BENCH and the ones after it the benches'.
void watch_says(int slot, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void watch_moved(int slot);

#endif
