#include "station/label/layout/paper_internal.h"
#include "shared/must.h"

#include <stddef.h>

enum {
    GAP_UM = 800,               // below a row, and between columns
    HALF_TALLEST_UM = 60000,
    ROWS_MAX = 22,              // of a table on a page: a label's items
};

const struct paper_sheet PAPER_SHEETS[PAPER_MEDIA] = {
    [PAPER_A4] = {LABEL_A4_WIDTH_UM, LABEL_A4_HEIGHT_UM, 12000, 186000, 285000,
                  2600, 3200, 6400, 4},
    [PAPER_LABEL] = {LABEL_WIDTH_UM, LABEL_HEIGHT_UM, 4000, 93600, 148800,
                     LABEL_LEAST_UM, 2400, 4600, 2},
};

static void put(struct paper_flow *f, struct label_box box, int32_t font,
                const char *text)
{
    if (f->l && f->page_no == f->wanted)
        label_put_text(f->l, box, font, text);
}

static void new_page(struct paper_flow *f)
{
    const struct paper_sheet *s = f->s;
    struct label_line number = {0};
    int32_t top = s->left, half = s->wide / 4;
    f->page_no++;
    f->row_count = 0;
    label_line_put(&number, "Page ");
    label_line_put_count(&number, f->page_no, f->page_count);
    put(f, (struct label_box){s->left, top, s->wide - half - GAP_UM,
                              s->head * 5 / 4},
        s->head, f->title);
    put(f, (struct label_box){s->left + s->wide - half, top, half, s->text * 2},
        s->text, number.chars);
    f->y = top + s->head * 5 / 4 + GAP_UM;
    paper_rule(f);
}

void paper_begin(struct paper_flow *f, const struct paper_sheet *s,
                 const char *title)
{
    f->s = s;
    f->title = title;
    f->page_no = 0;
    if (f->l)
        label_init(f->l, s->w, s->h);
    new_page(f);
}

void paper_need(struct paper_flow *f, int32_t h)
{
    if (f->y + h > f->s->bottom)
        new_page(f);
}

void paper_rule(struct paper_flow *f)
{
    if (f->l && f->page_no == f->wanted)
        label_put_rule(f->l, f->s->left, f->y, f->s->wide);
    f->y += 2 * GAP_UM;
}

void paper_note(struct paper_flow *f, const char *text)
{
    const struct paper_sheet *s = f->s;
    int32_t h = label_lines(text, s->wide, s->small) * s->small;
    paper_need(f, h);
    put(f, (struct label_box){s->left, f->y, s->wide, h}, s->small, text);
    f->y += h + GAP_UM;
}

static void put_cell(struct paper_flow *f, int32_t x, int32_t w, int32_t h,
                     const struct paper_cell *c)
{
    const struct paper_sheet *s = f->s;
    int32_t head = s->small * 5 / 4;
    put(f, (struct label_box){x, f->y, w, head}, s->small, c->head);
    put(f, (struct label_box){x, f->y + head, w, h - head}, s->text, c->value);
}

void paper_cells(struct paper_flow *f, const struct paper_cell *c, int count)
{
    const struct paper_sheet *s = f->s;
    int32_t h = s->small * 5 / 4 + 2 * s->text, w = s->wide / s->columns;
    for (int i = 0; i < count; i++) {
        int32_t at = i % s->columns;
        if (at == 0)
            paper_need(f, h);
        put_cell(f, s->left + at * w, w - GAP_UM, h, &c[i]);
        if (at == s->columns - 1 || i == count - 1)
            f->y += h + GAP_UM;
    }
}

void paper_halves(struct paper_flow *f, const struct paper_cell c[2])
{
    const struct paper_sheet *s = f->s;
    int32_t w = s->wide / 2, h = 0;
    for (int i = 0; i < 2; i++) {
        int32_t lines = label_lines(c[i].value, w - GAP_UM, s->text);
        int32_t want = s->small * 5 / 4 + lines * s->text;
        h = want > h ? want : h;
    }
    h = h > HALF_TALLEST_UM ? HALF_TALLEST_UM : h;
    paper_need(f, h);
    for (int i = 0; i < 2; i++)
        put_cell(f, s->left + i * w, w - GAP_UM, h, &c[i]);
    f->y += h + GAP_UM;
}

static int32_t column_width(const struct paper_flow *f,
                            const struct paper_columns *c, int i)
{
    return f->s->wide / 1000 * c->permille[i] - GAP_UM;
}

void paper_table_head(struct paper_flow *f, const struct paper_columns *c)
{
    const struct paper_sheet *s = f->s;
    int32_t x = s->left, h = 0;
    for (int i = 0; i < c->count; i++) {
        int32_t w = column_width(f, c, i);
        int32_t want = label_lines(c->head[i], w, s->small) * s->small;
        h = want > h ? want : h;
    }
    for (int i = 0; i < c->count; i++) {
        int32_t w = column_width(f, c, i);
        put(f, (struct label_box){x, f->y, w, h}, s->small, c->head[i]);
        x += w + GAP_UM;
    }
    f->y += h + GAP_UM;
    paper_rule(f);
}

void paper_table_row(struct paper_flow *f, const struct paper_columns *c,
                     const struct label_line *text)
{
    const struct paper_sheet *s = f->s;
    int32_t x = s->left, h = 0;
    must(c->count <= PAPER_COLUMNS_MAX);
    for (int i = 0; i < c->count; i++) {
        int32_t w = column_width(f, c, i);
        int32_t want = label_lines(text[i].chars, w, s->text) * s->text;
        h = want > h ? want : h;
    }
    int32_t page_no = f->page_no;
    if (f->row_count == ROWS_MAX)
        new_page(f);
    paper_need(f, h);
    if (f->page_no != page_no)
        paper_table_head(f, c);
    f->row_count++;
    for (int i = 0; i < c->count; i++) {
        int32_t w = column_width(f, c, i);
        put(f, (struct label_box){x, f->y, w, h}, s->text, text[i].chars);
        x += w + GAP_UM;
    }
    f->y += h + GAP_UM;
}
