#include "station/store/engine/query.h"
#include "station/store/engine/raw.h"
#include "shared/must.h"
#include "station/base/text.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

// Remembers the first failure, in words that name the statement.
static void fail(struct query *q, int sqlite_rc)
{
    struct store *st = q->st;
    char reason[200];
    int rc = raw_reason(st->db, sqlite_rc, reason, sizeof reason);
    bool is_rule = (sqlite_rc & 0xFF) == SQLITE_CONSTRAINT;
    q->rc = is_rule ? ERR_CONFLICT : rc == ERR_FULL ? ERR_FULL : ERR_IO;
    if (st->tx_rc == 0)
        snprintf(st->why, sizeof st->why, "%s", reason);
    if (st->in_tx && st->tx_rc == 0)
        st->tx_rc = q->rc;
}

static void *prepare(struct query *q, const char *literal)
{
    sqlite3_stmt *handle;
    int rc = sqlite3_prepare_v3(q->st->db, literal, -1,
                                SQLITE_PREPARE_PERSISTENT, &handle, NULL);
    if (rc == SQLITE_OK &&
        !statements_add(&q->st->statements, literal, handle)) {
        sqlite3_finalize(handle);
        rc = SQLITE_NOMEM;
    }
    if (rc == SQLITE_OK)
        return handle;
    fail(q, rc);
    return NULL;
}

void query_begin(struct query *q, struct store *st, const char *literal)
{
    *q = (struct query){.st = st, .rc = st->in_tx ? st->tx_rc : 0};
    if (q->rc < 0)
        return;
    q->handle = statements_find(&st->statements, literal);
    if (!q->handle)
        q->handle = prepare(q, literal);
}

void query_int(struct query *q, int idx, int64_t value)
{
    if (q->handle)
        must(sqlite3_bind_int64(q->handle, idx, value) == SQLITE_OK);
}

void query_text(struct query *q, int idx, const char *chars)
{
    query_text_len(q, idx, chars, strlen(chars));
}

void query_text_len(struct query *q, int idx, const char *chars, size_t len)
{
    if (!q->handle)
        return;
    int rc = sqlite3_bind_text64(q->handle, idx, chars, len, SQLITE_STATIC,
                                 SQLITE_UTF8);
    must(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);
    if (rc != SQLITE_OK)
        fail(q, rc);
}

void query_blob(struct query *q, int idx, const void *bytes, size_t len)
{
    if (!q->handle)
        return;
    int rc = sqlite3_bind_blob64(q->handle, idx, bytes, len, SQLITE_STATIC);
    must(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);
    if (rc != SQLITE_OK)
        fail(q, rc);
}

void query_end(struct query *q)
{
    if (!q->handle)
        return;
    sqlite3_reset(q->handle);
    sqlite3_clear_bindings(q->handle);
    q->handle = NULL;
}

int query_row(struct query *q)
{
    if (!q->handle || q->rc < 0) {
        query_end(q);
        return q->rc;
    }
    int rc = sqlite3_step(q->handle);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc != SQLITE_DONE)
        fail(q, rc);
    query_end(q);
    return q->rc;
}

int64_t query_write(struct query *q)
{
    must(q->st->in_tx);
    if (query_row(q) < 0)
        return 0;
    query_end(q);
    return sqlite3_changes64(q->st->db);
}

int64_t query_get_int(struct query *q, int column)
{
    return sqlite3_column_int64(q->handle, column);
}

const char *query_get_text(struct query *q, int column)
{
    const char *chars = (const char *)sqlite3_column_text(q->handle, column);
    return chars ? chars : "";
}

const void *query_get_blob(struct query *q, int column, size_t *len)
{
    const void *bytes = sqlite3_column_blob(q->handle, column);
    *len = (size_t)sqlite3_column_bytes(q->handle, column);
    return bytes ? bytes : "";
}

void query_copy_text(struct query *q, int column, char *out, size_t cap)
{
    const char *chars = query_get_text(q, column);
    text_copy(out, cap, chars, strlen(chars));
}

int64_t query_one_int(struct query *q, int64_t fallback)
{
    int64_t value = fallback;
    if (query_row(q) > 0)
        value = query_get_int(q, 0);
    query_end(q);
    return value;
}

int32_t query_ids(struct query *q, int64_t *ids, int32_t cap)
{
    int32_t count = 0;
    while (count < cap && query_row(q) > 0)
        ids[count++] = query_get_int(q, 0);
    query_end(q);
    return count;
}
