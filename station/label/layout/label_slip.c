#include "station/label/layout/label_slip.h"
#include "station/label/layout/label_line.h"
#include "shared/must.h"

enum {
    MARGIN_UM = 4000,
    INNER_UM = LABEL_WIDTH_UM - 2 * MARGIN_UM,
    SKU_UM = 17000,             // where the columns begin
    NAME_UM = 43000,
    SHORT_UM = 88000,
    ROWS_UM = 54500,
    ROW_UM = 6000,
    BARS_MAX = 16,              // characters
};

static struct label_item *add(struct label *l, int32_t x, int32_t y, int32_t w,
                              int32_t h, int32_t font, const char *text)
{
    return label_put_text(l, (struct label_box){x, y, w, h}, font, text);
}

// Bars of letters that are read from a slip: ASCII, and no more of it than has
// room in bars of 0.25 mm.
static bool can_be_bars(const char *text)
{
    size_t len = 0;
    for (; text[len]; len++)
        if (text[len] < ' ' || text[len] > '~')
            return false;
    return len > 0 && len <= BARS_MAX;
}

// "2 of 3", or "2" while it is not known of how many.
static void put_count(struct label_line *t, const struct slip_words *words,
                      int32_t n, int32_t of)
{
    label_line_put_number(t, n, 1);
    if (of > 0) {
        label_line_put(t, words->of);
        label_line_put_number(t, of, 1);
    }
}

static void add_head(struct label *l, const struct label_slip *s,
                     struct label_page page)
{
    const struct label_box bars = {40000, 12500, 53600, 8500};
    const struct slip_words *words = slip_words(s->language);
    struct label_line number = {0}, order = {0};
    add(l, MARGIN_UM, 4000, 60000, 7000, 6000, words->title);
    label_line_put(&number, words->page);
    label_line_put(&number, " ");
    put_count(&number, words, page.page_no, page.page_count);
    add(l, 66000, 5500, 31600, 4000, 3400, number.chars);
    add(l, MARGIN_UM, 12000, 34000, 14000, 3000, s->from);
    if (can_be_bars(s->order_no))
        label_put_bars(l, LABEL_CODE128, bars, 250, s->order_no);
    label_line_put(&order, words->order);
    label_line_put(&order, " ");
    label_line_put(&order, s->order_no);
    add(l, 39000, 21500, 55600, 4800, 3800, order.chars)->is_centered = true;
    label_put_rule(l, MARGIN_UM, 27000, INNER_UM);
}

static void add_parties(struct label *l, const struct label_slip *s)
{
    const struct slip_words *words = slip_words(s->language);
    struct label_line count = {0};
    add(l, MARGIN_UM, 28000, 63000, 15000, 3400, s->to);
    add(l, MARGIN_UM, 43200, 63000, 4000, 3400, s->country);
    if (s->ordered_on[0]) {
        add(l, 69000, 28000, 28600, 3200, 2600, words->ordered);
        add(l, 69000, 31200, 28600, 4600, 4000, s->ordered_on);
    }
    if (s->parcel_no > 0) {
        put_count(&count, words, s->parcel_no, s->parcel_count);
        add(l, 69000, 37500, 28600, 3200, 2600, words->parcel);
        add(l, 69000, 40700, 28600, 4600, 4000, count.chars);
    }
    label_put_rule(l, MARGIN_UM, 48200, INNER_UM);
}

static void add_row(struct label *l, int32_t y, const struct slip_row *r)
{
    struct label_line qty = {0}, missing = {0};
    if (r->is_detail) {
        add(l, SKU_UM, y, SHORT_UM - SKU_UM, 5600, 2800, r->name);
        return;
    }
    label_line_put_number(&qty, r->qty, 1);
    add(l, MARGIN_UM, y, 12000, 5600, 3600, qty.chars);
    add(l, SKU_UM, y, 25000, 5600, 3000, r->sku);
    add(l, NAME_UM, y, SHORT_UM - NAME_UM - 1000, 5600, 2800, r->name);
    if (r->qty_short > 0) {
        label_line_put(&missing, "-");
        label_line_put_number(&missing, r->qty_short, 1);
        add(l, SHORT_UM, y, 9600, 5600, 3200, missing.chars);
    }
}

static void add_foot(struct label *l, const struct label_slip *s)
{
    if (s->return_note[0]) {
        label_put_rule(l, MARGIN_UM, 127500, INNER_UM);
        add(l, MARGIN_UM, 128500, INNER_UM, 3400, 2800,
            slip_words(s->language)->to_return);
        add(l, MARGIN_UM, 132200, INNER_UM, 12000, 2800, s->return_note);
    }
    if (s->is_practice)
        add(l, MARGIN_UM, 145000, INNER_UM, 5000, 4400, LABEL_PRACTICE);
}

void label_slip(struct label *l, const struct label_slip *s,
                const struct slip_row *row, int32_t row_count,
                struct label_page page)
{
    const struct slip_words *words = slip_words(s->language);
    must(row_count <= LABEL_SLIP_ROWS);
    label_init(l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    add_head(l, s, page);
    add_parties(l, s);
    add(l, MARGIN_UM, 49200, 12000, 3200, 2800, words->qty);
    add(l, SKU_UM, 49200, 24000, 3200, 2800, words->item);
    add(l, SHORT_UM, 49200, 10000, 3200, 2800, words->missing);
    label_put_rule(l, MARGIN_UM, 53000, INNER_UM);
    for (int32_t i = 0; i < row_count; i++)
        add_row(l, ROWS_UM + i * ROW_UM, &row[i]);
    add_foot(l, s);
}

void label_gift_card(struct label *l, const char *text, bool is_practice)
{
    label_init(l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    add(l, 10000, 20000, LABEL_WIDTH_UM - 20000, 110000, 6000, text)
        ->is_centered = true;
    if (is_practice)
        add(l, MARGIN_UM, 145000, INNER_UM, 5000, 4400, LABEL_PRACTICE);
}
