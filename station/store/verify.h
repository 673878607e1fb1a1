// verify.h - all that is kept in files, and the only SQL; here whether the
// books are in order, for `tallyman verify` and the tests.
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "station/store/engine/check.h"

// Checks a whole file of either kind: SQLite's own integrity, foreign keys,
// the chain of events, the ledger and what is derived from it, and that no
// number, parcel or claim is without its other side. each is called once for
// each thing that is off. Returns the number of findings or a negative error.
// O(size of the file).
int64_t verify_run(struct store *st, check_fn *each, void *arg);

// A bench's file that stands beside central's.
struct verify_bench {
    const char *name;
    struct store *st;
    int64_t unsent;         // events that are to be handed over, set here
};

// Central's file as above, and the journals of these benches beside it.
int64_t verify_site(struct store *central, struct verify_bench *bench,
                    int32_t bench_count, check_fn *each, void *arg);

#endif
