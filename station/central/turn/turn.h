// turn.h - one turn of central's loop: its transaction, its memory, its end.
//
// All writes of a turn share a commit. Whoever writes does so in a part of the
// open transaction (turn_write_begin to turn_write_end); answers of routes
// marked is_write are held, and turn_settle commits before the loop sleeps and
// lets them go. What a piece of work needs only while it runs comes from the
// turn's arena instead of static memory, so that two centrals live side by side
// in one process.
//
// The room also holds what every handler needs and nothing above it: who may
// call (admit.h), how often one may fail (throttle.h, guess.h), answers
// (answer.h), and what is answered later (later.h).
#ifndef CENTRAL_TURN_TURN_H
#define CENTRAL_TURN_TURN_H

#include "station/base/arena.h"
#include "station/base/loop.h"
#include "station/store/engine/pulse.h"
#include "station/store/engine/store.h"

struct http_server;

enum {
    TURN_BYTES = 8 * 1024 * 1024,   // of the largest piece of work
    TURN_SLICE_MS = 10,             // of work that others need not wait for
};

struct turn {
    struct loop *loop;              // NULL where nothing waits (tests)
    struct store *st;
    struct http_server *http;       // NULL where nobody asks (tests)
    struct arena arena;
    struct loop_timer again;        // private
    int64_t commit_count;           // since start
    struct pulse pulse;             // can anything be kept?
};

void turn_open(struct turn *t, struct loop *loop, struct store *st);
void turn_close(struct turn *t);

// The instant of this turn, UTC; and the clock that only goes forward.
int64_t turn_at_ms(const struct turn *t);
int64_t turn_now_ms(const struct turn *t);

// Long work ends its slice now and goes on in another turn.
bool turn_is_long(const struct turn *t);

// Opens the turn's transaction when it is not open yet, and a part of it.
void turn_write_begin(struct turn *t);
int turn_write_end(struct turn *t) MUST_USE;

// Asks once in a while whether anything can be kept; once a second.
void turn_pulse(struct turn *t);

// Commits now, and lets answers go: before a call leaves that tells of what was
// written, and between slices of long work. The commit's failure, said in the
// log. turn_settle is the same for the loop, before it sleeps.
int turn_commit(struct turn *t);
void turn_settle(void *turn);

// Memory until the work under way is done: who begins it (a request, a tick, an
// answer from elsewhere) marks the arena and goes back to the mark; a loop over
// many does so each time round.
void *turn_alloc(struct turn *t, size_t size);
size_t turn_mark(const struct turn *t);
void turn_back(struct turn *t, size_t mark);

#endif
