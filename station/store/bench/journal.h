// journal.h - the rows in a bench's file; first of all its scan log,
// append-only and chained by hashes. What a row is stands in record/journal.h.
#ifndef STORE_BENCH_JOURNAL_H
#define STORE_BENCH_JOURNAL_H

#include "station/record/journal.h"
#include "station/store/engine/store.h"

int journal_tip_load(struct store *st, struct journal_tip *tip) MUST_USE;

// The hash of one row, O(log n). ERR_MISSING when there is no such row.
int journal_hash_at(struct store *st, int64_t seq,
                    uint8_t out[SECRET_DIGEST_LEN]) MUST_USE;

// Adds a row after *tip: fills in seq and hash and moves the tip. Keep a copy
// of the tip until store_commit says yes.
void journal_add(struct store *st, struct journal_tip *tip,
                 struct journal_row *row);

// Reads rows in order. each returns false to stop. Returns rows read or an
// error. O(rows read); shipment_id 0 means all.
typedef bool journal_each_fn(void *arg, const struct journal_row *row);
int64_t journal_each(struct store *st, int64_t after_seq, int64_t shipment_id,
                     journal_each_fn *each, void *arg);

#endif
