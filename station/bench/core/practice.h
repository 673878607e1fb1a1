// practice.h - a bench to learn at: a store of its own, orders made from the
// bench's own items, labels marked, and nothing ever posted.
#ifndef BENCH_CORE_PRACTICE_H
#define BENCH_CORE_PRACTICE_H

#include "station/bench/core/core.h"

// Each time practice starts: copies catalogue and people from the bench's real
// file and, when none wait, makes orders. ERR_* with store_why.
int practice_seed(struct core *c) MUST_USE;

#endif
