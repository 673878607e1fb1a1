// What a carrier's driver signs: the parcels that leave together.
#include "station/label/layout/paper_internal.h"

#include <stddef.h>

static const struct paper_columns COLUMNS = {
    5,
    {320, 230, 170, 160, 120},
    {"Tracking number", "Order", "Service", "Destination", "Weight kg"}};

static void add_parcel(struct paper_flow *f, const struct paper_parcel *p)
{
    struct label_line text[5] = {0};
    label_line_put(&text[0], p->tracking);
    label_line_put(&text[1], p->order_no);
    label_line_put(&text[2], p->service);
    label_line_put(&text[3], p->to);
    if (p->weight_mg > 0)
        label_line_put_kg(&text[4], p->weight_mg);
    else
        label_line_put(&text[4], "not weighed");
    paper_table_row(f, &COLUMNS, text);
}

static void flow(struct paper_flow *f, const struct paper_manifest *m,
                 const struct paper_parcel *row, int32_t row_count)
{
    struct label_line title = {0}, count = {0}, weight = {0};
    label_line_put(&title, "Manifest ");
    label_line_put(&title, m->number);
    paper_begin(f, &PAPER_SHEETS[PAPER_A4], title.chars);
    label_line_put_number(&count, m->parcel_count, 1);
    label_line_put_kg(&weight, m->weight_mg);
    label_line_put(&weight, " kg");
    const struct paper_cell facts[] = {{"Carrier", m->carrier},
                                       {"From", m->warehouse},
                                       {"Parcels", count.chars},
                                       {"Weight", weight.chars},
                                       {"Made", m->made}};
    paper_cells(f, facts, 5);
    paper_table_head(f, &COLUMNS);
    for (int32_t i = 0; i < row_count; i++)
        add_parcel(f, &row[i]);
    const struct paper_cell signs[] = {
        {"Handed over by: name and signature", ""},
        {"Taken over by the driver: name and signature", ""},
        {"Date and time", ""},
        {"Parcels counted", ""}};
    paper_need(f, 24000);
    paper_rule(f);
    paper_halves(f, signs);
    f->y += 4000;
    paper_halves(f, signs + 2);
}

int32_t paper_manifest_pages(const struct paper_manifest *m,
                             const struct paper_parcel *row, int32_t row_count)
{
    struct paper_flow f = {0};
    flow(&f, m, row, row_count);
    return f.page_no;
}

void paper_manifest(struct label *l, const struct paper_manifest *m,
                    const struct paper_parcel *row, int32_t row_count,
                    struct label_page page)
{
    struct paper_flow f = {
        .l = l, .wanted = page.page_no, .page_count = page.page_count};
    flow(&f, m, row, row_count);
}
