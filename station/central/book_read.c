// Rules of all kinds but services; see book.h for their members.
#include "station/central/book_read.h"
#include "station/central/places.h"
#include "station/base/text.h"
#include "shared/gs1.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALENDAR_YEARS = 6, DAY_MS = 86400000, MINUTES = 24 * 60 };

bool read_day(const char *text, int32_t *out)
{
    static const int LAST[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y, m, d, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || text[used] ||
        y < 1970 || y > 2200 || m < 1 || m > 12 || d < 1 || d > LAST[m - 1])
        return false;
    *out = gs1_days(y, m, d);
    return true;
}

void take_codes(struct json_reader *r, const char *name, struct book_list *out)
{
    const json_t *list = json_take_array(r, name, false);
    out->count = 0;
    if (json_array_size(list) > BOOK_LIST_MAX) {
        json_reader_fail(r, name, "has more than 32 entries");
        return;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || strlen(text) > RULE_CODE_MAX) {
            json_reader_fail(r, name, "must be texts of up to 23 characters");
            return;
        }
        snprintf(out->code[out->count++], sizeof out->code[0], "%s", text);
    }
}

int32_t take_day(struct json_reader *r, const char *name)
{
    char text[16] = "";
    int32_t day = 0;
    json_take_text(r, name, text, sizeof text, false);
    if (text[0] && !read_day(text, &day))
        json_reader_fail(r, name, "must be a day as YYYY-MM-DD");
    return day;
}

int32_t take_minutes(struct json_reader *r, const char *name, int32_t fallback)
{
    char text[8] = "";
    int h, m, used = 0;
    json_take_text(r, name, text, sizeof text, false);
    if (!text[0])
        return fallback;
    if (sscanf(text, "%2d:%2d%n", &h, &m, &used) != 2 || text[used] || h < 0 ||
        m < 0 || m > 59 || h * 60 + m > MINUTES) {
        json_reader_fail(r, name, "must be a time as HH:MM");
        return fallback;
    }
    return h * 60 + m;
}

void take_grams(struct json_reader *r, const char *name, int64_t *out_mg)
{
    int64_t grams = *out_mg / 1000;
    json_take_int(r, name, 0, 100000000, &grams, false);
    *out_mg = grams * 1000;
}

void take_mm(struct json_reader *r, const char *name, int32_t *out_um)
{
    int32_t mm = *out_um / 1000;
    json_take_int32(r, name, 0, 100000, &mm, false);
    *out_um = mm * 1000;
}

int32_t take_ref(struct json_reader *r, const struct book *b, const char *name,
                 int32_t (*find)(const struct book *, const char *),
                 bool is_required)
{
    char code[RULE_CODE_MAX + 1] = "";
    json_take_text(r, name, code, sizeof code, is_required);
    if (!code[0])
        return BOOK_NONE;
    int32_t idx = find(b, code);
    if (idx == BOOK_NONE)
        json_reader_fail(r, name, "names a rule that does not exist");
    return idx;
}

// The entry of this code, a new one when there is none; -1 when full.
static int32_t slot(struct json_reader *r, int32_t found, int32_t *count,
                    int32_t max)
{
    if (found != BOOK_NONE)
        return found;
    if (*count == max) {
        json_reader_fail(r, "code", "would be one rule too many of its kind");
        return BOOK_NONE;
    }
    return (*count)++;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static bool add_holiday(struct promise_calendar *c, int32_t day)
{
    if (c->holiday_count == PROMISE_HOLIDAYS_MAX)
        return false;
    c->holiday[c->holiday_count++] = day;
    return true;
}

static int32_t year_of(int64_t at_ms)
{
    int32_t year = (int32_t)(1970 + at_ms / ((int64_t)365 * DAY_MS));
    while (gs1_days(year, 1, 1) > at_ms / DAY_MS)
        year--;
    return year;
}

// Days that come again every year, from the last year on.
static bool add_yearly(struct promise_calendar *c, const json_t *yearly,
                       const json_t *easter, int64_t at_ms)
{
    bool ok = true;
    int32_t first = year_of(at_ms) - 1;
    for (int32_t y = first; y < first + CALENDAR_YEARS; y++) {
        for (size_t i = 0; i < json_array_size(yearly); i++) {
            char text[24];
            int32_t day = 0;
            const char *md = json_string_value(json_array_get(yearly, i));
            snprintf(text, sizeof text, "%d-%.10s", y, md ? md : "");
            if (read_day(text, &day))
                ok &= add_holiday(c, day);
            else
                ok = false;
        }
        for (size_t i = 0; i < json_array_size(easter); i++) {
            int64_t after = json_integer_value(json_array_get(easter, i));
            ok &= after > -100 && after < 100 &&
                  add_holiday(c, promise_easter(y) + (int32_t)after);
        }
    }
    return ok;
}

static int32_t take_zone(struct json_reader *r, struct book *b,
                         const char *name, int32_t fallback)
{
    char zone[40] = "";
    json_take_text(r, name, zone, sizeof zone, false);
    if (!zone[0])
        return fallback;
    for (int32_t i = 0; i < b->zone_count; i++)
        if (strcmp(b->zone[i].name, zone) == 0)
            return i;
    if (b->zone_count == BOOK_ZONES_MAX) {
        json_reader_fail(r, name, "would be the 33rd time zone");
        return fallback;
    }
    struct book_zone *z = &b->zone[b->zone_count];
    if (!places_zone(zone, &z->zone)) {
        json_reader_fail(r, name, "is no time zone, such as Europe/Lisbon");
        return fallback;
    }
    snprintf(z->name, sizeof z->name, "%s", zone);
    return b->zone_count++;
}

static void read_calendar(struct book *b, const char *code,
                          struct json_reader *r)
{
    char weekdays[8] = "1111100";
    int32_t idx = slot(r, book_calendar_idx(b, code), &b->calendar_count,
                       BOOK_CALENDARS_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_calendar *c = &b->calendar[idx];
    memset(c, 0, sizeof *c);
    snprintf(c->code, sizeof c->code, "%s", code);
    c->zone = take_zone(r, b, "zone", BOOK_NONE);
    json_take_text(r, "weekdays", weekdays, sizeof weekdays, false);
    if (strlen(weekdays) != 7 || strspn(weekdays, "01") != 7)
        json_reader_fail(r, "weekdays", "must be seven of 0 and 1");
    for (int i = 0; i < 7 && weekdays[i]; i++)
        c->days.weekdays |= (uint8_t)((weekdays[i] == '1') << i);
    const json_t *days = json_take_array(r, "holidays", false);
    for (size_t i = 0; i < json_array_size(days); i++) {
        int32_t day = 0;
        const char *text = json_string_value(json_array_get(days, i));
        if (!text || !read_day(text, &day) || !add_holiday(&c->days, day))
            json_reader_fail(r, "holidays", "must be up to 512 days as "
                                            "YYYY-MM-DD");
    }
    if (!add_yearly(&c->days, json_take_array(r, "yearly", false),
                    json_take_array(r, "easter", false), b->made_ms))
        json_reader_fail(r, "yearly", "must be MM-DD; easter, numbers of days");
    qsort(c->days.holiday, (size_t)c->days.holiday_count, sizeof(int32_t),
          by_number);
}

static void take_point(struct json_reader *r, struct book_warehouse *w)
{
    char la[24] = "", lo[24] = "";
    int64_t la_6 = 0, lo_6 = 0;
    json_take_text(r, "latitude", la, sizeof la, false);
    json_take_text(r, "longitude", lo, sizeof lo, false);
    if (!la[0] && !lo[0])
        return;
    if (text_to_decimal(la, strlen(la), 6, &la_6) < 0 ||
        text_to_decimal(lo, strlen(lo), 6, &lo_6) < 0 || la_6 < -90000000 ||
        la_6 > 90000000 || lo_6 < -180000000 || lo_6 > 180000000) {
        json_reader_fail(r, "latitude", "and longitude must be degrees as "
                                        "text, such as \"38.72\"");
        return;
    }
    w->point = places_point((double)la_6 / 1e6, (double)lo_6 / 1e6);
}

static void take_country(struct json_reader *r, const char *name, char out[3],
                         bool is_required)
{
    json_take_text(r, name, out, 3, is_required);
    if (out[0] && !places_is_country(out))
        json_reader_fail(r, name, "is no country of ISO 3166-1 alpha-2");
}

static void read_warehouse(struct book *b, const char *code,
                           struct json_reader *r)
{
    char postal[24] = "";
    int32_t idx = slot(r, book_warehouse_idx(b, code), &b->warehouse_count,
                       BOOK_WAREHOUSES_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_warehouse *w = &b->warehouse[idx];
    int64_t id = w->warehouse_id;
    memset(w, 0, sizeof *w);
    w->warehouse_id = id;
    w->priority = 100;
    snprintf(w->code, sizeof w->code, "%s", code);
    snprintf(w->name, sizeof w->name, "%s", code);
    json_take_text(r, "name", w->name, sizeof w->name, false);
    take_country(r, "country", w->country, false);
    json_take_text(r, "postal", postal, sizeof postal, false);
    address_normal_postal(postal, w->postal, sizeof w->postal);
    take_point(r, w);
    w->zone = take_zone(r, b, "zone", 0);
    int32_t calendar = take_ref(r, b, "calendar", book_calendar_idx, false);
    w->calendar = calendar == BOOK_NONE ? 0 : calendar;
    w->hours.open_min = take_minutes(r, "open", 0);
    w->hours.close_min = take_minutes(r, "close", MINUTES);
    if (w->hours.close_min <= w->hours.open_min)
        json_reader_fail(r, "close", "must be later than open");
    json_take_int32(r, "handling_min", 0, 10000, &w->handling_min, false);
    json_take_int(r, "handling_minor", 0, 1000000, &w->handling_minor, false);
    json_take_int32(r, "priority", 1, 1000, &w->priority, false);
    json_take_int32(r, "capacity", 0, 10000000, &w->capacity, false);
    json_take_bool(r, "is_store", &w->is_store);
    json_take_bool(r, "is_closed", &w->is_closed);
    take_codes(r, "not_to", &w->not_to);
    take_codes(r, "channels", &w->channels);
}

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

static void read_carrier(struct book *b, const char *code,
                         struct json_reader *r)
{
    int32_t idx = slot(r, book_carrier_idx(b, code), &b->carrier_count,
                       BOOK_CARRIERS_MAX);
    char days[8] = "1111100";
    if (idx == BOOK_NONE)
        return;
    struct book_carrier *c = &b->carrier[idx];
    memset(c, 0, sizeof *c);
    snprintf(c->code, sizeof c->code, "%s", code);
    snprintf(c->name, sizeof c->name, "%s", code);
    json_take_text(r, "name", c->name, sizeof c->name, false);
    int32_t calendar = take_ref(r, b, "calendar", book_calendar_idx, false);
    c->calendar = calendar == BOOK_NONE ? 0 : calendar;
    int32_t cutoff = take_minutes(r, "cutoff", 17 * 60);
    json_take_text(r, "days", days, sizeof days, false);
    if (strlen(days) != 7 || strspn(days, "01") != 7)
        json_reader_fail(r, "days", "must be seven of 0 and 1");
    for (int i = 0; i < 7; i++)
        c->cutoff_min[i] = days[i] == '1' ? cutoff : -1;
    json_take_bool(r, "is_postal", &c->is_postal);
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
    take_codes(r, "checks", &list);
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

static void read_profile(struct book *b, const char *code,
                         struct json_reader *r)
{
    static const char *const ON_SHORT[] = {"close", "backorder", "reallocate"};
    static const enum book_on_short SHORTS[] = {BOOK_CLOSE, BOOK_BACKORDER,
                                                BOOK_REALLOCATE};
    static const char *const VERIFY[] = {"each", "first"};
    static const char *const RELEASE[] = {"at_once", "batch"};
    int32_t idx = slot(r, book_profile_idx(b, code), &b->profile_count,
                       BOOK_PROFILES_MAX);
    bool has_slip = true;
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
    json_take_bool(r, "slip", &has_slip);
    p->documents = has_slip ? BOOK_PAPER_SLIP : 0;
    p->is_single_lane = true;
    json_take_bool(r, "single", &p->is_single_lane);
    p->releases_at_once = take_choice(r, "release", RELEASE, 2) == 0;
    json_take_bool(r, "may_substitute", &p->may_substitute);
    json_take_int32(r, "service_days", 0, 60, &p->service_days, false);
    json_take_int(r, "fraud_minor", 0, INT64_MAX / 2, &p->fraud_minor, false);
    json_take_text(r, "release_role", p->release_role, sizeof p->release_role,
                   false);
    take_codes(r, "priority", &p->priority);
}

static void read_buffer(struct book *b, const char *code,
                        struct json_reader *r)
{
    (void)code;
    int32_t idx =
        slot(r, BOOK_NONE, &b->buffer_count, BOOK_BUFFERS_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_buffer *f = &b->buffer[idx];
    json_take_text(r, "sku", f->sku, sizeof f->sku, false);
    json_take_text(r, "warehouse", f->warehouse, sizeof f->warehouse, false);
    json_take_text(r, "channel", f->channel, sizeof f->channel, false);
    json_take_int32(r, "qty", 0, 1000000, &f->qty, false);
    json_take_int32(r, "permille", 0, 1000, &f->permille, false);
}

static void read_channel(struct book *b, const char *code,
                         struct json_reader *r)
{
    int32_t idx = slot(r, book_channel_idx(b, code), &b->channel_count,
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
    json_take_text(r, "url", c->url, sizeof c->url, false);
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
    json_take_text(r, "location", c->location, sizeof c->location, false);
    take_codes(r, "sources", &c->sources);
    take_codes(r, "events", &c->events);
    c->poll_s = 30;
    json_take_int32(r, "poll_s", 1, 86400, &c->poll_s, false);
    json_take_bool(r, "is_off", &c->is_off);
    json_take_bool(r, "may_be_private", &c->may_be_private);
}

static void read_customs(struct book *b, const char *code,
                         struct json_reader *r)
{
    (void)code;
    int32_t idx =
        slot(r, BOOK_NONE, &b->customs_count, CUSTOMS_RULES_MAX);
    if (idx == BOOK_NONE)
        return;
    struct customs_rule *c = &b->customs[idx];
    json_take_text(r, "area", c->area, sizeof c->area, true);
    c->from_day = take_day(r, "from");
    c->to_day = take_day(r, "to");
    json_take_int(r, "up_to_minor", 0, INT64_MAX / 2, &c->up_to_minor, false);
    json_take_int(r, "per_hs_minor", 0, 100000000, &c->per_hs_minor, false);
    json_take_int32(r, "permille", 0, 10000, &c->permille, false);
}

static void read_exchange(struct book *b, const char *code,
                          struct json_reader *r)
{
    char rate[24] = "";
    int digits;
    int32_t idx =
        slot(r, BOOK_NONE, &b->exchange_count, BOOK_EXCHANGES_MAX);
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

static void read_restriction(struct book *b, const char *code,
                             struct json_reader *r)
{
    (void)code;
    int32_t idx = slot(r, BOOK_NONE, &b->restriction_count,
                       BOOK_RESTRICTIONS_MAX);
    if (idx == BOOK_NONE)
        return;
    struct book_restriction *x = &b->restriction[idx];
    take_country(r, "country", x->country, true);
    json_take_text(r, "service", x->service, sizeof x->service, false);
    json_take_text(r, "hs", x->hs, sizeof x->hs, false);
}

bool book_read(struct book *b, const char *kind, const char *code,
               const json_t *body, char *why, size_t why_cap)
{
    static const struct {
        const char *kind;
        void (*read)(struct book *, const char *, struct json_reader *);
    } ALL[] = {{"calendar", read_calendar}, {"warehouse", read_warehouse},
               {"carrier", read_carrier},   {"service", book_read_service},
               {"profile", read_profile},   {"buffer", read_buffer},
               {"channel", read_channel},   {"customs", read_customs},
               {"exchange", read_exchange}, {"restriction", read_restriction}};
    struct json_reader r;
    json_reader_init(&r, body);
    if (strlen(code) > RULE_CODE_MAX || !code[0])
        json_reader_fail(&r, "code", "must have 1 to 23 characters");
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (strcmp(ALL[i].kind, kind) == 0 && json_reader_ok(&r)) {
            ALL[i].read(b, code, &r);
            snprintf(why, why_cap, "%s", r.why);
            return json_reader_ok(&r);
        }
    snprintf(why, why_cap, "%s", r.why[0] ? r.why : "kind: is not known");
    return false;
}
