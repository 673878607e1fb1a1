#include "station/label/layout/label_shipping.h"
#include "station/label/layout/label_line.h"

enum {
    MARGIN_UM = 4000,
    INNER_UM = LABEL_WIDTH_UM - 2 * MARGIN_UM,
    TITLE_UM = 2600,
};

static struct label_item *add_text(struct label *l, struct label_box box,
                                   int32_t font, const char *text)
{
    return label_put_text(l, box, font, text);
}

static void add_rule(struct label *l, int32_t y)
{
    label_put_rule(l, MARGIN_UM, y, INNER_UM);
}

// A small title with its value below, a cell of a row.
static void add_cell(struct label *l, struct label_box box, int32_t font,
                     const char *title, const char *value)
{
    struct label_box head = {box.x_um, box.y_um, box.w_um, 3000};
    struct label_box body = {box.x_um, box.y_um + 3200, box.w_um,
                             box.h_um - 3200};
    add_text(l, head, TITLE_UM, title);
    add_text(l, body, font, value);
}

// Returns whether all of the address can be read.
static bool add_parties(struct label *l, const struct label_parcel *p)
{
    const struct label_box from = {MARGIN_UM, 4000, 60000, 12500};
    const struct label_box carrier = {66000, 4000, 31600, 12500};
    const struct label_box title = {MARGIN_UM, 18200, 7000, 3000};
    const struct label_box to = {12000, 18000, 85600, 27000};
    const struct label_box country = {12000, 45300, 85600, 6000};
    add_text(l, from, 2800, p->from);
    add_text(l, carrier, 5600, p->carrier);
    add_rule(l, 17000);
    add_text(l, title, TITLE_UM, "To");
    bool is_whole = !add_text(l, to, 6000, p->to)->is_cut;
    // The country has a line of its own, that nothing above pushes off.
    add_text(l, country, 5400, p->country);
    add_rule(l, 52000);
    return is_whole;
}

static void add_service(struct label *l, const struct label_parcel *p)
{
    struct label_box service = {MARGIN_UM, 53000, INNER_UM, 10400};
    const struct label_box routing = {58000, 53000, 39600, 10400};
    if (p->routing[0]) {
        service.w_um = 52000;
        add_cell(l, routing, 7000, "Routing", p->routing);
    }
    add_cell(l, service, 6400, "Service", p->service);
    add_rule(l, 64200);
}

static void add_codes(struct label *l, const struct label_parcel *p)
{
    const struct label_box tracking = {12000, 71000, LABEL_WIDTH_UM - 24000,
                                       15500};
    const struct label_box number = {MARGIN_UM, 65400, INNER_UM, 5000};
    const struct label_box title = {MARGIN_UM, 89200, INNER_UM, 3200};
    const struct label_box sscc = {11800, 93000, LABEL_WIDTH_UM - 23600,
                                   32500};
    const struct label_box digits = {MARGIN_UM, 126800, INNER_UM, 5000};
    struct label_line text = {0};
    add_text(l, number, 4600, p->tracking)->is_centered = true;
    label_put_bars(l, LABEL_CODE128, tracking, 375, p->tracking);
    add_rule(l, 88000);

    label_line_put(&text, "(00)");
    label_line_put(&text, p->sscc);
    add_text(l, title, TITLE_UM, "SSCC");
    label_put_bars(l, LABEL_GS1_128, sscc, 500, text.chars);
    add_text(l, digits, 4600, text.chars)->is_centered = true;
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

static void add_facts(struct label *l, const struct label_parcel *p)
{
    enum { Y = 133700, H = 9800 };
    struct label_line count = {0}, weight = {0};
    add_rule(l, 132700);
    label_line_put_count(&count, p->parcel_no, p->parcel_count);
    put_weight(&weight, p->weight_mg);
    add_cell(l, (struct label_box){MARGIN_UM, Y, 35000, H}, 5200, "Order",
             p->order_no);
    add_cell(l, (struct label_box){40000, Y, 16000, H}, 5200, "Parcel",
             count.chars);
    add_cell(l, (struct label_box){57000, Y, 21000, H}, 5200, "Weight",
             weight.chars);
    if (p->customs[0])
        add_cell(l, (struct label_box){79000, Y, 18600, H}, 5200, "Customs",
                 p->customs);
}

static void put_mark(struct label_line *t, const char *mark)
{
    label_line_put(t, t->len > 0 ? " - " : "");
    label_line_put(t, mark);
}

static void add_marks(struct label *l, const struct label_parcel *p)
{
    const struct label_box box = {MARGIN_UM, 144000, INNER_UM, 7400};
    struct label_line text = {0};
    if (p->is_practice) {
        put_mark(&text, LABEL_PRACTICE);
    } else if (p->copy_no > 1) {
        label_line_put(&text, "REPRINT ");
        label_line_put_number(&text, p->copy_no, 1);
        label_line_put(&text, " - DESTROY EARLIER LABELS");
    }
    if (p->is_hazmat)
        put_mark(&text, "DANGEROUS GOODS");
    if (text.len > 0)
        add_text(l, box, 5600, text.chars)->is_centered = true;
}

bool label_shipping(struct label *l, const struct label_parcel *p)
{
    label_init(l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    bool is_whole = add_parties(l, p);
    add_service(l, p);
    add_codes(l, p);
    add_facts(l, p);
    add_marks(l, p);
    return is_whole;
}
