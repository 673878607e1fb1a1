// Carriers, profiles, buffers, channels, duties, rates of exchange and
// restrictions from JSON; see book.h for their members.
#include "station/base/text.h"
#include "station/store/central/fields.h"
#include "station/base/url.h"
#include "station/central/book/book_read.h"
#include "station/base/nearest.h"
#include "station/central/book/places.h"

#include <stdio.h>
#include <string.h>

static bool find_name(const char *const *names, int count, const char *text,
                      int *out)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], text) == 0) {
            *out = i;
            return true;
        }
    return false;
}

static void take_range(struct json_reader *r, struct book_carrier *c)
{
    const json_t *o = json_object_get(r->object, "tracking");
    struct json_reader t;
    char kind[12] = "plain", digits_why[] = "kind must be s10, mod10, plain "
                                            "or sscc";
    int k = TRACKING_PLAIN;
    if (!json_is_object(o))
        return;
    json_reader_init(&t, o);
    c->has_range = true;
    c->range.digits = 8;
    c->range.next = 1;
    json_take_text(&t, "kind", kind, sizeof kind, true);
    while (k > 0 && strcmp(tracking_kind_name((enum tracking_kind)k), kind))
        k--;
    c->range.kind = (enum tracking_kind)k;
    if (strcmp(tracking_kind_name(c->range.kind), kind) != 0)
        json_reader_fail(&t, "kind", digits_why);
    json_take_text(&t, "prefix", c->range.prefix, sizeof c->range.prefix,
                   false);
    json_take_text(&t, "suffix", c->range.suffix, sizeof c->range.suffix,
                   false);
    json_take_int32(&t, "digits", 1, 16, &c->range.digits, false);
    json_take_int(&t, "first", 0, INT64_MAX / 2, &c->range.next, false);
    c->range.end = INT64_MAX / 2;
    json_take_int(&t, "end", 1, INT64_MAX / 2, &c->range.end, false);
    c->has_range = c->range.kind != TRACKING_SSCC;
    if (!json_reader_ok(&t))
        json_reader_fail(r, "tracking", t.why);
}

void book_read_carrier(struct book *b, const char *code,
                         struct json_reader *r)
{
    int32_t idx = book_slot(r, book_carrier_idx(b, code), &b->carrier_count,
                       BOOK_CARRIERS_MAX);
    char days[8] = "1111100";
    if (idx == BOOK_NONE)
        return;
    struct book_carrier *c = &b->carrier[idx];
    memset(c, 0, sizeof *c);
    snprintf(c->code, sizeof c->code, "%s", code);
    snprintf(c->name, sizeof c->name, "%s", code);
    json_take_text(r, "name", c->name, sizeof c->name, false);
    int32_t calendar =
        book_take_ref(r, b, "calendar", book_calendar_idx, false);
    c->calendar = calendar == BOOK_NONE ? 0 : calendar;
    int32_t cutoff = book_take_minutes(r, "cutoff", 17 * 60);
    json_take_text(r, "days", days, sizeof days, false);
    if (strlen(days) != 7 || strspn(days, "01") != 7)
        json_reader_fail(r, "days", "must be seven of 0 and 1");
    for (int i = 0; i < 7; i++)
        c->cutoff_min[i] = days[i] == '1' ? cutoff : -1;
    json_take_bool(r, "is_postal", &c->is_postal);
    json_take_text(r, "routing", c->routing, sizeof c->routing, false);
    if (!routing_is_rule(c->routing))
        json_reader_fail(r, "routing",
                         "has a field other than {country}, {postal}, "
                         "{postal:3}, {service} and {warehouse}");
    take_range(r, c);
}

static void take_strategy(struct json_reader *r, struct book_profile *p)
{
    char name[24] = "least_cost";
    json_take_text(r, "strategy", name, sizeof name, false);
    int s = SOURCE_STRATEGY_COUNT - 1;
    while (s > 0 &&
           strcmp(source_strategy_name((enum source_strategy)s), name) != 0)
        s--;
    p->source.strategy = (enum source_strategy)s;
    if (strcmp(source_strategy_name(p->source.strategy), name) != 0)
        json_reader_fail(r, "strategy", "must be least_cost, nearest, "
                                        "priority, fewest_parcels or "
                                        "oldest_stock");
}

static void take_checks(struct json_reader *r, struct book_profile *p)
{
    static const char *const NAMES[] = {"address", "payment", "customs"};
    struct book_list list;
    int bit;
    p->checks = BOOK_CHECK_PAYMENT;
    if (!json_object_get(r->object, "checks"))
        return;
    book_take_codes(r, "checks", &list);
    p->checks = 0;
    for (int32_t i = 0; i < list.count; i++) {
        if (find_name(NAMES, 3, list.code[i], &bit))
            p->checks |= 1 << bit;
        else
            json_reader_fail(r, "checks", "must be address, payment, customs");
    }
}

// "first" of a, b ... as 0, 1 ...; what is missing is 0.
static int take_choice(struct json_reader *r, const char *name,
                       const char *const *names, int count)
{
    char text[24] = "";
    int out = 0;
    json_take_text(r, name, text, sizeof text, false);
    if (text[0] && !find_name(names, count, text, &out))
        json_reader_fail(r, name, "is not one of the known words");
    return out;
}

// What its papers say beside the goods.
static void take_papers(struct json_reader *r, struct book_profile *p)
{
    static const char *const INCOTERMS[] = {"DAP", "DDP"};
    static const char *const CATEGORIES[CUSTOMS_CATEGORY_COUNT] = {
        [CUSTOMS_SALE] = "sale",           [CUSTOMS_GIFT] = "gift",
        [CUSTOMS_DOCUMENTS] = "documents", [CUSTOMS_SAMPLE] = "sample",
        [CUSTOMS_RETURNED] = "returned",   [CUSTOMS_OTHER] = "other"};
    bool has_slip = true;
    json_take_bool(r, "slip", &has_slip);
    p->documents = has_slip ? BOOK_PAPER_SLIP : 0;
    snprintf(p->incoterm, sizeof p->incoterm, "%s",
             INCOTERMS[take_choice(r, "incoterm", INCOTERMS, 2)]);
    p->category = (enum customs_category)take_choice(
        r, "category", CATEGORIES, CUSTOMS_CATEGORY_COUNT);
    json_take_text(r, "return_note", p->return_note, sizeof p->return_note,
                   false);
    static const char *const LANGUAGES[] = {"", "en", "pt", "es"};
    snprintf(p->slip_language, sizeof p->slip_language, "%s",
             LANGUAGES[take_choice(r, "slip_language", LANGUAGES, 4)]);
}

void book_read_profile(struct book *b, const char *code,
                         struct json_reader *r)
{
    static const char *const ON_SHORT[] = {"close", "backorder", "reallocate"};
    static const enum book_on_short SHORTS[] = {BOOK_CLOSE, BOOK_BACKORDER,
                                                BOOK_REALLOCATE};
    static const char *const VERIFY[] = {"each", "first"};
    static const char *const RELEASE[] = {"at_once", "batch"};
    int32_t idx = book_slot(r, book_profile_idx(b, code), &b->profile_count,
                       BOOK_PROFILES_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_profile *p = &b->profile[idx];
    memset(p, 0, sizeof *p);
    snprintf(p->code, sizeof p->code, "%s", code);
    snprintf(p->name, sizeof p->name, "%s", code);
    snprintf(p->release_role, sizeof p->release_role, "supervisor");
    json_take_text(r, "name", p->name, sizeof p->name, false);
    take_strategy(r, p);
    p->source.split_minor = 300;
    p->source.unmet_minor = 100000;
    p->source.use_max = 3;
    p->source.is_whole = true;
    json_take_int(r, "split_minor", 0, 100000000, &p->source.split_minor,
                  false);
    json_take_int(r, "unmet_minor", 0, 100000000, &p->source.unmet_minor,
                  false);
    json_take_int32(r, "use_max", 1, SOURCE_USE_MAX, &p->source.use_max,
                    false);
    json_take_bool(r, "is_whole", &p->source.is_whole);
    p->on_short = SHORTS[take_choice(r, "on_short", ON_SHORT, 3)];
    p->verifies_each = take_choice(r, "verify", VERIFY, 2) == 0;
    take_checks(r, p);
    take_papers(r, p);
    p->is_single_lane = true;
    json_take_bool(r, "single", &p->is_single_lane);
    p->releases_at_once = take_choice(r, "release", RELEASE, 2) == 0;
    p->may_use_stores = true;
    json_take_bool(r, "from_stores", &p->may_use_stores);
    json_take_bool(r, "may_substitute", &p->may_substitute);
    json_take_int32(r, "service_days", 0, 60, &p->service_days, false);
    p->ask_above_minor = FIELD_MINOR_MAX;
    json_take_int(r, "ask_above_minor", 0, FIELD_MINOR_MAX,
                  &p->ask_above_minor, false);
    json_take_int32(r, "min_life_days", 0, 3650, &p->min_life_days, false);
    json_take_int(r, "fraud_minor", 0, FIELD_MINOR_MAX, &p->fraud_minor, false);
    json_take_text(r, "release_role", p->release_role, sizeof p->release_role,
                   false);
    book_take_codes(r, "priority", &p->priority);
}

void book_read_buffer(struct book *b, const char *code,
                        struct json_reader *r)
{
    (void)code;
    int32_t idx =
        book_slot(r, BOOK_NONE, &b->buffer_count, BOOK_BUFFERS_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_buffer *f = &b->buffer[idx];
    json_take_text(r, "sku", f->sku, sizeof f->sku, false);
    json_take_text(r, "warehouse", f->warehouse, sizeof f->warehouse, false);
    json_take_text(r, "channel", f->channel, sizeof f->channel, false);
    json_take_int32(r, "qty", 0, 1000000, &f->qty, false);
    json_take_int32(r, "permille", 0, 1000, &f->permille, false);
}

static void take_url(struct json_reader *r, struct book_channel *c)
{
    json_take_text(r, "url", c->url, sizeof c->url, false);
    json_take_bool(r, "may_be_private", &c->may_be_private);
    if (!c->url[0] || !url_wrong(c->url, c->may_be_private))
        return;
    const char *why = url_wrong(c->url, true);
    json_reader_fail(r, "url", why ? why
                                   : "leads to this machine or a private "
                                     "network: set may_be_private when that "
                                     "is meant");
    c->is_off = true; // one that was kept before this was looked at
}

// All that systems can be told (notices/notices.h).
static const char *const EVENTS[] = {
    "order.received",   "order.cancelled",      "order.closed",
    "shipment.packed",  "shipment.handed_over", "parcel.delivered",
    "stock.changed",    "shipment.put_back"};

static void check_events(struct json_reader *r, const struct book_list *list)
{
    char why[120];
    for (int32_t i = 0; i < list->count; i++) {
        struct nearest n;
        bool is_known = false;
        nearest_init(&n, list->code[i]);
        for (size_t e = 0; e < sizeof EVENTS / sizeof EVENTS[0]; e++) {
            is_known |= strcmp(list->code[i], EVENTS[e]) == 0;
            nearest_offer(&n, EVENTS[e]);
        }
        snprintf(why, sizeof why, "%s is no event%s%s", list->code[i],
                 n.word ? "; nearest is " : "", n.word ? n.word : "");
        if (!is_known)
            json_reader_fail(r, "events", why);
    }
}

void book_read_channel(struct book *b, const char *code,
                         struct json_reader *r)
{
    int32_t idx = book_slot(r, book_channel_idx(b, code), &b->channel_count,
                       BOOK_CHANNELS_MAX);
    char system[12] = "";
    if (idx == BOOK_NONE)
        return;
    struct book_channel *c = &b->channel[idx];
    memset(c, 0, sizeof *c);
    snprintf(c->code, sizeof c->code, "%s", code);
    json_take_text(r, "system", system, sizeof system, true);
    int s = 0;
    while (s < BOOK_SYSTEM_COUNT &&
           strcmp(book_system_name((enum book_system)s), system) != 0)
        s++;
    if (s == BOOK_SYSTEM_COUNT)
        json_reader_fail(r, "system", "must be webhook, adobe, shopify, "
                                      "vendure, amazon, file or api");
    c->system = (enum book_system)(s % BOOK_SYSTEM_COUNT);
    json_take_bool(r, "is_off", &c->is_off);
    take_url(r, c);
    json_take_text(r, "secret", c->secret, sizeof c->secret, false);
    json_take_text(r, "secret_2", c->secret_2, sizeof c->secret_2, false);
    json_take_text(r, "key", c->key, sizeof c->key, false);
    json_take_text(r, "token", c->token, sizeof c->token, false);
    json_take_text(r, "token_secret", c->token_secret, sizeof c->token_secret,
                   false);
    json_take_text(r, "login", c->login, sizeof c->login, false);
    json_take_text(r, "password", c->password, sizeof c->password, false);
    json_take_text(r, "folder", c->folder, sizeof c->folder, false);
    json_take_text(r, "profile", c->profile, sizeof c->profile, false);
    book_take_codes(r, "sources", &c->sources);
    book_take_codes(r, "events", &c->events);
    check_events(r, &c->events);
    c->poll_s = 30;
    json_take_int32(r, "poll_s", 1, 86400, &c->poll_s, false);
}

void book_read_customs(struct book *b, const char *code,
                         struct json_reader *r)
{
    (void)code;
    int32_t idx =
        book_slot(r, BOOK_NONE, &b->customs_count, CUSTOMS_RULES_MAX);
    if (idx == BOOK_NONE)
        return;
    struct customs_rule *c = &b->customs[idx];
    json_take_text(r, "area", c->area, sizeof c->area, true);
    c->from_day = book_take_day(r, "from");
    c->to_day = book_take_day(r, "to");
    json_take_int(r, "up_to_minor", 0, FIELD_MINOR_MAX, &c->up_to_minor, false);
    json_take_int(r, "per_hs_minor", 0, 100000000, &c->per_hs_minor, false);
    json_take_int32(r, "permille", 0, 10000, &c->permille, false);
}

void book_read_exchange(struct book *b, const char *code,
                          struct json_reader *r)
{
    char rate[24] = "";
    int digits;
    int32_t idx =
        book_slot(r, BOOK_NONE, &b->exchange_count, BOOK_EXCHANGES_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_exchange *x = &b->exchange[idx];
    if (strlen(code) != 7 || code[3] != '-') {
        json_reader_fail(r, "code", "must be two currencies, as USD-EUR");
        return;
    }
    snprintf(x->from, sizeof x->from, "%.3s", code);
    snprintf(x->to, sizeof x->to, "%.3s", code + 4);
    if (!places_currency(x->from, &digits) || !places_currency(x->to, &digits))
        json_reader_fail(r, "code", "names a currency that does not exist");
    json_take_text(r, "rate", rate, sizeof rate, true);
    if (text_to_decimal(rate, strlen(rate), 6, &x->rate_millionths) < 0 ||
        x->rate_millionths < 1 || x->rate_millionths > INT64_C(1000000000000))
        json_reader_fail(r, "rate", "must be a number as text, \"0.92\"");
}

void book_read_restriction(struct book *b, const char *code,
                             struct json_reader *r)
{
    (void)code;
    int32_t idx = book_slot(r, BOOK_NONE, &b->restriction_count,
                       BOOK_RESTRICTIONS_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_restriction *x = &b->restriction[idx];
    book_take_country(r, "country", x->country, true);
    json_take_text(r, "service", x->service, sizeof x->service, false);
    json_take_text(r, "hs", x->hs, sizeof x->hs, false);
}
