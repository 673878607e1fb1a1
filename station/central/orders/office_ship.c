// The office after packing: prices of weighed parcels, handover, tracking.
#include "station/central/life/life.h"
#include "station/central/orders/office.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/channels/channel.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/ship/intercept.h"
#include "station/store/central/ship/manifests.h"
#include "station/store/central/ship/parcels.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <string.h>

struct papers office_papers(const struct office *o)
{
    return (struct papers){o->turn, o->st, &o->book, &o->boxes, o->at_ms};
}

json_t *office_try_rates(struct office *o, const struct choose_parcel *p,
                         int32_t warehouse)
{
    choose_begin(&o->choose, &o->book, o->at_ms);
    return choose_table(&o->choose, p, warehouse);
}

static int32_t box_of(const struct boxes *b, const char *code)
{
    for (int32_t i = 0; i < b->count; i++)
        if (strcmp(b->code[i], code) == 0)
            return i;
    return -1;
}

// It is packed, and its carrier would not take it.
static void keep_back(struct office *o, const struct parcel_row *p,
                      enum rate_verdict verdict)
{
    char note[200];
    if (!intercept_parcel(o->st, p->parcel_id, o->at_ms, "service"))
        return;
    snprintf(note, sizeof note,
             "parcel %s of %lld g does not go by %s (%s): it is kept back, "
             "pack it anew or send it another way",
             p->tracking, (long long)(p->weight_mg / 1000), p->service,
             rate_verdict_name(verdict));
    exceptions_add(o->st, "carriage", o->at_ms, p->order_id, p->shipment_id, 0,
                   0, note);
}

// The same rate as in the plan, for the weight that the scale found.
static void price_parcel(struct office *o, int64_t parcel_id)
{
    struct parcel_row p;
    struct choose_prices prices;
    struct choose_parcel c = {.wish = "", .currency = o->book.currency};
    if (parcels_load(o->st, parcel_id, &p) != ERR_OK || p.weight_mg <= 0)
        return;
    int32_t s = book_service_idx(&o->book, p.service);
    if (s == BOOK_NONE)
        return;
    snprintf(c.country, sizeof c.country, "%.2s", p.country);
    address_normal_postal(p.postal, c.postal, sizeof c.postal);
    c.weight_mg = p.weight_mg;
    int32_t box = box_of(&o->boxes, p.box);
    for (int i = 0; i < 3 && box >= 0; i++)
        c.side_um[i] = o->boxes.box[box].inner_mm[i] * 1000;
    choose_begin(&o->choose, &o->book, o->at_ms);
    choose_price(&o->choose, &c, &prices);
    enum rate_verdict verdict = prices.quote[s].verdict;
    if (verdict == RATE_OK)
        parcels_cost_set(o->st, parcel_id, prices.cost_minor[s]);
    else if (verdict == RATE_TOO_HEAVY || verdict == RATE_OVER_TABLE ||
             verdict == RATE_TOO_LONG || verdict == RATE_TOO_LARGE)
        keep_back(o, &p, verdict);
}

void office_price_parcels(struct office *o, int64_t shipment_id)
{
    int64_t parcel_id[CHANNEL_TRACKS_MAX];
    int32_t count =
        parcels_unpriced(o->st, shipment_id, parcel_id, CHANNEL_TRACKS_MAX);
    for (int32_t i = 0; i < count; i++)
        price_parcel(o, parcel_id[i]);
}

struct handover {
    struct office *o;
    int64_t last_shipment_id;
};

static void tell_handover(void *arg, int64_t shipment_id, int64_t order_id)
{
    struct handover *h = arg;
    struct office *o = h->o;
    if (shipment_id == h->last_shipment_id)
        return;
    h->last_shipment_id = shipment_id;
    if (!shipments_has_left(o->st, shipment_id))
        return; // another of its parcels still waits
    notices_tell(&o->notices, "shipment.handed_over", order_id, shipment_id,
                 "");
    if (shipments_all_left(o->st, order_id))
        life_event(o->st, order_id, ORDER_SHIP, o->at_ms, 0, "");
}

int64_t office_hand_over(struct office *o, const struct office_lorry *l)
{
    struct handover h = {.o = o};
    struct manifest_wish w = {.carrier = l->carrier,
                              .warehouse_id =
                                  warehouses_id(o->st, l->warehouse),
                              .at_ms = o->at_ms,
                              .takes_unscanned = l->takes_unscanned,
                              .why = l->why};
    int64_t id = manifests_make(o->st, &w);
    if (id)
        manifests_each(o->st, id, tell_handover, &h);
    return id;
}

static void tell_item(void *arg, int64_t item_id)
{
    notices_tell_stock(arg, item_id);
}

void office_tell_stock(struct office *o, int64_t order_id)
{
    orders_items_each(o->st, order_id, tell_item, &o->notices);
}

enum outcome office_put_back(struct office *o, const struct parcel_row *p,
                             const struct put_back *w,
                             struct put_back_done *out,
                             struct outcome_why *why)
{
    struct handover h = {.o = o};
    if (put_back(o->st, p, w, out, why) == OUTCOME_REFUSED)
        return OUTCOME_REFUSED;
    if (out->is_told)
        notices_tell(&o->notices, "shipment.put_back", p->order_id,
                     p->shipment_id, p->tracking);
    if (out->has_left)
        tell_handover(&h, p->shipment_id, p->order_id);
    office_tell_stock(o, p->order_id);
    notices_tell_cancelled(&o->notices, p->order_id);
    if (w->then == PUT_BACK_AGAIN)
        allocate_order(o->allocate, p->order_id);
    o->has_work = true;
    return OUTCOME_CHANGED;
}

static void after_word(struct office *o, const struct parcel_row *p,
                       enum tracking_state state, int64_t at_ms)
{
    if (state == TRACKING_DELIVERED) {
        parcels_shipment_arrived(o->st, p->shipment_id);
        if (parcels_all_arrived(o->st, p->order_id))
            life_event(o->st, p->order_id, ORDER_DELIVER, at_ms, 0,
                       p->tracking);
    }
    if (state == TRACKING_LOST || state == TRACKING_RETURNED)
        exceptions_add(o->st, "carrier", at_ms, p->order_id, p->shipment_id,
                       0, 0,
                       state == TRACKING_LOST
                           ? "the carrier says a parcel is lost"
                           : "the carrier brings a parcel back");
}

bool office_track(struct office *o, int64_t parcel_id,
                  enum tracking_state state, int64_t at_ms, const char *place)
{
    struct parcel_row p;
    bool is_latest;
    if (parcels_load(o->st, parcel_id, &p) != ERR_OK ||
        !parcels_track(o->st, parcel_id, state, at_ms, place, &is_latest))
        return false;
    if (is_latest)
        after_word(o, &p, state, at_ms);
    if (state == TRACKING_DELIVERED)
        notices_tell(&o->notices, "parcel.delivered", p.order_id,
                     p.shipment_id, p.tracking);
    return true;
}
