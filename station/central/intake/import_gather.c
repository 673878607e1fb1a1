#include "station/central/intake/import_gather.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

struct row_at {
    uint64_t key;           // of its order's number and channel
    int64_t line;           // of the file
    size_t start;           // byte of the file
    int64_t first;          // row of the file where its order begins
    bool is_lead;
};

struct import_gather {
    const char *chars;
    size_t len;
    struct gather_by by;
    struct csv_reader *rows;
    struct row_at *row;     // the header first
    int64_t count, cap;
    int64_t *line_of;
    bool is_full;           // no memory: they stay as they are
};

// FNV-1a. Two numbers with one key only stand together for nothing.
static uint64_t mix(uint64_t key, const char *text)
{
    for (; *text; text++)
        key = (key ^ (unsigned char)*text) * 0x100000001B3u;
    return (key ^ 0x1F) * 0x100000001B3u;
}

static bool has_room(struct import_gather *g)
{
    if (g->count < g->cap)
        return true;
    int64_t cap = g->cap ? g->cap * 2 : 1024;
    struct row_at *grown = realloc(g->row, (size_t)cap * sizeof *grown);
    g->is_full = !grown;
    if (!grown)
        return false;
    g->row = grown;
    g->cap = cap;
    return true;
}

static const char *field(const struct csv_row *row, int column)
{
    return column == GATHER_NONE ? "" : row->field[column];
}

static bool on_row(void *arg, const struct csv_row *row)
{
    struct import_gather *g = arg;
    const char *number = field(row, g->by.number);
    if (!has_room(g))
        return false;
    bool goes_on = row->is_broken || (!number[0] && g->count > 1);
    struct row_at *at = &g->row[g->count];
    *at = (struct row_at){.line = row->line};
    at->key = goes_on
                  ? g->row[g->count - 1].key
                  : mix(mix(0xCBF29CE484222325u, number),
                        field(row, g->by.channel));
    at->is_lead = g->by.lead != GATHER_NONE && field(row, g->by.lead)[0];
    g->count++;
    return true;
}

struct import_gather *import_gather_open(const char *chars, size_t len,
                                         enum csv_form form,
                                         const struct gather_by *by)
{
    struct import_gather *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    *g = (struct import_gather){.chars = chars, .len = len, .by = *by};
    g->rows = csv_open(chars, len, form, on_row, g);
    if (g->rows)
        return g;
    free(g);
    return NULL;
}

bool import_gather_step(struct import_gather *g)
{
    return csv_step(g->rows);
}

static int by_key(const void *a, const void *b)
{
    const struct row_at *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

// Orders by their first row; of an order its leading row, then the file's way.
static int by_order(const void *a, const void *b)
{
    const struct row_at *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->is_lead != y->is_lead)
        return x->is_lead ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static int by_line(const void *a, const void *b)
{
    const struct row_at *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static void sort(struct import_gather *g,
                 int (*compare)(const void *, const void *))
{
    qsort(g->row + 1, (size_t)(g->count - 1), sizeof g->row[0], compare);
}

// Only the first of an order's leading rows leads.
static void find_firsts(struct import_gather *g)
{
    sort(g, by_key);
    bool has_lead = false;
    for (int64_t i = 1; i < g->count; i++) {
        struct row_at *at = &g->row[i];
        bool is_same = i > 1 && at->key == at[-1].key;
        at->first = is_same ? at[-1].first : at->line;
        has_lead = is_same && has_lead;
        at->is_lead = at->is_lead && !has_lead;
        has_lead = has_lead || at->is_lead;
    }
}

static bool is_apart(struct import_gather *g)
{
    sort(g, by_order);
    for (int64_t i = 2; i < g->count; i++)
        if (g->row[i].line < g->row[i - 1].line)
            return true;
    return false;
}

// Where each row's line begins; a row goes on to where the next one begins.
static void find_starts(struct import_gather *g)
{
    int64_t line = 1, next = 0;
    sort(g, by_line);
    for (size_t i = 0; i < g->len && next < g->count; i++) {
        bool is_begin = i == 0 || g->chars[i - 1] == '\n';
        line += i > 0 && is_begin;
        if (is_begin && line == g->row[next].line)
            g->row[next++].start = i;
    }
    must(next == g->count);
}

// The header's end and each row's, in the file's order: kept while they are
// sorted anew.
static size_t copy_row(const struct import_gather *g, const struct row_at *at,
                       const size_t *ends, int64_t idx, char *out)
{
    size_t n = ends[idx] - at->start;
    memcpy(out, g->chars + at->start, n);
    if (n > 0 && out[n - 1] != '\n')
        out[n++] = '\n'; // the last row of the file
    return n;
}

static char *copy(struct import_gather *g, size_t *len)
{
    size_t *ends = calloc((size_t)g->count, sizeof *ends);
    char *text = malloc(g->len + 2);
    g->line_of = calloc((size_t)g->count, sizeof *g->line_of);
    *len = 0;
    if (ends && text && g->line_of) {
        find_starts(g);
        for (int64_t i = 0; i < g->count; i++) {
            bool is_last = i + 1 == g->count;
            ends[i] = is_last ? g->len : g->row[i + 1].start;
            g->row[i].key = (uint64_t)i; // its place in the file
        }
        sort(g, by_order);
        for (int64_t i = 0; i < g->count; i++) {
            const struct row_at *at = &g->row[i];
            g->line_of[i] = at->line;
            *len += copy_row(g, at, ends, (int64_t)at->key, text + *len);
        }
    } else {
        free(text);
        text = NULL;
    }
    free(ends);
    return text;
}

char *import_gather_text(struct import_gather *g, size_t *len,
                         const int64_t **line_of)
{
    if (g->is_full || g->count < 3)
        return NULL;
    find_firsts(g);
    if (!is_apart(g))
        return NULL;
    char *text = copy(g, len);
    *line_of = g->line_of;
    return text;
}

void import_gather_close(struct import_gather *g)
{
    if (!g)
        return;
    csv_close(g->rows);
    free(g->row);
    free(g->line_of);
    free(g);
}
