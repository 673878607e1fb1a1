// columns.h - which column of a row is which member of a struct, as a table.
//
// Written once, it reads a row into a struct and binds a struct's members as
// parameters. A column that is not a plain number or text (a state by name) is
// read by hand beside it.
#ifndef STORE_ENGINE_COLUMNS_H
#define STORE_ENGINE_COLUMNS_H

#include "station/store/engine/query.h"

enum column_kind { COLUMN_INT64, COLUMN_INT32, COLUMN_BOOL, COLUMN_TEXT };

struct column {
    enum column_kind kind;
    uint32_t at, size;      // of the member in its struct
};

#define COLUMN(kind, type, member)                                             \
    {kind, offsetof(struct type, member), sizeof((struct type *)0)->member}
#define C_INT(type, member) COLUMN(COLUMN_INT64, type, member)
#define C_INT32(type, member) COLUMN(COLUMN_INT32, type, member)
#define C_BOOL(type, member) COLUMN(COLUMN_BOOL, type, member)
#define C_TEXT(type, member) COLUMN(COLUMN_TEXT, type, member)

// The table and its length, as the functions below take them.
#define COLUMNS(table) (table), (int)(sizeof(table) / sizeof(table)[0])

// Columns of the row from first on into the struct.
void columns_take(struct query *q, int first, const struct column *c,
                  int count, void *to);

// Takes the first row's columns and ends the query. ERR_MISSING when there is
// no row; *to is as it was then.
int columns_load(struct query *q, const struct column *c, int count,
                 void *to) MUST_USE;

// Members as parameters from first on; texts are borrowed.
void columns_bind(struct query *q, int first, const struct column *c,
                  int count, const void *from);

// Are the members of both the same?
bool columns_same(const struct column *c, int count, const void *a,
                  const void *b);

#endif
