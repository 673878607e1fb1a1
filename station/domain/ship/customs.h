// customs.h - what a parcel that crosses a border has to declare.
//
// Which paper (UPU CN 22 or CN 23 by post, a commercial invoice by courier),
// whether the lines are good enough for it, and an estimate of duty from rules
// with dates: thresholds change, so they are data and not code. Values are in
// minor units of one currency. Pure.
#ifndef DOMAIN_SHIP_CUSTOMS_H
#define DOMAIN_SHIP_CUSTOMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "station/domain/orders/address.h"

enum {
    CUSTOMS_LINES_MAX = 64,     // distinct goods in one declaration
    CUSTOMS_TEXT_MAX = 95,
    CUSTOMS_HS_MAX = 12,
    CUSTOMS_RULES_MAX = 32,
    CUSTOMS_CN22_MG = 2000000,  // a letter-post item takes a CN 22 up to here
};

enum customs_category {
    CUSTOMS_SALE,
    CUSTOMS_GIFT,
    CUSTOMS_DOCUMENTS,
    CUSTOMS_SAMPLE,
    CUSTOMS_RETURNED,
    CUSTOMS_OTHER,
    CUSTOMS_CATEGORY_COUNT,
};

enum customs_form { CUSTOMS_NONE, CUSTOMS_CN22, CUSTOMS_CN23,
                    CUSTOMS_INVOICE };

struct customs_line {
    int64_t item_id;                    // 0 when it is not said
    char what[CUSTOMS_TEXT_MAX + 1];    // "Enamel mugs", not "goods"
    char hs[CUSTOMS_HS_MAX + 1];        // digits only
    char origin[3];                     // ISO 3166-1 alpha-2
    int32_t qty;
    int64_t net_mg;                     // of the line
    int64_t value_minor;                // of the line
};

struct customs {
    enum customs_category category;
    char currency[4];
    char incoterm[4];                   // DAP or DDP
    char number[40];                    // of the invoice
    char tracking[40];
    char seller_no[32];                 // EORI or VAT
    char buyer_no[32];
    char ioss[16];                      // "IM" and ten digits, or empty
    char date[11];                      // YYYY-MM-DD
    struct address from, to;
    char from_country[80], to_country[80];  // in words and code
    int64_t gross_mg;                   // 0 before it was weighed
    int64_t freight_minor;
    int32_t line_count;
    struct customs_line line[CUSTOMS_LINES_MAX];
};

enum customs_verdict {
    CUSTOMS_OK,
    CUSTOMS_NO_LINES,
    CUSTOMS_VAGUE,          // description missing, or "goods", "gift" ...
    CUSTOMS_NO_HS,
    CUSTOMS_BAD_HS,         // length is not one of the destination
    CUSTOMS_NO_ORIGIN,
    CUSTOMS_NO_VALUE,       // never zero, not even for warranty goods
    CUSTOMS_NO_WEIGHT,
    CUSTOMS_BAD_IOSS,
    CUSTOMS_NO_PHONE,       // and no e-mail either
    CUSTOMS_NET_OVER_GROSS,
    CUSTOMS_VERDICT_COUNT,
};

bool customs_is_needed(const char *from, const char *to);

struct customs_limits {     // of the CN 22, in the parcel's currency
    int64_t cn22_minor;     // 300 SDR
    int64_t cn22_mg;        // 2 kg
};
enum customs_form customs_form(const struct customs *c, bool is_postal,
                               const struct customs_limits *limits);

// The first thing that is wrong; *line_idx says where (-1 for the whole).
enum customs_verdict customs_check(const struct customs *c, int32_t *line_idx);
const char *customs_verdict_name(enum customs_verdict v);

// "610910" becomes "6109.10".
void customs_hs_dotted(const char *hs, char out[CUSTOMS_HS_MAX + 4]);
// Digits only; false when it has no 6 to 12 of them.
bool customs_hs_normal(const char *text, char out[CUSTOMS_HS_MAX + 1]);

struct customs_rule {
    char area[3];               // "EU" or a country
    int32_t from_day, to_day;   // days since 1970, both in; 0 for open
    int64_t up_to_minor;        // consignments above are not covered; 0: all
    int64_t per_hs_minor;       // for each distinct six-digit heading
    int32_t permille;           // of the value
};
int64_t customs_duty(const struct customs *c, const struct customs_rule *rule,
                     int32_t rule_count, int32_t day);

// The import one-stop shop is for what comes into the Union from outside, worth
// no more than 150 EUR (Directive 2006/112/EC, Art. 369l); most_minor is that
// in the currency of c.
bool customs_is_ioss(const struct customs *c, int64_t most_minor);
int64_t customs_value(const struct customs *c);
int64_t customs_net_mg(const struct customs *c);

#endif
