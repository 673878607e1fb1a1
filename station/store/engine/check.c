#include "station/store/engine/check.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

void check_find(struct check *c, const char *text)
{
    c->findings++;
    c->each(c->arg, text);
}

int check_rows(struct check *c, const char *literal, const char *what)
{
    struct query q;
    int rc;
    query_begin(&q, c->st, literal);
    while ((rc = query_row(&q)) > 0) {
        char text[300];
        snprintf(text, sizeof text, "%s: %s (%lld, %lld)", what,
                 query_get_text(&q, 0), (long long)query_get_int(&q, 1),
                 (long long)query_get_int(&q, 2));
        check_find(c, text);
    }
    return rc;
}

int check_file(struct check *c)
{
    struct query q;
    int rc;
    query_begin(&q, c->st, "PRAGMA integrity_check");
    while ((rc = query_row(&q)) > 0)
        if (strcmp(query_get_text(&q, 0), "ok") != 0)
            check_find(c, query_get_text(&q, 0));
    if (rc < 0)
        return rc;
    return check_rows(c, "PRAGMA foreign_key_check", "broken reference");
}
