// A carrier's service: its price table, areas and surcharges from JSON.
#include "station/central/book/book_read.h"
#include "station/central/book/places.h"

#include <stdio.h>
#include <string.h>

static void read_area(struct json_reader *r, const json_t *o,
                      struct rate_service *s)
{
    struct rate_area *a = &s->area[s->area_count];
    char postal[24] = "";
    struct json_reader ar;
    json_reader_init(&ar, o);
    json_take_text(&ar, "country", a->country, sizeof a->country, false);
    json_take_text(&ar, "postal", postal, sizeof postal, false);
    address_normal_postal(postal, a->postal, sizeof a->postal);
    json_take_int32(&ar, "zone", 0, RATE_ZONES_MAX - 1, &a->zone, true);
    json_take_int32(&ar, "days", 0, 60, &a->transit_days, true);
    if (a->country[0] && !places_is_country(a->country))
        json_reader_fail(&ar, "country", "is no country");
    if (!json_reader_ok(&ar))
        json_reader_fail(r, "areas", ar.why);
    s->area_count++;
}

static void read_zone(struct json_reader *r, const json_t *o,
                      struct rate_service *s)
{
    struct rate_zone *z = &s->zone[s->zone_count++];
    struct json_reader zr;
    json_reader_init(&zr, o);
    const json_t *steps = json_take_array(&zr, "steps", true);
    if (json_array_size(steps) > RATE_STEPS_MAX)
        json_reader_fail(&zr, "steps", "are more than 24");
    for (size_t i = 0; i < json_array_size(steps) && json_reader_ok(&zr);
         i++) {
        const json_t *pair = json_array_get(steps, i);
        const json_t *g = json_array_get(pair, 0);
        const json_t *minor = json_array_get(pair, 1);
        struct rate_step *t = &z->step[z->step_count];
        t->up_to_mg = json_integer_value(g) * 1000;
        t->price_minor = json_integer_value(minor);
        bool grows = z->step_count == 0 ||
                     t->up_to_mg > z->step[z->step_count - 1].up_to_mg;
        if (!json_is_integer(g) || !json_is_integer(minor) || !grows ||
            t->price_minor < 0 || t->up_to_mg > INT64_C(100000000000))
            json_reader_fail(&zr, "steps", "must be growing pairs of grams "
                                           "and minor units");
        z->step_count++;
    }
    json_take_int(&zr, "per_kg_minor", 0, 100000000, &z->per_kg_minor, false);
    if (!json_reader_ok(&zr))
        json_reader_fail(r, "zones", zr.why);
}

enum { AMOUNT_MAX = 1000000000 };

static void take_action(struct json_reader *r, struct rate_surcharge *x)
{
    static const char *const NAMES[] = {"add_minor", "add_permille",
                                        "least_g", "refuse"};
    int found = 0;
    for (int i = 0; i < 4; i++) {
        const json_t *value = json_object_get(r->object, NAMES[i]);
        if (!value)
            continue;
        found++;
        x->action = (enum rate_action)i;
        x->amount = json_integer_value(value);
        if (x->amount < -AMOUNT_MAX || x->amount > AMOUNT_MAX)
            json_reader_fail(r, NAMES[i], "is out of range");
        else if (i == 2)
            x->amount *= 1000;
    }
    if (found != 1)
        json_reader_fail(r, "surcharge", "needs one of add_minor, "
                                         "add_permille, least_g and refuse");
}

static void take_field(struct json_reader *r, struct rate_surcharge *x)
{
    char name[24] = "always";
    int f = RATE_FIELD_COUNT - 1;
    json_take_text(r, "field", name, sizeof name, false);
    while (f > 0 && strcmp(rate_field_name((enum rate_field)f), name) != 0)
        f--;
    x->field = (enum rate_field)f;
    if (strcmp(rate_field_name(x->field), name) != 0)
        json_reader_fail(r, "field", "is not known");
}

static void read_surcharge(struct json_reader *r, const json_t *o,
                           struct rate_service *s)
{
    struct rate_surcharge *x = &s->surcharge[s->surcharge_count++];
    struct json_reader sr;
    json_reader_init(&sr, o);
    json_take_text(&sr, "code", x->code, sizeof x->code, true);
    take_field(&sr, x);
    json_take_int(&sr, "above", INT64_MIN / 2, INT64_MAX / 2, &x->bound,
                  false);
    if (json_object_get(o, "below")) {
        x->is_below = true;
        json_take_int(&sr, "below", INT64_MIN / 2, INT64_MAX / 2, &x->bound,
                      false);
    }
    json_take_text(&sr, "postal", x->postal, sizeof x->postal, false);
    take_action(&sr, x);
    json_take_int32(&sr, "group", 0, 31, &x->group, false);
    x->from_day = book_take_day(&sr, "from");
    x->to_day = book_take_day(&sr, "to");
    if (!json_reader_ok(&sr))
        json_reader_fail(r, "surcharges", sr.why);
}

typedef void part_fn(struct json_reader *r, const json_t *o,
                     struct rate_service *s);

static void take_parts(struct json_reader *r, const char *name, size_t most,
                       part_fn *read, struct rate_service *s)
{
    const json_t *list = json_take_array(r, name, false);
    if (json_array_size(list) > most) {
        json_reader_fail(r, name, "are too many");
        return;
    }
    for (size_t i = 0; i < json_array_size(list) && json_reader_ok(r); i++)
        read(r, json_array_get(list, i), s);
}

static void take_dimensions(struct json_reader *r, struct rate_service *s)
{
    static const char *const ROUNDINGS[] = {"exact", "nearest", "up"};
    int64_t divisor = 0, trigger = 0;
    char rounding[12] = "exact";
    json_take_int(r, "divisor_cm3_per_kg", 0, 1000000, &divisor, false);
    json_take_int(r, "trigger_cm3", 0, 100000000, &trigger, false);
    s->divisor_mm3_per_kg = divisor * 1000;
    s->trigger_mm3 = trigger * 1000;
    book_take_grams(r, "free_until_g", &s->free_until_mg);
    book_take_mm(r, "round_side_mm", &s->round_side_um);
    json_take_text(r, "side_rounding", rounding, sizeof rounding, false);
    bool known = false;
    for (int i = 0; i < 3; i++)
        if (strcmp(ROUNDINGS[i], rounding) == 0) {
            s->side_rounding = (enum rate_rounding)i;
            known = true;
        }
    if (!known)
        json_reader_fail(r, "side_rounding", "must be exact, nearest or up");
}

static void check_zones(struct json_reader *r, const struct rate_service *s)
{
    if (s->area_count == 0 || s->zone_count == 0)
        json_reader_fail(r, "areas", "and zones must not be empty");
    for (int32_t i = 0; i < s->area_count; i++)
        if (s->area[i].zone >= s->zone_count)
            json_reader_fail(r, "areas", "name a zone beyond the last");
}

void book_read_service(struct book *b, const char *code,
                       struct json_reader *r)
{
    int digits;
    int32_t idx = book_service_idx(b, code);
    if (idx == BOOK_NONE && b->service_count == BOOK_SERVICES_MAX) {
        json_reader_fail(r, "code", "would be the 65th service");
        return;
    }
    struct book_service *v =
        &b->service[idx == BOOK_NONE ? b->service_count++ : idx];
    struct rate_service *s = &v->rate;
    memset(v, 0, sizeof *v);
    size_t code_len = strlen(code); // at most RULE_CODE_MAX
    memcpy(s->code, code, code_len);
    memcpy(v->name, code, code_len);
    memcpy(s->currency, b->currency, sizeof s->currency);
    json_take_text(r, "name", v->name, sizeof v->name, false);
    v->carrier = book_take_ref(r, b, "carrier", book_carrier_idx, true);
    if (v->carrier != BOOK_NONE)
        memcpy(s->carrier, b->carrier[v->carrier].code, sizeof s->carrier);
    json_take_text(r, "currency", s->currency, sizeof s->currency, false);
    if (!places_currency(s->currency, &digits))
        json_reader_fail(r, "currency", "is no currency of ISO 4217");
    book_take_codes(r, "warehouses", &v->warehouses);
    take_dimensions(r, s);
    book_take_grams(r, "weight_step_g", &s->weight_step_mg);
    json_take_int(r, "least_minor", 0, 100000000, &s->least_minor, false);
    book_take_grams(r, "max_g", &s->max_mg);
    book_take_mm(r, "max_side_mm", &s->max_side_um);
    book_take_mm(r, "max_girth_sum_mm", &s->max_girth_sum_um);
    book_take_mm(r, "max_side_sum_mm", &s->max_side_sum_um);
    book_take_mm(r, "min_side_mm", &s->min_side_um);
    json_take_bool(r, "hazmat", &s->carries_hazmat);
    take_parts(r, "areas", RATE_AREAS_MAX, read_area, s);
    take_parts(r, "zones", RATE_ZONES_MAX, read_zone, s);
    take_parts(r, "surcharges", RATE_SURCHARGES_MAX, read_surcharge, s);
    if (json_reader_ok(r))
        check_zones(r, s);
}
