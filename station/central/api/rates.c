// What follows from the settings: prices to try, warehouses and their
// distances, money in another currency.
#include "station/central/api/api_internal.h"
#include "shared/date.h"
#include "station/store/central/fields.h"
#include "station/central/book/places.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>

struct try_out {
    char warehouse[RULE_CODE_MAX + 1], country[64], postal[24];
    int64_t weight_mg, due_ms;
    int32_t length_mm, width_mm, height_mm;
    bool is_hazmat;
    json_t *goods;
};

struct goods_row {
    char hs[CUSTOMS_HS_MAX + 4];
    int64_t value_minor;
};

static const struct api_member GOODS_ROW[] = {
    {API_TEXT("hs", "6 to 12 digits"), API_NEEDED, API_INTO(goods_row, hs)},
    {API_INT("value_minor", "of all of this line, in the site's currency"),
     API_NEEDED, API_RANGE(1, FIELD_MINOR_MAX),
     API_INTO(goods_row, value_minor)},
    {.name = NULL}};

static const struct api_member TRY_OUT[] = {
    {API_TEXT("warehouse", "it leaves from"), API_NEEDED,
     API_INTO(try_out, warehouse)},
    {API_TEXT("country", "a code of ISO 3166-1 or an English name"),
     API_NEEDED, API_INTO(try_out, country)},
    {API_TEXT("postal", ""), API_INTO(try_out, postal)},
    {API_INT("weight_mg", "of the whole parcel"), API_NEEDED,
     API_RANGE(1, INT64_C(100000000000)), API_INTO(try_out, weight_mg)},
    {API_INT("length_mm", "outside"), API_RANGE(0, 100000),
     API_INTO(try_out, length_mm)},
    {API_INT("width_mm", ""), API_RANGE(0, 100000),
     API_INTO(try_out, width_mm)},
    {API_INT("height_mm", ""), API_RANGE(0, 100000),
     API_INTO(try_out, height_mm)},
    {API_INT("due_ms", "when it must be there"), API_RANGE(0, FIELD_MS_MAX),
     API_INTO(try_out, due_ms)},
    {API_BOOL("is_hazmat", ""), API_INTO(try_out, is_hazmat)},
    {API_LIST("goods", "for an estimate of duty, up to 64 lines", GOODS_ROW),
     API_INTO(try_out, goods)},
    {.name = NULL}};

static const struct api_member SERVICE_ROW[] = {
    {API_TEXT("service", "")},
    {API_TEXT("name", "")},
    {API_TEXT("carrier", "")},
    {API_TEXT("verdict", "ok, or why not")},
    {API_INT("billable_mg", "by weight or by volume")},
    {API_INT("base_minor", "")},
    {API_INT("surcharge_minor", "")},
    {API_INT("total_minor", "")},
    {API_INT("promise_ms", "when it is there; 0 when it does not go")},
    {API_TEXT("currency", "")},
    {API_BOOL("is_chosen", "the one central would take")},
    {.name = NULL}};
static const struct api_member SERVICES[] = {
    {API_LIST("services", "", SERVICE_ROW)},
    {API_INT("duty_minor", "by the rules of customs, in the site's currency; "
                           "when goods are told"),
     API_RARE},
    {.name = NULL}};

// What customs of the destination asks for these goods today. False with the
// line that cannot be read.
static bool estimate_duty(const struct office *o, const struct try_out *t,
                          const struct choose_parcel *p, int32_t warehouse,
                          struct customs *c, int64_t *duty_minor)
{
    snprintf(c->from.country, sizeof c->from.country, "%s",
             o->book.warehouse[warehouse].country);
    snprintf(c->to.country, sizeof c->to.country, "%s", p->country);
    size_t count = json_array_size(t->goods);
    for (size_t i = 0; i < count && i < CUSTOMS_LINES_MAX; i++) {
        struct goods_row row = {.hs = ""};
        api_take(GOODS_ROW, json_array_get(t->goods, i), &row);
        struct customs_line *line = &c->line[c->line_count++];
        line->value_minor = row.value_minor;
        if (!customs_hs_normal(row.hs, line->hs))
            return false;
    }
    *duty_minor = customs_duty(c, o->book.customs, o->book.customs_count,
                               (int32_t)(o->at_ms / DATE_DAY_MS));
    return count <= CUSTOMS_LINES_MAX;
}

// False when it is no country.
static bool make_parcel(const struct try_out *t, struct choose_parcel *p)
{
    const char *code = places_country(t->country);
    *p = (struct choose_parcel){.wish = "",
                                .weight_mg = t->weight_mg,
                                .due_ms = t->due_ms,
                                .is_hazmat = t->is_hazmat};
    snprintf(p->country, sizeof p->country, "%.2s", code);
    address_normal_postal(t->postal, p->postal, sizeof p->postal);
    p->side_um[0] = t->length_mm * 1000;
    p->side_um[1] = t->width_mm * 1000;
    p->side_um[2] = t->height_mm * 1000;
    return places_is_country(code);
}

// What every service would cost for a parcel, and why not.
static void rates_try(struct api *a, struct api_call *k)
{
    struct try_out t = {.warehouse = ""};
    struct choose_parcel p;
    api_take(TRY_OUT, k->body, &t);
    if (!make_parcel(&t, &p)) {
        answer_wrong(k->rq, "country: is no country of ISO 3166-1");
        return;
    }
    struct office *o = api_read(a, k);
    int32_t w = book_warehouse_idx(&o->book, t.warehouse);
    p.currency = o->book.currency;
    if (w == BOOK_NONE) {
        answer_missing(k->rq, "there is no such warehouse");
        return;
    }
    struct customs *c = turn_alloc(a->turn, sizeof *c);
    int64_t duty_minor = 0;
    *c = (struct customs){.category = CUSTOMS_SALE};
    if (!estimate_duty(o, &t, &p, w, c, &duty_minor)) {
        answer_wrong(k->rq, "goods: hs must be 6 to 12 digits, and there are "
                            "64 lines at most");
        return;
    }
    json_t *out = json_pack("{s:o}", "services", office_try_rates(o, &p, w));
    if (t.goods)
        json_object_set_new(out, "duty_minor", json_integer(duty_minor));
    answer_one(k->rq, out);
}

static json_t *distance_row(const struct book *b, int32_t from)
{
    json_t *row = json_array();
    for (int32_t w = 0; w < b->warehouse_count; w++)
        json_array_append_new(
            row, geo_is_known(b->warehouse[from].point) &&
                         geo_is_known(b->warehouse[w].point)
                     ? json_integer(geo_metres(b->warehouse[from].point,
                                               b->warehouse[w].point))
                     : json_null());
    return row;
}

static const struct api_member WAREHOUSE_ROW[] = {
    {API_TEXT("code", "")},
    {API_TEXT("name", "")},
    {API_TEXT("country", "")},
    {API_TEXT("postal", "")},
    {API_BOOL("is_store", "")},
    {API_BOOL("is_closed", "")},
    {API_INT("priority", "the lowest first")},
    {API_INT("capacity", "shipments it can have open; 0 for any")},
    {API_TEXT("zone", "of its hours, such as Europe/Lisbon; empty for none")},
    {API_TEXT("calendar", "")},
    {API_INT("open_shipments", "")},
    {API_LIST("distances_m", "metres to each, in the list's sequence; null "
                             "when not known", NULL)},
    {.name = NULL}};
static const struct api_member WAREHOUSES[] = {
    {API_LIST("warehouses", "", WAREHOUSE_ROW)}, {.name = NULL}};

// Warehouses as they stand, with the distances between them.
static void warehouses(struct api *a, struct api_call *k)
{
    struct office *o = api_read(a, k);
    const struct book *b = &o->book;
    json_t *list = json_array();
    for (int32_t w = 0; w < b->warehouse_count; w++) {
        const struct book_warehouse *x = &b->warehouse[w];
        json_array_append_new(
            list,
            json_pack("{s:s,s:s,s:s,s:s,s:b,s:b,s:i,s:i,s:s,s:s,s:I,s:o}",
                      "code", x->code, "name", x->name, "country", x->country,
                      "postal", x->postal, "is_store", x->is_store,
                      "is_closed", x->is_closed, "priority", x->priority,
                      "capacity", x->capacity, "zone",
                      x->zone < 0 ? "" : b->zone[x->zone].name, "calendar",
                      b->calendar[x->calendar].code, "open_shipments",
                      (json_int_t)shipments_load_count(a->st, x->warehouse_id),
                      "distances_m", distance_row(b, w)));
    }
    answer_list(k->rq, "warehouses", list);
}

struct exchange_words {
    char from[4], to[4];
    int64_t minor, at_ms;
};

static const struct api_member EXCHANGE[] = {
    {API_TEXT("from", "currency, ISO 4217"), API_INTO(exchange_words, from)},
    {API_TEXT("to", "currency, ISO 4217"), API_INTO(exchange_words, to)},
    {API_INT("minor", "the amount, in minor units of from"), API_NEEDED,
     API_INTO(exchange_words, minor)},
    {API_INT("at_ms", "whose rate; now when missing"),
     API_INTO(exchange_words, at_ms)},
    {.name = NULL}};
static const struct api_member AMOUNT[] = {
    {API_INT("minor", "in minor units of to")}, {.name = NULL}};

// A price list of another currency at a day's rate, for reports.
static void exchange(struct api *a, struct api_call *k)
{
    struct exchange_words w = {.at_ms = k->at_ms};
    struct book *then = turn_alloc(a->turn, sizeof *then);
    int64_t out = 0;
    api_take_query(EXCHANGE, k->rq, &w);
    book_load(then, a->st, w.at_ms);
    if (book_exchange(then, w.minor, w.from, w.to, &out))
        http_json(k->rq, 200, json_pack("{s:I}", "minor", (json_int_t)out));
    else
        answer_missing(k->rq, "no rate held on that day");
}

const struct api_route API_RATES[] = {
    {.method = "POST", .path = "/api/v1/rates/try", .handler = rates_try,
     .who = WHO_READER,
     .summary = "Every service's price for a parcel, and why not",
     .body = TRY_OUT, .answer = {{.of = SERVICES}}},
    {.method = "GET", .path = "/api/v1/warehouses", .handler = warehouses,
     .who = WHO_READER,
     .summary = "Warehouses, their load and the distances between them",
     .answer = {{.of = WAREHOUSES}}},
    {.method = "GET", .path = "/api/v1/exchange", .handler = exchange,
     .who = WHO_READER,
     .summary = "An amount in another currency at a day's rate",
     .query = EXCHANGE, .answer = {{.of = AMOUNT}}},
    {.method = NULL}};
