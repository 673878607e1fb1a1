// checks.h - does everything hold at the end of a day?
#ifndef TOOLS_CHECKS_H
#define TOOLS_CHECKS_H

#include "tools/day/packer.h"

// Shipments that are neither packed, cancelled nor held.
int64_t checks_open_shipments(struct site *s);

// Waits until every bench has handed over its journal, then stops everything.
void checks_stop(struct site *s);

// Compares labels and scans with the books of programs that run; prints what
// is off. True when nothing is.
bool checks_judge(struct site *s);

// Prints what happened and what is off. True when nothing is.
bool checks_report(struct site *s, struct packer *p, int64_t took_ms);

#endif
