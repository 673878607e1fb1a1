#include "station/central/intake/order_json.h"
#include "station/store/central/fields.h"
#include "station/base/clock.h"
#include "station/base/text.h"
#include "station/central/intake/import_internal.h"
#include "station/central/book/places.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void take_country(struct json_reader *r, struct address *a)
{
    char text[64] = "";
    json_take_text(r, "country", text, sizeof text, false);
    const char *code = places_country(text);
    if (text[0] && strlen(code) != 2)
        json_reader_fail(r, "country", "is no country of ISO 3166-1");
    else
        memcpy(a->country, code, text[0] ? 3 : 1);
}

void order_json_group(struct json_reader *r, struct order_group *g)
{
    struct address *a = &g->to;
    char la[24] = "", lo[24] = "";
    json_take_text(r, "name", a->name, sizeof a->name, false);
    json_take_text(r, "company", a->company, sizeof a->company, false);
    json_take_text(r, "street", a->street, sizeof a->street, false);
    json_take_text(r, "district", a->district, sizeof a->district, false);
    json_take_text(r, "city", a->city, sizeof a->city, false);
    json_take_text(r, "region", a->region, sizeof a->region, false);
    json_take_text(r, "postal", a->postal, sizeof a->postal, false);
    json_take_text(r, "phone", a->phone, sizeof a->phone, false);
    json_take_text(r, "email", a->email, sizeof a->email, false);
    json_take_text(r, "tax_no", a->tax_no, sizeof a->tax_no, false);
    json_take_text(r, "service", g->service, sizeof g->service, false);
    json_take_text(r, "note", g->note, sizeof g->note, false);
    json_take_text(r, "gift_text", g->gift_text, sizeof g->gift_text, false);
    json_take_int(r, "due_ms", 0, FIELD_MS_MAX, &g->due_ms, false);
    json_take_text(r, "latitude", la, sizeof la, false);
    json_take_text(r, "longitude", lo, sizeof lo, false);
    if (json_object_get(r->object, "country"))
        take_country(r, a);
    if ((la[0] || lo[0]) && !places_degrees(la, lo, &g->point))
        json_reader_fail(r, "latitude", "and longitude must be degrees");
}

// Nothing says where it goes.
static bool is_nowhere(const struct address *a)
{
    return !a->street[0] && !a->city[0] && !a->postal[0];
}

static void take_groups(struct json_reader *r, struct order *o)
{
    const json_t *groups = json_take_array(r, "groups", false);
    if (!groups) {
        struct address *a = &o->group[0].to;
        o->group_count = 1;
        snprintf(a->name, sizeof a->name, "%s", o->customer);
        json_take_text(r, "address", a->street, sizeof a->street, false);
        take_country(r, a);
        if (!a->street[0] && !o->is_cancelled)
            json_reader_fail(r, "address",
                             "is missing: say where it goes, or give groups");
        return;
    }
    if (json_array_size(groups) < 1 ||
        json_array_size(groups) > ORDER_GROUPS_MAX) {
        json_reader_fail(r, "groups", "must be 1 to 16");
        return;
    }
    for (size_t i = 0; i < json_array_size(groups); i++) {
        struct json_reader gr;
        json_reader_init(&gr, json_array_get(groups, i));
        order_json_group(&gr, &o->group[o->group_count]);
        if (is_nowhere(&o->group[o->group_count++].to))
            json_reader_fail(&gr, "street",
                             "is missing, and so are city and postal");
        json_reader_end(&gr);
        if (!json_reader_ok(&gr))
            json_reader_fail(r, "groups", gr.why);
    }
}

static void take_lines(struct json_reader *r, struct order *o)
{
    const json_t *lines = json_take_array(r, "lines", true);
    if (json_array_size(lines) > PICK_LINES_MAX) {
        json_reader_fail(r, "lines", "are more than 1280");
        return;
    }
    for (size_t i = 0; i < json_array_size(lines); i++) {
        struct order_line *l = &o->line[o->line_count++];
        struct json_reader lr;
        json_reader_init(&lr, json_array_get(lines, i));
        l->group_no = 1;
        json_take_text(&lr, "sku", l->sku, sizeof l->sku, true);
        json_take_text(&lr, "name", l->name, sizeof l->name, false);
        json_take_text(&lr, "ref", l->channel_line, sizeof l->channel_line,
                       false);
        json_take_int32(&lr, "group", 1, ORDER_GROUPS_MAX, &l->group_no, false);
        json_take_int32(&lr, "qty", 1, 1000000, &l->qty, true);
        json_take_int(&lr, "price_minor", 0, FIELD_MINOR_MAX, &l->price_minor,
                      false);
        json_take_int(&lr, "tax_minor", 0, FIELD_MINOR_MAX, &l->tax_minor,
                      false);
        json_take_int(&lr, "discount_minor", 0, FIELD_MINOR_MAX,
                      &l->discount_minor, false);
        json_reader_end(&lr);
        if (!json_reader_ok(&lr))
            json_reader_fail(r, "lines", lr.why);
    }
}

void order_json_read(struct json_reader *r, struct order *o)
{
    char payment[16] = "paid";
    memset(o, 0, sizeof *o);
    json_take_text(r, "channel", o->channel, sizeof o->channel, true);
    json_take_text(r, "ref", o->channel_ref, sizeof o->channel_ref, false);
    json_take_text(r, "order_no", o->order_no, sizeof o->order_no, true);
    json_take_text(r, "customer", o->customer, sizeof o->customer, false);
    json_take_text(r, "email", o->email, sizeof o->email, false);
    json_take_text(r, "currency", o->currency, sizeof o->currency, false);
    json_take_text(r, "po_number", o->po_number, sizeof o->po_number, false);
    json_take_text(r, "profile", o->profile, sizeof o->profile, false);
    json_take_text(r, "tote", o->tote, sizeof o->tote, false);
    json_take_text(r, "payment", payment, sizeof payment, false);
    json_take_int(r, "version", 0, INT64_MAX / 2, &o->version, false);
    json_take_int(r, "placed_ms", 0, FIELD_MS_MAX, &o->placed_ms, false);
    json_take_int(r, "due_ms", 0, FIELD_MS_MAX, &o->due_ms, false);
    json_take_int(r, "total_minor", 0, FIELD_MINOR_MAX, &o->total_minor, false);
    json_take_bool(r, "is_cancelled", &o->is_cancelled);
    json_take_bool(r, "drafts_items", &o->drafts_items);
    if (!order_payment_find(payment, &o->payment))
        json_reader_fail(r, "payment", "must be paid, authorised, pending, "
                                       "on_account, refunded or failed");
    take_groups(r, o);
    take_lines(r, o);
    json_reader_end(r);
    if (!o->customer[0])
        snprintf(o->customer, sizeof o->customer, "%s", o->group[0].to.name);
    if (!o->customer[0])
        json_reader_fail(r, "customer", "is missing");
}

void order_hold_long(struct order *o, const char *name)
{
    if (o->has_hold)
        return;
    o->has_hold = true;
    o->hold = ORDER_HOLD_ADDRESS;
    snprintf(o->hold_note, sizeof o->hold_note,
             "%.40s is too long: see it at the channel", name);
}

void order_json_words(struct json_reader *r, const char *name, char *out,
                      size_t cap, struct order *o)
{
    const json_t *v = json_object_get(r->object, name);
    if (!v || json_is_null(v))
        return;
    if (!json_is_string(v))
        json_reader_fail(r, name, "must be text");
    else if (!text_words(out, cap, json_string_value(v),
                         json_string_length(v)))
        order_hold_long(o, name);
}

void order_json_street(struct json_reader *r, const char *first,
                       const char *second, struct order *o)
{
    char a[ADDRESS_STREET_MAX + 1] = "", b[ADDRESS_STREET_MAX + 1] = "";
    char both[2 * ADDRESS_STREET_MAX + 2];
    struct address *to = &o->group[0].to;
    order_json_words(r, first, a, sizeof a, o);
    order_json_words(r, second, b, sizeof b, o);
    snprintf(both, sizeof both, "%s%s%s", a, a[0] && b[0] ? "\n" : "", b);
    if (!text_words(to->street, sizeof to->street, both, strlen(both)))
        order_hold_long(o, first);
}

void order_note(const char *note, struct order_group *g)
{
    text_words_short(g->note, sizeof g->note, note, strlen(note));
}

void order_json_note(const json_t *note, struct order_group *g)
{
    if (json_is_string(note))
        order_note(json_string_value(note), g);
}

void order_json_name(const json_t *name, struct order_line *l)
{
    const char *text = json_string_value(name);
    if (text)
        text_words(l->name, sizeof l->name, text, json_string_length(name));
}

void order_unnamed(struct order_line *l)
{
    if (l->sku[0])
        return;
    l->sku[0] = '?';
    text_copy(l->sku + 1, sizeof l->sku - 1, l->name, strlen(l->name));
}

void order_json_time(struct json_reader *r, const char *name, int64_t *out_ms)
{
    char text[48] = "";
    json_take_text(r, name, text, sizeof text, false);
    if (text[0] && !clock_parse(text, out_ms))
        json_reader_fail(r, name, "is not a time");
}

#define MONEY_MAX (FIELD_MINOR_MAX * 10000) // with four places more

void order_json_money(struct json_reader *r, const char *name, int places,
                      int64_t *out_minor)
{
    const json_t *v = json_object_get(r->object, name);
    char text[40];
    if (!v || json_is_null(v))
        return;
    if (json_is_integer(v)) {
        snprintf(text, sizeof text, "%lld", (long long)json_integer_value(v));
    } else if (json_is_real(v)) {
        // Written with four places, as shops keep prices, and read exactly.
        snprintf(text, sizeof text, "%.4f", json_real_value(v));
        size_t n = strlen(text);
        while (n > 0 && text[n - 1] == '0')
            text[--n] = 0;
        if (n > 0 && text[n - 1] == '.')
            text[n - 1] = 0;
    } else if (json_is_string(v) && json_string_length(v) < sizeof text) {
        snprintf(text, sizeof text, "%s", json_string_value(v));
    } else {
        json_reader_fail(r, name, "is no amount of money");
        return;
    }
    int64_t minor;
    if (text_to_decimal(text, strlen(text), places, &minor) < 0)
        json_reader_fail(r, name, "has more places than its currency");
    else if (minor > MONEY_MAX || minor < -MONEY_MAX)
        json_reader_fail(r, name, "is out of range");
    else
        *out_minor = minor;
}
