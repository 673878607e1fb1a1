// journal.h - rows of a bench's scan log, chained by hashes, as a station sends
// them to central.
//
// hash(n) = BLAKE2b-256(hash(n-1), "seq\tat\tkind\tperson\tshipment\tfence\t
// verdict\t", body). A row that was changed, dropped or put in later breaks the
// chain at that row. The same text with the hash in hex behind it, one row a
// line, is the batch of events.
#ifndef RECORD_JOURNAL_H
#define RECORD_JOURNAL_H

#include "shared/err.h"
#include "station/base/secret.h"
#include "station/base/text.h"

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
