// query.h - statements with few words; private to station/store.
//
// query_begin takes a string literal: prepared statements are found by its
// address. Texts and blobs are borrowed, not copied: they stay the caller's
// and must live until the query is over, which is when query_write,
// query_one_int, query_ids or query_end returns, or query_row returns no more
// rows. Inside a transaction a failed write sticks and the rest are skipped.
#ifndef STORE_ENGINE_QUERY_H
#define STORE_ENGINE_QUERY_H

#include "station/store/engine/store.h"

struct query {
    struct store *st;
    void *handle;           // the engine's own; NULL when it could not be
                            // prepared, is skipped or is over
    int rc;
};

void query_begin(struct query *q, struct store *st, const char *literal);
void query_int(struct query *q, int idx, int64_t value);
void query_text(struct query *q, int idx, const char *chars);
void query_text_len(struct query *q, int idx, const char *chars, size_t len);
void query_blob(struct query *q, int idx, const void *bytes, size_t len);

// A write that returns nothing; needs store_begin. Returns rows changed.
int64_t query_write(struct query *q);

// 1 with a row, 0 at the end (and the query is over), or a negative error.
// For reads, and for writes with RETURNING.
int query_row(struct query *q) MUST_USE;
int64_t query_get_int(struct query *q, int column);
const char *query_get_text(struct query *q, int column); // until next row
const void *query_get_blob(struct query *q, int column, size_t *len);
void query_copy_text(struct query *q, int column, char *out, size_t cap);
void query_end(struct query *q);

// For one value: the first column of the first row or fallback.
int64_t query_one_int(struct query *q, int64_t fallback);

// The first column of the first cap rows. Returns how many.
int32_t query_ids(struct query *q, int64_t *ids, int32_t cap);

#endif
