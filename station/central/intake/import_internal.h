// import_internal.h - shared by the files of the import; nobody else's.
#ifndef CENTRAL_INTAKE_IMPORT_INTERNAL_H
#define CENTRAL_INTAKE_IMPORT_INTERNAL_H

#include "station/base/charset.h"
#include "station/base/csv.h"
#include "station/base/json_list.h"
#include "station/central/intake/import.h"
#include "station/central/intake/import_gather.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"

enum { IMPORT_COLUMNS_MAX = 48 };

struct importer;
struct import_later;

struct import_kind {
    const char *kind, *format;
    const char *const *columns;     // names it knows, NULL at the end
    bool (*row)(struct importer *, const struct csv_row *); // NULL for JSON
    bool is_foreign;                // unknown columns are passed over
    enum csv_form form;
    const char *gather[3];          // columns of an order's number, its
                                    // channel, and one that leads; or NULL
};

struct importer {
    struct office *office;
    struct store *st;
    struct import in;               // its texts are those below
    char words[4][IMPORT_WORD_MAX + 1];
    const struct import_kind *kind;
    struct csv_reader *rows;        // of a text with rows
    struct json_list *json;         // of JSON
    int64_t lines;                  // of the whole text, or things in it
    struct import_known *known;     // of a preview: items of earlier slices
    bool is_over;                   // all rows are taken
    struct import_later *later;     // items that wait for the file's end
    int32_t later_count;            // in all
    int at[IMPORT_COLUMNS_MAX];     // where each column stands, or -1
    bool has_header;                // the first row, or all JSON, is read
    int64_t count[4];               // by enum outcome
    json_t *problems, *removes;     // what a file takes away, by its lines
    json_t *notes;                  // nothing was wrong, and nothing done
    struct import_gather *gather;   // of orders
    bool is_gathering;              // before the first row is taken
    enum csv_form form;
    const int64_t *line_of;         // of rows that were brought together
    int64_t row_no;                 // of these
    char *text;                     // converted or brought together, or NULL
    char encoding[CHARSET_MAX + 1]; // that the file came in
    char separator;                 // of its fields; 0 of JSON
    char why[200];                  // the whole file is wrong
    // the order being gathered from its rows
    bool has_order;
    bool is_dropped;                // a part of it was wrong
    bool has_left;                  // a row of it has nothing left to send
    bool is_sent;                   // its first row says so of all rows
    int64_t order_line;
    struct order order;
};

void import_problem(struct importer *im, int64_t line, const char *why);
// The field of this column is empty, and had a value.
void import_removes(struct importer *im, int64_t line, const char *column);
void import_outcome(struct importer *im, int64_t line, enum outcome outcome,
                    const struct outcome_why *why);

// The row's field of a column, "" when the file has no such column.
const char *import_field(const struct importer *im, const struct csv_row *row,
                         int column);
void import_flush_order(struct importer *im);

bool import_item_row(struct importer *im, const struct csv_row *row);
bool import_stock_row(struct importer *im, const struct csv_row *row);
bool import_point_row(struct importer *im, const struct csv_row *row);
bool import_order_row(struct importer *im, const struct csv_row *row);
bool import_shopify_row(struct importer *im, const struct csv_row *row);
bool import_amazon_row(struct importer *im, const struct csv_row *row);
bool import_retail_row(struct importer *im, const struct csv_row *row);

// One file from its beginning to its end: open, steps until the last or a why,
// report. NULL with *why when the file is wrong as a whole.
struct importer *importer_open(struct office *o, const struct import *in,
                               char *why, size_t why_cap);
bool importer_step(struct importer *im);    // false: that was the last
int64_t importer_line(const struct importer *im);   // reached
json_t *importer_report(struct importer *im);       // once
void importer_close(struct importer *im);

// One entry of the list of JSON; false when that was the last, or all is wrong.
bool import_json_step(struct importer *im);

// A preview's slices are undone: what earlier ones made is made again in this
// one when an item refers to it.
struct import_known *import_known_open(void);
void import_known_close(struct import_known *k);    // or NULL
bool import_known_has(const struct import_known *k, const char *sku);
enum outcome import_save_item(struct importer *im, const struct item *item,
                              struct outcome_why *why);

// Saves and counts it, or keeps it until the file's end; see import_later.c.
void import_take_item(struct importer *im, int64_t line,
                      const struct item *item);
bool import_later_step(struct importer *im);    // false: none is left
void import_later_close(struct importer *im);

extern const char *const IMPORT_ITEM_COLUMNS[];
extern const char *const IMPORT_STOCK_COLUMNS[];
extern const char *const IMPORT_ORDER_COLUMNS[];
extern const char *const IMPORT_POINT_COLUMNS[];
extern const char *const IMPORT_RETAIL_COLUMNS[];
extern const char *const IMPORT_SHOPIFY_COLUMNS[];
extern const char *const IMPORT_AMAZON_COLUMNS[];


// Copies a field; false after reporting that it is missing or too long.
bool import_copy(struct importer *im, int64_t line, const char *name,
                 const char *from, char *to, size_t cap, bool is_required);
// A number with places behind the point, as a whole number; "" is 0.
bool import_number(struct importer *im, int64_t line, const char *name,
                   const char *text, int places, int64_t most, int64_t *out);
enum order_payment import_shopify_payment(const char *status);

// Odd things of an order under way that hold it for a person; import_held.c.
void import_hold(struct importer *im, const char *note);
// Nothing says where it goes.
void import_hold_nowhere(struct importer *im);
// A column of people's words, into a field of the order's address: what is too
// long is cut between letters.
void import_words(struct importer *im, int column, const char *text, char *out,
                  size_t cap);
// Whole pieces that hold the quantity: what is sold by measure is looked at.
// False after reporting what is no quantity.
bool import_qty(struct importer *im, int64_t line, const char *sku,
                const char *text, int32_t *qty);
// A country's code; of a name that is none, the name stays with the street so
// that it is not lost.
void import_country(struct importer *im, const char *text, struct address *a);

// How many digits behind the point the money of the order under way has.
int import_digits(const struct importer *im);

// Starts a new order when the number is another one; false when it goes on.
bool import_begin_order(struct importer *im, int64_t line,
                        const char *channel, const char *order_no);
// A new line of the order under way, or NULL after reporting.
struct order_line *import_add_line(struct importer *im, int64_t line,
                                   const char *sku, const char *qty_text,
                                   const char *price_text);
// A row of the order under way of which nothing is left to send. An order that
// has no other rows is counted as the same, and the report says why.
void import_pass_line(struct importer *im);
// The order under way is not taken: part of it must not be shipped as if it
// were all of it.
void import_drop_order(struct importer *im);

// "CODE*12;CODE" into pieces; false when a piece is wrong.
typedef bool import_piece_fn(void *arg, const char *text, int32_t qty);
bool import_pieces(const char *text, import_piece_fn *each, void *arg);

#endif
