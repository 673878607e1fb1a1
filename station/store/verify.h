// verify.h - all that is kept in files, and the only SQL; here whether the
// books are in order, for `tallyman verify` and the tests.
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "station/store/engine/check.h"

// Checks a whole file of either kind: SQLite's own integrity, foreign keys,
// the chain of events, the ledger and what is derived from it. each is called
// once for each thing that is off. Returns the number of findings or a
// negative error. O(size of the file).
int64_t verify_run(struct store *st, check_fn *each, void *arg);

#endif
