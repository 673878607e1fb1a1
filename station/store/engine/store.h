// store.h - the one place that speaks SQL.
//
//     engine/             files, transactions, statements; SQLite is known here
//     bench/              a bench's own file: journal, claimed orders, copies
//     central/goods/      items, boxes, warehouses, the ledger of stock
//     central/orders/     orders and their groups, states, holds, timeline
//     central/source/     what waits, supply, shipments and reservations
//     central/floor/      stations and their journals, claims, the feed, what a
//                         bench packed, which life of this file it is
//     central/ship/       papers, parcels, manifests
//     central/channels/   what channels pushed, and must be told
//     central/people/     people, their sessions, answers already given
//     central/rules/      settings as dated data, points of postal codes
//     central/lists/      lists and rows as the API shows them
//
// Two kinds of file: a bench's own and central's. Reads return a count or a
// negative error and may be called at any time. Writes return nothing (or the
// id they made) and are legal only between store_begin and store_commit: the
// first failure sticks, the rest are skipped, and store_commit reports it
// after rolling everything back. So a workflow lists its writes one under
// another and checks once.
//
// Opening checks the file's application_id and version, runs missing schema
// steps after taking a copy (FILE.vN), and sets WAL with synchronous=FULL: what
// was committed survives a power cut. Files are readable by their user alone.
#ifndef STORE_ENGINE_STORE_H
#define STORE_ENGINE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"
#include "station/store/engine/mark.h"
#include "station/store/engine/statements.h"

enum store_kind { STORE_BENCH, STORE_CENTRAL };

enum { STORE_WHY_MAX = 300 };

struct store {              // private; one per file, owned by the caller
    void *db;               // the engine's own
    enum store_kind kind;
    bool in_tx;
    bool is_readonly;
    bool is_older;          // opened to read: steps are missing
    bool is_tightened;      // others could read the file, until now
    int tx_rc;              // first failure of the open transaction, or 0
    char why[STORE_WHY_MAX + 1];
    struct statements statements;
    struct mark mark;       // open while the file is held: see hold.h
};

// path may be ":memory:". ERR_IO when the file cannot be used, ERR_PARSE when
// it is no database of this kind, ERR_CONFLICT when it is newer than this
// program. store_why says it in a sentence.
int store_open(struct store *st, enum store_kind kind,
               const char *path) MUST_USE;

// A file in the making, which a crash may spoil: no copy, no log beside it.
int store_open_part(struct store *st, enum store_kind kind,
                    const char *path) MUST_USE;

// For tools that only look: either kind, nothing is changed. Sets kind.
int store_open_readonly(struct store *st, const char *path) MUST_USE;
void store_close(struct store *st);
const char *store_why(const struct store *st);

void store_begin(struct store *st);
bool store_is_writing(const struct store *st);  // a transaction is open
int store_commit(struct store *st) MUST_USE;

// Inside a transaction: a part that can be undone alone, for group commit.
// store_part_end returns the part's first failure after undoing the part.
void store_part_begin(struct store *st);
int store_part_end(struct store *st) MUST_USE;

// The caller found a reason to give up: sticks like a failed write.
void store_fail(struct store *st, int rc, const char *why);

int64_t store_counter(struct store *st, const char *name, int64_t fallback);
void store_counter_set(struct store *st, const char *name, int64_t value);
void store_setting(struct store *st, const char *name, char *out, size_t cap);
void store_setting_set(struct store *st, const char *name, const char *value);

#endif
