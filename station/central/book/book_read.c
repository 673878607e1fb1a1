// Calendars and warehouses from JSON, and what all kinds share; see book.h.
#include "station/central/book/book_read.h"
#include "station/central/book/places.h"
#include "station/base/text.h"
#include "shared/date.h"
#include "station/store/central/rules/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALENDAR_YEARS = 6, MINUTES = 24 * 60 };

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
    int32_t year = (int32_t)(1970 + at_ms / ((int64_t)365 * DATE_DAY_MS));
    while (date_days(year, 1, 1) > at_ms / DATE_DAY_MS)
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
            if (book_read_day(text, &day))
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
    int32_t idx = book_slot(r, book_calendar_idx(b, code), &b->calendar_count,
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
        if (!text || !book_read_day(text, &day) || !add_holiday(&c->days, day))
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

static void read_warehouse(struct book *b, const char *code,
                           struct json_reader *r)
{
    char postal[24] = "";
    int32_t idx = book_slot(r, book_warehouse_idx(b, code), &b->warehouse_count,
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
    book_take_country(r, "country", w->country, false);
    json_take_text(r, "postal", postal, sizeof postal, false);
    address_normal_postal(postal, w->postal, sizeof w->postal);
    snprintf(w->postal_written, sizeof w->postal_written, "%.11s", postal);
    take_point(r, w);
    w->zone = take_zone(r, b, "zone", 0);
    int32_t calendar =
        book_take_ref(r, b, "calendar", book_calendar_idx, false);
    w->calendar = calendar == BOOK_NONE ? 0 : calendar;
    w->hours.open_min = book_take_minutes(r, "open", 0);
    w->hours.close_min = book_take_minutes(r, "close", MINUTES);
    if (w->hours.close_min <= w->hours.open_min)
        json_reader_fail(r, "close", "must be later than open");
    json_take_int32(r, "handling_min", 0, 10000, &w->handling_min, false);
    json_take_int(r, "handling_minor", 0, 1000000, &w->handling_minor, false);
    json_take_int32(r, "priority", 1, 1000, &w->priority, false);
    json_take_int32(r, "capacity", 0, 10000000, &w->capacity, false);
    json_take_bool(r, "is_store", &w->is_store);
    json_take_bool(r, "is_closed", &w->is_closed);
    book_take_codes(r, "not_to", &w->not_to);
    book_take_codes(r, "channels", &w->channels);
}

bool book_read(struct book *b, const char *kind, const char *code,
               const json_t *body, char *why, size_t why_cap)
{
    static const struct {
        const char *kind;
        void (*read)(struct book *, const char *, struct json_reader *);
    } ALL[] = {{"calendar", read_calendar},
               {"warehouse", read_warehouse},
               {"carrier", book_read_carrier},
               {"service", book_read_service},
               {"profile", book_read_profile},
               {"buffer", book_read_buffer},
               {"channel", book_read_channel},
               {"customs", book_read_customs},
               {"exchange", book_read_exchange},
               {"restriction", book_read_restriction}};
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
