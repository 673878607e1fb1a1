#include "station/domain/ship/promise.h"
#include "shared/date.h"
#include "shared/must.h"

enum { MINUTE_MS = 60000 };

static int32_t offset_at(const struct promise_zone *z, int64_t utc_s)
{
    int32_t low = 0, high = z->count;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (z->at_s[middle] <= utc_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? z->first_s : z->offset_s[low - 1];
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t promise_local_ms(const struct promise_zone *z, int64_t utc_ms)
{
    return utc_ms + offset_at(z, floor_div(utc_ms, 1000)) * (int64_t)1000;
}

int64_t promise_utc_ms(const struct promise_zone *z, int64_t local_ms)
{
    // The offsets a day before and after: the larger gives the earlier instant.
    int64_t guess_s = floor_div(local_ms, 1000);
    int64_t before = offset_at(z, guess_s - 86400);
    int64_t after = offset_at(z, guess_s + 86400);
    int64_t larger = before > after ? before : after;
    int64_t first = local_ms - larger * 1000;
    if (promise_local_ms(z, first) == local_ms)
        return first;
    int64_t second = local_ms - (before + after - larger) * 1000;
    if (promise_local_ms(z, second) == local_ms)
        return second;
    return local_ms - before * 1000; // in the gap: moved forward
}

static bool is_worked(const struct promise_calendar *c, int32_t day)
{
    int32_t weekday = (int32_t)(((int64_t)day + 3) % 7); // 1970-01-01: Thursday
    int32_t low = 0, high = c->holiday_count;
    if (weekday < 0)
        weekday += 7;
    if (!(c->weekdays >> weekday & 1))
        return false;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (c->holiday[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low == c->holiday_count || c->holiday[low] != day;
}

static int32_t weekday_of(int32_t day)
{
    return (int32_t)((((int64_t)day + 3) % 7 + 7) % 7);
}

// First working instant of the warehouse at or after t, in local time.
static int64_t next_worked(const struct promise_ask *a, int64_t local_ms)
{
    for (int i = 0; i < PROMISE_DAYS_MAX; i++) {
        int64_t day = floor_div(local_ms, DATE_DAY_MS);
        int64_t start = day * DATE_DAY_MS;
        int64_t open = start + a->hours.open_min * (int64_t)MINUTE_MS;
        int64_t close = start + a->hours.close_min * (int64_t)MINUTE_MS;
        if (is_worked(a->warehouse, (int32_t)day) && local_ms < close)
            return local_ms < open ? open : local_ms;
        local_ms = (day + 1) * DATE_DAY_MS;
    }
    return -1;
}

static bool is_pickup(const struct promise_ask *a, int32_t day)
{
    return a->cutoff_min[weekday_of(day)] >= 0 &&
           is_worked(a->warehouse, day) &&
           is_worked(a->carrier, day);
}

static int64_t cutoff_local(const struct promise_ask *a, int32_t day)
{
    return (int64_t)day * DATE_DAY_MS +
           a->cutoff_min[weekday_of(day)] * (int64_t)MINUTE_MS;
}

static bool can_deliver(const struct promise_ask *a, int32_t day)
{
    return is_worked(a->destination, day);
}

// Day of arrival, or -1 when the days do not suffice.
static int32_t arrive(const struct promise_ask *a, int32_t ship_day)
{
    int32_t day = ship_day, left = a->transit_days;
    for (int i = 0; i < PROMISE_DAYS_MAX; i++) {
        if (left == 0 && can_deliver(a, day))
            return day;
        day++;
        if (left > 0 && can_deliver(a, day))
            left--;
    }
    return -1;
}

struct promise promise_make(const struct promise_ask *a)
{
    struct promise p = {.is_found = false};
    must(a->transit_days >= 0 && a->handling_min >= 0);
    int64_t from = a->release_ms + a->handling_min * (int64_t)MINUTE_MS;
    int64_t ready = next_worked(a, promise_local_ms(a->from_zone, from));
    if (ready < 0)
        return p;
    p.ready_ms = promise_utc_ms(a->from_zone, ready);
    int32_t day = (int32_t)floor_div(ready, DATE_DAY_MS);
    for (int i = 0; i < PROMISE_DAYS_MAX; i++, day++) {
        if (!is_pickup(a, day) || cutoff_local(a, day) < ready)
            continue;
        p.ship_day = day;
        p.arrive_day = arrive(a, day);
        p.cutoff_ms = promise_utc_ms(a->from_zone, cutoff_local(a, day));
        p.release_by_ms = p.cutoff_ms - a->handling_min * (int64_t)MINUTE_MS;
        int64_t after_ms = ((int64_t)p.arrive_day + 1) * DATE_DAY_MS;
        p.promise_ms = promise_utc_ms(a->to_zone, after_ms) - 1;
        p.is_found = p.arrive_day >= 0;
        return p;
    }
    return p;
}

bool promise_latest_ship(const struct promise_ask *a, int32_t wanted_day,
                         int32_t *ship_day)
{
    struct promise soonest = promise_make(a);
    if (!soonest.is_found)
        return false;
    for (int32_t day = wanted_day; day >= soonest.ship_day; day--) {
        int32_t arrival = is_pickup(a, day) ? arrive(a, day) : -1;
        if (arrival >= 0 && arrival <= wanted_day) {
            *ship_day = day;
            return true;
        }
    }
    return false;
}

// The anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
int32_t promise_easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int32_t l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451;
    int32_t month = (h + l - 7 * m + 114) / 31;
    int32_t day = (h + l - 7 * m + 114) % 31 + 1;
    return date_days(year, month, day);
}
