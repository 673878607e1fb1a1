#include "station/store/engine/query.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>

// Remembers the first failure, in words that name the statement.
static void fail(struct query *q, int sqlite_rc)
{
    struct store *st = q->st;
    int code = sqlite_rc & 0xFF;
    q->rc = code == SQLITE_FULL         ? ERR_FULL
            : code == SQLITE_CONSTRAINT ? ERR_CONFLICT
                                        : ERR_IO;
    const char *reason = code == SQLITE_FULL       ? "the disk is full"
                         : code == SQLITE_READONLY ? "the disk is read-only"
                                                   : sqlite3_errmsg(st->db);
    if (st->tx_rc == 0)
        snprintf(st->why, sizeof st->why, "%s", reason);
    if (st->in_tx && st->tx_rc == 0)
        st->tx_rc = q->rc;
}

// Statements are found by the address of their literal: one probe as a rule.
static sqlite3_stmt *find(struct store *st, const char *literal, int *slot)
{
    uintptr_t key = (uintptr_t)literal;
    uint32_t at = (uint32_t)((key >> 3) * 2654435761u) % STORE_STATEMENTS_MAX;
    for (int i = 0; i < STORE_STATEMENTS_MAX; i++) {
        if (st->cache[at].literal == literal || !st->cache[at].literal) {
            *slot = (int)at;
            return st->cache[at].stmt;
        }
        at = (at + 1) % STORE_STATEMENTS_MAX;
    }
    must_fail(__FILE__, __LINE__, "statement cache is full");
}

void query_begin(struct query *q, struct store *st, const char *literal)
{
    int slot;
    *q = (struct query){.st = st, .rc = st->in_tx ? st->tx_rc : 0};
    if (q->rc < 0)
        return;
    q->stmt = find(st, literal, &slot);
    if (!q->stmt) {
        int rc = sqlite3_prepare_v3(st->db, literal, -1,
                                    SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
        if (rc != SQLITE_OK) {
            fail(q, rc);
            return;
        }
        st->cache[slot].literal = literal;
        st->cache[slot].stmt = q->stmt;
    }
}

void query_int(struct query *q, int idx, int64_t value)
{
    if (q->stmt)
        must(sqlite3_bind_int64(q->stmt, idx, value) == SQLITE_OK);
}

void query_text(struct query *q, int idx, const char *chars)
{
    query_text_len(q, idx, chars, strlen(chars));
}

void query_text_len(struct query *q, int idx, const char *chars, size_t len)
{
    if (!q->stmt)
        return;
    int rc = sqlite3_bind_text64(q->stmt, idx, chars, len, SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
    must(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);
    if (rc != SQLITE_OK)
        fail(q, rc);
}

void query_blob(struct query *q, int idx, const void *bytes, size_t len)
{
    if (!q->stmt)
        return;
    int rc = sqlite3_bind_blob64(q->stmt, idx, bytes, len, SQLITE_TRANSIENT);
    must(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);
    if (rc != SQLITE_OK)
        fail(q, rc);
}

void query_end(struct query *q)
{
    if (!q->stmt)
        return;
    sqlite3_reset(q->stmt);
    sqlite3_clear_bindings(q->stmt);
    q->stmt = NULL;
}

int query_row(struct query *q)
{
    if (!q->stmt || q->rc < 0) {
        query_end(q);
        return q->rc;
    }
    int rc = sqlite3_step(q->stmt);
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
    return sqlite3_column_int64(q->stmt, column);
}

const char *query_get_text(struct query *q, int column)
{
    const char *chars = (const char *)sqlite3_column_text(q->stmt, column);
    return chars ? chars : "";
}

const void *query_get_blob(struct query *q, int column, size_t *len)
{
    const void *bytes = sqlite3_column_blob(q->stmt, column);
    *len = (size_t)sqlite3_column_bytes(q->stmt, column);
    return bytes ? bytes : "";
}

void query_copy_text(struct query *q, int column, char *out, size_t cap)
{
    snprintf(out, cap, "%s", query_get_text(q, column));
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
