#include "station/label/layout/label.h"
#include "station/label/layout/label_line.h"
#include "shared/must.h"

#include <string.h>

enum {
    MARGIN_UM = 4000,
    INNER_UM = LABEL_WIDTH_UM - 2 * MARGIN_UM,
    RULE_UM = 500,
    SHRINK_STEPS = 7,   // each takes 12 % off the font
};

static const char PRACTICE[] = "PRACTICE - DO NOT SHIP";

// Advance widths in thousandths of the font height, on the wide side of the
// condensed sans fonts that label printers carry.
static int32_t advance(unsigned char c)
{
    if (c == ' ' || (c && strchr("iljtfrI.,:;'|!()[]/-", c)))
        return 380;
    if (c && strchr("mwMW@%&", c))
        return 920;
    if (c >= 'a' && c <= 'z')
        return 580;
    return 680;
}

// Of one line, as wide as it may come out.
static int64_t text_width_um(const char *text, size_t len, int32_t font_um)
{
    int64_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c & 0xC0) == 0x80)
            continue; // the rest of a character outside ASCII
        sum += c < 0x80 ? advance(c) : c >= 0xE3 ? 1000 : 700;
    }
    return sum * font_um / 1000;
}

// Lines a text takes when broken at blanks (and inside words that are longer
// than a line), as a printer's text block does it.
static int32_t count_lines(const char *text, int32_t width_um, int32_t font_um)
{
    int32_t lines = 1;
    int64_t used = 0;
    while (*text) {
        size_t word = strcspn(text, " \n");
        size_t with_blank = word + (text[word] == ' ');
        int64_t w = text_width_um(text, word, font_um);
        if (used > 0 && used + w > width_um) {
            lines++;
            used = 0;
        }
        for (; w > width_um; w -= width_um)
            lines++;
        used += w + text_width_um(" ", with_blank - word, font_um);
        text += with_blank;
        if (*text == '\n') {
            text++;
            if (*text)
                lines++;
            used = 0;
        }
    }
    return lines;
}

static struct label_item *add(struct label *l, enum label_kind kind, int32_t x,
                              int32_t y, int32_t w, int32_t h)
{
    must(l->item_count < LABEL_ITEMS_MAX);
    struct label_item *i = &l->item[l->item_count++];
    *i = (struct label_item){
        .kind = kind, .x_um = x, .y_um = y, .w_um = w, .h_um = h};
    return i;
}

// Cuts the last character and puts an ellipsis there.
static void cut(char *text)
{
    size_t len = strlen(text);
    if (len >= 3 && memcmp(text + len - 3, "\xE2\x80\xA6", 3) == 0)
        len -= 3;
    do {
        must(len > 0);
        len--;
    } while (((unsigned char)text[len] & 0xC0) == 0x80);
    if (len + 3 > LABEL_TEXT_MAX)
        len = LABEL_TEXT_MAX - 3;
    memcpy(text + len, "\xE2\x80\xA6", 4);
}

static void copy_text(char *to, size_t cap, const char *from)
{
    size_t len = strlen(from);
    if (len >= cap) {
        len = cap - 1;
        while (len > 0 && ((unsigned char)from[len] & 0xC0) == 0x80)
            len--;
    }
    memcpy(to, from, len);
    to[len] = 0;
}

static struct label_item *add_text(struct label *l, int32_t x, int32_t y,
                                   int32_t w, int32_t h, int32_t font,
                                   const char *text)
{
    struct label_item *i = add(l, LABEL_TEXT, x, y, w, h);
    copy_text(i->text, sizeof i->text, text);
    for (int step = 0; step < SHRINK_STEPS; step++) {
        i->font_um = font;
        i->lines = count_lines(i->text, w, font);
        if ((int64_t)i->lines * font <= h)
            return i;
        font = font * 88 / 100;
    }
    while (i->text[0] && (int64_t)count_lines(i->text, w, i->font_um) *
                             i->font_um > h)
        cut(i->text);
    i->lines = count_lines(i->text, w, i->font_um);
    return i;
}

static int32_t scaled(int32_t um, int64_t part, int64_t whole)
{
    return (int32_t)(um * part / whole);
}

void label_fit(struct label *l, int32_t w_um, int32_t h_um)
{
    int64_t part = w_um, whole = l->w_um;
    if ((int64_t)h_um * l->w_um < (int64_t)w_um * l->h_um) {
        part = h_um;
        whole = l->h_um;
    }
    l->w_um = w_um;
    l->h_um = h_um;
    if (part >= whole)
        return;
    for (int32_t i = 0; i < l->item_count; i++) {
        struct label_item *t = &l->item[i];
        t->x_um = scaled(t->x_um, part, whole);
        t->y_um = scaled(t->y_um, part, whole);
        t->w_um = scaled(t->w_um, part, whole);
        t->h_um = scaled(t->h_um, part, whole);
        t->font_um = scaled(t->font_um, part, whole);
        t->module_um = scaled(t->module_um, part, whole);
    }
}

int32_t label_pages(int32_t rows, int32_t rows_per_page)
{
    return rows <= rows_per_page
               ? 1
               : (rows + rows_per_page - 1) / rows_per_page;
}

void label_break_bars(char *text)
{
    for (; *text; text++)
        if (*text == '|')
            *text = '\n';
}

void label_init(struct label *l, int32_t w_um, int32_t h_um)
{
    l->w_um = w_um;
    l->h_um = h_um;
    l->item_count = 0;
}

void label_put_text(struct label *l, struct label_box box, int32_t font_um,
                    const char *text)
{
    add_text(l, box.x_um, box.y_um, box.w_um, box.h_um, font_um, text);
}

void label_put_rule(struct label *l, int32_t x_um, int32_t y_um, int32_t w_um)
{
    add(l, LABEL_RULE, x_um, y_um, w_um, RULE_UM);
}

static void add_rule(struct label *l, int32_t y)
{
    add(l, LABEL_RULE, MARGIN_UM, y, INNER_UM, RULE_UM);
}

// A small title with its value below, a cell of the middle row.
static void add_cell(struct label *l, int32_t x, int32_t y, int32_t w,
                     const char *title, const char *value)
{
    add_text(l, x, y, w, 3000, 2600, title);
    add_text(l, x, y + 3200, w - 1500, 6600, 5200, value);
}

static void put_weight(struct label_line *t, int64_t mg)
{
    if (mg <= 0) {
        label_line_put(t, "not weighed");
        return;
    }
    label_line_put_kg(t, mg);
    label_line_put(t, " kg");
}

static void add_codes(struct label *l, const struct label_parcel *p)
{
    struct label_item *i =
        add(l, LABEL_CODE128, 12000, 68000, LABEL_WIDTH_UM - 24000, 15000);
    i->module_um = 375;
    copy_text(i->text, sizeof i->text, p->tracking);
    i = add_text(l, MARGIN_UM, 84000, INNER_UM, 5000, 4600, p->tracking);
    i->is_centered = true;
    add_rule(l, 90000);

    struct label_line text = {0};
    label_line_put(&text, "(00)");
    label_line_put(&text, p->sscc);
    add_text(l, MARGIN_UM, 91500, INNER_UM, 3200, 2800, "SSCC");
    i = add(l, LABEL_GS1_128, 11800, 95500, LABEL_WIDTH_UM - 23600, 32500);
    i->module_um = 500;
    copy_text(i->text, sizeof i->text, text.chars);
    i = add_text(l, MARGIN_UM, 129000, INNER_UM, 5000, 4600, text.chars);
    i->is_centered = true;
}

static void add_marks(struct label *l, const struct label_parcel *p)
{
    struct label_line text = {0};
    if (p->is_practice) {
        label_line_put(&text, PRACTICE);
    } else if (p->copy_no > 1) {
        label_line_put(&text, "REPRINT ");
        label_line_put_number(&text, p->copy_no, 1);
        label_line_put(&text, " - DESTROY EARLIER LABELS");
    }
    if (text.len > 0)
        add_text(l, MARGIN_UM, 137000, INNER_UM, 6000, 5600, text.chars)
            ->is_centered = true;
}

void label_shipping(struct label *l, const struct label_parcel *p)
{
    label_init(l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    add_text(l, MARGIN_UM, 4000, INNER_UM, 9000, 2800, p->from);
    add_rule(l, 14000);
    add_text(l, MARGIN_UM, 16000, INNER_UM, 36000, 6000, p->to);
    add_rule(l, 53000);

    struct label_line count = {0}, weight = {0};
    label_line_put_count(&count, p->parcel_no, p->parcel_count);
    put_weight(&weight, p->weight_mg);
    add_cell(l, MARGIN_UM, 54500, 33000, "Order", p->order_no);
    add_cell(l, 37000, 54500, 17000, "Parcel", count.chars);
    add_cell(l, 54000, 54500, 22000, "Weight", weight.chars);
    add_cell(l, 76000, 54500, 21600, "Service", p->service);
    add_rule(l, 65500);
    add_codes(l, p);
    add_marks(l, p);
}

static void add_row(struct label *l, int32_t y, const struct slip_row *r)
{
    struct label_line qty = {0}, missing = {0};
    label_line_put_number(&qty, r->qty, 1);
    add_text(l, MARGIN_UM, y, 12000, 5600, 3600, qty.chars);
    add_text(l, 17000, y, 24000, 5600, 3000, r->sku);
    add_text(l, 42000, y, 45000, 5600, 2800, r->name);
    if (r->qty_short > 0) {
        label_line_put(&missing, "-");
        label_line_put_number(&missing, r->qty_short, 1);
        add_text(l, 88000, y, 9600, 5600, 3200, missing.chars);
    }
}

void label_slip(struct label *l, const struct label_parcel *p,
                const struct slip_row *row, int32_t row_count,
                struct label_page page)
{
    struct label_line number = {0}, order = {0};
    must(row_count <= LABEL_SLIP_ROWS);
    label_init(l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    add_text(l, MARGIN_UM, 4000, 60000, 7000, 6000, "Packing slip");
    label_line_put(&number, "Page ");
    label_line_put_count(&number, page.page_no, page.page_count);
    add_text(l, 66000, 5500, 31600, 4000, 3400, number.chars);
    label_line_put(&order, "Order ");
    label_line_put(&order, p->order_no);
    add_text(l, MARGIN_UM, 12000, 60000, 5000, 4200, order.chars);
    add_text(l, MARGIN_UM, 18000, INNER_UM, 21000, 3400, p->to);
    add_rule(l, 40000);
    add_text(l, MARGIN_UM, 41200, 12000, 3200, 2800, "Qty");
    add_text(l, 17000, 41200, 24000, 3200, 2800, "Item");
    add_text(l, 88000, 41200, 10000, 3200, 2800, "Short");
    add_rule(l, 45000);
    for (int32_t i = 0; i < row_count; i++)
        add_row(l, 46500 + i * 6000, &row[i]);
    if (p->is_practice)
        add_text(l, MARGIN_UM, 144000, INNER_UM, 5000, 4400,
                 PRACTICE);
}
