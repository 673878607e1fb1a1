// paper_internal.h - what the papers on A4 have in common: margins, the head,
// cells of a small heading above a value.
#ifndef LABEL_LAYOUT_PAPER_INTERNAL_H
#define LABEL_LAYOUT_PAPER_INTERNAL_H

#include "station/label/layout/paper.h"

enum {                          // micrometres
    PAPER_LEFT = 12000,
    PAPER_WIDE = LABEL_A4_WIDTH_UM - 2 * PAPER_LEFT,
    PAPER_SMALL = 2600,         // heights of text
    PAPER_TEXT = 3200,
    PAPER_HEAD = 5200,
    PAPER_ROW = 6400,           // from one row of a table to the next
};

void paper_at(struct label *l, int32_t x, int32_t y, int32_t w, int32_t h,
              int32_t font, const char *text);

// A small heading above a value; and a row of four over the whole width.
void paper_cell(struct label *l, struct label_box b, const char *head,
                const char *value);
void paper_cells(struct label *l, int32_t y, const char *const (*c)[2]);

// An empty A4 with its title and "Page 1 of 2".
void paper_begin_a4(struct label *l, const char *title,
                    struct label_page page);

#endif
