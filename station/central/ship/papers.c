#include "station/base/clock.h"
#include "station/base/text.h"
#include "station/central/book/places.h"
#include "station/central/ship/papers_internal.h"
#include "station/domain/pack/slip.h"
#include "station/label/layout/label.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/ship/papers.h"

#include <stdio.h>
#include <string.h>

enum {
    NUMBERS_LENT = 4,
    NUMBERS_TRIED = 1000,
    CN22_EUR_MINOR = 35000,
    IOSS_EUR_MINOR = 15000
};

// The sender's own lines where they are set, else the warehouse.
static void from_address(const struct papers *in, int32_t w, struct customs *c)
{
    const struct book_warehouse *x = &in->book->warehouse[w];
    char sender[400];
    store_setting(in->st, "sender", sender, sizeof sender);
    char *bar = strchr(sender, '|');
    if (bar)
        *bar = 0;
    const char *name = sender[0] ? sender : x->name;
    const char *street = bar ? bar + 1 : "";
    text_copy(c->from.name, sizeof c->from.name, name, strlen(name));
    text_copy(c->from.street, sizeof c->from.street, street, strlen(street));
    label_break_bars(c->from.street);
    memcpy(c->from.country, x->country, sizeof c->from.country);
    papers_country_words(x->country, c->from_country, sizeof c->from_country);
    if (!street[0])
        snprintf(c->from.postal, sizeof c->from.postal, "%s",
                 x->postal_written);
    store_setting(in->st, "seller_no", c->seller_no, sizeof c->seller_no);
    store_setting(in->st, "ioss", c->ioss, sizeof c->ioss);
}

// No form has room for all of them: said once, and never cut in silence.
static void tell_long(const struct papers *in, const struct papers_head *h)
{
    char note[160];
    snprintf(note, sizeof note,
             "shipment %lld has more than %d kinds of goods: its customs form "
             "lists the first %d; add a list of the others by hand",
             (long long)h->shipment_id, CUSTOMS_LINES_MAX, CUSTOMS_LINES_MAX);
    if (!exceptions_is_open(in->st, "customs", note))
        exceptions_add(in->st, "customs", in->at_ms, h->order_id,
                       h->shipment_id, 0, 0, note);
}

static void add_goods(const struct papers *in, const struct papers_head *h,
                      struct customs *c)
{
    c->line_count =
        papers_lines_load(in->st, h->shipment_id, c->line, CUSTOMS_LINES_MAX);
    if (c->line_count > CUSTOMS_LINES_MAX) {
        c->line_count = CUSTOMS_LINES_MAX;
        tell_long(in, h);
    }
    c->gross_mg = h->weight_mg; // 0 before it was on a scale
}

// What the carriage costs, as CN 23 asks for it: nothing when it cannot be said
// in the currency of the goods.
static void add_postage(const struct papers *in, const struct papers_head *h,
                        struct customs *c)
{
    if (h->cost_minor <= 0 ||
        !book_exchange(in->book, h->cost_minor, h->cost_currency, c->currency,
                       &c->freight_minor))
        c->freight_minor = 0;
}

bool papers_customs_fill(const struct papers *in, int64_t shipment_id,
                         struct customs *c, enum customs_form *form)
{
    struct order_group g;
    struct papers_head h;
    char at[PAPERS_LOCAL_MAX];
    memset(c, 0, sizeof *c);
    if (!papers_head_load(in->st, shipment_id, &h) ||
        !groups_load(in->st, h.order_id, h.group_no, &g))
        return false;
    int32_t w = book_warehouse_of(in->book, h.warehouse_id);
    if (w == BOOK_NONE || !in->book->warehouse[w].country[0] ||
        !customs_is_needed(in->book->warehouse[w].country, g.to.country))
        return false;
    papers_local(in, w, in->at_ms, at);
    from_address(in, w, c);
    c->to = g.to;
    papers_country_words(g.to.country, c->to_country, sizeof c->to_country);
    snprintf(c->buyer_no, sizeof c->buyer_no, "%s", g.to.tax_no);
    memcpy(c->currency, h.currency, sizeof c->currency);
    const struct book_profile *profile = book_profile(in->book, h.profile);
    memcpy(c->incoterm, profile->incoterm, sizeof c->incoterm);
    c->category = profile->category;
    snprintf(c->number, sizeof c->number, "%.30s-%lld", h.order_no,
             (long long)shipment_id);
    snprintf(c->tracking, sizeof c->tracking, "%.39s", h.tracking);
    snprintf(c->date, sizeof c->date, "%.10s", at);
    add_goods(in, &h, c);
    add_postage(in, &h, c);
    int64_t most_minor;
    if (!book_exchange(in->book, IOSS_EUR_MINOR, "EUR", c->currency,
                       &most_minor) ||
        !customs_is_ioss(c, most_minor))
        c->ioss[0] = 0;
    int32_t carrier = book_carrier_idx(in->book, h.carrier);
    bool is_postal =
        carrier != BOOK_NONE && in->book->carrier[carrier].is_postal;
    struct customs_limits limits = {CN22_EUR_MINOR, CUSTOMS_CN22_MG};
    if (!book_exchange(in->book, CN22_EUR_MINOR, "EUR", c->currency,
                       &limits.cn22_minor))
        limits.cn22_minor = 0; // not comparable: the fuller form
    *form = customs_form(c, is_postal, &limits);
    return *form != CUSTOMS_NONE;
}

void papers_lend_numbers(const struct papers *in, int64_t shipment_id)
{
    struct papers_head h;
    char name[40], number[PAPERS_NUMBER_MAX + 1];
    if (!papers_head_load(in->st, shipment_id, &h) ||
        papers_has_numbers(in->st, shipment_id))
        return;
    int32_t i = book_carrier_idx(in->book, h.carrier);
    if (i == BOOK_NONE || !in->book->carrier[i].has_range)
        return;
    struct tracking_range range = in->book->carrier[i].range;
    snprintf(name, sizeof name, "track.%s", h.carrier);
    range.next = store_counter(in->st, name, range.next);
    for (int32_t n = 0, k = 0; n < NUMBERS_LENT && k < NUMBERS_TRIED; k++) {
        if (papers_number_reuse(in->st, h.carrier, number)) {
            if (papers_number_add(in->st, shipment_id, n, h.carrier, number))
                n++;
            continue;
        }
        if (!tracking_take(&range, number)) {
            exceptions_add(in->st, "range", in->at_ms, h.order_id, shipment_id,
                           0, 0,
                           "the carrier's tracking numbers are used up: "
                           "enter a new range");
            break;
        }
        // Those of a range that was entered twice are spent already.
        if (papers_number_add(in->st, shipment_id, n, h.carrier, number))
            n++;
    }
    store_counter_set(in->st, name, range.next);
}

void papers_local(const struct papers *in, int32_t warehouse, int64_t at_ms,
                  char out[PAPERS_LOCAL_MAX])
{
    char text[CLOCK_TEXT_MAX];
    int32_t zone = warehouse == BOOK_NONE
                       ? 0
                       : in->book->warehouse[warehouse].zone;
    const struct book_zone *z = &in->book->zone[zone < 0 ? 0 : zone];
    clock_text(promise_local_ms(&z->zone, at_ms), text);
    text[10] = ' ';
    snprintf(out, PAPERS_LOCAL_MAX, "%.16s %s", text, z->name);
}

void papers_country_words(const char *code, char *out, size_t cap)
{
    if (places_is_country(code))
        snprintf(out, cap, "%s (%s)", places_country_name(code), code);
}

const char *papers_slip_language(const struct book_profile *p,
                                 const char *country)
{
    return p->slip_language[0] ? p->slip_language : slip_language(country);
}

// What stands on label and slip beside the address.
static void fill_labels(const struct papers *in, const char *country,
                        struct work *w)
{
    struct papers_head h;
    struct order_group g;
    char at[PAPERS_LOCAL_MAX];
    if (!papers_head_load(in->st, w->shipment_id, &h) ||
        !groups_load(in->st, h.order_id, h.group_no, &g))
        return;
    int32_t warehouse = book_warehouse_of(in->book, h.warehouse_id);
    int32_t carrier = book_carrier_idx(in->book, h.carrier);
    papers_local(in, warehouse, h.ordered_ms, at);
    snprintf(w->ordered_on, sizeof w->ordered_on, "%.10s", at);
    snprintf(w->gift_text, sizeof w->gift_text, "%s", g.gift_text);
    if (carrier == BOOK_NONE)
        return;
    const struct book_carrier *c = &in->book->carrier[carrier];
    const struct routing_facts facts = {
        country, g.to.postal, h.service,
        warehouse == BOOK_NONE ? "" : in->book->warehouse[warehouse].code};
    snprintf(w->carrier, sizeof w->carrier, "%s", h.carrier);
    snprintf(w->carrier_name, sizeof w->carrier_name, "%s", c->name);
    routing_text(c->routing, &facts, w->routing);
}

// The bench refuses them before anything is packed into one.
static void fill_too_large(const struct papers *in,
                           const struct rate_service *s, struct work *w)
{
    w->too_large_count = 0;
    for (int32_t i = 0; i < in->boxes->count; i++) {
        int32_t side_um[3];
        for (int k = 0; k < 3; k++)
            side_um[k] = in->boxes->box[i].inner_mm[k] * 1000;
        if (!rate_takes_size(s, side_um) &&
            w->too_large_count < WORK_BOXES_MAX)
            w->too_large[w->too_large_count++].box_id = in->boxes->box_id[i];
    }
}

void papers_fill_work(const struct papers *in, struct work *w)
{
    struct customs_paper *p = &w->customs;
    w->number_count = papers_numbers_load(in->st, w->shipment_id, w->number,
                                          WORK_NUMBERS_MAX);
    int32_t s = book_service_idx(in->book, w->service);
    char code[3];
    snprintf(code, sizeof code, "%.2s", w->country);
    if (s != BOOK_NONE) {
        snprintf(w->service_name, sizeof w->service_name, "%s",
                 in->book->service[s].name);
        w->max_mg = in->book->service[s].rate.max_mg;
        fill_too_large(in, &in->book->service[s].rate, w);
    }
    fill_labels(in, code, w);
    papers_country_words(code, w->country, sizeof w->country);
    const struct book_profile *profile = book_profile(in->book, w->profile);
    w->prints_slip = profile->documents & BOOK_PAPER_SLIP;
    w->verifies_each = profile->verifies_each;
    if (profile->min_life_days)
        w->until_days = book_profile_until_days(profile, in->at_ms);
    snprintf(w->return_note, sizeof w->return_note, "%s",
             profile->return_note);
    snprintf(w->slip_language, sizeof w->slip_language, "%s",
             papers_slip_language(profile, code));
    w->has_customs = papers_customs_fill(in, w->shipment_id, &p->customs,
                                         &p->form);
    if (w->has_customs)
        p->money_digits = places_digits(p->customs.currency);
}
