// The open parcel's label and, with the order's last parcel, its slip.
#include "station/bench/pack/pack_internal.h"
#include "station/label/layout/label_shipping.h"
#include "station/label/layout/paper.h"
#include "station/store/bench/bench_item.h"

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

static void fill(struct pack_desk *d, struct label_parcel *p)
{
    memset(p, 0, sizeof *p);
    store_setting(&d->core->store, "sender", p->from, sizeof p->from);
    label_break_bars(p->from);
    copy_lines(p->to, sizeof p->to, &d->order);
    text_copy(p->country, sizeof p->country, d->order.country,
              strlen(d->order.country));
    const char *order_no = d->work.order_no;
    text_copy(p->order_no, sizeof p->order_no, order_no, strlen(order_no));
    memcpy(p->tracking, d->pack.open.tracking, sizeof p->tracking);
    memcpy(p->sscc, d->pack.open.sscc, sizeof p->sscc);
    const char *service =
        d->order.service_name[0] ? d->order.service_name : "Standard";
    text_copy(p->service, sizeof p->service, service, strlen(service));
    p->weight_mg = d->pack.open.weight_mg;
    p->parcel_no = d->pack.parcel_count + 1;
    p->parcel_count =
        d->pack.pick.state == PICK_COMPLETE ? p->parcel_no : 0;
    p->copy_no = d->pack.open.copies;
    p->is_practice = d->core->conf.is_practice;
}

static int32_t fill_rows(struct pack_desk *d, int32_t *idx,
                         struct slip_row row[LABEL_SLIP_ROWS])
{
    int32_t count = 0;
    for (; *idx < d->pack.pick.line_count && count < LABEL_SLIP_ROWS;
         (*idx)++) {
        const struct pick_line *l = &d->pack.pick.line[*idx];
        struct bench_item item = {0};
        if (l->is_kit || l->qty_done + l->qty_short == 0)
            continue;
        struct slip_row *r = &row[count++];
        memset(r, 0, sizeof *r);
        r->qty = l->qty_done;
        r->qty_short = l->qty_short;
        if (bench_item_load(&d->core->store, l->item_id, &item) == ERR_OK) {
            text_copy(r->sku, sizeof r->sku, item.sku, strlen(item.sku));
            text_copy(r->name, sizeof r->name, item.name, strlen(item.name));
        }
    }
    return count;
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

// The form that crosses the border with the parcel, as big as the label is.
static void add_customs(struct pack_desk *d, const struct label_parcel *p,
                        struct label *label, struct text *out)
{
    struct customs c = d->order.customs.customs;
    struct paper_money money = {d->order.customs.money_digits};
    enum customs_form form = d->order.customs.form;
    if (!d->order.has_customs)
        return;
    scope_customs(d, &c);
    if (c.line_count == 0)
        return;
    snprintf(c.tracking, sizeof c.tracking, "%.39s", p->tracking);
    c.gross_mg = p->weight_mg > 0 ? p->weight_mg : customs_net_mg(&c);
    struct label_page page = {.page_count = paper_customs_pages(&c, form)};
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        paper_customs(label, &c, form, money, page, "en");
        label_fit(label, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
        d->core->writer->write(label, d->core->conf.dpi, out);
    }
}

static int32_t slip_lines(const struct pack_desk *d)
{
    int32_t count = 0;
    for (int32_t i = 0; i < d->pack.pick.line_count; i++) {
        const struct pick_line *l = &d->pack.pick.line[i];
        count += !l->is_kit && l->qty_done + l->qty_short > 0;
    }
    return count;
}

static void add_slip(struct pack_desk *d, const struct label_parcel *p,
                     struct text *out)
{
    struct slip_row row[LABEL_SLIP_ROWS];
    struct label *label = &d->page;
    int32_t idx = 0, lines = slip_lines(d);
    struct label_page page = {.page_count =
                                  label_pages(lines, LABEL_SLIP_ROWS)};
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        int32_t count = fill_rows(d, &idx, row);
        label_slip(label, p, row, count, page);
        d->core->writer->write(label, d->core->conf.dpi, out);
    }
}

int pack_paper_write(struct pack_desk *d, size_t *len)
{
    struct label *label = &d->page;
    struct label_parcel p;
    struct text out;
    text_init(&out, d->label, sizeof d->label);
    fill(d, &p);
    label_shipping(label, &p);
    d->core->writer->write(label, d->core->conf.dpi, &out);
    bool is_last = p.parcel_count > 0 && p.copy_no <= 1;
    add_customs(d, &p, label, &out);
    if (is_last && d->prints_slip && d->order.prints_slip)
        add_slip(d, &p, &out);
    *len = out.len;
    return out.full ? ERR_FULL : ERR_OK;
}
