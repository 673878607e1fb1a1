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

// No order is gathered from their rows.
#define NO_GATHER {NULL, NULL, NULL}

static const struct import_kind KINDS[] = {
    {"items", "csv", IMPORT_ITEM_COLUMNS, import_item_row, false, CSV_COMMAS,
     NO_GATHER},
    {"stock", "csv", IMPORT_STOCK_COLUMNS, import_stock_row, false, CSV_COMMAS,
     NO_GATHER},
    {"points", "csv", IMPORT_POINT_COLUMNS, import_point_row, false,
     CSV_COMMAS, NO_GATHER},
    {"orders", "csv", IMPORT_ORDER_COLUMNS, import_order_row, false,
     CSV_COMMAS, {"order_no", "channel", "customer"}},
    {"orders", "online-retail", IMPORT_RETAIL_COLUMNS, import_retail_row, false,
     CSV_COMMAS, {"InvoiceNo", NULL, NULL}},
    {"orders", "shopify", IMPORT_SHOPIFY_COLUMNS, import_shopify_row, true,
     CSV_COMMAS, {"Name", NULL, "Currency"}},
    {"orders", "amazon", IMPORT_AMAZON_COLUMNS, import_amazon_row, true,
     CSV_TABS, {"order-id", NULL, NULL}},
    {"items", "json", NULL, NULL, false, CSV_COMMAS, NO_GATHER},
    {"stock", "json", NULL, NULL, false, CSV_COMMAS, NO_GATHER},
    {"orders", "json", NULL, NULL, false, CSV_COMMAS, NO_GATHER},
    {NULL, NULL, NULL, NULL, false, CSV_COMMAS, NO_GATHER}};

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
    if (im->line_of) {
        int64_t n = im->row_no++;
        if (n == 0)
            return true; // the header again
        shifted.line = im->line_of[n];
    }
    shifted.line += im->in.first_line - 2;
    if (row->is_broken) {
        import_problem(im, shifted.line,
                       "not UTF-8, with a NUL inside, or longer than 16 KiB or"
                       " 128 fields");
        return true;
    }
    return im->kind->row(im, &shifted);
}

static int place_of(const struct importer *im, const char *name)
{
    for (int c = 0; name && im->kind->columns[c]; c++)
        if (strcmp(im->kind->columns[c], name) == 0)
            return im->at[c] < 0 ? GATHER_NONE : im->at[c];
    return GATHER_NONE;
}

// An order's rows may be anywhere in the file.
static void open_gather(struct importer *im, enum csv_form form)
{
    const char *const *names = im->kind->gather;
    struct gather_by by = {.number = place_of(im, names[0]),
                           .channel = place_of(im, names[1]),
                           .lead = place_of(im, names[2])};
    if (by.number == GATHER_NONE)
        return;
    im->form = form;
    im->gather =
        import_gather_open(im->in.chars, im->in.len, form, &by);
    must(im->gather != NULL);
    im->is_gathering = true;
}

// True while whose the rows are is still to be found.
static bool gather_step(struct importer *im)
{
    size_t len = 0;
    if (import_gather_step(im->gather))
        return true;
    im->is_gathering = false;
    char *text = import_gather_text(im->gather, &len, &im->line_of);
    if (!text)
        return true;
    csv_close(im->rows);
    free(im->text);
    im->text = text;
    im->rows = csv_open(text, len, im->form, on_row, im);
    must(im->rows != NULL);
    return true;
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
    if (!im->why[0])
        open_gather(im, form);
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

static bool is_lone(const char *chars, size_t len, size_t i)
{
    return chars[i] == '\r' && (i + 1 == len || chars[i + 1] != '\n');
}

// Old sheets end a line with CR alone: it is a line's end like the others.
static void end_lines(struct importer *im)
{
    const char *from = im->in.chars;
    size_t i = 0, len = im->in.len;
    while (i < len && !is_lone(from, len, i))
        i++;
    if (i == len)
        return;
    char *text = malloc(len + 1);
    must(text != NULL);
    for (i = 0; i < len; i++)
        text[i] = is_lone(from, len, i) ? '\n' : from[i];
    text[len] = 0;
    free(im->text);
    im->text = text;
    im->in.chars = text;
}

static void open_text(struct importer *im)
{
    im->in.kind = keep_word(im, 0, im->in.kind);
    im->in.format = keep_word(im, 1, im->in.format);
    im->in.channel = keep_word(im, 2, im->in.channel);
    im->in.encoding = keep_word(im, 3, im->in.encoding);
    im->problems = json_array();
    im->removes = json_array();
    im->notes = json_array();
    if (!read_text(im))
        return;
    if (im->kind->row)
        end_lines(im);
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
    import_gather_close(im->gather);
    import_known_close(im->known);
    import_later_close(im);
    json_decref(im->problems);
    json_decref(im->removes);
    json_decref(im->notes);
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
    if (im->is_gathering)
        return gather_step(im);
    size_t mark = turn_mark(im->office->turn);
    bool is_more = !im->is_over &&
                   (im->rows ? csv_step(im->rows) : import_json_step(im));
    im->is_over = !is_more;
    if (!is_more && !im->why[0])
        is_more = import_later_step(im);
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
    json_object_set(o, "notes", im->notes);
    json_object_set_new(o, "encoding", json_string(im->encoding));
    json_object_set_new(o, "separator", json_string(separator));
    if (im->in.is_preview)
        json_object_set_new(o, "preview", json_true());
    return o;
}
