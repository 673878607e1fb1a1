// import_internal.h - shared by the files of the import; nobody else's.
#ifndef CENTRAL_IMPORT_INTERNAL_H
#define CENTRAL_IMPORT_INTERNAL_H

#include "station/base/csv.h"
#include "station/central/import.h"
#include "station/store/central.h"

enum { IMPORT_COLUMNS_MAX = 16 };

struct importer {
    struct store *st;
    const struct import *in;
    const char *const *columns;     // names this kind knows, NULL at the end
    int at[IMPORT_COLUMNS_MAX];     // where each stands in a row, or -1
    bool has_header;
    int64_t count[4];               // by enum central_outcome
    json_t *problems;
    char why[200];                  // the whole file is wrong
    // the order being gathered from its rows
    bool has_order;
    int64_t order_line;
    struct central_order order;
};

void import_problem(struct importer *im, int64_t line, const char *why);
void import_outcome(struct importer *im, int64_t line,
                    enum central_outcome outcome,
                    const struct central_why *why);

// The row's field of a column, "" when the file has no such column.
const char *import_field(const struct importer *im, const struct csv_row *row,
                         int column);
void import_flush_order(struct importer *im);

bool import_item_row(struct importer *im, const struct csv_row *row);
bool import_stock_row(struct importer *im, const struct csv_row *row);
bool import_order_row(struct importer *im, const struct csv_row *row);
bool import_retail_row(struct importer *im, const struct csv_row *row);
void import_json(struct importer *im, const json_t *root);

extern const char *const IMPORT_ITEM_COLUMNS[];
extern const char *const IMPORT_STOCK_COLUMNS[];
extern const char *const IMPORT_ORDER_COLUMNS[];
extern const char *const IMPORT_RETAIL_COLUMNS[];

// Milliseconds of "2010-12-01", "2010-12-01 08:26:00" or with T and Z.
bool import_time(const char *text, int64_t *out_ms);

// "CODE*12;CODE" into pieces; false when a piece is wrong.
typedef bool import_piece_fn(void *arg, const char *text, int32_t qty);
bool import_pieces(const char *text, import_piece_fn *each, void *arg);

#endif
