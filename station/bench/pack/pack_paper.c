// What is printed for the open parcel: its label, its customs form, its slip
// and the card of a gift. A copy of the label brings all of them again: what is
// printed twice is thrown away, what is missing is missed by the customer.
#include "station/bench/pack/pack_internal.h"
#include "station/label/layout/label_shipping.h"
#include "station/label/layout/label_slip.h"
#include "station/label/layout/paper.h"

#include <stdio.h>
#include <string.h>

static void copy_lines(char *out, size_t cap, const struct work *w)
{
    const char *const lines[] = {w->customer, w->address};
    struct text t;
    text_init(&t, out, cap);
    for (int i = 0; i < 2; i++) {
        if (!lines[i][0])
            continue;
        if (t.len > 0 && out[t.len - 1] != '\n')
            text_add(&t, "\n", 1);
        text_add(&t, lines[i], strlen(lines[i]));
    }
}

static int32_t units_in_box(const struct pick_line *l)
{
    return l->is_kit ? 0 : l->qty_done - l->qty_boxed;
}

bool pack_paper_is_hazmat(const struct pack_desk *d)
{
    for (int32_t i = 0; i < d->order.line_count; i++)
        if (d->order.line[i].is_hazmat && i < d->pack.pick.line_count &&
            units_in_box(&d->pack.pick.line[i]) > 0)
            return true;
    return false;
}

static const char *form_name(enum customs_form form)
{
    static const char *const NAMES[] = {
        [CUSTOMS_NONE] = "", [CUSTOMS_CN22] = "CN 22",
        [CUSTOMS_CN23] = "CN 23", [CUSTOMS_INVOICE] = "Invoice"};
    return NAMES[form];
}

static int32_t count_parcels(const struct pack_desk *d)
{
    return d->pack.pick.state == PICK_COMPLETE ? d->pack.parcel_count + 1 : 0;
}

// How many of an item lie in the open parcel; of a kit its first part counts.
static int32_t units_of(const struct pick *p, int64_t item_id)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < p->line_count; i++) {
        const struct pick_line *l = &p->line[i];
        if (l->item_id != item_id || l->kit_idx != PICK_NO_LINE)
            continue;
        const struct pick_line *part =
            l->is_kit && i + 1 < p->line_count ? &p->line[i + 1] : l;
        int32_t per = l->is_kit && part->qty_per_kit ? part->qty_per_kit : 1;
        sum += (part->qty_done - part->qty_boxed) / per;
    }
    return sum;
}

// units of all of a sum, without what a product of the two would be.
static int64_t share(int64_t sum, int32_t units, int32_t all)
{
    return sum / all * units + sum % all * units / all;
}

// Of what central declared for the whole order, what lies in this parcel.
static void scope_customs(const struct pack_desk *d, struct customs *c)
{
    int32_t count = 0;
    for (int32_t i = 0; i < c->line_count; i++) {
        struct customs_line l = c->line[i];
        int32_t units = l.item_id ? units_of(&d->pack.pick, l.item_id) : l.qty;
        if (units == 0 || l.qty == 0)
            continue;
        l.net_mg = share(l.net_mg, units, l.qty);
        l.value_minor = share(l.value_minor, units, l.qty);
        l.qty = units;
        c->line[count++] = l;
    }
    c->line_count = count;
}

// The declaration of what lies in the parcel, and its form: the scale or the
// number of goods may ask for the fuller one.
static enum customs_form declare(const struct pack_desk *d, struct customs *c)
{
    const struct customs_paper *paper = &d->order.customs;
    struct paper_money money = {paper->money_digits};
    enum customs_form form = paper->form;
    if (!d->order.has_customs)
        return CUSTOMS_NONE;
    *c = paper->customs;
    scope_customs(d, c);
    snprintf(c->tracking, sizeof c->tracking, "%.39s",
             d->pack.open.tracking);
    c->gross_mg = d->pack.open.weight_mg;
    if (d->pack.parcel_count > 0)
        c->freight_minor = 0; // the first one's form has the shipment's
    if (form == CUSTOMS_CN22 && c->gross_mg > CUSTOMS_CN22_MG)
        form = CUSTOMS_CN23;
    return c->line_count == 0 ? CUSTOMS_NONE
                              : paper_customs_form(c, form, money);
}

static void fill(struct pack_desk *d, struct label_parcel *p)
{
    const struct work *w = &d->order;
    struct customs c;
    memset(p, 0, sizeof *p);
    store_setting(&d->core->store, "sender", p->from, sizeof p->from);
    label_break_bars(p->from);
    copy_lines(p->to, sizeof p->to, w);
    snprintf(p->country, sizeof p->country, "%s", w->country);
    snprintf(p->order_no, sizeof p->order_no, "%.47s", d->work.order_no);
    memcpy(p->tracking, d->pack.open.tracking, sizeof p->tracking);
    memcpy(p->sscc, d->pack.open.sscc, sizeof p->sscc);
    snprintf(p->carrier, sizeof p->carrier, "%s", w->carrier_name);
    snprintf(p->service, sizeof p->service, "%s",
             w->service_name[0] ? w->service_name : "Standard");
    snprintf(p->routing, sizeof p->routing, "%s", w->routing);
    snprintf(p->customs, sizeof p->customs, "%s", form_name(declare(d, &c)));
    p->weight_mg = d->pack.open.weight_mg;
    p->parcel_no = d->pack.parcel_count + 1;
    p->parcel_count = count_parcels(d);
    p->copy_no = d->pack.open.copies;
    p->is_hazmat = pack_paper_is_hazmat(d);
    p->is_practice = d->core->conf.is_practice;
}

// The form that crosses the border with the parcel, as big as the label is.
static void add_customs(struct pack_desk *d, struct text *out)
{
    struct customs c;
    struct paper_money money = {d->order.customs.money_digits};
    enum customs_form form = declare(d, &c);
    if (form == CUSTOMS_NONE)
        return;
    struct label_page page = {
        .page_count = paper_customs_pages(&c, form, money, PAPER_LABEL)};
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        paper_customs(&d->page, &c, form, money, page, PAPER_LABEL);
        d->core->writer->write(&d->page, d->core->conf.dpi, out);
    }
}

bool pack_paper_fits(struct pack_desk *d)
{
    struct label_parcel p;
    fill(d, &p);
    return label_shipping(&d->page, &p);
}

int pack_paper_write(struct pack_desk *d, size_t *len)
{
    struct label *label = &d->page;
    struct label_parcel p;
    struct text out;
    text_init(&out, d->label, sizeof d->label);
    fill(d, &p);
    if (!label_shipping(label, &p))
        return ERR_FULL;
    d->core->writer->write(label, d->core->conf.dpi, &out);
    add_customs(d, &out);
    if (d->prints_slip && d->order.prints_slip)
        pack_slip_write(d, &p, &out);
    if (d->order.gift_text[0] && p.parcel_no == 1) {
        label_gift_card(label, d->order.gift_text, p.is_practice);
        d->core->writer->write(label, d->core->conf.dpi, &out);
    }
    *len = out.len;
    return out.full ? ERR_FULL : ERR_OK;
}
