// What a carrier's driver signs: the parcels that leave together.
#include "station/label/layout/label_line.h"
#include "station/label/layout/paper_internal.h"
#include "shared/must.h"

void paper_manifest(struct label *l, const struct paper_manifest *m,
                    const struct paper_parcel *row, int32_t row_count,
                    struct label_page page)
{
    struct label_line title = {0};
    must(row_count <= PAPER_MANIFEST_ROWS);
    label_line_put(&title, "Manifest ");
    label_line_put(&title, m->number);
    paper_begin_a4(l, title.chars, page);
    struct label_line count = {0}, weight = {0};
    label_line_put_number(&count, m->parcel_count, 1);
    label_line_put_kg(&weight, m->weight_mg);
    label_line_put(&weight, " kg");
    const char *const facts[4][2] = {{"Carrier", m->carrier},
                                     {"From", m->warehouse},
                                     {"Parcels", count.chars},
                                     {"Weight", weight.chars}};
    paper_cells(l, 23000, facts);
    label_put_rule(l, PAPER_LEFT, 33000, PAPER_WIDE);
    for (int32_t i = 0; i < row_count; i++) {
        int32_t y = 35000 + i * PAPER_ROW;
        struct label_line kg = {0};
        label_line_put_kg(&kg, row[i].weight_mg);
        paper_at(l, PAPER_LEFT, y, 74000, PAPER_ROW - 600, PAPER_TEXT,
                 row[i].tracking);
        paper_at(l, PAPER_LEFT + 76000, y, 48000, PAPER_ROW - 600, PAPER_TEXT,
                 row[i].order_no);
        paper_at(l, PAPER_LEFT + 126000, y, 34000, PAPER_ROW - 600, PAPER_TEXT,
                 row[i].to);
        paper_at(l, PAPER_LEFT + 162000, y, 24000, PAPER_ROW - 600, PAPER_TEXT,
                 kg.chars);
    }
    label_put_rule(l, PAPER_LEFT, 268000, PAPER_WIDE);
    paper_cell(l, (struct label_box){PAPER_LEFT, 270000, 90000, 12000},
               "Handed over, driver's signature", "");
    paper_cell(l, (struct label_box){PAPER_LEFT + 100000, 270000, 86000, 12000},
               "Date", m->date);
}
