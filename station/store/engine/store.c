#include "station/store/engine/store.h"
#include "station/store/engine/file.h"
#include "station/store/engine/migrate.h"
#include "station/store/engine/query.h"
#include "station/store/engine/raw.h"
#include "shared/must.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { CENTRAL_HEAP_LIMIT = 320 * 1024 * 1024, MARK_COMMITS = 64 };

const char *store_why(const struct store *st)
{
    return st->why;
}

// Where a file cannot be written the engine opens it to read, and fails later
// in words of its own.
static int open_to_write(struct store *st, const char *path)
{
    bool is_file = strcmp(path, ":memory:") != 0;
    int rc = is_file ? file_make(path) : ERR_OK;
    // Where it could not be made, the engine says why it cannot be opened.
    rc = raw_open(st, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (rc < 0 || !is_file || !sqlite3_db_readonly(st->db, "main"))
        return rc;
    snprintf(st->why, sizeof st->why,
             "%s is read-only, or the disk it is on: let the user who runs "
             "this program write to it, then start again",
             path);
    return ERR_IO;
}

static int set_up(struct store *st)
{
    int rc = raw_exec(st, "PRAGMA journal_mode = WAL");
    if (rc == ERR_OK)
        rc = raw_exec(st, "PRAGMA synchronous = FULL;"
                          "PRAGMA foreign_keys = ON;"
                          "PRAGMA temp_store = MEMORY;"
                          "PRAGMA cache_size = -16000;" // KiB
                          "PRAGMA wal_autocheckpoint = 4000");
    // A backlog is one large transaction: it must not spill while it grows.
    if (rc == ERR_OK && st->kind == STORE_CENTRAL) {
        sqlite3_soft_heap_limit64(CENTRAL_HEAP_LIMIT);
        rc = raw_exec(st, "PRAGMA cache_size = -256000");
    }
    return rc;
}

static int open_kind(struct store *st, enum store_kind kind, const char *path,
                     bool is_part)
{
    struct version v;
    int rc = open_to_write(st, path);
    st->kind = kind;
    if (rc == ERR_OK && is_part)
        rc = raw_exec(st, "PRAGMA journal_mode = MEMORY;"
                          "PRAGMA synchronous = OFF");
    if (rc == ERR_OK)
        rc = migrate_look(st, kind, &v);
    if (rc == ERR_OK)
        rc = migrate_allow(st, &v, kind);
    if (rc == ERR_OK) // not before it is known to be ours
        st->is_tightened = file_tighten(path);
    if (rc == ERR_OK)
        rc = migrate_run(st, &v, !is_part);
    if (rc == ERR_OK && !is_part)
        rc = set_up(st);
    if (rc < 0)
        store_close(st);
    return rc;
}

int store_open(struct store *st, enum store_kind kind, const char *path)
{
    return open_kind(st, kind, path, false);
}

int store_open_part(struct store *st, enum store_kind kind, const char *path)
{
    return open_kind(st, kind, path, true);
}

int store_open_readonly(struct store *st, const char *path)
{
    struct version v = {0};
    if (!file_exists(path)) {
        memset(st, 0, sizeof *st);
        snprintf(st->why, sizeof st->why, "%s: no such file", path);
        return ERR_MISSING;
    }
    int rc = raw_open(st, path, SQLITE_OPEN_READONLY);
    st->is_readonly = true;
    if (rc == ERR_OK)
        rc = migrate_look(st, STORE_CENTRAL, &v);
    if (rc == ERR_OK && !v.is_ours) {
        snprintf(st->why, sizeof st->why, "%s is not a Tallyman file", path);
        rc = ERR_PARSE;
    }
    if (rc == ERR_IO && !file_has_room_beside(path))
        snprintf(st->why, sizeof st->why,
                 "%.200s cannot be read where nothing may be written beside "
                 "it: read it where that may be, or a copy",
                 path);
    if (rc < 0)
        store_close(st);
    st->kind = v.kind;
    st->is_older = v.version < v.newest;
    return rc;
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

// From time to time the mark goes on with the file, so that a copy that was
// made in between is known for one: first in the file, then beside it.
static void mark_next(struct store *st, char next[SECRET_ID_MAX + 1])
{
    next[0] = 0;
    if (!st->mark.is_held || ++st->mark.commits < MARK_COMMITS)
        return;
    secret_id(next);
    store_setting_set(st, "mark_before", st->mark.text);
    store_setting_set(st, "mark", next);
}

int store_commit(struct store *st)
{
    char next[SECRET_ID_MAX + 1];
    must(st->in_tx);
    mark_next(st, next);
    int rc = st->tx_rc;
    if (rc == 0) {
        control(st, "COMMIT");
        rc = st->tx_rc;
    }
    if (rc < 0)
        rollback(st);
    else if (next[0] && mark_write(&st->mark, next) == ERR_OK)
        st->mark.commits = 0; // else the file knows the one that stands there
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

// A copy of before the end is not what the file is at the end.
void store_close(struct store *st)
{
    if (st->mark.is_held && st->db && !st->in_tx) {
        st->mark.commits = MARK_COMMITS;
        store_begin(st);
        if (store_commit(st) < 0)
            st->mark.is_held = false; // the mark of before is as good
    }
    statements_close(&st->statements);
    raw_close(st);
    mark_close(&st->mark);
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
