// Slips, customs forms and manifests as an office prints them.
#include "station/central/book/places.h"
#include "station/central/ship/papers_internal.h"
#include "station/label/layout/label_slip.h"
#include "station/label/layout/paper.h"
#include "station/label/pdf.h"
#include "station/label/zpl.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/groups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZPL_MAX = 256 * 1024, ZPL_DPI = 203 };

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
    if (out->is_zpl)
        zpl_label(l, ZPL_DPI, &out->zpl);
    else
        pdf_page(&out->pdf, l);
}

static void add_customs(const struct customs *c, enum paper_kind kind,
                        struct output *out)
{
    struct label l;
    struct paper_money money = {places_digits(c->currency)};
    enum paper_medium medium = out->is_zpl ? PAPER_LABEL : PAPER_A4;
    enum customs_form form = kind == PAPER_CN22   ? CUSTOMS_CN22
                             : kind == PAPER_CN23 ? CUSTOMS_CN23
                                                  : CUSTOMS_INVOICE;
    struct label_page page = {
        .page_count = paper_customs_pages(c, form, money, medium)};
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        paper_customs(&l, c, form, money, page, medium);
        add_page(out, &l);
    }
}

static bool slip_head(const struct papers *in, int64_t shipment_id,
                      struct label_slip *s)
{
    struct order_group g;
    struct papers_head h;
    char at[PAPERS_LOCAL_MAX];
    memset(s, 0, sizeof *s);
    if (!papers_head_load(in->st, shipment_id, &h) ||
        !groups_load(in->st, h.order_id, h.group_no, &g))
        return false;
    store_setting(in->st, "sender", s->from, sizeof s->from);
    label_break_bars(s->from);
    address_format(&g.to, s->to, sizeof s->to);
    papers_country_words(g.to.country, s->country, sizeof s->country);
    snprintf(s->order_no, sizeof s->order_no, "%.63s", h.order_no);
    const struct book_profile *profile = book_profile(in->book, h.profile);
    snprintf(s->return_note, sizeof s->return_note, "%s",
             profile->return_note);
    snprintf(s->language, sizeof s->language, "%s",
             papers_slip_language(profile, g.to.country));
    papers_local(in, book_warehouse_of(in->book, h.warehouse_id),
                 h.ordered_ms, at);
    snprintf(s->ordered_on, sizeof s->ordered_on, "%.10s", at);
    return true;
}

static void slip_pages(const struct label_slip *s, const struct slip_row *row,
                       int32_t rows, struct output *out)
{
    struct label l;
    struct label_page page = {.page_count = label_pages(rows, LABEL_SLIP_ROWS)};
    for (page.page_no = 1; page.page_no <= page.page_count; page.page_no++) {
        int32_t first = (page.page_no - 1) * LABEL_SLIP_ROWS;
        int32_t count = rows - first;
        label_slip(&l, s, row + first,
                   count < LABEL_SLIP_ROWS ? count : LABEL_SLIP_ROWS, page);
        add_page(out, &l);
    }
}

// One for each parcel; of the whole shipment while it has none.
static bool add_slips(const struct papers *in, int64_t shipment_id,
                      struct output *out)
{
    struct slip_row *row = turn_alloc(in->turn, PICK_LINES_MAX * sizeof *row);
    struct label_slip s;
    int64_t parcel[PAPERS_PARCELS_MAX];
    if (!slip_head(in, shipment_id, &s))
        return false;
    s.parcel_count = papers_parcels_load(in->st, shipment_id, parcel,
                                         PAPERS_PARCELS_MAX);
    if (s.parcel_count == 0) {
        int32_t rows =
            papers_slip_load(in->st, shipment_id, row, PICK_LINES_MAX);
        slip_pages(&s, row, rows, out);
        return true;
    }
    for (int32_t i = 0; i < s.parcel_count; i++) {
        bool is_last = i == s.parcel_count - 1;
        s.parcel_no = i + 1;
        int32_t rows = papers_parcel_slip_load(
            in->st, shipment_id, parcel[i], is_last, row, PICK_LINES_MAX);
        slip_pages(&s, row, rows, out);
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
        ok = add_slips(in, shipment_id, &out);
    else if ((ok = papers_customs_fill(in, shipment_id, &c, &form)))
        add_customs(&c, kind, &out);
    return end(&out, ok, bytes, len);
}

static const char *text_of(const json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

static int64_t int_of(const json_t *o, const char *name)
{
    return json_integer_value(json_object_get(o, name));
}

static void manifest_head(const struct papers *in, const json_t *m,
                          struct paper_manifest *head)
{
    const char *carrier = text_of(m, "carrier");
    int32_t i = book_carrier_idx(in->book, carrier);
    int32_t w = book_warehouse_idx(in->book, text_of(m, "warehouse"));
    memset(head, 0, sizeof *head);
    papers_local(in, w, int_of(m, "made_ms"), head->made);
    snprintf(head->carrier, sizeof head->carrier, "%s",
             i == BOOK_NONE ? carrier : in->book->carrier[i].name);
    snprintf(head->warehouse, sizeof head->warehouse, "%s",
             w == BOOK_NONE ? text_of(m, "warehouse")
                            : in->book->warehouse[w].name);
    snprintf(head->number, sizeof head->number, "%lld",
             (long long)int_of(m, "manifest_id"));
    head->parcel_count = (int32_t)int_of(m, "parcel_count");
    head->weight_mg = int_of(m, "weight_mg");
}

static void manifest_row(const struct papers *in, const json_t *one,
                         struct paper_parcel *row)
{
    const char *service = text_of(one, "service");
    int32_t s = book_service_idx(in->book, service);
    memset(row, 0, sizeof *row);
    snprintf(row->tracking, sizeof row->tracking, "%.39s",
             text_of(one, "tracking"));
    snprintf(row->order_no, sizeof row->order_no, "%.47s",
             text_of(one, "order_no"));
    snprintf(row->service, sizeof row->service, "%s",
             s == BOOK_NONE ? service : in->book->service[s].name);
    snprintf(row->to, sizeof row->to, "%.10s %.12s", text_of(one, "country"),
             text_of(one, "postal"));
    row->weight_mg = int_of(one, "weight_mg");
}

int papers_manifest(const struct papers *in, int64_t manifest_id, char **bytes,
                    size_t *len)
{
    struct label l;
    struct paper_manifest head;
    struct output out;
    json_t *m = lists_manifest(in->st, manifest_id);
    if (!m)
        return ERR_MISSING;
    manifest_head(in, m, &head);
    const json_t *all = json_object_get(m, "parcels");
    int32_t count = (int32_t)json_array_size(all);
    struct paper_parcel *row =
        turn_alloc(in->turn, ((size_t)count + 1) * sizeof *row);
    for (int32_t i = 0; i < count; i++)
        manifest_row(in, json_array_get(all, (size_t)i), &row[i]);
    struct label_page page = {.page_count =
                                  paper_manifest_pages(&head, row, count)};
    int rc = begin(&out, false);
    for (page.page_no = 1; rc == ERR_OK && page.page_no <= page.page_count;
         page.page_no++) {
        paper_manifest(&l, &head, row, count, page);
        add_page(&out, &l);
    }
    json_decref(m);
    return rc < 0 ? rc : end(&out, true, bytes, len);
}
