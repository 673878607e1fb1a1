#include "station/central/intake/import_internal.h"
#include "station/base/text.h"
#include "station/store/central/outcome.h"
#include "station/store/central/source/backlog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool take_header(struct importer *im, const struct csv_row *row)
{
    im->has_header = true;
    for (int c = 0; im->columns[c]; c++)
        im->at[c] = -1;
    for (int i = 0; i < row->count; i++) {
        bool known = false;
        for (int c = 0; im->columns[c]; c++)
            if (strcmp(row->field[i], im->columns[c]) == 0) {
                im->at[c] = i;
                known = true;
            }
        if (!known && im->is_strict) {
            snprintf(im->why, sizeof im->why,
                     "line 1: column \"%.60s\" is not known for %s",
                     row->field[i], im->in->kind);
            return false;
        }
    }
    return true;
}

struct kind {
    const char *kind, *format;
    const char *const *columns;
    bool (*row)(struct importer *, const struct csv_row *);
    bool is_foreign, is_tabbed;
};

static const struct kind KINDS[] = {
    {"items", "csv", IMPORT_ITEM_COLUMNS, import_item_row, false, false},
    {"stock", "csv", IMPORT_STOCK_COLUMNS, import_stock_row, false, false},
    {"points", "csv", IMPORT_POINT_COLUMNS, import_point_row, false, false},
    {"orders", "csv", IMPORT_ORDER_COLUMNS, import_order_row, false, false},
    {"orders", "online-retail", IMPORT_RETAIL_COLUMNS, import_retail_row,
     false, false},
    {"orders", "shopify", IMPORT_SHOPIFY_COLUMNS, import_shopify_row, true,
     false},
    {"orders", "amazon", IMPORT_AMAZON_COLUMNS, import_amazon_row, true,
     true},
    {"items", "json", NULL, NULL, false, false},
    {"stock", "json", NULL, NULL, false, false},
    {"orders", "json", NULL, NULL, false, false},
};

struct run {
    struct importer *im;
    const struct kind *kind;
};

static bool on_row(void *arg, const struct csv_row *row)
{
    struct run *r = arg;
    struct csv_row shifted = *row;
    if (!r->im->has_header)
        return take_header(r->im, row);
    shifted.line += r->im->in->first_line - 2;
    if (row->is_broken) {
        import_problem(r->im, shifted.line,
                       "not UTF-8, with a NUL inside, or longer than 16 KiB or"
                       " 128 fields");
        return true;
    }
    return r->kind->row(r->im, &shifted);
}

static void read_rows(struct importer *im, const struct kind *kind)
{
    struct run r = {im, kind};
    int64_t line = 1;
    int rc = ERR_OK;
    im->columns = kind->columns;
    im->is_strict = !kind->is_foreign;
    if (kind->is_tabbed)
        tsv_read(im->in->chars, im->in->len, on_row, &r);
    else
        rc = csv_read(im->in->chars, im->in->len, on_row, &r, &line);
    if (rc < 0 && !im->why[0])
        snprintf(im->why, sizeof im->why,
                 "line %lld: a quote is opened and never closed",
                 (long long)(line + im->in->first_line - 2));
    else if (!im->has_header && !im->why[0])
        snprintf(im->why, sizeof im->why, "the file is empty");
    if (!im->why[0])
        import_flush_order(im);
}

static void read_json(struct importer *im)
{
    json_t *root =
        json_read(im->in->chars, im->in->len, im->why, sizeof im->why);
    if (root)
        import_json(im, root);
    json_decref(root);
}

static const struct kind *find_kind(const struct import *in)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (strcmp(KINDS[i].kind, in->kind) == 0 &&
            strcmp(KINDS[i].format, in->format) == 0)
            return &KINDS[i];
    return NULL;
}

static json_t *report(const struct importer *im)
{
    return json_pack(
        "{s:I,s:I,s:I,s:I,s:o}", "new", (json_int_t)im->count[OUTCOME_NEW],
        "changed", (json_int_t)im->count[OUTCOME_CHANGED], "same",
        (json_int_t)im->count[OUTCOME_SAME], "refused",
        (json_int_t)im->count[OUTCOME_REFUSED], "problems", im->problems);
}

static json_t *run(struct importer *im, const struct kind *kind, char *why,
                   size_t why_cap)
{
    im->problems = json_array();
    if (kind->row)
        read_rows(im, kind);
    else
        read_json(im);
    if (im->why[0]) {
        json_decref(im->problems);
        snprintf(why, why_cap, "%s", im->why);
        return NULL;
    }
    if (strcmp(im->in->kind, "stock") == 0 && backlog_is_waiting(im->st)) {
        struct allocate_report done;
        allocate_backlog(im->office->allocate, 0, &done);
    }
    return report(im);
}

json_t *import_run(struct office *o, const struct import *in, char *why,
                   size_t why_cap)
{
    const struct kind *kind = find_kind(in);
    if (!kind) {
        snprintf(why, why_cap,
                 "kind is items, stock, orders or points; format is csv or "
                 "json, and for orders online-retail, shopify or amazon");
        return NULL;
    }
    size_t mark = turn_mark(o->turn);
    struct importer *im = turn_alloc(o->turn, sizeof *im);
    memset(im, 0, sizeof *im);
    im->office = o;
    im->st = o->st;
    im->in = in;
    json_t *answer = run(im, kind, why, why_cap);
    turn_back(o->turn, mark);
    return answer;
}
