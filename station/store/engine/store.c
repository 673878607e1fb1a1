#include "station/store/engine/store.h"
#include "station/store/engine/query.h"
#include "station/store/engine/schema.h"
#include "shared/must.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

// "TlyB" and "TlyC": tells our files from any other SQLite file.
static const int32_t APPLICATION_ID[] = {
    [STORE_BENCH] = 0x546C7942, [STORE_CENTRAL] = 0x546C7943};

enum { BUSY_MS = 5000, HEAP_LIMIT = 48 * 1024 * 1024,
       CENTRAL_HEAP_LIMIT = 320 * 1024 * 1024 };

const char *store_why(const struct store *st)
{
    return st->why;
}

static int rc_of(int sqlite_rc)
{
    switch (sqlite_rc & 0xFF) {
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

static int fail(struct store *st, int sqlite_rc, const char *what)
{
    const char *reason = st->db ? sqlite3_errmsg(st->db) : "out of memory";
    if ((sqlite_rc & 0xFF) == SQLITE_FULL)
        reason = "the disk is full";
    if ((sqlite_rc & 0xFF) == SQLITE_READONLY)
        reason = "the file or disk is read-only";
    snprintf(st->why, sizeof st->why, "%s: %s", what, reason);
    return rc_of(sqlite_rc);
}

static int exec(struct store *st, const char *sql)
{
    int rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : fail(st, rc, sql);
}

static int pragma_int(struct store *st, const char *sql, int64_t *out)
{
    sqlite3_stmt *stmt;
    int rc = sqlite3_prepare_v2(st->db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return rc == SQLITE_ROW ? ERR_OK : fail(st, rc, sql);
}

static int newest_version(enum store_kind kind)
{
    int count = 0;
    while (schema_step(kind, count + 1))
        count++;
    return count;
}

// One schema step and its number, both or neither.
static int run_step(struct store *st, int version)
{
    char sql[80];
    int rc = exec(st, "BEGIN IMMEDIATE");
    if (rc == ERR_OK)
        rc = exec(st, schema_step(st->kind, version));
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    if (rc == ERR_OK)
        rc = exec(st, sql);
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d",
             APPLICATION_ID[st->kind]);
    if (rc == ERR_OK)
        rc = exec(st, sql);
    if (rc == ERR_OK)
        rc = exec(st, "COMMIT");
    if (rc < 0)
        sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

static int migrate(struct store *st, const char *path)
{
    int64_t id = 0, version = 0, tables = 0;
    int rc = pragma_int(st, "PRAGMA application_id", &id);
    if (rc == ERR_OK)
        rc = pragma_int(st, "PRAGMA user_version", &version);
    if (rc == ERR_OK)
        rc = pragma_int(st, "SELECT count(*) FROM sqlite_schema", &tables);
    if (rc < 0)
        return rc;
    int newest = newest_version(st->kind);
    if (id != APPLICATION_ID[st->kind] && tables > 0) {
        const char *kind = st->kind == STORE_BENCH ? "bench" : "central";
        const char *other = id == APPLICATION_ID[!st->kind]
                                ? "it is Tallyman's other kind of file"
                                : "it belongs to another program";
        snprintf(st->why, sizeof st->why,
                 "%s is not a Tallyman %s file: %s", path, kind, other);
        return ERR_PARSE;
    }
    if (version > newest) {
        snprintf(st->why, sizeof st->why,
                 "%s has version %d and this program knows up to %d: "
                 "update the program",
                 path, (int)version, newest);
        return ERR_CONFLICT;
    }
    if (version > 0 && version < newest) {
        char copy[512];
        snprintf(copy, sizeof copy, "%s.v%d", path, (int)version);
        rc = store_backup(st, copy);
    }
    for (int v = (int)version + 1; v <= newest && rc == ERR_OK; v++)
        rc = run_step(st, v);
    return rc;
}

static int open_file(struct store *st, const char *path, int flags)
{
    memset(st, 0, sizeof *st);
    // One thread uses a store: no locks, and small pieces from a reserve.
    sqlite3 *db = NULL;
    int rc = sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    st->db = db;
    if (rc != SQLITE_OK)
        return fail(st, rc, path);
    sqlite3_db_config(st->db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 512, 1000);
    sqlite3_soft_heap_limit64(HEAP_LIMIT);
    sqlite3_busy_timeout(st->db, BUSY_MS);
    sqlite3_extended_result_codes(st->db, 1);
    return ERR_OK;
}

int store_open(struct store *st, enum store_kind kind, const char *path)
{
    int rc = open_file(st, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    st->kind = kind;
    if (rc == ERR_OK)
        rc = migrate(st, path);
    if (rc == ERR_OK)
        rc = exec(st, "PRAGMA journal_mode = WAL");
    if (rc == ERR_OK)
        rc = exec(st, "PRAGMA synchronous = FULL;"
                      "PRAGMA foreign_keys = ON;"
                      "PRAGMA temp_store = MEMORY;"
                      "PRAGMA cache_size = -16000;" // KiB
                      "PRAGMA wal_autocheckpoint = 4000");
    // A backlog is one large transaction: it must not spill while it grows.
    if (rc == ERR_OK && st->kind == STORE_CENTRAL) {
        sqlite3_soft_heap_limit64(CENTRAL_HEAP_LIMIT);
        rc = exec(st, "PRAGMA cache_size = -256000");
    }
    if (rc < 0)
        store_close(st);
    return rc;
}

int store_open_readonly(struct store *st, const char *path)
{
    struct stat s;
    int64_t id = 0;
    memset(st, 0, sizeof *st);
    if (stat(path, &s) != 0) {
        snprintf(st->why, sizeof st->why, "%s: no such file", path);
        return ERR_MISSING;
    }
    int rc = open_file(st, path, SQLITE_OPEN_READONLY);
    st->is_readonly = true;
    if (rc == ERR_OK)
        rc = pragma_int(st, "PRAGMA application_id", &id);
    if (rc < 0) {
        store_close(st);
        return rc;
    }
    if (id != APPLICATION_ID[STORE_BENCH] &&
        id != APPLICATION_ID[STORE_CENTRAL]) {
        snprintf(st->why, sizeof st->why, "%s is not a Tallyman file", path);
        store_close(st);
        return ERR_PARSE;
    }
    st->kind =
        id == APPLICATION_ID[STORE_BENCH] ? STORE_BENCH : STORE_CENTRAL;
    return ERR_OK;
}

void store_close(struct store *st)
{
    statements_close(&st->statements);
    sqlite3_close(st->db);
    st->db = NULL;
    mark_close(&st->mark);
}

void store_fail(struct store *st, int rc, const char *why)
{
    must(st->in_tx && rc < 0);
    if (st->tx_rc == 0) {
        st->tx_rc = rc;
        if (why != st->why)
            snprintf(st->why, sizeof st->why, "%s", why);
    }
}

static void control(struct store *st, const char *literal)
{
    struct query q;
    query_begin(&q, st, literal);
    while (query_row(&q) > 0)
        continue;
    if (q.rc < 0 && st->tx_rc == 0)
        st->tx_rc = q.rc;
}

void store_begin(struct store *st)
{
    must(!st->in_tx);
    st->tx_rc = 0;
    control(st, "BEGIN IMMEDIATE");
    st->in_tx = true;
}

bool store_is_writing(const struct store *st)
{
    return st->in_tx;
}

static void rollback(struct store *st)
{
    must(st->in_tx);
    st->in_tx = false;
    if (!sqlite3_get_autocommit(st->db))
        sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
    st->tx_rc = 0;
}

int store_commit(struct store *st)
{
    must(st->in_tx);
    int rc = st->tx_rc;
    if (rc == 0) {
        control(st, "COMMIT");
        rc = st->tx_rc;
    }
    if (rc < 0)
        rollback(st);
    st->in_tx = false;
    st->tx_rc = 0;
    return rc;
}

void store_part_begin(struct store *st)
{
    must(st->in_tx);
    control(st, "SAVEPOINT part");
}

int store_part_end(struct store *st)
{
    must(st->in_tx);
    int rc = st->tx_rc;
    if (rc < 0) {
        st->tx_rc = 0;
        if (sqlite3_get_autocommit(st->db)) { // SQLite gave up the whole of it
            st->tx_rc = rc;
            return rc;
        }
        control(st, "ROLLBACK TO part");
    }
    control(st, "RELEASE part");
    return rc;
}

int store_backup(struct store *st, const char *path)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(st->db, "VACUUM INTO ?1", -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    if (rc == SQLITE_DONE)
        return ERR_OK;
    return fail(st, rc, path);
}

int64_t store_counter(struct store *st, const char *name, int64_t fallback)
{
    struct query q;
    query_begin(&q, st, "SELECT value FROM counter WHERE name = ?1");
    query_text(&q, 1, name);
    return query_one_int(&q, fallback);
}

void store_counter_set(struct store *st, const char *name, int64_t value)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO counter (name, value) VALUES (?1, ?2)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    query_text(&q, 1, name);
    query_int(&q, 2, value);
    query_write(&q);
}

void store_setting(struct store *st, const char *name, char *out, size_t cap)
{
    struct query q;
    out[0] = 0;
    query_begin(&q, st, "SELECT value FROM setting WHERE name = ?1");
    query_text(&q, 1, name);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, out, cap);
    query_end(&q);
}

void store_setting_set(struct store *st, const char *name, const char *value)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    query_text(&q, 1, name);
    query_text(&q, 2, value);
    query_write(&q);
}
