// chain.h - does each event of a journal follow from the one before it?
#ifndef STORE_BENCH_CHAIN_H
#define STORE_BENCH_CHAIN_H

#include "station/store/bench/journal.h"
#include "station/store/engine/check.h"

struct chain {
    int64_t owner; // the number of its journal, 0 for our own
    struct journal_tip tip;
};

// The next row; a gap and a hash that does not follow are findings.
void chain_check(struct check *c, struct chain *chain,
                 const struct journal_row *row);

// All of a bench's own journal, and that central has no more of it.
int chain_check_bench(struct check *c) MUST_USE;

#endif
