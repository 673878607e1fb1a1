// paper.h - the papers that travel with parcels, as labels in micrometres.
//
// CN 22 on a 4 x 6 inch label; CN 23, the commercial invoice and the carrier's
// manifest on A4, and the first two on labels where a bench has no other
// printer. Headings of customs forms are English and French, the languages of
// the UPU; the invoice's are English and the addressee's. Fields follow UPU
// CN 22 and CN 23 and what customs offices ask of an invoice. Goods are wrapped
// and never cut, and go on with the next page. Pure.
#ifndef LABEL_LAYOUT_PAPER_H
#define LABEL_LAYOUT_PAPER_H

#include "station/domain/ship/customs.h"
#include "station/label/layout/label.h"

enum paper_medium { PAPER_A4, PAPER_LABEL, PAPER_MEDIA };

struct paper_money {
    int32_t digits;             // after the point, ISO 4217
};

// The form that a parcel takes across a border, page by page. A CN 22 is one
// label, and becomes a CN 23 when its goods are too many for it, as the first
// says; gross_mg of 0 is a parcel that was not weighed.
enum customs_form paper_customs_form(const struct customs *c,
                                     enum customs_form form,
                                     struct paper_money money);
int32_t paper_customs_pages(const struct customs *c, enum customs_form form,
                            struct paper_money money,
                            enum paper_medium medium);
void paper_customs(struct label *l, const struct customs *c,
                   enum customs_form form, struct paper_money money,
                   struct label_page page, enum paper_medium medium);

struct paper_parcel {
    char tracking[40];
    char order_no[48];
    char service[64];
    char to[64];                // country and postal code
    int64_t weight_mg;          // 0 when it was not weighed
};
struct paper_manifest {
    char carrier[64], warehouse[64], number[40];
    char made[40];              // local day and time, with its zone
    int32_t parcel_count;       // of the whole manifest
    int64_t weight_mg;
};

// A carrier's manifest of so many parcels; how many pages, and one of them.
int32_t paper_manifest_pages(const struct paper_manifest *m,
                             const struct paper_parcel *row,
                             int32_t row_count);
void paper_manifest(struct label *l, const struct paper_manifest *m,
                    const struct paper_parcel *row, int32_t row_count,
                    struct label_page page);

#endif
