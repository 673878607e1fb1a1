// Files under way: a slice of each in turn, a commit after each slice.
#include "station/central/intake/import_internal.h"
#include "shared/must.h"

#include <stdio.h>

enum { PAUSE_MS = 1 };          // between two slices

static void on_slice(void *arg);

void imports_open(struct imports *is, struct office *office)
{
    is->office = office;
}

// With no pause at all the timer would be due again before anything else is.
static void go_on(struct imports *is)
{
    loop_timer_start(is->office->turn->loop, &is->timer, PAUSE_MS, 0, on_slice,
                     is);
}

// Out of the table first: who is told may add the next.
static void finish(struct import_job *j, int rc, const char *why)
{
    struct import_job ended = *j;
    json_t *report = rc < 0 ? NULL : importer_report(ended.importer);
    j->importer = NULL;
    importer_close(ended.importer);
    ended.done(ended.arg, rc, report, why);
}

void imports_close(struct imports *is)
{
    loop_timer_stop(&is->timer);
    for (int i = 0; i < IMPORTS_MAX; i++)
        if (is->job[i].importer)
            finish(&is->job[i], ERR_IO,
                   "central stops: send the file again");
}

int imports_add(struct imports *is, const struct import *in,
                import_done_fn *done, void *arg)
{
    char why[300];
    int free_idx = -1;
    for (int i = 0; i < IMPORTS_MAX && free_idx < 0; i++)
        if (!is->job[i].importer)
            free_idx = i;
    if (free_idx < 0)
        return ERR_FULL;
    struct importer *im = importer_open(is->office, in, why, sizeof why);
    if (!im) {
        done(arg, ERR_PARSE, NULL, why);
        return ERR_OK;
    }
    is->job[free_idx] =
        (struct import_job){.importer = im, .done = done, .arg = arg};
    go_on(is);
    return ERR_OK;
}

// True when there is more. What is undone, of a preview, is as if it failed.
static bool take_slice(struct importer *im, int *rc)
{
    struct turn *t = im->office->turn;
    bool is_more;
    office_begin(im->office, turn_at_ms(t));
    do {
        is_more = importer_step(im);
    } while (is_more && !turn_is_long(t));
    if (im->in.is_preview)
        store_fail(im->st, ERR_MISSING, "a preview");
    *rc = turn_write_end(t);
    if (im->in.is_preview)
        *rc = *rc == ERR_MISSING ? ERR_OK : *rc;
    else if (*rc == ERR_OK)
        *rc = turn_commit(t);
    return is_more;
}

static void say_failed(const struct importer *im, char *why, size_t cap)
{
    snprintf(why, cap, "%s; near line %lld: send the file again",
             store_why(im->st), (long long)importer_line(im));
}

static void slice(struct import_job *j)
{
    struct importer *im = j->importer;
    char why[STORE_WHY_MAX + 80] = "";
    int rc;
    bool is_more = take_slice(im, &rc);
    if (rc < 0)
        say_failed(im, why, sizeof why);
    if (rc == ERR_OK && im->why[0]) {
        rc = ERR_PARSE;
        snprintf(why, sizeof why, "%s", im->why);
    }
    if (rc < 0 || !is_more)
        finish(j, rc, why);
}

static void on_slice(void *arg)
{
    struct imports *is = arg;
    for (int i = 0; i < IMPORTS_MAX; i++) {
        is->turn = (is->turn + 1) % IMPORTS_MAX;
        if (is->job[is->turn].importer) {
            slice(&is->job[is->turn]);
            go_on(is);
            return;
        }
    }
}

json_t *imports_json(const struct imports *is)
{
    json_t *list = json_array();
    for (int i = 0; i < IMPORTS_MAX; i++) {
        const struct importer *im = is->job[i].importer;
        if (!im)
            continue;
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:b,s:I,s:I}", "kind", im->in.kind,
                            "format", im->in.format, "preview",
                            (int)im->in.is_preview, "line",
                            (json_int_t)importer_line(im), "lines",
                            (json_int_t)im->lines));
    }
    return list;
}
