// desk.h - the contract of a desk: one kind of work done at a bench.
//
// A desk is a folder beside this one and one line in main.c's table. It keeps
// its state in a struct of its own, decides with a pure module of the domain
// on a copy, commits through core/commit.h, and only then changes its state
// and lets itself be heard. It never draws: it says core->is_changed, and is
// asked once before the loop sleeps. Every desk has restore, takes and scan;
// another function that it does not need is NULL.
//
// A desk with work under way says so: core->busy_desk is its state, until the
// work is done or put away. It gets every scan then; otherwise the first desk
// of the table that takes it does. While another desk is busy none begins.
#ifndef BENCH_DESK_DESK_H
#define BENCH_DESK_DESK_H

#include "shared/code.h"
#include "station/base/conf.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/core.h"
#include "station/store/bench/bench_person.h"

struct desk {
    const char *name;       // the page loads the module of this name
    size_t state_size;      // zeroed memory, given to every call

    // Its part of the bench's configuration; what is wrong stands in conf.
    void (*setup)(void *state, struct conf *conf);

    // Once, at start: the core is the desk's from now on, and what was under
    // way when the power went is again. True when the page shows it.
    bool (*restore)(void *state, struct core *c, int64_t at_ms);

    // Is a scan on a free bench this desk's?
    bool (*takes)(const void *state, const struct code *code);
    void (*scan)(void *state, const struct code *code,
                 const struct origin *o);

    // A supervisor's badge while there is work. True when it allowed
    // something, after sign_vouch; otherwise it is a badge like any other.
    bool (*allow)(void *state, const struct sign_who *w,
                  const struct origin *o);

    // The load on the scale, as core->weight has it.
    void (*weight)(void *state, enum weigh_look look, const struct origin *o);

    // A printer's word: EVENT_JOB, or EVENT_PRINTER when it is another one.
    void (*job)(void *state, const struct event *ev, const struct origin *o);

    // Central's news: EVENT_NUMBERS, EVENT_FEED, EVENT_WORK. Every desk hears
    // of them, whoever has the bench.
    void (*feed)(void *state, const struct event *ev, const struct origin *o);

    // A button of the desk's own page. False when there is no such command.
    bool (*command)(void *state, const char *name, const char *text,
                    const struct origin *o);

    // Once a second: what has waited too long ends.
    void (*tick)(void *state, const struct origin *o);

    // Does one thing that the state asks for by itself. True when it has to be
    // asked again; asked after everything that happens, so a bool first.
    bool (*next)(void *state, const struct origin *o);

    // Its members of the screen, "state" among them.
    void (*show)(void *state, json_t *screen, const struct moment *at);

    // The same in one line, for a handheld's screen. False: nothing to say.
    bool (*tell)(const void *state, char *out, size_t cap);
};

#endif
