// label_shipping.h - what goes on a parcel: the shipping label, 4 x 6 inch.
//
// Layout after GS1 General Specifications 6.6: bars upright, the SSCC lowest,
// at least 32 mm high, X-dimension 0.5 mm, quiet zone ten X. The lower eighth
// says in words what the house asks of a parcel in hand. Pure.
#ifndef LABEL_LAYOUT_LABEL_SHIPPING_H
#define LABEL_LAYOUT_LABEL_SHIPPING_H

#include "shared/gs1/sscc.h"
#include "station/domain/pack/pack.h"
#include "station/label/layout/label.h"

enum {
    LABEL_ADDRESS_MAX = 2000,   // name, street and town
    LABEL_ROUTING_MAX = 47,
};

struct label_parcel {
    char from[LABEL_ADDRESS_MAX + 1];   // lines end with \n
    char to[LABEL_ADDRESS_MAX + 1];     // name first, without the country
    char country[80];                   // in words and code
    char order_no[PACK_CODE_MAX + 1];
    char tracking[PACK_CODE_MAX + 1];
    char sscc[SSCC_DIGITS + 1];
    char carrier[64];                   // its name, or empty
    char service[128];
    char routing[LABEL_ROUTING_MAX + 1];    // for the carrier's sorting
    char customs[16];                   // the form that goes along, or empty
    int64_t weight_mg;                  // 0 when it was not weighed
    int32_t parcel_no;
    int32_t parcel_count;               // 0 while it is not known
    int32_t copy_no;                    // from 2 on: marked as a reprint
    bool is_hazmat;                     // dangerous goods are in it
    bool is_practice;                   // marked, so that it cannot be sent
};

// False when the address does not fit in letters that can be read: such a
// label must not go out.
bool label_shipping(struct label *l, const struct label_parcel *p) MUST_USE;

#endif
