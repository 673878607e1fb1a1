#include "station/central/book/book.h"
#include "station/central/book/book_read.h"
#include "station/central/book/places.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/rules/rules.h"

#include <stdio.h>
#include <string.h>

enum { DAY_HOURS_MIN = 24 * 60 };

struct loading {
    struct book *b;
    struct store *st;
    const char *kind;
};

static void load_one(void *arg, int64_t rule_id, const char *code,
                     const json_t *body)
{
    struct loading *l = arg;
    char why[200];
    if (rule_id > l->b->version)
        l->b->version = rule_id;
    if (!book_read(l->b, l->kind, code, body, why, sizeof why) &&
        !l->b->why[0])
        snprintf(l->b->why, sizeof l->b->why, "%s %s: %.180s", l->kind, code,
                 why);
}

// Everything works before anything is set: a calendar without holidays, and
// each warehouse that has stock but no rule is open day and night.
static void add_plain_calendar(struct book *b)
{
    b->calendar_count = 1;
    b->calendar[0].days.weekdays = 0x7F;
    b->zone_count = 1;
    snprintf(b->zone[0].name, sizeof b->zone[0].name, "UTC");
    b->calendar[0].zone = BOOK_NONE;
}

static void number_warehouses(struct book *b, struct store *st)
{
    json_t *all = lists_warehouses(st);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *row = json_array_get(all, i);
        const char *code = json_string_value(json_object_get(row, "code"));
        int64_t id =
            json_integer_value(json_object_get(row, "warehouse_id"));
        int32_t at = book_warehouse_idx(b, code);
        if (at == BOOK_NONE && b->warehouse_count < BOOK_WAREHOUSES_MAX) {
            at = b->warehouse_count++;
            struct book_warehouse *w = &b->warehouse[at];
            snprintf(w->code, sizeof w->code, "%.23s", code);
            snprintf(w->name, sizeof w->name, "%.60s", code);
            w->hours.close_min = DAY_HOURS_MIN;
            w->priority = 100;
        }
        if (at != BOOK_NONE)
            b->warehouse[at].warehouse_id = id;
    }
    for (int32_t i = 0; i < b->warehouse_count; i++)
        b->warehouse_id[i] = b->warehouse[i].warehouse_id;
    json_decref(all);
}

// Used when an order names no profile, or one that does not exist.
static void add_default_profile(struct book *b)
{
    if (book_profile_idx(b, "default") != BOOK_NONE ||
        b->profile_count == BOOK_PROFILES_MAX)
        return;
    char why[200];
    json_t *body = json_object();
    book_read(b, "profile", "default", body, why, sizeof why);
    json_decref(body);
}

bool book_load(struct book *b, struct store *st, int64_t at_ms)
{
    memset(b, 0, sizeof *b);
    b->made_ms = at_ms;
    b->until_ms = rules_next_change_ms(st, at_ms);
    store_setting(st, "currency", b->currency, sizeof b->currency);
    if (!b->currency[0])
        snprintf(b->currency, sizeof b->currency, "EUR");
    add_plain_calendar(b);
    for (const struct api_named *n = BOOK_KINDS; n->name; n++) {
        struct loading l = {b, st, n->name};
        rules_each(st, n->name, at_ms, load_one, &l);
    }
    number_warehouses(b, st);
    add_default_profile(b);
    return !b->why[0];
}

bool book_check(const struct book *b, struct turn *turn, const char *kind,
                const char *code, const json_t *body, char *why,
                size_t why_cap)
{
    const struct api_member *members = book_members(kind);
    char words[API_WHY_MAX];
    if (members && !api_check(members, body, words)) {
        snprintf(why, why_cap, "%s", words);
        return false;
    }
    size_t mark = turn_mark(turn);
    struct book *copy = turn_alloc(turn, sizeof *copy);
    *copy = *b;
    bool is_right = book_read(copy, kind, code, body, why, why_cap);
    turn_back(turn, mark);
    return is_right;
}

static bool matches(const char *rule, const char *have)
{
    return !rule[0] || strcmp(rule, have) == 0;
}

int32_t book_buffer_qty(const struct book *b, const char *sku,
                        const char *warehouse, const char *channel,
                        int32_t qty)
{
    int64_t kept = 0;
    for (int32_t i = 0; i < b->buffer_count; i++) {
        const struct book_buffer *f = &b->buffer[i];
        if (!matches(f->sku, sku) || !matches(f->warehouse, warehouse) ||
            !matches(f->channel, channel))
            continue;
        int64_t share = ((int64_t)qty * f->permille + 999) / 1000;
        int64_t one = f->qty > share ? f->qty : share;
        kept = one > kept ? one : kept;
    }
    return (int32_t)(kept < qty ? kept : qty);
}

bool book_exchange(const struct book *b, int64_t minor, const char *from,
                   const char *to, int64_t *out)
{
    *out = minor;
    if (strcmp(from, to) == 0)
        return true;
    for (int32_t i = 0; i < b->exchange_count; i++) {
        const struct book_exchange *x = &b->exchange[i];
        int from_digits, to_digits;
        if (!places_currency(from, &from_digits) ||
            !places_currency(to, &to_digits))
            return false;
        int64_t scale = 1, rate = x->rate_millionths;
        for (int d = from_digits; d < to_digits; d++)
            scale *= 10;
        int64_t shrink = 1;
        for (int d = to_digits; d < from_digits; d++)
            shrink *= 10;
        if (strcmp(x->from, from) == 0 && strcmp(x->to, to) == 0) {
            *out = (minor * rate / 1000 * scale + 500 * shrink) /
                   (1000 * shrink);
            return true;
        }
        if (strcmp(x->from, to) == 0 && strcmp(x->to, from) == 0) {
            *out = (minor * 1000000 * scale + rate * shrink / 2) /
                   (rate * shrink);
            return true;
        }
    }
    return false;
}
