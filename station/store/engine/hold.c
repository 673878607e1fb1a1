#include "station/store/engine/hold.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

// The file's own memory of its mark, as settings. mark_before is what FILE-mark
// held when mark was made: it is good too, since a crash may come between.
struct memory {
    char mark[SECRET_ID_MAX + 1];
    char before[SECRET_ID_MAX + 1];
    char place[MARK_PLACE_MAX + 1]; // or why the file is not in its place
};

static const char NOT_SETTLED[] = "moved";

static void load(struct store *st, struct memory *m)
{
    store_setting(st, "mark", m->mark, sizeof m->mark);
    store_setting(st, "mark_before", m->before, sizeof m->before);
    store_setting(st, "mark_at", m->place, sizeof m->place);
}

static enum hold judge(const struct memory *m, const struct mark *found)
{
    if (!m->mark[0] && !m->place[0] && !found->text[0])
        return HOLD_NEW;
    bool is_mark = m->mark[0] && strcmp(found->text, m->mark) == 0;
    bool is_before = m->mark[0] && strcmp(found->text, m->before) == 0;
    return (is_mark || is_before) && strcmp(found->place, m->place) == 0
               ? HOLD_SAME
               : HOLD_MOVED;
}

// In the file first: what FILE-mark holds is then always one of the two.
static int renew(struct store *st, bool is_settled)
{
    char next[SECRET_ID_MAX + 1];
    secret_id(next);
    store_begin(st);
    store_setting_set(st, "mark_before", st->mark.text);
    store_setting_set(st, "mark", next);
    store_setting_set(st, "mark_at", is_settled ? st->mark.place : NOT_SETTLED);
    int rc = store_commit(st);
    if (rc == ERR_OK && mark_write(&st->mark, next) < 0) {
        snprintf(st->why, sizeof st->why, "%s-mark cannot be written",
                 sqlite3_db_filename(st->db, "main"));
        rc = ERR_IO;
    }
    return rc;
}

int store_hold(struct store *st, enum hold *out)
{
    struct memory m;
    const char *path = sqlite3_db_filename(st->db, "main");
    *out = HOLD_NEW;
    if (!path || !path[0])
        return ERR_OK;
    int rc = mark_open(&st->mark, path, st->why, sizeof st->why);
    if (rc < 0)
        return rc;
    load(st, &m);
    *out = judge(&m, &st->mark);
    rc = renew(st, *out != HOLD_MOVED);
    st->mark.is_held = rc == ERR_OK;
    return rc;
}

void store_hold_settle(struct store *st)
{
    if (st->mark.is_open)
        store_setting_set(st, "mark_at", st->mark.place);
}
