// paper_internal.h - the papers of several pages: they flow from the top of a
// sheet to its bottom and go on with the next.
//
// The same code counts the pages and draws one of them: while the page that is
// filled is not the wanted one, nothing is put on the label.
#ifndef LABEL_LAYOUT_PAPER_INTERNAL_H
#define LABEL_LAYOUT_PAPER_INTERNAL_H

#include "station/label/layout/label_line.h"
#include "station/label/layout/paper.h"

struct paper_sheet {            // micrometres
    int32_t w, h, left, wide, bottom;
    int32_t small, text, head;  // heights of a line
    int32_t columns;            // cells in a row
};

struct paper_flow {
    struct label *l;            // NULL while pages are only counted
    const struct paper_sheet *s;
    const char *title;
    int32_t page_no, wanted, page_count;
    int32_t y;                  // where the next thing begins
    int32_t row_count;          // of a table, on this page
};

extern const struct paper_sheet PAPER_SHEETS[PAPER_MEDIA];

// Begins the first page with its title and "Page 1 of 2".
void paper_begin(struct paper_flow *f, const struct paper_sheet *s,
                 const char *title);

// Goes on with the next page when this one has no room for so much.
void paper_need(struct paper_flow *f, int32_t h);

// What follows puts a thing at f->y and moves f->y on below it. Texts that are
// taller than their share are made smaller.
void paper_rule(struct paper_flow *f);
void paper_note(struct paper_flow *f, const char *text);    // small, wrapped

struct paper_cell {             // a small heading above a value
    const char *head, *value;
};
// Over the whole width, s->columns in a row.
void paper_cells(struct paper_flow *f, const struct paper_cell *c, int count);
// Two halves, as tall as the taller of them.
void paper_halves(struct paper_flow *f, const struct paper_cell c[2]);

enum { PAPER_COLUMNS_MAX = 8 };
struct paper_columns {
    int32_t count;
    int32_t permille[PAPER_COLUMNS_MAX];        // of the width, together 1000
    const char *head[PAPER_COLUMNS_MAX];
};
void paper_table_head(struct paper_flow *f, const struct paper_columns *c);
// A row as tall as its tallest text; the heads stand again on a new page.
void paper_table_row(struct paper_flow *f, const struct paper_columns *c,
                     const struct label_line *text);

#endif
