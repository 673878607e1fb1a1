// identity.h - who this bench's file is: its journal, and this run of the
// program on it.
//
// A journal has an id that does not come back when the file does. One that was
// put back, is a copy, or has rows that central knows otherwise begins a new
// journal in the middle of the old one: its rows stay, chained as they were,
// but the orders and numbers that the file remembers may be somebody else's by
// now and are given up. Central puts these orders on hold.
#ifndef BENCH_CORE_IDENTITY_H
#define BENCH_CORE_IDENTITY_H

#include "shared/err.h"
#include "station/record/hello.h"

struct core;

struct identity {
    char journal_id[IDENTITY_MAX + 1];
    char parent_id[IDENTITY_MAX + 1];   // that central knows, or empty
    char known_id[IDENTITY_MAX + 1];    // journal that central welcomed last
    char run[IDENTITY_MAX + 1];         // of this process
    char run_before[IDENTITY_MAX + 1];  // welcomed last on this file, or empty
    char database_id[IDENTITY_MAX + 1]; // central's
    char incarnation[IDENTITY_MAX + 1]; // central's, heard last
    bool has_given_up; // what it had, and was not welcomed since
};

// Once, at start, before anything else is kept: no other program has the file,
// and one that is not where it was begins a new journal. ERR_* with store_why.
int identity_start(struct core *c, int64_t at_ms) MUST_USE;

// A new journal after the newest row. why: "copy", of a file that was put back
// or is another one's; "older", central has more of it; "forked", central has
// other rows. Whoever was signed in signs in again; an order on the desk is
// its desk's to put away. ERR_* with store_why, and nothing has changed.
int identity_begin(struct core *c, const char *why, int64_t at_ms) MUST_USE;

// Inside a transaction: central welcomed this run and journal; *w says who it
// is. What it says is in *to when the transaction is.
void identity_welcome(struct core *c, const struct welcome *w,
                      struct identity *to);

#endif
