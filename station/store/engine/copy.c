#include "station/store/engine/copy.h"
#include "station/store/engine/raw.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

int copy_is_sound(struct store *st)
{
    char said[200];
    int rc = raw_text(st, "PRAGMA integrity_check(1)", said, sizeof said);
    if (rc < 0 || strcmp(said, "ok") == 0)
        return rc;
    snprintf(st->why, sizeof st->why, "%s is damaged: %s", raw_path(st), said);
    return ERR_PARSE;
}

int copy_into(struct store *st, const struct part *p)
{
    char reason[200];
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(st->db, "VACUUM INTO ?1", -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(stmt, 1, p->path, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    if (rc == SQLITE_DONE)
        return ERR_OK;
    // What cannot be read is the file, what cannot be written is the copy.
    rc = raw_reason(st->db, rc, reason, sizeof reason);
    snprintf(st->why, sizeof st->why, "%.200s: %.90s",
             rc == ERR_PARSE ? raw_path(st) : p->final, reason);
    return rc;
}

static int finish(struct store *copy, enum copy_check check)
{
    int rc = raw_exec(copy, "PRAGMA journal_mode = MEMORY;"
                            "INSERT INTO setting (name, value) VALUES"
                            " ('mark', ''), ('mark_at', 'copied')"
                            " ON CONFLICT (name) DO UPDATE"
                            " SET value = excluded.value;"
                            "PRAGMA journal_mode = DELETE");
    if (rc == ERR_OK && check == COPY_CHECKED)
        rc = copy_is_sound(copy);
    return rc;
}

int copy_make(struct store *st, const char *path, enum copy_check check)
{
    struct part p;
    struct store copy;
    int rc = part_open(&p, path, st->why, sizeof st->why);
    if (rc < 0)
        return rc;
    rc = copy_into(st, &p);
    if (rc == ERR_OK) {
        rc = raw_open(&copy, p.path, SQLITE_OPEN_READWRITE);
        if (rc == ERR_OK)
            rc = finish(&copy, check);
        if (rc < 0)
            snprintf(st->why, sizeof st->why, "%s", copy.why);
        raw_close(&copy);
    }
    if (rc == ERR_OK)
        rc = part_keep(&p, st->why, sizeof st->why);
    part_drop(&p);
    return rc;
}
