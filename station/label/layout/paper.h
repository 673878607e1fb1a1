// paper.h - the papers that travel with parcels, as labels in micrometres.
//
// CN 22 on a 4 x 6 inch label; CN 23, the commercial invoice and the carrier's
// manifest on A4. Headings of customs forms are English and French, the
// languages of the UPU; the invoice's are English and the addressee's. The
// layout is label.h's: nothing overlaps, long texts are made smaller and at
// last cut. Pure.
#ifndef LABEL_LAYOUT_PAPER_H
#define LABEL_LAYOUT_PAPER_H

#include "station/domain/ship/customs.h"
#include "station/label/layout/label.h"

enum {
    PAPER_CN22_LINES = 8,       // more goods than this need a CN 23
    PAPER_LINES = 22,           // goods on one page of CN 23 or invoice
    PAPER_MANIFEST_ROWS = 36,
};

struct paper_money {
    int32_t digits;             // after the point, ISO 4217
};

// The form that a parcel takes across a border, page by page. A CN 22 is one
// page, and a CN 23 when its goods are too many; language is of the invoice.
int32_t paper_customs_pages(const struct customs *c, enum customs_form form);
void paper_customs(struct label *l, const struct customs *c,
                   enum customs_form form, struct paper_money money,
                   struct label_page page, const char *language);

struct paper_parcel {
    char tracking[40];
    char order_no[48];
    char to[64];                // country and postal code
    int64_t weight_mg;
};
struct paper_manifest {
    char carrier[64], warehouse[64], number[40], date[11];
    int32_t parcel_count;       // of the whole manifest
    int64_t weight_mg;
};
void paper_manifest(struct label *l, const struct paper_manifest *m,
                    const struct paper_parcel *row, int32_t row_count,
                    struct label_page page);

#endif
