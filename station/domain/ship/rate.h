// rate.h - rules of parcels on their way; here what a carrier's service costs
// for a parcel, and whether it may go.
//
// Every carrier's price list is brought to one shape: zone by destination,
// steps of billable weight up to which a price holds, an amount for each
// kilogram above the last step, a least charge, and surcharges with a
// condition. Billable weight is the larger of the scale's and the dimensional
// weight, each rounded up as the service says. Money is in minor units of the
// service's currency. Pure; the caller owns the tables.
//
// Cost of a quote: O(steps + surcharges).
#ifndef DOMAIN_SHIP_RATE_H
#define DOMAIN_SHIP_RATE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    RATE_ZONES_MAX = 24,        // of one service
    RATE_STEPS_MAX = 24,        // of one zone
    RATE_AREAS_MAX = 96,        // destinations of one service
    RATE_SURCHARGES_MAX = 24,
    RATE_CODE_MAX = 23,
    RATE_POSTAL_MAX = 11,
};

enum rate_verdict {
    RATE_OK,
    RATE_NO_ZONE,       // does not go there
    RATE_TOO_HEAVY,
    RATE_TOO_LONG,      // longest side
    RATE_TOO_LARGE,     // girth and length, or sum of sides
    RATE_TOO_SMALL,
    RATE_REFUSED,       // a surcharge row of kind "refuse" applies
    RATE_OVER_TABLE,    // above the last step and no price per kilogram
    RATE_LATE,          // set by the chooser: would break the promise
    RATE_VERDICT_COUNT,
};

enum rate_rounding { RATE_EXACT, RATE_NEAREST, RATE_UP };

// What a condition looks at. Lengths in um, weights in mg, volume in mm3,
// money in minor units, yes/no as 1 and 0.
enum rate_field {
    RATE_LENGTH, RATE_SECOND, RATE_GIRTH_SUM, RATE_SIDE_SUM, RATE_VOLUME,
    RATE_ACTUAL, RATE_BILLABLE, RATE_ZONE, RATE_POSTAL, RATE_RESIDENTIAL,
    RATE_COD, RATE_DECLARED, RATE_HAZMAT, RATE_ABROAD, RATE_ALWAYS,
    RATE_FIELD_COUNT,
};

enum rate_action {
    RATE_ADD,           // amount
    RATE_ADD_PERMILLE,  // of base and earlier surcharges
    RATE_LEAST_BILLABLE,// amount: mg
    RATE_REFUSE,
};

struct rate_surcharge {
    char code[RATE_CODE_MAX + 1];
    enum rate_field field;
    bool is_below;              // applies when the field is below the bound
    int64_t bound;              // else when it is above; ignored for ALWAYS
    char postal[RATE_POSTAL_MAX + 1];   // prefix, for RATE_POSTAL
    enum rate_action action;
    int64_t amount;
    int32_t group;              // of a group only the dearest; 0 for none
    int32_t from_day, to_day;   // days since 1970, both ends in; 0 for open
};

struct rate_area {              // the longest matching prefix decides
    char country[3];            // ISO 3166-1 alpha-2; "" for everywhere
    char postal[RATE_POSTAL_MAX + 1];
    int32_t zone;               // index
    int32_t transit_days;
};

struct rate_step {
    int64_t up_to_mg;
    int64_t price_minor;
};

struct rate_zone {
    int32_t step_count;
    struct rate_step step[RATE_STEPS_MAX];
    int64_t per_kg_minor;       // above the last step; 0: does not go
};

struct rate_service {
    char code[RATE_CODE_MAX + 1];
    char carrier[RATE_CODE_MAX + 1];
    char currency[4];
    int64_t divisor_mm3_per_kg; // 5 000 000 for "5000 cm3/kg"; 0 for none
    int64_t trigger_mm3;        // dimensional weight only above this volume
    int64_t free_until_mg;      // and only when it is above this
    int32_t round_side_um;      // sides are rounded to this; 0 for none
    enum rate_rounding side_rounding;
    int64_t weight_step_mg;     // billable weight is rounded up; 0 for none
    int64_t least_minor;
    int64_t max_mg;             // limits; 0 for none
    int32_t max_side_um, max_girth_sum_um, max_side_sum_um, min_side_um;
    bool carries_hazmat;
    int32_t area_count, zone_count, surcharge_count;
    struct rate_area area[RATE_AREAS_MAX];
    struct rate_zone zone[RATE_ZONES_MAX];
    struct rate_surcharge surcharge[RATE_SURCHARGES_MAX];
};

struct rate_parcel {
    char from_country[3];
    char country[3];
    char postal[RATE_POSTAL_MAX + 1];   // normal form: no blanks, capitals
    int64_t weight_mg;
    int32_t side_um[3];                 // any order; 0 when not known
    int64_t declared_minor;
    int32_t day;                        // days since 1970, of posting
    bool is_residential, has_cod, is_hazmat;
};

struct rate_quote {
    enum rate_verdict verdict;
    int32_t zone;
    int32_t transit_days;
    int64_t billable_mg;
    int64_t base_minor;
    int64_t surcharge_minor;
    int64_t total_minor;
    uint32_t applied;           // bits of the surcharge rows that counted
};

struct rate_quote rate_quote(const struct rate_service *s,
                             const struct rate_parcel *p);
// Whether it takes a parcel of this size, whatever it weighs.
bool rate_takes_size(const struct rate_service *s, const int32_t side_um[3]);
const char *rate_verdict_name(enum rate_verdict v);
const char *rate_field_name(enum rate_field f);

#endif
