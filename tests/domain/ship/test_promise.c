// When a parcel goes and when it arrives: cut-offs, calendars, clock changes.
#include "station/domain/ship/promise.h"
#include "shared/date.h"
#include "tests/test.h"

static struct promise_zone lisbon = {
    .count = 2,
    .at_s = {1774746000, 1792890000}, // 2026-03-29 and 2026-10-25, 01:00 UTC
    .offset_s = {3600, 0}};
static const struct promise_zone utc;
static struct promise_calendar weekdays = {.weekdays = PROMISE_MON_FRI};

static int64_t at(int year, int month, int day, int hour, int minute)
{
    return (int64_t)date_days(year, month, day) * DATE_DAY_MS +
           hour * 3600000LL + minute * 60000LL;
}

static struct promise_ask ask_at(int64_t ms)
{
    struct promise_ask a = {.release_ms = ms,
                            .handling_min = 60,
                            .transit_days = 1,
                            .hours = {480, 1080},
                            .from_zone = &utc,
                            .to_zone = &utc,
                            .warehouse = &weekdays,
                            .carrier = &weekdays,
                            .destination = &weekdays};
    for (int i = 0; i < 7; i++)
        a.cutoff_min[i] = 16 * 60;
    return a;
}

// Next day or two days; cut-offs, calendars, holidays.
static void a_promise_counts_cut_offs_and_working_days(void **state)
{
    static struct promise_calendar free_monday = {
        .weekdays = PROMISE_MON_FRI, .holiday_count = 1};
    free_monday.holiday[0] = date_days(2026, 11, 30);
    static const struct {
        int day, hour, minute, transit, ship, arrive;
        bool monday_off;
    } CASES[] = {
        {24, 14, 0, 1, 24, 25, false},  // Tuesday, an hour of handling: 15:00
        {24, 15, 0, 1, 24, 25, false},  // exactly at the cut-off
        {24, 15, 1, 1, 25, 26, false},  // a minute later
        {24, 6, 0, 2, 24, 26, false},   // before the doors open
        {27, 17, 30, 1, 30, 31, false}, // Friday evening: Monday, Tuesday
        {28, 12, 0, 0, 30, 30, false},  // Saturday, same-day service
        {27, 10, 0, 1, 27, 31, true},   // Monday is a holiday there
        {26, 10, 0, 3, 26, 32, true},   // Fri 1, Tue 2, Wed 3
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct promise_ask a = ask_at(
            at(2026, 11, CASES[i].day, CASES[i].hour, CASES[i].minute));
        a.transit_days = CASES[i].transit;
        a.destination = CASES[i].monday_off ? &free_monday : &weekdays;
        struct promise p = promise_make(&a);
        int32_t base = date_days(2026, 11, 1) - 1;
        assert_true(p.is_found);
        assert_int_equal(p.ship_day, base + CASES[i].ship);
        assert_int_equal(p.arrive_day, base + CASES[i].arrive);
        assert_true(p.ready_ms <= p.cutoff_ms);
        assert_int_equal(p.promise_ms % DATE_DAY_MS, DATE_DAY_MS - 1);
        int32_t latest;
        assert_true(promise_latest_ship(&a, p.arrive_day, &latest));
        assert_true(latest >= p.ship_day);
        assert_false(promise_latest_ship(&a, p.ship_day - 1, &latest));
    }
}

static void local_times_survive_both_clock_changes(void **state)
{
    (void)state;
    // In the gap (01:30 on 29 March) the time moves forward an hour.
    int64_t gap = promise_utc_ms(&lisbon, at(2026, 3, 29, 1, 30));
    assert_int_equal(gap, at(2026, 3, 29, 1, 30));
    assert_int_equal(promise_local_ms(&lisbon, gap), at(2026, 3, 29, 2, 30));
    // In the overlap (01:30 on 25 October) the first one is meant.
    assert_int_equal(promise_utc_ms(&lisbon, at(2026, 10, 25, 1, 30)),
                     at(2026, 10, 25, 0, 30));
    uint64_t seed = 9;
    for (int i = 0; i < 10000; i++) {
        int64_t utc_ms = at(2026, 1, 1, 0, 0) +
                         (int64_t)(next_random(&seed) % 31536000) * 1000;
        int64_t local = promise_local_ms(&lisbon, utc_ms);
        int64_t back = promise_utc_ms(&lisbon, local);
        assert_true(back == utc_ms || back == utc_ms - 3600000);
    }
    assert_int_equal(promise_easter(2026), date_days(2026, 4, 5));
    assert_int_equal(promise_easter(2038), date_days(2038, 4, 25));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_promise_counts_cut_offs_and_working_days),
        cmocka_unit_test(local_times_survive_both_clock_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
