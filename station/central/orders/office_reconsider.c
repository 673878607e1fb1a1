// Another service for what scale or box at the bench say the planned one does
// not take.
#include "station/central/book/places.h"
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
                                .weight_mg = w->weight_mg > 0 ? w->weight_mg
                                                              : s->planned_mg,
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

// "order W-1: parcel 1 weighs 25000 g, more than SMALL takes"
static void say_what(const struct way *s, const struct office_weighed *w,
                     char *out, size_t cap)
{
    if (w->weight_mg > 0)
        snprintf(out, cap,
                 "order %s: parcel %d weighs %lld g, more than %s takes",
                 s->order_no, w->parcel_no,
                 (long long)(w->weight_mg / 1000), s->service);
    else
        snprintf(out, cap,
                 "order %s: parcel %d is in a box that is too large for %s",
                 s->order_no, w->parcel_no, s->service);
}

static void tell(struct office *o, const struct way *s,
                 int64_t shipment_id, const struct office_weighed *w,
                 const char *why)
{
    char what[200], note[300];
    say_what(s, w, what, sizeof what);
    snprintf(note, sizeof note, "%s; %s", what, why);
    if (!exceptions_is_open(o->st, "carriage", note))
        exceptions_add(o->st, "carriage", o->at_ms, s->order_id, shipment_id,
                       0, 0, note);
}

// Dearer than the profile lets go by itself: the bench waits for a person.
static void ask(struct office *o, const struct way *s, int64_t shipment_id,
                const struct office_weighed *w,
                const struct choose_option *option)
{
    const char *to = o->book.service[option->service].rate.code;
    char what[200], cost[40], planned[40], note[400];
    say_what(s, w, what, sizeof what);
    places_money(o->book.currency, option->cost_minor, cost, sizeof cost);
    places_money(o->book.currency, s->cost_minor, planned, sizeof planned);
    snprintf(note, sizeof note,
             "%s; %s takes it for %s, planned were %s; take that "
             "service, or have it packed otherwise",
             what, to, cost, planned);
    struct exception x = {.kind = "carriage",
                          .at_ms = o->at_ms,
                          .order_id = s->order_id,
                          .shipment_id = shipment_id,
                          .note = note,
                          .new_mg = w->weight_mg > 0 ? w->weight_mg
                                                     : s->planned_mg,
                          .new_service = to};
    if (!exceptions_is_open(o->st, x.kind, note))
        exceptions_raise(o->st, &x);
}

static void go_by(struct office *o, const struct way *s, int64_t shipment_id,
                  const struct choose_option *option)
{
    const struct rate_service *to = &o->book.service[option->service].rate;
    bool is_other = strcmp(to->carrier, s->carrier) != 0;
    char note[80];
    if (is_other)
        papers_numbers_retire(o->st, shipment_id);
    way_set(o->st, shipment_id, to->code, to->carrier, option->cost_minor,
            option->promise.promise_ms);
    struct papers in = office_papers(o);
    if (is_other)
        papers_lend_numbers(&in, shipment_id);
    snprintf(note, sizeof note, "%s, then %s", s->service, to->code);
    timeline_add(o->st, s->order_id, "service", o->at_ms, 0, note);
    changes_add(o->st, "shipment", shipment_id);
}

void office_reconsider(struct office *o, int64_t shipment_id,
                       const struct office_weighed *w)
{
    struct way s;
    struct choose_parcel c;
    struct choose_option option;
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
    const struct book_profile *p = book_profile(&o->book, s.profile);
    // A box can be exchanged for a smaller one: a scan of it changes nothing.
    bool is_box = w->weight_mg == 0;
    if (is_box || option.cost_minor - s.cost_minor > p->ask_above_minor)
        ask(o, &s, shipment_id, w, &option);
    else
        go_by(o, &s, shipment_id, &option);
}

enum outcome office_take_service(struct office *o, int64_t exception_id,
                                 int64_t person_id, struct outcome_why *why)
{
    struct exception_proposal p;
    struct exception_end end = {o->at_ms, person_id, "taken"};
    struct way s;
    struct choose_parcel c;
    struct choose_option option;
    if (!exceptions_proposal(o->st, exception_id, &p) || !p.is_open)
        return outcome_refuse(why, "it is closed already");
    if (!way_load(o->st, p.shipment_id, &s))
        return outcome_refuse(why, "its shipment is gone");
    struct office_weighed w = {.weight_mg = p.new_mg, .parcel_no = 1};
    fill_parcel(o, &s, &w, &c);
    c.wish = p.new_service;
    if (!choose(o, &c, book_warehouse_of(&o->book, s.warehouse_id), &option) ||
        strcmp(o->book.service[option.service].rate.code, p.new_service) != 0)
        return outcome_refuse(why, "that service does not take it any more");
    go_by(o, &s, p.shipment_id, &option);
    (void)exceptions_done(o->st, exception_id, &end); // it is open: seen above
    return OUTCOME_CHANGED;
}
