// journal.h - the scan log of a bench: append-only and chained by hashes.
//
// hash(n) = BLAKE2b-256(hash(n-1), "seq\tat\tkind\tperson\tshipment\tfence\t
// verdict\t", body). A row that was changed, dropped or put in later breaks the
// chain at that row. The same text with the hash in hex behind it, one row a
// line, is what a station sends to central; see journal_line_read.
#ifndef STORE_BENCH_JOURNAL_H
#define STORE_BENCH_JOURNAL_H

#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/store/engine/store.h"

enum {
    JOURNAL_NAME_MAX = 23,
    JOURNAL_BODY_MAX = 400000,  // an order of 1 280 lines as it was opened
    JOURNAL_HEAD_MAX = 192,
};

struct journal_row {
    int64_t seq;
    int64_t at_ms;
    int64_t person_id;
    int64_t shipment_id;
    int64_t fence;
    char kind[JOURNAL_NAME_MAX + 1];
    char verdict[JOURNAL_NAME_MAX + 1];
    const char *body;           // JSON without tabs or newlines; caller's
    size_t body_len;
    uint8_t hash[SECRET_DIGEST_LEN];
};

struct journal_tip {            // the last row; zero before the first
    int64_t seq;
    uint8_t hash[SECRET_DIGEST_LEN];
};

int journal_tip_load(struct store *st, struct journal_tip *tip) MUST_USE;

// Adds a row after *tip: fills in seq and hash and moves the tip. Keep a copy
// of the tip until store_commit says yes.
void journal_add(struct store *st, struct journal_tip *tip,
                 struct journal_row *row);

// Reads rows in order. each returns false to stop. Returns rows read or an
// error. O(rows read); shipment_id 0 means all.
typedef bool journal_each_fn(void *arg, const struct journal_row *row);
int64_t journal_each(struct store *st, int64_t after_seq, int64_t shipment_id,
                     journal_each_fn *each, void *arg);

// The hash that belongs after *tip for this row.
void journal_hash(const struct journal_tip *tip, const struct journal_row *row,
                  uint8_t out[SECRET_DIGEST_LEN]);

// One line for the wire, newline included.
void journal_line_write(const struct journal_row *row, struct text *out);

// Splits one line (without its newline) in place; body points into it.
// ERR_PARSE with *why set when it is not one.
int journal_line_read(struct journal_row *row, char *line, size_t len,
                      const char **why) MUST_USE;

#endif
