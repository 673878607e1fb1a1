// Rates, promises, boxes, tracking numbers and distances: tables of cases.
#include "station/domain/ship/carton.h"
#include "station/domain/source/geo.h"
#include "station/domain/ship/promise.h"
#include "station/domain/ship/rate.h"
#include "station/domain/ship/tracking.h"
#include "tests/test.h"
#include "shared/date.h"

#include <math.h>
#include <stdlib.h>

static struct geo_point point(double latitude, double longitude)
{
    double la = latitude * M_PI / 180, lo = longitude * M_PI / 180;
    return (struct geo_point){(int32_t)lround(cos(la) * cos(lo) * GEO_UNIT),
                              (int32_t)lround(cos(la) * sin(lo) * GEO_UNIT),
                              (int32_t)lround(sin(la) * GEO_UNIT)};
}

// The haversine formula in double as the measure.
static double haversine(double a, double b, double c, double d)
{
    double la = a * M_PI / 180, lb = c * M_PI / 180;
    double dla = lb - la, dlo = (d - b) * M_PI / 180;
    double h = pow(sin(dla / 2), 2) + cos(la) * cos(lb) * pow(sin(dlo / 2), 2);
    return 2 * GEO_EARTH_M * asin(sqrt(h > 1 ? 1 : h));
}

// S19: distance to the destination.
static void S19_distances_agree_with_the_haversine_formula(void **state)
{
    uint64_t seed = 5;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        double a = next_random(&seed) % 180000 / 1000.0 - 90;
        double b = next_random(&seed) % 360000 / 1000.0 - 180;
        double spread = i % 2 ? 1 : 180;
        double c = a + (next_random(&seed) % 2000 / 1000.0 - 1) * spread / 2;
        double d = b + (next_random(&seed) % 2000 / 1000.0 - 1) * spread;
        c = c > 90 ? 90 : c < -90 ? -90 : c;
        double want = haversine(a, b, c, d);
        double got = (double)geo_metres(point(a, b), point(c, d));
        if (want < 19.9e6) // at the antipode a chord says little
            assert_true(fabs(want - got) < 6 + want * 4e-6);
    }
    assert_false(geo_is_known((struct geo_point){0, 0, 0}));
}

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

// S16: next day or two days; cut-offs, calendars, holidays.
static void S16_a_promise_counts_cut_offs_and_working_days(void **state)
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

static struct rate_service service(void)
{
    static struct rate_service s;
    memset(&s, 0, sizeof s);
    strcpy(s.code, "STD");
    strcpy(s.currency, "EUR");
    s.divisor_mm3_per_kg = 6000000;
    s.free_until_mg = 5000000;
    s.weight_step_mg = 1000000;
    s.max_mg = 30000000;
    s.max_side_um = 1000000;
    s.max_side_sum_um = 2000000;
    s.area_count = 3;
    s.area[0] = (struct rate_area){"PT", "", 0, 1};
    s.area[1] = (struct rate_area){"PT", "9", 1, 3}; // the islands
    s.area[2] = (struct rate_area){"DE", "", 1, 3};
    s.zone_count = 2;
    for (int z = 0; z < 2; z++) {
        s.zone[z].step_count = 2;
        s.zone[z].step[0] = (struct rate_step){1000000, 400 + z * 500};
        s.zone[z].step[1] = (struct rate_step){5000000, 700 + z * 500};
        s.zone[z].per_kg_minor = 100;
    }
    return s;
}

static struct rate_parcel parcel(const char *country, const char *postal,
                                 int64_t grams, int32_t l, int32_t w,
                                 int32_t h)
{
    struct rate_parcel p = {.weight_mg = grams * 1000,
                            .side_um = {l * 1000, w * 1000, h * 1000},
                            .day = 20000};
    strcpy(p.from_country, "PT");
    snprintf(p.country, sizeof p.country, "%s", country);
    snprintf(p.postal, sizeof p.postal, "%s", postal);
    return p;
}

// S48: rate tables, zones, dimensional weight, limits.
static void S48_quotes_follow_the_table(void **state)
{
    static const struct {
        const char *country, *postal;
        int64_t grams;
        int32_t l, w, h;
        enum rate_verdict verdict;
        int64_t total, billable_kg;
    } CASES[] = {
        {"PT", "1000001", 300, 200, 150, 100, RATE_OK, 400, 1},
        {"PT", "1000001", 1000, 200, 150, 100, RATE_OK, 400, 1},
        {"PT", "1000001", 1001, 200, 150, 100, RATE_OK, 700, 2},
        {"PT", "9000001", 300, 200, 150, 100, RATE_OK, 900, 1},
        {"DE", "10115", 7200, 200, 150, 100, RATE_OK, 1500, 8},
        {"PT", "1", 500, 300, 250, 400, RATE_OK, 400, 1}, // 5 kg cubic: free
        {"PT", "1", 500, 300, 260, 400, RATE_OK, 800, 6}, // 5.2 kg cubic
        {"FR", "75001", 300, 200, 150, 100, RATE_NO_ZONE, 0, 0},
        {"PT", "1", 30001, 200, 150, 100, RATE_TOO_HEAVY, 0, 31},
        {"PT", "1", 300, 1001, 150, 100, RATE_TOO_LONG, 0, 1},
        {"PT", "1", 300, 900, 700, 500, RATE_TOO_LARGE, 0, 53},
    };
    struct rate_service s = service();
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct rate_parcel p =
            parcel(CASES[i].country, CASES[i].postal, CASES[i].grams,
                   CASES[i].l, CASES[i].w, CASES[i].h);
        struct rate_quote q = rate_quote(&s, &p);
        assert_int_equal(q.verdict, CASES[i].verdict);
        assert_int_equal(q.total_minor, CASES[i].total);
        assert_int_equal(q.billable_mg, CASES[i].billable_kg * 1000000);
    }
}

static void surcharges_add_group_refuse_and_end(void **state)
{
    struct rate_service s = service();
    struct rate_parcel p = parcel("PT", "1000", 300, 900, 150, 100);
    (void)state;
    s.surcharge[0] = (struct rate_surcharge){"LONG", RATE_LENGTH, false,
        600000, "", RATE_ADD, 300, 1, 0, 0};
    s.surcharge[1] = (struct rate_surcharge){"LONGER", RATE_LENGTH, false,
        800000, "", RATE_ADD, 800, 1, 0, 0};
    s.surcharge[2] = (struct rate_surcharge){"FUEL", RATE_ALWAYS, false, 0,
        "", RATE_ADD_PERMILLE, 125, 0, 0, 0};
    s.surcharge[3] = (struct rate_surcharge){"PEAK", RATE_ALWAYS, false, 0,
        "", RATE_ADD, 50, 0, 20001, 20010};
    s.surcharge_count = 4;
    struct rate_quote q = rate_quote(&s, &p);
    assert_int_equal(q.total_minor, 400 + 800 + 150); // the dearer of group 1
    assert_int_equal(q.applied, 6);
    p.day = 20005;
    assert_int_equal(rate_quote(&s, &p).total_minor, 1400);
    s.surcharge[0].action = RATE_REFUSE;
    assert_int_equal(rate_quote(&s, &p).verdict, RATE_REFUSED);
    p.side_um[0] = 200000;
    assert_int_equal(rate_quote(&s, &p).verdict, RATE_OK);
    p.is_hazmat = true;
    assert_int_equal(rate_quote(&s, &p).verdict, RATE_REFUSED);
}

static struct carton c;

static void check_places(const struct carton_box *box,
                         const struct carton_item *item, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        const struct carton_place *p = &c.place[i];
        int64_t volume = 1, want = 1;
        for (int k = 0; k < 3; k++) {
            assert_true(p->at_mm[k] >= 0 &&
                        p->at_mm[k] + p->side_mm[k] <= box->inner_mm[k]);
            volume *= p->side_mm[k];
            want *= item[i].side_mm[k];
        }
        assert_true(volume == want);
        if (item[i].flags & CARTON_UPRIGHT)
            assert_int_equal(p->side_mm[2], item[i].side_mm[2]);
        for (int32_t j = 0; j < i; j++) {
            const struct carton_place *o = &c.place[j];
            bool apart = false;
            for (int k = 0; k < 3; k++)
                apart = apart || p->at_mm[k] >= o->at_mm[k] + o->side_mm[k] ||
                        o->at_mm[k] >= p->at_mm[k] + p->side_mm[k];
            assert_true(apart);
        }
    }
}

// S22: items really lie in the box, apart from each other, as they may.
static void S22_items_lie_inside_and_apart(void **state)
{
    uint64_t seed = 11;
    int fits = 0;
    (void)state;
    for (int run = 0; run < 300; run++) {
        struct carton_box box = {{400, 300, 200}, 0, 20000000, 0};
        struct carton_item item[12];
        int32_t n = 1 + (int32_t)(next_random(&seed) % 12);
        for (int32_t i = 0; i < n; i++) {
            item[i] = (struct carton_item){.weight_mg = 1000};
            for (int k = 0; k < 3; k++)
                item[i].side_mm[k] = 20 + (int32_t)(next_random(&seed) % 180);
            item[i].flags = next_random(&seed) % 4 ? 0 : CARTON_UPRIGHT;
        }
        if (carton_fit(&c, &box, item, n) != CARTON_FITS)
            continue;
        fits++;
        check_places(&box, item, n);
    }
    assert_true(fits > 60);
}

static void boxes_are_chosen_by_cost_with_a_second_choice(void **state)
{
    const struct carton_box box[] = {{{400, 300, 200}, 0, 0, 90},
                                     {{200, 150, 100}, 0, 0, 40},
                                     {{300, 200, 150}, 0, 0, 60}};
    struct carton_item item = {{180, 140, 90}, 500000, 0};
    (void)state;
    struct carton_choice r = carton_choose(&c, box, 3, &item, 1);
    assert_int_equal(r.first, 1);
    assert_int_equal(r.second, 2);
    item.side_mm[0] = 290;
    r = carton_choose(&c, box, 3, &item, 1);
    assert_int_equal(r.first, 2);
    assert_int_equal(r.verdict[1], CARTON_SIDE);
    item.side_mm[0] = 401;
    assert_int_equal(carton_choose(&c, box, 3, &item, 1).first, -1);
}

static void what_does_not_fit_into_one_box_is_spread(void **state)
{
    const struct carton_box box[] = {{{200, 200, 200}, 0, 5000000, 0}};
    struct carton_item item[9];
    int32_t box_of[9], kind_of[9];
    (void)state;
    for (int i = 0; i < 9; i++)
        item[i] = (struct carton_item){{100, 100, 100}, 100000, 0};
    assert_int_equal(carton_spread(&c, box, 1, item, 9, box_of, kind_of, 9),
                     2);
    for (int i = 0; i < 9; i++)
        item[i].weight_mg = 2600000; // one at a time
    assert_int_equal(carton_spread(&c, box, 1, item, 9, box_of, kind_of, 9),
                     9);
    assert_int_equal(carton_spread(&c, box, 1, item, 9, box_of, kind_of, 8),
                     -1);
}

// Nothing stands on what must not be stacked on.
static void nothing_stands_on_a_fragile_item(void **state)
{
    const struct carton_box box = {{100, 100, 200}, 0, 0, 0};
    struct carton_item item[2] = {{{100, 100, 100}, 1, CARTON_NO_STACK},
                                  {{100, 100, 100}, 1, 0}};
    (void)state;
    assert_int_equal(carton_fit(&c, &box, item, 2), CARTON_FITS);
    assert_int_equal(c.place[0].at_mm[2], 100);
    item[1].flags = CARTON_NO_STACK;
    assert_int_equal(carton_fit(&c, &box, item, 2), CARTON_NOT_FOUND);
}

// S5, S33: numbers with the right digits, and one word for many parcels.
static void S5_tracking_numbers_have_the_right_digits(void **state)
{
    struct tracking_range r = {TRACKING_S10, "RB", "GB", 8, 47312482,
                               47312484};
    char out[TRACKING_MAX + 1];
    (void)state;
    assert_true(tracking_take(&r, out));
    assert_string_equal(out, "RB473124829GB");
    assert_true(tracking_is_s10(out));
    assert_true(tracking_is_s10("RB123456785US"));
    assert_false(tracking_is_s10("RB123456786US"));
    assert_false(tracking_is_s10("RB1234567850S"));
    assert_true(tracking_take(&r, out));
    assert_false(tracking_take(&r, out)); // used up
    struct tracking_range m = {TRACKING_MOD10, "04144176022896", "", 1, 0, 9};
    assert_true(tracking_take(&m, out));
    assert_int_equal(strlen(out), 16);
    for (int64_t n = 0; n < 1000; n++) {
        struct tracking_range all = {TRACKING_S10, "CP", "PT", 8, n * 99991,
                                     INT64_MAX};
        assert_true(tracking_take(&all, out));
        assert_true(tracking_is_s10(out));
    }
}

static void S33_the_parcel_furthest_behind_speaks_for_the_order(void **state)
{
    enum tracking_state s;
    (void)state;
    assert_int_equal(
        tracking_worst(TRACKING_DELIVERED, TRACKING_IN_TRANSIT),
        TRACKING_IN_TRANSIT);
    assert_int_equal(tracking_worst(TRACKING_LOST, TRACKING_DELIVERED),
                     TRACKING_LOST);
    assert_true(tracking_state_find("out_for_delivery", &s));
    assert_false(tracking_state_find("somewhere", &s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S19_distances_agree_with_the_haversine_formula),
        cmocka_unit_test(S16_a_promise_counts_cut_offs_and_working_days),
        cmocka_unit_test(local_times_survive_both_clock_changes),
        cmocka_unit_test(S48_quotes_follow_the_table),
        cmocka_unit_test(surcharges_add_group_refuse_and_end),
        cmocka_unit_test(S22_items_lie_inside_and_apart),
        cmocka_unit_test(boxes_are_chosen_by_cost_with_a_second_choice),
        cmocka_unit_test(what_does_not_fit_into_one_box_is_spread),
        cmocka_unit_test(nothing_stands_on_a_fragile_item),
        cmocka_unit_test(S5_tracking_numbers_have_the_right_digits),
        cmocka_unit_test(S33_the_parcel_furthest_behind_speaks_for_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
