#include "station/store/engine/raw.h"

#include <errno.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { BUSY_MS = 5000, HEAP_LIMIT = 48 * 1024 * 1024 };

static int rc_of(int code)
{
    switch (code) {
    case SQLITE_FULL:
        return ERR_FULL;
    case SQLITE_CONSTRAINT:
    case SQLITE_BUSY:
        return ERR_CONFLICT;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return ERR_PARSE;
    default:
        return ERR_IO;
    }
}

// The engine calls a disk without room for its own small files a failed one.
static int disk_code(int code, int why_errno)
{
    if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN)
        return code;
    if (why_errno == ENOSPC || why_errno == EDQUOT)
        return SQLITE_FULL;
    return why_errno == EROFS ? SQLITE_READONLY : code;
}

// "UNIQUE constraint failed: station.name", for the person who chose the name.
static bool say_taken(const char *said, char *why, size_t why_cap)
{
    static const char BEGINS[] = "UNIQUE constraint failed: ";
    size_t len = sizeof BEGINS - 1;
    const char *dot = strchr(said, '.');
    if (strncmp(said, BEGINS, len) != 0 || !dot || strchr(said, ','))
        return false;
    snprintf(why, why_cap, "another %.*s has this %s",
             (int)(dot - said - (ptrdiff_t)len), said + len, dot + 1);
    return true;
}

int raw_reason(void *db, int sqlite_rc, char *why, size_t why_cap)
{
    int why_errno = db ? sqlite3_system_errno(db) : 0;
    int code = disk_code(sqlite_rc & 0xFF, why_errno);
    if (code == SQLITE_FULL)
        snprintf(why, why_cap, "the disk is full");
    else if (code == SQLITE_READONLY)
        snprintf(why, why_cap, "the file or disk is read-only");
    else if (code == SQLITE_IOERR)
        snprintf(why, why_cap, "the disk does not work: %s",
                 why_errno ? strerror(why_errno) : sqlite3_errstr(sqlite_rc));
    else if (code == SQLITE_CANTOPEN && why_errno)
        snprintf(why, why_cap, "unable to open: %s", strerror(why_errno));
    // Without a handle the engine would speak of memory.
    else if (!db || !say_taken(sqlite3_errmsg(db), why, why_cap))
        snprintf(why, why_cap, "%s",
                 db ? sqlite3_errmsg(db) : sqlite3_errstr(sqlite_rc));
    return rc_of(code);
}

const char *raw_path(const struct store *st)
{
    const char *path = st->db ? sqlite3_db_filename(st->db, "main") : NULL;
    return path ? path : "";
}

int raw_fail(struct store *st, int sqlite_rc)
{
    char reason[200];
    int rc = raw_reason(st->db, sqlite_rc, reason, sizeof reason);
    const char *path = raw_path(st);
    snprintf(st->why, sizeof st->why, "%s%s%s", path, path[0] ? ": " : "",
             reason);
    return rc;
}

int raw_exec(struct store *st, const char *sql)
{
    int rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : raw_fail(st, rc);
}

// ERR_OK with a row to read from, or without one.
static int one_row(struct store *st, const char *sql, sqlite3_stmt **stmt,
                   bool *has_row)
{
    int rc = sqlite3_prepare_v2(st->db, sql, -1, stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(*stmt);
    *has_row = rc == SQLITE_ROW;
    return *has_row || rc == SQLITE_DONE ? ERR_OK : raw_fail(st, rc);
}

int raw_int(struct store *st, const char *sql, int64_t *out)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row;
    int rc = one_row(st, sql, &stmt, &has_row);
    if (has_row)
        *out = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return rc;
}

int raw_text(struct store *st, const char *sql, char *out, size_t cap)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row;
    int rc = one_row(st, sql, &stmt, &has_row);
    const char *chars =
        has_row ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    snprintf(out, cap, "%s", chars ? chars : "");
    sqlite3_finalize(stmt);
    return rc;
}

int raw_open(struct store *st, const char *path, int flags)
{
    char reason[200];
    sqlite3 *db = NULL;
    memset(st, 0, sizeof *st);
    // One thread uses a store: no locks, and small pieces from a reserve.
    int rc = sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    st->db = db;
    if (rc != SQLITE_OK) {
        rc = raw_reason(db, rc, reason, sizeof reason);
        snprintf(st->why, sizeof st->why, "%s: %s", path, reason);
        return rc;
    }
    sqlite3_db_config(db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 512, 1000);
    sqlite3_soft_heap_limit64(HEAP_LIMIT);
    sqlite3_busy_timeout(db, BUSY_MS);
    sqlite3_extended_result_codes(db, 1);
    return ERR_OK;
}

void raw_close(struct store *st)
{
    sqlite3_close(st->db);
    st->db = NULL;
}
