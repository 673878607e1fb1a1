#include "station/label/layout/label_line.h"
#include "station/label/layout/paper_internal.h"

void paper_at(struct label *l, int32_t x, int32_t y, int32_t w, int32_t h,
              int32_t font, const char *text)
{
    label_put_text(l, (struct label_box){x, y, w, h}, font, text);
}

void paper_cell(struct label *l, struct label_box b, const char *head,
                const char *value)
{
    paper_at(l, b.x_um, b.y_um, b.w_um, 3200, PAPER_SMALL, head);
    paper_at(l, b.x_um, b.y_um + 3400, b.w_um, b.h_um - 3400, PAPER_TEXT,
             value);
}

void paper_cells(struct label *l, int32_t y, const char *const (*c)[2])
{
    for (int i = 0; i < 4; i++)
        paper_cell(l,
                   (struct label_box){PAPER_LEFT + i * 46500, y, 45000, 9000},
                   c[i][0], c[i][1]);
}

void paper_begin_a4(struct label *l, const char *title, struct label_page page)
{
    struct label_line number = {0};
    label_init(l, LABEL_A4_WIDTH_UM, LABEL_A4_HEIGHT_UM);
    paper_at(l, PAPER_LEFT, 12000, 120000, 8000, 6400, title);
    label_line_put(&number, "Page ");
    label_line_put_count(&number, page.page_no, page.page_count);
    paper_at(l, PAPER_LEFT + 140000, 14000, 46000, 4000, PAPER_TEXT,
             number.chars);
}
