// What is wrong with an order, and holds it until somebody has looked.
#include "station/central/orders/office_internal.h"
#include "station/central/book/places.h"
#include "station/central/life/life.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/screening.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/central/rules/points.h"

#include <stdio.h>
#include <string.h>

void office_complete_group(struct office *o, struct order_group *g)
{
    struct address *a = &g->to;
    const char *code = places_country(a->country);
    char postal[ADDRESS_POSTAL_MAX + 1];
    if (code != a->country && strlen(code) == 2)
        memcpy(a->country, code, 3);
    if (geo_is_known(g->point))
        return;
    address_normal_postal(a->postal, postal, sizeof postal);
    if (postal[0])
        g->point = points_find(o->st, a->country, postal);
}

static void hold(struct office *o, int64_t order_id, enum order_hold kind,
                 bool is_wrong, const char *note)
{
    if (is_wrong)
        life_hold_add(o->st, order_id, kind, note, o->at_ms);
    else
        life_hold_end(o->st, order_id, kind, o->at_ms, 0);
}

static bool is_unpaid(enum order_payment p)
{
    return p == ORDER_PENDING || p == ORDER_PAYMENT_FAILED ||
           p == ORDER_REFUNDED;
}

// The first thing wrong with any address; empty when all are right.
static void check_addresses(struct office *o, int64_t order_id, char *why,
                            size_t cap)
{
    struct order_group g;
    why[0] = 0;
    for (int32_t n = 1; n <= ORDER_GROUPS_MAX && !why[0]; n++) {
        if (!groups_load(o->st, order_id, n, &g))
            break;
        enum address_verdict v = address_check(&g.to);
        if (v != ADDRESS_OK)
            snprintf(why, cap, "destination %d: %s", n,
                     address_verdict_name(v));
        else if (g.to.region[0] && strlen(g.to.region) == 2 &&
                 (strcmp(g.to.country, "US") == 0 ||
                  strcmp(g.to.country, "BR") == 0 ||
                  strcmp(g.to.country, "CA") == 0) &&
                 !places_has_region(g.to.country, g.to.region))
            snprintf(why, cap, "destination %d: no region %.2s in %s", n,
                     g.to.region, g.to.country);
    }
}

// Lines that cross a border need a heading and an origin.
static bool lacks_customs(struct office *o, const struct screening_facts *f)
{
    const char *from = "";
    for (int32_t w = 0; w < o->book.warehouse_count && !from[0]; w++)
        from = o->book.warehouse[w].country;
    return from[0] && customs_is_needed(from, f->country) &&
           f->lines_without_hs > 0;
}

void office_screen(struct office *o, int64_t order_id)
{
    struct screening_facts f;
    char why[100], twin[FIELD_CODE_MAX + 1];
    if (!screening_facts_load(o->st, order_id, &f) || f.has_left)
        return;
    const struct book_profile *p = book_profile(&o->book, f.profile);
    hold(o, order_id, ORDER_HOLD_PAYMENT,
         (p->checks & BOOK_CHECK_PAYMENT) && is_unpaid(f.payment),
         order_payment_name(f.payment));
    check_addresses(o, order_id, why, sizeof why);
    hold(o, order_id, ORDER_HOLD_ADDRESS,
         (p->checks & BOOK_CHECK_ADDRESS) && why[0], why);
    hold(o, order_id, ORDER_HOLD_CUSTOMS,
         (p->checks & BOOK_CHECK_CUSTOMS) && lacks_customs(o, &f),
         "items without customs heading or origin");
    if (f.was_screened)
        return; // what a person has released stays released
    if (p->fraud_minor && f.total_minor > p->fraud_minor)
        hold(o, order_id, ORDER_HOLD_FRAUD, true, "above the sum to look at");
    if (screening_twin_find(o->st, order_id, OFFICE_TWIN_MS, twin, sizeof twin))
        hold(o, order_id, ORDER_HOLD_FRAUD, true, twin);
    timeline_add(o->st, order_id, "screened", o->at_ms, 0, p->code);
}
