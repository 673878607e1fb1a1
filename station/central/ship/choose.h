// choose.h - how a shipment travels, in which box and with which papers; here
// the cheapest service that keeps the promise.
//
// A parcel is priced once with each service, since prices depend on where it
// goes; which services a warehouse has, and when a parcel from there arrives,
// is looked up warehouse by warehouse. Arrivals are remembered for the instant
// they were made for, so that a backlog costs a table look-up an order.
//
// Cost: choose_price O(services x (areas + steps)); choose_best O(services).
#ifndef CENTRAL_SHIP_CHOOSE_H
#define CENTRAL_SHIP_CHOOSE_H

#include "station/central/book/book.h"

enum { CHOOSE_MEMO = 1 << 15, CHOOSE_HS_MAX = 16 };

struct choose_parcel {
    char country[3];
    char postal[RATE_POSTAL_MAX + 1];
    const char *wish;           // a service's code or name; "" for any
    int64_t weight_mg;
    int32_t side_um[3];         // 0 when not known
    int64_t declared_minor;     // in currency
    const char *currency;
    int64_t due_ms;             // to arrive by; 0 for any time
    bool is_hazmat;
    int32_t hs_count;           // for restrictions
    char hs[CHOOSE_HS_MAX][CUSTOMS_HS_MAX + 1];
};

struct choose_prices {
    struct rate_quote quote[BOOK_SERVICES_MAX];
    int64_t cost_minor[BOOK_SERVICES_MAX];  // in the book's currency
    bool is_abroad_priced[BOOK_SERVICES_MAX];   // depends on the warehouse
};

struct choose_option {
    int32_t service;            // BOOK_NONE: none
    struct rate_quote quote;
    int64_t cost_minor;         // in the book's currency
    struct promise promise;
};

struct choose {                 // private; large, static
    const struct book *b;
    int64_t at_ms, version;
    struct {
        int32_t warehouse, service, transit_days, destination;
        struct promise promise;
        bool is_used;
    } memo[CHOOSE_MEMO];
};

// at_ms: when work could begin. Forgets what another instant or book gave.
void choose_begin(struct choose *c, const struct book *b, int64_t at_ms);

void choose_price(struct choose *c, const struct choose_parcel *p,
                  struct choose_prices *out);

// The cheapest from a warehouse that arrives in time, and (in soonest) the one
// that arrives first, for when none does. False when no service goes at all.
bool choose_best(struct choose *c, const struct choose_parcel *p,
                 const struct choose_prices *prices, int32_t warehouse,
                 struct choose_option *best, struct choose_option *soonest);

// All services from a warehouse, with price, arrival and why not, for people.
json_t *choose_table(struct choose *c, const struct choose_parcel *p,
                     int32_t warehouse);

#endif
