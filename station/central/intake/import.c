// One file: its header, its rows one after the other, its report.
#include "station/central/intake/import_internal.h"
#include "station/base/charset.h"
#include "station/base/text.h"
#include "station/store/central/outcome.h"
#include "station/store/central/source/backlog.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BACKLOG_ORDERS = 100 };  // planned at once; the tick does the rest

static const struct import_kind KINDS[] = {
    {"items", "csv", IMPORT_ITEM_COLUMNS, import_item_row, false, CSV_COMMAS},
    {"stock", "csv", IMPORT_STOCK_COLUMNS, import_stock_row, false, CSV_COMMAS},
    {"points", "csv", IMPORT_POINT_COLUMNS, import_point_row, false,
     CSV_COMMAS},
    {"orders", "csv", IMPORT_ORDER_COLUMNS, import_order_row, false,
     CSV_COMMAS},
    {"orders", "online-retail", IMPORT_RETAIL_COLUMNS, import_retail_row, false,
     CSV_COMMAS},
    {"orders", "shopify", IMPORT_SHOPIFY_COLUMNS, import_shopify_row, true,
     CSV_COMMAS},
    {"orders", "amazon", IMPORT_AMAZON_COLUMNS, import_amazon_row, true,
     CSV_TABS},
    {"items", "json", NULL, NULL, false, CSV_COMMAS},
    {"stock", "json", NULL, NULL, false, CSV_COMMAS},
    {"orders", "json", NULL, NULL, false, CSV_COMMAS},
    {NULL, NULL, NULL, NULL, false, CSV_COMMAS}};

// What stands between the fields: whichever of the three the first line has
// most of outside quotes.
static enum csv_form find_form(const char *chars, size_t len)
{
    static const char SEPARATORS[] = ",;\t";
    static const enum csv_form FORMS[] = {CSV_COMMAS, CSV_SEMICOLONS,
                                          CSV_SHEET_TABS};
    int count[3] = {0}, best = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < len && (is_quoted || chars[i] != '\n'); i++) {
        is_quoted ^= chars[i] == '"';
        for (int s = 0; s < 3 && !is_quoted; s++)
            count[s] += chars[i] == SEPARATORS[s];
    }
    for (int s = 1; s < 3; s++)
        if (count[s] > count[best])
            best = s;
    return FORMS[best];
}

// Headings come in any case, with blanks around them.
static bool is_heading(const char *given, const char *column)
{
    given += strspn(given, " ");
    size_t len = strlen(given);
    while (len > 0 && given[len - 1] == ' ')
        len--;
    return len == strlen(column) && strncasecmp(given, column, len) == 0;
}

static bool take_header(struct importer *im, const struct csv_row *row)
{
    const char *const *columns = im->kind->columns;
    im->has_header = true;
    for (int c = 0; columns[c]; c++)
        im->at[c] = -1;
    for (int i = 0; i < row->count; i++) {
        bool known = false;
        for (int c = 0; columns[c]; c++)
            if (is_heading(row->field[i], columns[c])) {
                im->at[c] = i;
                known = true;
            }
        if (!known && !im->kind->is_foreign) {
            snprintf(im->why, sizeof im->why,
                     "line 1: column \"%.60s\" is not known for %s",
                     row->field[i], im->in.kind);
            return false;
        }
    }
    return true;
}

static bool on_row(void *arg, const struct csv_row *row)
{
    struct importer *im = arg;
    struct csv_row shifted = *row;
    if (!im->has_header)
        return take_header(im, row);
    shifted.line += im->in.first_line - 2;
    if (row->is_broken) {
        import_problem(im, shifted.line,
                       "not UTF-8, with a NUL inside, or longer than 16 KiB or"
                       " 128 fields");
        return true;
    }
    return im->kind->row(im, &shifted);
}

// What is wrong with all of it is found before its first row is taken.
static void open_rows(struct importer *im)
{
    int64_t line;
    enum csv_form form = im->kind->form == CSV_COMMAS
                             ? find_form(im->in.chars, im->in.len)
                             : im->kind->form;
    im->separator = form == CSV_COMMAS       ? ','
                    : form == CSV_SEMICOLONS ? ';'
                                             : '\t';
    if (form != CSV_TABS &&
        csv_check(im->in.chars, im->in.len, &line) < 0) {
        snprintf(im->why, sizeof im->why,
                 "line %lld: a quote is opened and never closed",
                 (long long)(line + im->in.first_line - 2));
        return;
    }
    for (size_t i = 0; i < im->in.len; i++)
        im->lines += im->in.chars[i] == '\n';
    im->rows = csv_open(im->in.chars, im->in.len, form, on_row, im);
    must(im->rows != NULL);
    while (!im->has_header && !im->why[0] && csv_step(im->rows))
        continue;
    if (!im->has_header && !im->why[0])
        snprintf(im->why, sizeof im->why, "the file is empty");
}

static const struct import_kind *find_kind(const struct import *in)
{
    for (const struct import_kind *k = KINDS; k->kind; k++)
        if (strcmp(k->kind, in->kind) == 0 &&
            strcmp(k->format, in->format) == 0)
            return k;
    return NULL;
}

static const char *keep_word(struct importer *im, int idx, const char *word)
{
    snprintf(im->words[idx], sizeof im->words[idx], "%s", word ? word : "");
    return im->words[idx];
}

// In UTF-8 from here on, whatever it came in.
static bool read_text(struct importer *im)
{
    struct charset c;
    const char *wanted = im->in.encoding ? im->in.encoding : "";
    if (charset_read(im->in.chars, im->in.len, wanted, &c) < 0) {
        snprintf(im->why, sizeof im->why,
                 wanted[0] ? "the file is not in the encoding \"%.20s\""
                           : "the file is neither UTF-8, UTF-16 nor "
                             "Windows-1252%s: save it as UTF-8",
                 wanted);
        return false;
    }
    snprintf(im->encoding, sizeof im->encoding, "%s", c.name);
    if (c.text) {
        im->text = c.text;
        im->in.chars = c.text;
        im->in.len = c.len;
    }
    return true;
}

static void open_text(struct importer *im)
{
    im->in.kind = keep_word(im, 0, im->in.kind);
    im->in.format = keep_word(im, 1, im->in.format);
    im->in.channel = keep_word(im, 2, im->in.channel);
    im->in.encoding = keep_word(im, 3, im->in.encoding);
    im->problems = json_array();
    im->removes = json_array();
    if (!read_text(im))
        return;
    if (im->in.is_preview)
        im->known = import_known_open();
    if (im->kind->row)
        open_rows(im);
    else
        im->json = json_list_open(im->in.chars, im->in.len, im->in.kind,
                                  im->why, sizeof im->why);
}

struct importer *importer_open(struct office *o, const struct import *in,
                               char *why, size_t why_cap)
{
    const struct import_kind *kind = find_kind(in);
    if (!kind) {
        snprintf(why, why_cap,
                 "kind is items, stock, orders or points; format is csv or "
                 "json, and for orders online-retail, shopify or amazon");
        return NULL;
    }
    struct importer *im = calloc(1, sizeof *im);
    must(im != NULL);
    im->office = o;
    im->st = o->st;
    im->in = *in;
    im->kind = kind;
    open_text(im);
    if (!im->why[0])
        return im;
    snprintf(why, why_cap, "%s", im->why);
    importer_close(im);
    return NULL;
}

void importer_close(struct importer *im)
{
    csv_close(im->rows);
    json_list_close(im->json);
    import_known_close(im->known);
    json_decref(im->problems);
    json_decref(im->removes);
    free(im->text);
    free(im);
}

// The last row was taken.
static void end(struct importer *im)
{
    struct allocate_report done;
    import_flush_order(im);
    if (strcmp(im->in.kind, "stock") != 0 || !backlog_is_waiting(im->st))
        return;
    allocate_backlog(im->office->allocate, BACKLOG_ORDERS, &done);
    im->office->has_work = im->office->has_work || done.is_more;
}

bool importer_step(struct importer *im)
{
    size_t mark = turn_mark(im->office->turn);
    bool is_more = im->rows ? csv_step(im->rows) : import_json_step(im);
    if (!is_more && !im->why[0])
        end(im);
    turn_back(im->office->turn, mark);
    return is_more && !im->why[0];
}

int64_t importer_line(const struct importer *im)
{
    return im->rows ? csv_line(im->rows) : json_list_taken(im->json);
}

json_t *importer_report(struct importer *im)
{
    json_t *o = json_pack(
        "{s:I,s:I,s:I,s:I,s:O}", "new", (json_int_t)im->count[OUTCOME_NEW],
        "changed", (json_int_t)im->count[OUTCOME_CHANGED], "same",
        (json_int_t)im->count[OUTCOME_SAME], "refused",
        (json_int_t)im->count[OUTCOME_REFUSED], "problems", im->problems);
    char separator[2] = {im->separator, 0};
    json_object_set(o, "removes", im->removes);
    json_object_set_new(o, "encoding", json_string(im->encoding));
    json_object_set_new(o, "separator", json_string(separator));
    if (im->in.is_preview)
        json_object_set_new(o, "preview", json_true());
    return o;
}
