// tallyman restore: a file goes back to what a copy was, and says so to
// whoever works with it.
#include "station/base/clock.h"
#include "station/cli/cli.h"
#include "station/store/central/floor/identity.h"
#include "station/store/engine/restore.h"

#include <stdio.h>

// What a file of each kind does about it, and who starts it.
static const char *const NEXT[] = {
    [STORE_BENCH] = "Start tallyman-station: the bench begins a new journal, "
                    "and central says what it had forgotten.",
    [STORE_CENTRAL] = "Start tallyman-central: every bench is asked first "
                      "for what central forgot."};

// A bench begins its new journal itself, at its next start.
static int begin_anew(struct restore *r)
{
    struct store *st = &r->st;
    if (st->kind == STORE_BENCH)
        return ERR_OK;
    store_begin(st);
    identity_renew(st, clock_wall_ms(),
                   "A copy was put back by tallyman "
                   "restore");
    restore_settle(r);
    int rc = store_commit(st);
    if (rc < 0)
        snprintf(r->why, sizeof r->why, "%s", store_why(st));
    return rc;
}

const struct usage RESTORE_USAGE = {
    "tallyman restore",
    "COPY FILE\n"
    "  FILE must not be in use; README.md, \"Copies, and going back\""};

int cmd_restore(int argc, char **argv)
{
    struct restore r;
    if (argc != 2)
        return usage_wrong(&RESTORE_USAGE, "",
                           "a COPY and the FILE it goes back to");
    int rc = restore_begin(&r, argv[0], argv[1]);
    if (rc == ERR_OK)
        rc = begin_anew(&r);
    if (rc == ERR_OK)
        rc = restore_end(&r);
    if (rc < 0)
        fprintf(stderr, "tallyman: %s\n", r.why);
    restore_close(&r);
    if (rc < 0)
        return 1;
    printf("%s is what %s was.\n", argv[1], argv[0]);
    if (r.before[0])
        printf("What stood there is kept as %s.\n", r.before);
    printf("%s\n", NEXT[r.st.kind]);
    return 0;
}
