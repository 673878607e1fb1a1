// label_slip.h - what goes into a parcel: its packing slip and a gift's card,
// both 4 x 6 inch.
//
// The order's number stands in bars too: with a slip in a parcel that comes
// back, one scan says which order it was. Pure.
#ifndef LABEL_LAYOUT_LABEL_SLIP_H
#define LABEL_LAYOUT_LABEL_SLIP_H

#include "station/domain/pack/slip.h"
#include "station/label/layout/label.h"

enum { LABEL_SLIP_ROWS = 12 };  // on one page

struct label_slip {
    char from[2001];            // lines end with \n
    char to[2001];
    char country[80];
    char order_no[64];
    char ordered_on[11];        // "2026-11-26", or empty
    char language[3];           // of its words: "en", "pt" or "es"
    char return_note[256];      // what to do with what comes back, or empty
    int32_t parcel_no;          // 0: of the whole shipment
    int32_t parcel_count;       // 0 while it is not known
    bool is_practice;
};

void label_slip(struct label *l, const struct label_slip *s,
                const struct slip_row *row, int32_t row_count,
                struct label_page page);

// The buyer's words to whom the parcel goes, alone on a page.
void label_gift_card(struct label *l, const char *text, bool is_practice);

#endif
