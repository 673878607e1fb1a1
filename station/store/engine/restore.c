#include "station/store/engine/restore.h"
#include "station/store/engine/copy.h"
#include "station/store/engine/migrate.h"
#include "station/store/engine/raw.h"
#include "shared/must.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BEFORE_MAX = 9999 };

static int fail(struct restore *r, int rc, const char *why)
{
    snprintf(r->why, sizeof r->why, "%s", why);
    return rc;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat s, t;
    return stat(a, &s) == 0 && stat(b, &t) == 0 && s.st_ino == t.st_ino &&
           s.st_dev == t.st_dev;
}

static int name_file(struct restore *r, const char *file)
{
    char *whole = realpath(file, NULL);
    int len = snprintf(r->file, sizeof r->file, "%s", whole ? whole : file);
    free(whole);
    return len + 20 < (int)sizeof r->file
               ? ERR_OK
               : fail(r, ERR_IO, "the name of FILE is too long");
}

static int open_copy(struct restore *r, struct store *copy, const char *name,
                     struct version *v)
{
    int rc = store_open_readonly(copy, name);
    if (rc == ERR_OK)
        rc = migrate_look(copy, copy->kind, v);
    if (rc == ERR_OK)
        rc = migrate_allow(copy, v, copy->kind);
    if (rc == ERR_OK)
        rc = copy_is_sound(copy);
    return rc < 0 ? fail(r, rc, copy->why) : ERR_OK;
}

static int name_before(struct restore *r)
{
    for (int n = 1; n <= BEFORE_MAX; n++) {
        snprintf(r->before, sizeof r->before, "%.580s.before-%d", r->file, n);
        if (!file_exists(r->before))
            return ERR_OK;
    }
    return fail(r, ERR_FULL, "there are 9999 files FILE.before-N: move them");
}

// The present file, when it can be read: a copy of it is whole, its bytes
// alone may not be. One that is empty or damaged is not written into.
static int keep_present(struct restore *r, enum store_kind kind)
{
    struct store now;
    struct version v;
    int rc = raw_open(&now, r->file, SQLITE_OPEN_READWRITE);
    if (rc == ERR_OK)
        rc = migrate_look(&now, kind, &v);
    r->is_replaced = rc == ERR_PARSE || (rc == ERR_OK && v.is_empty);
    if (rc == ERR_OK && !v.is_empty && (!v.is_ours || v.kind != kind)) {
        rc = migrate_allow(&now, &v, kind);
    } else if (rc == ERR_OK && !v.is_empty) {
        rc = copy_make(&now, r->before, COPY_UNCHECKED);
        r->is_replaced = rc == ERR_PARSE;
    }
    if (r->is_replaced)
        rc = ERR_OK;
    if (rc < 0)
        fail(r, rc, now.why);
    raw_close(&now);
    return rc;
}

static int make_part(struct restore *r, struct store *copy)
{
    int rc = part_open(&r->part, r->file, r->why, sizeof r->why);
    if (rc < 0)
        return rc;
    rc = copy_into(copy, &r->part);
    if (rc < 0)
        return fail(r, rc, copy->why);
    rc = store_open_part(&r->st, copy->kind, r->part.path);
    if (rc < 0)
        return fail(r, rc, store_why(&r->st));
    store_begin(&r->st);
    store_setting_set(&r->st, "mark", "");
    store_setting_set(&r->st, "mark_at", "restored");
    rc = store_commit(&r->st);
    return rc < 0 ? fail(r, rc, store_why(&r->st)) : ERR_OK;
}

int restore_begin(struct restore *r, const char *copy, const char *file)
{
    struct store from;
    struct version v;
    memset(r, 0, sizeof *r);
    if (is_same_file(copy, file))
        return fail(r, ERR_CONFLICT, "COPY and FILE are the same file");
    int rc = name_file(r, file);
    if (rc < 0)
        return rc;
    rc = open_copy(r, &from, copy, &v);
    if (rc == ERR_OK)
        rc = mark_open(&r->mark, r->file, r->why, sizeof r->why);
    if (rc == ERR_OK)
        rc = name_before(r);
    if (rc == ERR_OK && file_exists(r->file))
        rc = keep_present(r, v.kind);
    else if (rc == ERR_OK)
        r->is_replaced = true;
    if (rc == ERR_OK)
        rc = make_part(r, &from);
    store_close(&from);
    return rc;
}

// As if the program had been killed after it wrote down its next mark.
void restore_settle(struct restore *r)
{
    char next[SECRET_ID_MAX + 1];
    secret_id(next);
    store_setting_set(&r->st, "mark", next);
    store_setting_set(&r->st, "mark_before", r->mark.text);
    store_setting_set(&r->st, "mark_at", r->mark.place);
}

// What the engine keeps beside a file belongs to it: with another file of the
// name it would be taken for a part of that.
static int put_aside(struct restore *r)
{
    static const char *const BESIDE[] = {"-wal", "-journal", "-shm"};
    bool is_there = file_exists(r->file);
    if (is_there && link(r->file, r->before) != 0 &&
        rename(r->file, r->before) != 0)
        return fail(r, ERR_IO, strerror(errno));
    for (size_t i = 0; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        char name[FILE_PATH_MAX + 10], to[FILE_PATH_MAX + 10];
        snprintf(name, sizeof name, "%s%s", r->file, BESIDE[i]);
        snprintf(to, sizeof to, "%s%s", r->before, BESIDE[i]);
        if (rename(name, to) != 0 && errno != ENOENT)
            return fail(r, ERR_IO, strerror(errno));
    }
    if (!is_there)
        r->before[0] = 0;
    return ERR_OK;
}

// One transaction of the engine's, whatever the size.
static int write_into(struct restore *r)
{
    struct store now;
    int rc = raw_open(&now, r->file, SQLITE_OPEN_READWRITE);
    if (rc == ERR_OK) {
        sqlite3_backup *b =
            sqlite3_backup_init(now.db, "main", r->st.db, "main");
        if (b)
            sqlite3_backup_step(b, -1);
        int code = b ? sqlite3_backup_finish(b) : sqlite3_errcode(now.db);
        if (code != SQLITE_OK)
            rc = raw_fail(&now, code);
    }
    if (rc < 0)
        fail(r, rc, now.why);
    raw_close(&now);
    return rc;
}

int restore_end(struct restore *r)
{
    must(!store_is_writing(&r->st));
    int rc = r->is_replaced ? put_aside(r) : write_into(r);
    store_close(&r->st);
    if (rc == ERR_OK && r->is_replaced)
        rc = part_keep(&r->part, r->why, sizeof r->why);
    return rc;
}

void restore_close(struct restore *r)
{
    store_close(&r->st);
    part_drop(&r->part);
    mark_close(&r->mark);
}
