// Another service for what the scale found too heavy for the planned one.
#include "station/central/orders/office.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/central/ship/papers.h"
#include "station/store/central/ship/way.h"

#include <stdio.h>
#include <string.h>

static void fill_parcel(const struct office *o, const struct way *s,
                        const struct office_weighed *w,
                        struct choose_parcel *c)
{
    *c = (struct choose_parcel){.wish = s->wish,
                                .currency = s->currency,
                                .weight_mg = w->weight_mg,
                                .declared_minor = s->declared_minor,
                                .due_ms = s->due_ms,
                                .is_hazmat = s->is_hazmat};
    memcpy(c->country, s->country, sizeof c->country);
    address_normal_postal(s->postal, c->postal, sizeof c->postal);
    for (int32_t i = 0; i < s->hs_count && i < CHOOSE_HS_MAX; i++)
        snprintf(c->hs[c->hs_count++], sizeof c->hs[0], "%s", s->hs[i]);
    int32_t box = boxes_find(&o->boxes, w->box_id);
    for (int i = 0; i < 3 && box >= 0; i++)
        c->side_um[i] = o->boxes.box[box].inner_mm[i] * 1000;
}

// A wished service that does not take it is no wish any more.
static bool choose(struct office *o, struct choose_parcel *c, int32_t w,
                   struct choose_option *out)
{
    struct choose_prices prices;
    struct choose_option best, soonest;
    choose_begin(&o->choose, &o->book, o->at_ms);
    choose_price(&o->choose, c, &prices);
    for (int i = 0; i < 2; i++) {
        if (choose_best(&o->choose, c, &prices, w, &best, &soonest)) {
            *out = best.service == BOOK_NONE ? soonest : best;
            return true;
        }
        c->wish = "";
    }
    return false;
}

static void tell(struct office *o, const struct way *s,
                 int64_t shipment_id, const struct office_weighed *w,
                 const char *why)
{
    char note[200];
    snprintf(note, sizeof note,
             "parcel %d weighs %lld g, more than %s takes: %s", w->parcel_no,
             (long long)(w->weight_mg / 1000), s->service, why);
    exceptions_add(o->st, "carriage", o->at_ms, s->order_id, shipment_id, 0, 0,
                   note);
}

void office_reconsider(struct office *o, int64_t shipment_id,
                       const struct office_weighed *w)
{
    struct way s;
    struct choose_parcel c;
    struct choose_option option;
    char note[80];
    if (!way_load(o->st, shipment_id, &s))
        return;
    if (w->parcel_no > 1) {
        tell(o, &s, shipment_id, w,
             "earlier parcels bear its labels, split this one");
        return;
    }
    fill_parcel(o, &s, w, &c);
    if (!choose(o, &c, book_warehouse_of(&o->book, s.warehouse_id), &option)) {
        tell(o, &s, shipment_id, w, "no service does, split it or hold it");
        return;
    }
    const struct rate_service *to = &o->book.service[option.service].rate;
    bool is_other = strcmp(to->carrier, s.carrier) != 0;
    if (is_other)
        papers_numbers_retire(o->st, shipment_id);
    way_set(o->st, shipment_id, to->code, to->carrier,
                      option.cost_minor, option.promise.promise_ms);
    struct papers in = office_papers(o);
    if (is_other)
        papers_lend_numbers(&in, shipment_id);
    snprintf(note, sizeof note, "%s, then %s", s.service, to->code);
    timeline_add(o->st, s.order_id, "service", o->at_ms, 0, note);
    changes_add(o->st, "shipment", shipment_id);
}
