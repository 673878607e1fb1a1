// tracking.h - tracking numbers: made from a range, and recognised.
//
// UPU S10 (service letters, eight digits, check digit, country), plain numbers
// with the GS1 modulo 10 digit, and the house's own numbers. A range is used
// up in sequence and never given twice. Pure.
#ifndef DOMAIN_SHIP_TRACKING_H
#define DOMAIN_SHIP_TRACKING_H

#include <stdbool.h>
#include <stdint.h>

enum { TRACKING_MAX = 39 };

enum tracking_kind {
    TRACKING_S10,       // prefix: two service letters; suffix: country
    TRACKING_MOD10,     // prefix and digits, GS1 check digit over all digits
    TRACKING_SSCC,      // the parcel's SSCC is its tracking number
    TRACKING_PLAIN,     // prefix and number, no check digit
    TRACKING_KIND_COUNT,
};

struct tracking_range {
    enum tracking_kind kind;
    char prefix[16];
    char suffix[4];
    int32_t digits;     // of the serial number, 8 for S10
    int64_t next, end;  // end is the first number that is not ours
};

// The next number; next moves on. False when the range is used up or the
// kind makes none (SSCC).
bool tracking_take(struct tracking_range *r, char out[TRACKING_MAX + 1]);

// Thirteen characters with the right digit and a country of the caller's list
// of two-letter codes (NULL: any letters).
bool tracking_is_s10(const char *text);

const char *tracking_kind_name(enum tracking_kind k);

// What a carrier says of a parcel, in the order a parcel lives through it.
enum tracking_state {
    TRACKING_ANNOUNCED,
    TRACKING_HANDED_OVER,
    TRACKING_IN_TRANSIT,
    TRACKING_OUT_FOR_DELIVERY,
    TRACKING_FAILED,        // an attempt; it goes on
    TRACKING_READY,         // for pick-up
    TRACKING_DELIVERED,
    TRACKING_RETURNED,
    TRACKING_LOST,
    TRACKING_STATE_COUNT,
};
const char *tracking_state_name(enum tracking_state s);
bool tracking_state_find(const char *name, enum tracking_state *out);

// One word for many parcels: the one that is furthest behind.
enum tracking_state tracking_worst(enum tracking_state a,
                                   enum tracking_state b);

#endif
