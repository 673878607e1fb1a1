#include "station/store/engine/columns.h"

#include <string.h>

static void take_one(struct query *q, int column, const struct column *c,
                     char *at)
{
    int64_t wide;
    int32_t narrow;
    bool flag;
    if (c->kind == COLUMN_TEXT) {
        query_copy_text(q, column, at, c->size);
        return;
    }
    wide = query_get_int(q, column);
    narrow = (int32_t)wide;
    flag = wide != 0;
    const void *value = c->kind == COLUMN_BOOL    ? (const void *)&flag
                        : c->kind == COLUMN_INT32 ? (const void *)&narrow
                                                  : (const void *)&wide;
    memcpy(at, value, c->size);
}

void columns_take(struct query *q, int first, const struct column *c,
                  int count, void *to)
{
    for (int i = 0; i < count; i++)
        take_one(q, first + i, &c[i], (char *)to + c[i].at);
}

int columns_load(struct query *q, const struct column *c, int count, void *to)
{
    int rc = query_row(q);
    if (rc > 0)
        columns_take(q, 0, c, count, to);
    query_end(q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

static int64_t number(const struct column *c, const char *at)
{
    int64_t wide;
    int32_t narrow;
    if (c->kind == COLUMN_BOOL)
        return *(const bool *)at;
    if (c->kind == COLUMN_INT64) {
        memcpy(&wide, at, sizeof wide);
        return wide;
    }
    memcpy(&narrow, at, sizeof narrow);
    return narrow;
}

void columns_bind(struct query *q, int first, const struct column *c,
                  int count, const void *from)
{
    for (int i = 0; i < count; i++) {
        const char *at = (const char *)from + c[i].at;
        if (c[i].kind == COLUMN_TEXT)
            query_text(q, first + i, at);
        else
            query_int(q, first + i, number(&c[i], at));
    }
}

bool columns_same(const struct column *c, int count, const void *a,
                  const void *b)
{
    for (int i = 0; i < count; i++) {
        const char *x = (const char *)a + c[i].at;
        const char *y = (const char *)b + c[i].at;
        if (c[i].kind == COLUMN_TEXT ? strcmp(x, y) != 0
                                     : number(&c[i], x) != number(&c[i], y))
            return false;
    }
    return true;
}
