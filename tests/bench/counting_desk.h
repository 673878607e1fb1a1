// counting_desk.h - the smallest desk there can be: it counts what is scanned
// in its hours, journals each, shows the number, and comes back after a
// restart. It stands here to prove that a desk is one file and one line.
#ifndef TESTS_BENCH_COUNTING_DESK_H
#define TESTS_BENCH_COUNTING_DESK_H

#include "station/bench/desk/desk.h"

extern const struct desk COUNTING_DESK;     // takes what begins with CNT-

#endif
