#include "station/store/engine/migrate.h"
#include "station/store/engine/copy.h"
#include "station/store/engine/raw.h"
#include "station/store/engine/schema.h"

#include <sqlite3.h>
#include <stdio.h>

// "TlyB" and "TlyC": tells our files from any other SQLite file.
static const int32_t APPLICATION_ID[] = {
    [STORE_BENCH] = 0x546C7942, [STORE_CENTRAL] = 0x546C7943};

static int newest_version(enum store_kind kind)
{
    int count = 0;
    while (schema_step(kind, count + 1))
        count++;
    return count;
}

int migrate_look(struct store *st, enum store_kind kind, struct version *out)
{
    int64_t id = 0, version = 0, tables = 0;
    int rc = raw_int(st, "PRAGMA application_id", &id);
    if (rc == ERR_OK)
        rc = raw_int(st, "PRAGMA user_version", &version);
    if (rc == ERR_OK)
        rc = raw_int(st, "SELECT count(*) FROM sqlite_schema", &tables);
    *out = (struct version){.is_empty = tables == 0, .kind = kind};
    if (id == APPLICATION_ID[STORE_BENCH] ||
        id == APPLICATION_ID[STORE_CENTRAL]) {
        out->is_ours = true;
        out->kind =
            id == APPLICATION_ID[STORE_BENCH] ? STORE_BENCH : STORE_CENTRAL;
    }
    out->version = (int)version;
    out->newest = newest_version(out->kind);
    return rc;
}

int migrate_allow(struct store *st, const struct version *v,
                  enum store_kind kind)
{
    if (v->is_empty && !v->is_ours)
        return ERR_OK;
    if (!v->is_ours || v->kind != kind) {
        snprintf(st->why, sizeof st->why, "%s is not a Tallyman %s file: %s",
                 raw_path(st), kind == STORE_BENCH ? "bench" : "central",
                 v->is_ours ? "it is Tallyman's other kind of file"
                            : "it belongs to another program");
        return ERR_PARSE;
    }
    if (v->version <= v->newest)
        return ERR_OK;
    snprintf(st->why, sizeof st->why,
             "%s has version %d and this program knows up to %d: "
             "update the program",
             raw_path(st), v->version, v->newest);
    return ERR_CONFLICT;
}

static int run_step(struct store *st, int version)
{
    char sql[80];
    int rc = raw_exec(st, "BEGIN IMMEDIATE");
    if (rc == ERR_OK)
        rc = raw_exec(st, schema_step(st->kind, version));
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    if (rc == ERR_OK)
        rc = raw_exec(st, sql);
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d",
             APPLICATION_ID[st->kind]);
    if (rc == ERR_OK)
        rc = raw_exec(st, sql);
    if (rc == ERR_OK)
        rc = raw_exec(st, "COMMIT");
    if (rc < 0)
        sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

// A mark that lies beside an empty file was of one that is lost.
static int take_file(struct store *st, bool is_empty)
{
    const char *path = raw_path(st);
    if (!path[0])
        return ERR_OK;
    int rc = mark_open(&st->mark, path, st->why, sizeof st->why);
    if (rc == ERR_OK && is_empty && st->mark.text[0] &&
        mark_write(&st->mark, "") < 0) {
        snprintf(st->why, sizeof st->why, "%s-mark cannot be written", path);
        rc = ERR_IO;
    }
    return rc;
}

int migrate_run(struct store *st, const struct version *v, bool keeps_copy)
{
    int rc = ERR_OK;
    if (v->version == v->newest)
        return ERR_OK;
    if (keeps_copy)
        rc = take_file(st, v->is_empty);
    if (rc == ERR_OK && keeps_copy && v->version > 0) {
        char copy[FILE_PATH_MAX];
        snprintf(copy, sizeof copy, "%.580s.v%d", raw_path(st), v->version);
        rc = copy_make(st, copy, COPY_UNCHECKED);
    }
    for (int n = v->version + 1; n <= v->newest && rc == ERR_OK; n++)
        rc = run_step(st, n);
    return rc;
}
