// label.h - what stands where on a label, in micrometres; no printer language.
//
// A label is a list of texts, rules and barcodes with the box each may fill.
// Long texts are wrapped and then made smaller until they fit, and at the very
// last cut with an ellipsis, so that nothing overlaps or falls off. Widths are
// estimated on the wide side, since printers' fonts differ. Pure; no
// allocation. Layout after GS1 General Specifications 6.6: bars upright, the
// SSCC lowest, at least 32 mm high, X-dimension 0.5 mm, quiet zone ten X.
#ifndef LABEL_LAYOUT_LABEL_H
#define LABEL_LAYOUT_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/gs1/sscc.h"
#include "station/domain/pack/pack.h"
#include "station/domain/pack/slip.h"

enum {
    LABEL_WIDTH_UM = 101600,    // 4 x 6 inch
    LABEL_HEIGHT_UM = 152400,
    LABEL_A4_WIDTH_UM = 210000,
    LABEL_A4_HEIGHT_UM = 297000,
    LABEL_ITEMS_MAX = 256,
    LABEL_TEXT_MAX = 255,       // bytes of UTF-8 in one item
    LABEL_ADDRESS_MAX = 511,
    LABEL_SLIP_ROWS = 16,       // lines of the order on one page
};

enum label_kind { LABEL_TEXT, LABEL_RULE, LABEL_CODE128, LABEL_GS1_128 };

struct label_item {
    enum label_kind kind;
    int32_t x_um, y_um;         // upper left corner
    int32_t w_um, h_um;         // all it may fill; of a rule, its size
    int32_t font_um;            // height of a line of text
    int32_t module_um;          // narrowest bar
    int32_t lines;              // a text was wrapped for so many
    bool is_centered;
    char text[LABEL_TEXT_MAX + 1];  // of GS1-128: "(00)" and the digits
};

struct label {
    int32_t w_um, h_um;         // of the medium
    int32_t item_count;
    struct label_item item[LABEL_ITEMS_MAX];
};

struct label_parcel {
    char from[LABEL_ADDRESS_MAX + 1];   // lines end with \n
    char to[LABEL_ADDRESS_MAX + 1];     // name first, country last
    char order_no[PACK_CODE_MAX + 1];
    char tracking[PACK_CODE_MAX + 1];
    char sscc[SSCC_DIGITS + 1];
    char service[PACK_CODE_MAX + 1];
    int64_t weight_mg;                  // 0 when it was not weighed
    int32_t parcel_no;
    int32_t parcel_count;               // 0 while it is not known
    int32_t copy_no;                    // from 2 on: marked as a reprint
    bool is_practice;                   // marked, so that it cannot be sent
};

// Numbers of one page of a slip or paper.
struct label_page { int32_t page_no, page_count; };

// How many pages so many rows take; without a row it is one all the same.
int32_t label_pages(int32_t rows, int32_t rows_per_page);

// A configuration line has no newlines: a bar stands for one. In place.
void label_break_bars(char *text);

void label_shipping(struct label *l, const struct label_parcel *p);
void label_slip(struct label *l, const struct label_parcel *p,
                const struct slip_row *row, int32_t row_count,
                struct label_page page);

// For other papers (paper.h): an empty one, and what stands on it.
void label_init(struct label *l, int32_t w_um, int32_t h_um);
struct label_box { int32_t x_um, y_um, w_um, h_um; };
void label_put_text(struct label *l, struct label_box box, int32_t font_um,
                    const char *text);
void label_put_rule(struct label *l, int32_t x_um, int32_t y_um,
                    int32_t w_um);

// Makes all of it smaller, in proportion, until it lies inside w x h.
void label_fit(struct label *l, int32_t w_um, int32_t h_um);

#endif
