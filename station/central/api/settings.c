// Settings as rules with days from which they hold, and what follows from
// them: try-outs of prices, distances, names of places.
#include "station/base/text.h"
#include "station/central/api/api_internal.h"
#include "station/central/book/places.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/rules/rules.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_kind(const char *kind)
{
    for (int i = 0; BOOK_KINDS[i]; i++)
        if (strcmp(BOOK_KINDS[i], kind) == 0)
            return true;
    return false;
}

// Secrets go in and never come out again.
static const char *const SECRETS[] = {"secret", "secret_2", "key", "token",
                                      "token_secret", "password"};

static void hide_secrets(json_t *list)
{
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
        for (size_t s = 0; s < sizeof SECRETS / sizeof SECRETS[0]; s++) {
            json_t *body = json_object_get(row, "body");
            if (json_object_get(body, SECRETS[s]))
                json_object_set_new(body, SECRETS[s], json_string("kept"));
        }
}

void api_rules(void *app, struct http_request *rq)
{
    struct api *c = app;
    const char *kind = http_param(rq, 0);
    const char *at = http_query(rq, "at_ms");
    int64_t at_ms = http_at_ms(rq);
    if (!is_kind(kind)) {
        answer_missing(rq, "there is no such kind of rule");
        return;
    }
    if (at[0] && text_to_int(at, strlen(at), &at_ms) < 0) {
        answer_wrong(rq, "at_ms: must be a number");
        return;
    }
    json_t *list = lists_rules(c->turn->st, kind, at_ms);
    hide_secrets(list);
    answer_list(rq, "rules", list);
}

void api_rule_history(void *app, struct http_request *rq)
{
    struct api *c = app;
    json_t *list =
        lists_rule_history(c->turn->st, http_param(rq, 0), http_param(rq, 1));
    hide_secrets(list);
    answer_list(rq, "rules", list);
}

// A secret that is not given anew stays as it was.
static void keep_secrets(struct api *c, const char *kind, const char *code,
                         json_t *body)
{
    json_t *history = lists_rule_history(c->turn->st, kind, code);
    const json_t *old =
        json_object_get(json_array_get(history, 0), "body");
    for (size_t s = 0; s < sizeof SECRETS / sizeof SECRETS[0]; s++) {
        const char *given =
            json_string_value(json_object_get(body, SECRETS[s]));
        json_t *had = json_object_get(old, SECRETS[s]);
        if (given && strcmp(given, "kept") == 0 && had)
            json_object_set(body, SECRETS[s], had);
    }
    json_decref(history);
}

struct new_rule {
    const char *kind;
    char code[RULE_CODE_MAX + 1];
    int64_t from_ms;
    bool is_gone;
    json_t *body;
};

static bool read_rule(struct http_request *rq, json_t *root,
                      struct new_rule *out)
{
    struct json_reader r;
    json_reader_init(&r, root);
    out->from_ms = http_at_ms(rq);
    json_take_text(&r, "code", out->code, sizeof out->code, true);
    json_take_int(&r, "from_ms", 0, INT64_MAX / 2, &out->from_ms, false);
    json_take_bool(&r, "is_gone", &out->is_gone);
    out->body = json_object_get(root, "body");
    if (!json_is_object(out->body) && !out->is_gone)
        json_reader_fail(&r, "body", "must be an object");
    if (!json_reader_ok(&r))
        http_problem(rq, 400, "The rule is not right", r.why);
    return json_reader_ok(&r);
}

static void save_rule(struct api *c, struct http_request *rq,
                      struct new_rule *n)
{
    char why[240];
    struct office *o = api_begin(c, rq);
    if (n->body)
        keep_secrets(c, n->kind, n->code, n->body);
    char *text = json_dumps(n->body ? n->body : json_object(),
                            JSON_COMPACT | JSON_SORT_KEYS);
    if (!n->is_gone && !book_check(&o->book, n->kind, n->code, n->body, why,
                                   sizeof why)) {
        store_fail(c->turn->st, ERR_PARSE, why);
    } else if (!text || strlen(text) > RULE_BODY_MAX) {
        store_fail(c->turn->st, ERR_FULL, "the rule is larger than 256 KiB");
    } else {
        struct rule rule = {.kind = n->kind, .code = n->code, .body = text,
                            .from_ms = n->from_ms, .is_gone = n->is_gone,
                            .made_ms = o->at_ms, .person_id = http_user(rq)};
        if (strcmp(n->kind, "warehouse") == 0)
            warehouses_make(c->turn->st, n->code);
        rules_save(c->turn->st, &rule);
        o->is_stale = true;
        o->has_work = true;
    }
    free(text);
    answer_write(c->turn, rq, 200, json_object());
}

// {"code","body",["from_ms","is_gone"]}: a new version that holds from then.
void api_rules_save(void *app, struct http_request *rq)
{
    struct new_rule n = {.kind = http_param(rq, 0)};
    json_t *root = http_body_json(rq);
    if (!root)
        return;
    if (!is_kind(n.kind))
        answer_missing(rq, "there is no such kind of rule");
    else if (read_rule(rq, root, &n))
        save_rule(app, rq, &n);
    json_decref(root);
}

static bool read_parcel(struct http_request *rq, struct choose_parcel *p,
                        char warehouse[RULE_CODE_MAX + 1])
{
    struct json_reader r;
    char postal[24] = "", country[64] = "";
    json_t *body = http_body_json(rq);
    if (!body)
        return false;
    int32_t side[3] = {0};
    json_reader_init(&r, body);
    json_take_text(&r, "warehouse", warehouse, RULE_CODE_MAX + 1, true);
    json_take_text(&r, "country", country, sizeof country, true);
    json_take_text(&r, "postal", postal, sizeof postal, false);
    json_take_int(&r, "weight_mg", 1, INT64_C(100000000000), &p->weight_mg,
                  true);
    json_take_int32(&r, "length_mm", 0, 100000, &side[0], false);
    json_take_int32(&r, "width_mm", 0, 100000, &side[1], false);
    json_take_int32(&r, "height_mm", 0, 100000, &side[2], false);
    json_take_int(&r, "due_ms", 0, INT64_MAX / 2, &p->due_ms, false);
    json_take_bool(&r, "is_hazmat", &p->is_hazmat);
    const char *code = places_country(country);
    if (!places_is_country(code))
        json_reader_fail(&r, "country", "is no country of ISO 3166-1");
    snprintf(p->country, sizeof p->country, "%.2s", code);
    address_normal_postal(postal, p->postal, sizeof p->postal);
    for (int i = 0; i < 3; i++)
        p->side_um[i] = side[i] * 1000;
    json_decref(body);
    if (!json_reader_ok(&r))
        http_problem(rq, 400, "The parcel is not right", r.why);
    return json_reader_ok(&r);
}

// What every service would cost for a parcel, and why not.
void api_rates_try(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct choose_parcel p = {.wish = ""};
    char warehouse[RULE_CODE_MAX + 1] = "";
    if (!read_parcel(rq, &p, warehouse))
        return;
    struct office *o = api_read(c, rq);
    int32_t w = book_warehouse_idx(&o->book, warehouse);
    p.currency = o->book.currency;
    if (w == BOOK_NONE)
        answer_missing(rq, "there is no such warehouse");
    else
        answer_list(rq, "services", office_try_rates(o, &p, w));
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

// Warehouses as they stand, with the distances between them.
void api_warehouses(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct office *o = api_read(c, rq);
    const struct book *b = &o->book;
    json_t *list = json_array();
    for (int32_t w = 0; w < b->warehouse_count; w++) {
        const struct book_warehouse *x = &b->warehouse[w];
        json_array_append_new(
            list,
            json_pack(
                "{s:s,s:s,s:s,s:s,s:b,s:b,s:i,s:i,s:s,s:I,s:o}", "code",
                x->code, "name", x->name, "country", x->country, "postal",
                x->postal, "is_store", x->is_store, "is_closed", x->is_closed,
                "priority", x->priority, "capacity", x->capacity, "calendar",
                b->calendar[x->calendar].code, "open_shipments",
                (json_int_t)shipments_load_count(c->turn->st, x->warehouse_id),
                "distances_m", distance_row(b, w)));
    }
    answer_list(rq, "warehouses", list);
}

// A price list of another currency at a day's rate, for reports.
void api_exchange(void *app, struct http_request *rq)
{
    struct api *c = app;
    static struct book then; // the book of another day
    const char *at = http_query(rq, "at_ms");
    const char *amount = http_query(rq, "minor");
    int64_t at_ms = http_at_ms(rq), minor = 0, out = 0;
    if ((at[0] && text_to_int(at, strlen(at), &at_ms) < 0) ||
        text_to_int(amount, strlen(amount), &minor) < 0) {
        answer_wrong(rq, "minor and at_ms: must be numbers");
        return;
    }
    book_load(&then, c->turn->st, at_ms);
    if (book_exchange(&then, minor, http_query(rq, "from"),
                      http_query(rq, "to"), &out))
        http_json(rq, 200, json_pack("{s:I}", "minor", (json_int_t)out));
    else
        answer_missing(rq, "no rate held on that day");
}
