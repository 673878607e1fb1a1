// compare.h - central's books beside the files of its benches.
#ifndef STORE_COMPARE_H
#define STORE_COMPARE_H

#include "station/store/central/labels.h"

// c is of central's file. Findings are rows that central confirmed and has not,
// rows that differ, and a bench that is behind what it told; *unsent gets how
// many rows are still to be handed over, which is none. What these put on
// labels goes into l. name is the bench's file, for people.
int compare_bench(struct check *c, struct store *bench, const char *name,
                  struct labels *l, int64_t *unsent) MUST_USE;

#endif
