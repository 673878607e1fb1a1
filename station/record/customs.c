#include "station/record/customs.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset, cap;
} ADDRESS[] = {
    {"name", offsetof(struct address, name), ADDRESS_FIELD_MAX + 1},
    {"company", offsetof(struct address, company), ADDRESS_FIELD_MAX + 1},
    {"street", offsetof(struct address, street), ADDRESS_STREET_MAX + 1},
    {"district", offsetof(struct address, district), ADDRESS_FIELD_MAX + 1},
    {"city", offsetof(struct address, city), ADDRESS_FIELD_MAX + 1},
    {"region", offsetof(struct address, region), ADDRESS_FIELD_MAX + 1},
    {"postal", offsetof(struct address, postal), ADDRESS_POSTAL_MAX + 1},
    {"country", offsetof(struct address, country), 3},
    {"phone", offsetof(struct address, phone), 32},
    {"email", offsetof(struct address, email), ADDRESS_FIELD_MAX + 1},
    {"tax_no", offsetof(struct address, tax_no), 32}};

enum { ADDRESS_PARTS = sizeof ADDRESS / sizeof ADDRESS[0] };

static json_t *address_json(const struct address *a)
{
    json_t *o = json_object();
    for (int i = 0; i < ADDRESS_PARTS; i++)
        json_object_set_new(o, ADDRESS[i].name,
                            json_string((const char *)a + ADDRESS[i].offset));
    return o;
}

static void read_address(struct json_reader *r, const char *name,
                         struct address *a)
{
    struct json_reader ar;
    json_reader_init(&ar, json_object_get(r->object, name));
    for (int i = 0; i < ADDRESS_PARTS; i++)
        json_take_text(&ar, ADDRESS[i].name, (char *)a + ADDRESS[i].offset,
                       ADDRESS[i].cap, false);
    if (!json_reader_ok(&ar))
        json_reader_fail(r, name, ar.why);
}

json_t *customs_to_body(const struct customs *c, enum customs_form form,
                        int32_t money_digits)
{
    json_t *lines = json_array();
    for (int32_t i = 0; i < c->line_count; i++) {
        const struct customs_line *l = &c->line[i];
        json_array_append_new(
            lines, json_pack("{s:s,s:s,s:s,s:i,s:I,s:I}", "what", l->what,
                             "hs", l->hs, "origin", l->origin, "qty", l->qty,
                             "net_mg", (json_int_t)l->net_mg, "value_minor",
                             (json_int_t)l->value_minor));
    }
    return json_pack(
        "{s:i,s:i,s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:o,s:o,s:I,s:I,s:o}",
        "form", (int)form, "digits", money_digits, "category",
        (int)c->category, "currency", c->currency, "incoterm", c->incoterm,
        "number", c->number, "seller_no", c->seller_no, "buyer_no",
        c->buyer_no, "ioss", c->ioss, "date", c->date, "from",
        address_json(&c->from), "to", address_json(&c->to), "gross_mg",
        (json_int_t)c->gross_mg, "freight_minor",
        (json_int_t)c->freight_minor, "lines", lines);
}

static void read_lines(struct json_reader *r, struct customs *c)
{
    const json_t *lines = json_take_array(r, "lines", true);
    if (json_array_size(lines) > CUSTOMS_LINES_MAX)
        json_reader_fail(r, "lines", "are too many");
    for (size_t i = 0; i < json_array_size(lines) && json_reader_ok(r); i++) {
        struct customs_line *l = &c->line[c->line_count++];
        struct json_reader lr;
        json_reader_init(&lr, json_array_get(lines, i));
        json_take_text(&lr, "what", l->what, sizeof l->what, false);
        json_take_text(&lr, "hs", l->hs, sizeof l->hs, false);
        json_take_text(&lr, "origin", l->origin, sizeof l->origin, false);
        json_take_int32(&lr, "qty", 0, INT32_MAX, &l->qty, true);
        json_take_int(&lr, "net_mg", 0, INT64_MAX / 2, &l->net_mg, true);
        json_take_int(&lr, "value_minor", 0, INT64_MAX / 2, &l->value_minor,
                      true);
        if (!json_reader_ok(&lr))
            json_reader_fail(r, "lines", lr.why);
    }
}

int customs_from_body(const json_t *body, struct customs *c,
                      enum customs_form *form, int32_t *money_digits)
{
    struct json_reader r;
    int32_t kind = 0, category = 0;
    memset(c, 0, sizeof *c);
    json_reader_init(&r, body);
    json_take_int32(&r, "form", 0, CUSTOMS_INVOICE, &kind, true);
    json_take_int32(&r, "digits", 0, 4, money_digits, true);
    json_take_int32(&r, "category", 0, CUSTOMS_CATEGORY_COUNT - 1, &category,
                    true);
    json_take_text(&r, "currency", c->currency, sizeof c->currency, true);
    json_take_text(&r, "incoterm", c->incoterm, sizeof c->incoterm, false);
    json_take_text(&r, "number", c->number, sizeof c->number, false);
    json_take_text(&r, "seller_no", c->seller_no, sizeof c->seller_no, false);
    json_take_text(&r, "buyer_no", c->buyer_no, sizeof c->buyer_no, false);
    json_take_text(&r, "ioss", c->ioss, sizeof c->ioss, false);
    json_take_text(&r, "date", c->date, sizeof c->date, false);
    json_take_int(&r, "gross_mg", 0, INT64_MAX / 2, &c->gross_mg, false);
    json_take_int(&r, "freight_minor", 0, INT64_MAX / 2, &c->freight_minor,
                  false);
    read_address(&r, "from", &c->from);
    read_address(&r, "to", &c->to);
    read_lines(&r, c);
    *form = (enum customs_form)kind;
    c->category = (enum customs_category)category;
    return json_reader_ok(&r) ? ERR_OK : ERR_PARSE;
}
