#include "station/central/ship/papers.h"
#include "station/base/clock.h"
#include "station/base/text.h"
#include "station/central/book/places.h"
#include "station/label/layout/label_shipping.h"
#include "station/label/layout/paper.h"
#include "station/label/pdf.h"
#include "station/label/zpl.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/ship/papers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ZPL_MAX = 256 * 1024,
    NUMBERS_LENT = 4,
    NUMBERS_TRIED = 1000,
    CN22_EUR_MINOR = 35000,
    IOSS_EUR_MINOR = 15000,
    CN22_MG = 2000000
};

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
    snprintf(c->from.postal, sizeof c->from.postal, "%s", x->postal);
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
    for (int32_t i = 0; i < c->line_count; i++)
        c->gross_mg += c->line[i].net_mg;
    c->gross_mg = h->weight_mg > c->gross_mg ? h->weight_mg : c->gross_mg;
}

// The declaration of a shipment; false when it crosses no border of customs.
static bool fill_customs(const struct papers *in, int64_t shipment_id,
                         struct customs *c, enum customs_form *form)
{
    struct order_group g;
    struct papers_head h;
    char at[CLOCK_TEXT_MAX];
    memset(c, 0, sizeof *c);
    if (!papers_head_load(in->st, shipment_id, &h) ||
        !groups_load(in->st, h.order_id, h.group_no, &g))
        return false;
    int32_t w = book_warehouse_of(in->book, h.warehouse_id);
    if (w == BOOK_NONE || !in->book->warehouse[w].country[0] ||
        !customs_is_needed(in->book->warehouse[w].country, g.to.country))
        return false;
    clock_text(in->at_ms, at);
    from_address(in, w, c);
    c->to = g.to;
    snprintf(c->buyer_no, sizeof c->buyer_no, "%s", g.to.tax_no);
    memcpy(c->currency, h.currency, sizeof c->currency);
    snprintf(c->incoterm, sizeof c->incoterm, "DAP");
    snprintf(c->number, sizeof c->number, "%.30s-%lld", h.order_no,
             (long long)shipment_id);
    snprintf(c->tracking, sizeof c->tracking, "%.39s", h.tracking);
    snprintf(c->date, sizeof c->date, "%.10s", at);
    add_goods(in, &h, c);
    int64_t most_minor;
    if (!book_exchange(in->book, IOSS_EUR_MINOR, "EUR", c->currency,
                       &most_minor) ||
        !customs_is_ioss(c, most_minor))
        c->ioss[0] = 0;
    int32_t carrier = book_carrier_idx(in->book, h.carrier);
    bool is_postal =
        carrier != BOOK_NONE && in->book->carrier[carrier].is_postal;
    struct customs_limits limits = {CN22_EUR_MINOR, CN22_MG};
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
            if (papers_number_add(in->st, shipment_id, n, number))
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
        if (papers_number_add(in->st, shipment_id, n, number))
            n++;
    }
    store_counter_set(in->st, name, range.next);
}

// As a label names it: for people who sort it, and for those who look it up.
static void country_words(const char *code, char *out, size_t cap)
{
    if (places_is_country(code))
        snprintf(out, cap, "%s (%s)", places_country_name(code), code);
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
    }
    country_words(code, w->country, sizeof w->country);
    const struct book_profile *profile = book_profile(in->book, w->profile);
    w->prints_slip = profile->documents & BOOK_PAPER_SLIP;
    w->verifies_each = profile->verifies_each;
    w->has_customs = fill_customs(in, w->shipment_id, &p->customs, &p->form);
    if (w->has_customs)
        p->money_digits = places_digits(p->customs.currency);
}

bool papers_find_kind(const char *name, enum paper_kind *out)
{
    static const char *const NAMES[] = {"slip", "cn22", "cn23", "invoice"};
    for (int i = 0; i < 4; i++)
        if (strcmp(NAMES[i], name) == 0) {
            *out = (enum paper_kind)i;
            return true;
        }
    return false;
}

struct output {
    bool is_zpl;
    struct pdf pdf;
    struct text zpl;
};

static void add_page(struct output *out, struct label *l)
{
    if (!out->is_zpl) {
        pdf_page(&out->pdf, l);
        return;
    }
    label_fit(l, LABEL_WIDTH_UM, LABEL_HEIGHT_UM);
    zpl_label(l, 203, &out->zpl);
}

// A country's first official language, of those the invoice knows.
static const char *language_of(const char *country)
{
    static const char *const ALL[][2] = {
        {"PT", "pt"}, {"BR", "pt"}, {"AO", "pt"}, {"MZ", "pt"}, {"ES", "es"},
        {"MX", "es"}, {"AR", "es"}, {"CL", "es"}, {"CO", "es"}, {"PE", "es"},
        {"UY", "es"}, {"FR", "fr"}, {"BE", "fr"}, {"LU", "fr"}, {"CH", "de"},
        {"DE", "de"}, {"AT", "de"}, {"LI", "de"}};
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (strcmp(ALL[i][0], country) == 0)
            return ALL[i][1];
    return "en";
}

static void add_customs(const struct customs *c, enum paper_kind kind,
                        struct output *out)
{
    struct label l;
    struct paper_money money = {places_digits(c->currency)};
    enum customs_form form = kind == PAPER_CN22   ? CUSTOMS_CN22
                             : kind == PAPER_CN23 ? CUSTOMS_CN23
                                                  : CUSTOMS_INVOICE;
    struct label_page page = {.page_count = paper_customs_pages(c, form)};
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        paper_customs(&l, c, form, money, page, language_of(c->to.country));
        add_page(out, &l);
    }
}

static bool add_slip(const struct papers *in, int64_t shipment_id,
                     struct output *out)
{
    struct label l;
    struct slip_row *row = turn_alloc(in->turn, PICK_LINES_MAX * sizeof *row);
    struct order_group g;
    struct papers_head h;
    struct label_parcel p = {.parcel_no = 1};
    if (!papers_head_load(in->st, shipment_id, &h) ||
        !groups_load(in->st, h.order_id, h.group_no, &g))
        return false;
    store_setting(in->st, "sender", p.from, sizeof p.from);
    label_break_bars(p.from);
    address_format(&g.to, p.to, sizeof p.to);
    country_words(g.to.country, p.country, sizeof p.country);
    snprintf(p.order_no, sizeof p.order_no, "%.47s", h.order_no);
    snprintf(p.tracking, sizeof p.tracking, "%.47s", h.tracking);
    int32_t rows = papers_slip_load(in->st, shipment_id, row, PICK_LINES_MAX);
    struct label_page page = {.page_count = label_pages(rows, LABEL_SLIP_ROWS)};
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        int32_t first = (page.page_no - 1) * LABEL_SLIP_ROWS;
        int32_t count = rows - first;
        label_slip(&l, &p, row + first,
                   count < LABEL_SLIP_ROWS ? count : LABEL_SLIP_ROWS, page);
        add_page(out, &l);
    }
    return true;
}

static int begin(struct output *out, bool is_zpl)
{
    out->is_zpl = is_zpl;
    if (!is_zpl) {
        pdf_begin(&out->pdf);
        return ERR_OK;
    }
    char *chars = malloc(ZPL_MAX);
    if (!chars)
        return ERR_FULL;
    text_init(&out->zpl, chars, ZPL_MAX);
    return ERR_OK;
}

static int end(struct output *out, bool is_good, char **bytes, size_t *len)
{
    int rc = ERR_OK;
    if (!out->is_zpl) {
        rc = pdf_end(&out->pdf, bytes, len);
    } else {
        *bytes = out->zpl.chars;
        *len = out->zpl.len;
        rc = out->zpl.full ? ERR_FULL : ERR_OK;
    }
    if (rc == ERR_OK && is_good)
        return ERR_OK;
    if (rc == ERR_OK || out->is_zpl)
        free(*bytes);
    *bytes = NULL;
    return rc < 0 ? rc : ERR_MISSING;
}

int papers_shipment(const struct papers *in, int64_t shipment_id,
                    enum paper_kind kind, bool is_zpl, char **bytes,
                    size_t *len)
{
    struct customs c;
    struct output out;
    enum customs_form form;
    if (begin(&out, is_zpl) < 0)
        return ERR_FULL;
    bool ok = true;
    if (kind == PAPER_SLIP)
        ok = add_slip(in, shipment_id, &out);
    else if ((ok = fill_customs(in, shipment_id, &c, &form)))
        add_customs(&c, kind, &out);
    return end(&out, ok, bytes, len);
}

static void manifest_head(const struct papers *in, const json_t *m,
                          struct paper_manifest *head)
{
    char at[CLOCK_TEXT_MAX];
    const char *carrier = json_string_value(json_object_get(m, "carrier"));
    int32_t i = book_carrier_idx(in->book, carrier);
    clock_text(json_integer_value(json_object_get(m, "made_ms")), at);
    snprintf(head->date, sizeof head->date, "%.10s", at);
    snprintf(head->carrier, sizeof head->carrier, "%s",
             i == BOOK_NONE ? carrier : in->book->carrier[i].name);
    snprintf(head->warehouse, sizeof head->warehouse, "%s",
             json_string_value(json_object_get(m, "warehouse")));
    snprintf(head->number, sizeof head->number, "%lld",
             (long long)json_integer_value(json_object_get(m, "manifest_id")));
    head->parcel_count =
        (int32_t)json_integer_value(json_object_get(m, "parcel_count"));
    head->weight_mg = json_integer_value(json_object_get(m, "weight_mg"));
}

static void manifest_row(const json_t *one, struct paper_parcel *row)
{
    memset(row, 0, sizeof *row);
    snprintf(row->tracking, sizeof row->tracking, "%.39s",
             json_string_value(json_object_get(one, "tracking")));
    snprintf(row->order_no, sizeof row->order_no, "%.47s",
             json_string_value(json_object_get(one, "order_no")));
    snprintf(row->to, sizeof row->to, "%.10s %.12s",
             json_string_value(json_object_get(one, "country")),
             json_string_value(json_object_get(one, "postal")));
    row->weight_mg = json_integer_value(json_object_get(one, "weight_mg"));
}

int papers_manifest(const struct papers *in, int64_t manifest_id, char **bytes,
                    size_t *len)
{
    struct label l;
    struct paper_manifest head;
    struct paper_parcel row[PAPER_MANIFEST_ROWS];
    struct output out;
    json_t *m = lists_manifest(in->st, manifest_id);
    if (!m)
        return ERR_MISSING;
    memset(&head, 0, sizeof head);
    manifest_head(in, m, &head);
    const json_t *all = json_object_get(m, "parcels");
    int32_t count = (int32_t)json_array_size(all);
    struct label_page page = {.page_count =
                                  label_pages(count, PAPER_MANIFEST_ROWS)};
    int rc = begin(&out, false);
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        int32_t n = 0, first = (page.page_no - 1) * PAPER_MANIFEST_ROWS;
        for (; n < PAPER_MANIFEST_ROWS && first + n < count; n++)
            manifest_row(json_array_get(all, (size_t)(first + n)), &row[n]);
        paper_manifest(&l, &head, row, n, page);
        add_page(&out, &l);
    }
    json_decref(m);
    return rc < 0 ? rc : end(&out, true, bytes, len);
}
