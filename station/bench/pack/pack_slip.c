// The open parcel's packing slip: what lies in it, with lots and serials, and
// with the last parcel what the order is still short of.
#include "station/bench/pack/pack_internal.h"
#include "station/label/layout/label_slip.h"
#include "station/store/bench/bench_item.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_SERIALS = 8 };     // of a line; the rest are counted

struct slip_rows {
    struct pack_desk *d;
    struct label_slip head;
    struct slip_row row[LABEL_SLIP_ROWS];   // of the page being filled
    int32_t count, all;         // on this page, on the pages so far
    struct label_page page;     // no. 0 while rows are only counted
    struct text *out;
};

static void end_page(struct slip_rows *r)
{
    if (r->page.page_no > 0) {
        struct label *label = &r->d->page;
        label_slip(label, &r->head, r->row, r->count, r->page);
        r->d->core->writer->write(label, r->d->core->conf.dpi, r->out);
        r->page.page_no++;
    }
    r->count = 0;
}

static struct slip_row *next_row(struct slip_rows *r)
{
    if (r->count == LABEL_SLIP_ROWS)
        end_page(r);
    struct slip_row *row = &r->row[r->count++];
    memset(row, 0, sizeof *row);
    r->all++;
    return row;
}

// "Lot A (2), B (1)": the lot of the line, less what others stand in for it.
static void put_lots(const struct pick *p, int32_t idx, int32_t qty,
                     const struct slip_words *words, struct text *t)
{
    const char *before = words->lot;
    for (int32_t i = 0; i < p->swap_count; i++) {
        const struct pick_swap *s = &p->swap[i];
        if (s->line_idx != idx || s->qty == 0)
            continue;
        text_addf(t, "%s %s (%d)", before, s->lot, (int)s->qty);
        before = ",";
        qty -= s->qty;
    }
    if (p->line[idx].lot[0] && qty > 0)
        text_addf(t, "%s %s (%d)", before, p->line[idx].lot, (int)qty);
}

// The serials scanned last are of the open parcel.
static void put_serials(const struct pick *p, int32_t idx, int32_t qty,
                        const struct slip_words *words, struct text *t)
{
    int32_t shown = 0, more = 0;
    for (int32_t i = p->serial_count - 1; i >= 0 && shown + more < qty; i--) {
        if (p->serial[i].line_idx != idx)
            continue;
        if (shown == SHOWN_SERIALS) {
            more++;
            continue;
        }
        if (shown++ == 0)
            text_addf(t, "%s%s %s", t->len > 0 ? "; " : "", words->serial,
                      p->serial[i].text);
        else
            text_addf(t, ", %s", p->serial[i].text);
    }
    if (more > 0)
        text_addf(t, " + %d %s", (int)more, words->more);
}

static void add_line(struct slip_rows *r, int32_t idx, bool is_last)
{
    const struct pick *p = &r->d->pack.pick;
    const struct pick_line *l = &p->line[idx];
    struct bench_item item = {0};
    int32_t qty = l->is_kit ? 0 : l->qty_done - l->qty_boxed;
    int32_t missing = is_last && !l->is_kit ? l->qty_short : 0;
    struct text detail;
    char text[SLIP_NAME_MAX + 1];
    if (qty + missing == 0)
        return;
    struct slip_row *row = next_row(r);
    row->qty = qty;
    row->qty_short = missing;
    if (bench_item_load(&r->d->core->store, l->item_id, &item) == ERR_OK) {
        text_copy(row->sku, sizeof row->sku, item.sku, strlen(item.sku));
        text_copy(row->name, sizeof row->name, item.name, strlen(item.name));
    }
    text_init(&detail, text, sizeof text);
    const struct slip_words *words = slip_words(r->head.language);
    put_lots(p, idx, qty, words, &detail);
    put_serials(p, idx, qty, words, &detail);
    if (detail.len == 0)
        return;
    row = next_row(r);
    row->is_detail = true;
    memcpy(row->name, text, sizeof row->name);
}

static void flow(struct slip_rows *r)
{
    const struct pick *p = &r->d->pack.pick;
    for (int32_t i = 0; i < p->line_count; i++)
        add_line(r, i, p->state == PICK_COMPLETE);
    end_page(r);
}

void pack_slip_write(struct pack_desk *d, const struct label_parcel *p,
                     struct text *out)
{
    const struct work *w = &d->order;
    struct slip_rows r = {.d = d, .out = out};
    struct label_slip *h = &r.head;
    snprintf(h->from, sizeof h->from, "%s", p->from);
    snprintf(h->to, sizeof h->to, "%s", p->to);
    snprintf(h->country, sizeof h->country, "%s", p->country);
    snprintf(h->order_no, sizeof h->order_no, "%s", d->work.order_no);
    snprintf(h->ordered_on, sizeof h->ordered_on, "%s", w->ordered_on);
    snprintf(h->language, sizeof h->language, "%s", w->slip_language);
    snprintf(h->return_note, sizeof h->return_note, "%s", w->return_note);
    h->parcel_no = p->parcel_no;
    h->parcel_count = p->parcel_count;
    h->is_practice = p->is_practice;
    flow(&r);
    r.page = (struct label_page){1, label_pages(r.all, LABEL_SLIP_ROWS)};
    r.all = 0;
    flow(&r);
}
