#include "station/central/import_internal.h"
#include "station/base/text.h"
#include "shared/gs1.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void import_problem(struct importer *im, int64_t line, const char *why)
{
    im->count[CENTRAL_REFUSED]++;
    json_array_append_new(
        im->problems, json_pack("{s:I,s:s}", "line", (json_int_t)line, "why",
                                why));
}

void import_outcome(struct importer *im, int64_t line,
                    enum central_outcome outcome,
                    const struct central_why *why)
{
    if (outcome == CENTRAL_REFUSED)
        import_problem(im, line, why->text);
    else
        im->count[outcome]++;
}

const char *import_field(const struct importer *im, const struct csv_row *row,
                         int column)
{
    return im->at[column] < 0 ? "" : row->field[im->at[column]];
}

void import_flush_order(struct importer *im)
{
    struct central_why why = {""};
    if (!im->has_order)
        return;
    im->has_order = false;
    if (im->order.line_count == 0)
        return; // each of its lines has been reported
    import_outcome(im, im->order_line,
                   central_order_add(im->st, &im->order, im->in->at_ms, &why),
                   &why);
}

bool import_time(const char *text, int64_t *out_ms)
{
    int y, mo, d, h = 0, mi = 0, s = 0, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &y, &mo, &d, &used) != 3)
        return false;
    text += used;
    if (*text == ' ' || *text == 'T') {
        if (sscanf(text + 1, "%2d:%2d%n", &h, &mi, &used) != 2)
            return false;
        text += 1 + used;
        if (*text == ':') {
            if (sscanf(text + 1, "%2d%n", &s, &used) != 1)
                return false;
            text += 1 + used;
        }
        if (*text == 'Z')
            text++;
    }
    if (*text || y < 1970 || y > 2200 || mo < 1 || mo > 12 || d < 1 ||
        d > 31 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60)
        return false;
    *out_ms = ((int64_t)gs1_days(y, mo, d) * 86400 + h * 3600 +
               mi * 60 + s) * 1000;
    return true;
}

bool import_pieces(const char *text, import_piece_fn *each, void *arg)
{
    while (*text) {
        char piece[128];
        size_t n = strcspn(text, ";");
        int64_t qty = 1;
        if (n >= sizeof piece)
            return false;
        memcpy(piece, text, n);
        piece[n] = 0;
        char *star = strrchr(piece, '*');
        if (star) {
            if (text_to_int(star + 1, strlen(star + 1), &qty) < 0 ||
                qty < 1 || qty > 1000000)
                return false;
            *star = 0;
        }
        if (!piece[0] || !each(arg, piece, (int32_t)qty))
            return false;
        text += n + (text[n] == ';');
    }
    return true;
}

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
        if (!known) {
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
};

static const struct kind KINDS[] = {
    {"items", "csv", IMPORT_ITEM_COLUMNS, import_item_row},
    {"stock", "csv", IMPORT_STOCK_COLUMNS, import_stock_row},
    {"orders", "csv", IMPORT_ORDER_COLUMNS, import_order_row},
    {"orders", "online-retail", IMPORT_RETAIL_COLUMNS, import_retail_row},
    {"items", "json", NULL, NULL},
    {"stock", "json", NULL, NULL},
    {"orders", "json", NULL, NULL},
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
                       "not UTF-8, or longer than 16 KiB or 40 fields");
        return true;
    }
    return r->kind->row(r->im, &shifted);
}

static void read_rows(struct importer *im, const struct kind *kind)
{
    struct run r = {im, kind};
    int64_t line;
    im->columns = kind->columns;
    int rc = csv_read(im->in->chars, im->in->len, on_row, &r, &line);
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

json_t *import_run(struct store *st, const struct import *in, char *why,
                   size_t why_cap)
{
    static struct importer im; // large; central has one thread
    const struct kind *kind = NULL;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (strcmp(KINDS[i].kind, in->kind) == 0 &&
            strcmp(KINDS[i].format, in->format) == 0)
            kind = &KINDS[i];
    if (!kind) {
        snprintf(why, why_cap,
                 "kind is items, stock or orders; format is csv or json, and "
                 "online-retail for orders");
        return NULL;
    }
    memset(&im, 0, sizeof im);
    im.st = st;
    im.in = in;
    im.problems = json_array();
    if (kind->row)
        read_rows(&im, kind);
    else
        read_json(&im);
    if (im.why[0]) {
        json_decref(im.problems);
        snprintf(why, why_cap, "%s", im.why);
        return NULL;
    }
    if (strcmp(in->kind, "stock") == 0)
        while (central_allocate_waiting(st, 256, in->at_ms) == 256)
            continue;
    return json_pack("{s:I,s:I,s:I,s:I,s:o}", "new",
                     (json_int_t)im.count[CENTRAL_NEW], "changed",
                     (json_int_t)im.count[CENTRAL_CHANGED], "same",
                     (json_int_t)im.count[CENTRAL_SAME], "refused",
                     (json_int_t)im.count[CENTRAL_REFUSED], "problems",
                     im.problems);
}
