#include "station/label/layout/label_shipping.h"
#include "station/label/layout/label_line.h"
#include "shared/must.h"

enum { MARGIN_UM = 4000, INNER_UM = LABEL_WIDTH_UM - 2 * MARGIN_UM };

static const char PRACTICE[] = "PRACTICE - DO NOT SHIP";

static struct label_item *add_text(struct label *l, int32_t x, int32_t y,
                                   int32_t w, int32_t h, int32_t font,
                                   const char *text)
{
    return label_put_text(l, (struct label_box){x, y, w, h}, font, text);
}

static void add_rule(struct label *l, int32_t y)
{
    label_put_rule(l, MARGIN_UM, y, INNER_UM);
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
    const struct label_box tracking = {12000, 68000, LABEL_WIDTH_UM - 24000,
                                       15000};
    const struct label_box sscc = {11800, 95500, LABEL_WIDTH_UM - 23600,
                                   32500};
    struct label_line text = {0};
    label_put_bars(l, LABEL_CODE128, tracking, 375, p->tracking);
    add_text(l, MARGIN_UM, 84000, INNER_UM, 5000, 4600, p->tracking)
        ->is_centered = true;
    add_rule(l, 90000);

    label_line_put(&text, "(00)");
    label_line_put(&text, p->sscc);
    add_text(l, MARGIN_UM, 91500, INNER_UM, 3200, 2800, "SSCC");
    label_put_bars(l, LABEL_GS1_128, sscc, 500, text.chars);
    add_text(l, MARGIN_UM, 129000, INNER_UM, 5000, 4600, text.chars)
        ->is_centered = true;
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
    // The country has a line of its own, that nothing above pushes off.
    add_text(l, MARGIN_UM, 15500, INNER_UM, 30500, 6000, p->to);
    add_text(l, MARGIN_UM, 46300, INNER_UM, 6400, 5600, p->country);
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
    add_text(l, MARGIN_UM, 17500, INNER_UM, 18000, 3400, p->to);
    add_text(l, MARGIN_UM, 35700, INNER_UM, 4000, 3400, p->country);
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
