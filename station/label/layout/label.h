// label.h - what stands where on labels and papers, in micrometres.
//
// No printer and no printer's language is known here. A label is a list of
// texts, rules and barcodes with the box each may fill. Long texts are wrapped
// and then made smaller until they fit, never smaller than a person can read,
// and at the very last cut with an ellipsis, so that nothing overlaps or falls
// off. Widths are estimated on the wide side, since printers' fonts differ. A
// paper of its own is a file that puts texts, rules and bars on an empty one
// (label_shipping.h, paper.h). Pure; no allocation.
#ifndef LABEL_LAYOUT_LABEL_H
#define LABEL_LAYOUT_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LABEL_WIDTH_UM = 101600,    // 4 x 6 inch
    LABEL_HEIGHT_UM = 152400,
    LABEL_A4_WIDTH_UM = 210000,
    LABEL_A4_HEIGHT_UM = 297000,
    LABEL_ITEMS_MAX = 256,
    LABEL_TEXT_MAX = 1023,      // bytes of UTF-8 in one item
    LABEL_LEAST_UM = 2000,      // line of the smallest text: 16 dots at 203 dpi
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
    bool is_cut;                // not all of the text had room
    char text[LABEL_TEXT_MAX + 1];  // of GS1-128: "(00)" and the digits
};

struct label {
    int32_t w_um, h_um;         // of the medium
    int32_t item_count;
    struct label_item item[LABEL_ITEMS_MAX];
};

// Marked so, a label of the practice mode cannot be sent by mistake.
#define LABEL_PRACTICE "PRACTICE - DO NOT SHIP"

// Numbers of one page of a slip or paper.
struct label_page { int32_t page_no, page_count; };

// How many pages so many rows take; without a row it is one all the same.
int32_t label_pages(int32_t rows, int32_t rows_per_page);

// A configuration line has no newlines: a bar stands for one. In place.
void label_break_bars(char *text);

// An empty one, and what is put on it. A text is begun at font_um, and is made
// no smaller than LABEL_LEAST_UM.
void label_init(struct label *l, int32_t w_um, int32_t h_um);
struct label_box { int32_t x_um, y_um, w_um, h_um; };
struct label_item *label_put_text(struct label *l, struct label_box box,
                                  int32_t font_um, const char *text);

// Lines that a text takes in a box so wide, without being made smaller.
int32_t label_lines(const char *text, int32_t width_um, int32_t font_um);
void label_put_rule(struct label *l, int32_t x_um, int32_t y_um,
                    int32_t w_um);
void label_put_bars(struct label *l, enum label_kind kind,
                    struct label_box box, int32_t module_um,
                    const char *text);

#endif
