// The weight of a parcel: whose it is, and how far it may be off.
#include "station/domain/pack/weigh.h"
#include "tests/test.h"

static enum weigh_look feed(struct weigh_watch *w, int64_t mg, int64_t at_ms,
                            enum weigh_status status)
{
    return weigh_watch_sample(
        w, &(struct weigh_sample){.mg = mg, .at_ms = at_ms, .status = status},
        1000);
}

static void a_weight_belongs_to_this_parcel_only(void **state)
{
    struct weigh_watch w;
    (void)state;
    weigh_watch_clear(&w, 1000);
    assert_int_equal(feed(&w, 500000, 1100, WEIGH_STABLE), WEIGH_NOT_CLEARED);
    assert_int_equal(feed(&w, 500000, 1200, WEIGH_STABLE), WEIGH_NOT_CLEARED);
    assert_int_equal(feed(&w, 0, 1300, WEIGH_STABLE), WEIGH_AT_ZERO);
    assert_int_equal(feed(&w, 300000, 1400, WEIGH_MOVING), WEIGH_WAIT);
    assert_int_equal(feed(&w, 500000, 1500, WEIGH_STABLE), WEIGH_WAIT);
    assert_int_equal(feed(&w, 500500, 1600, WEIGH_STABLE), WEIGH_TAKEN);
    weigh_watch_changed(&w, 1650);
    assert_int_equal(feed(&w, 500500, 1640, WEIGH_STABLE), WEIGH_WAIT);
    assert_int_equal(feed(&w, 600000, 1700, WEIGH_STABLE), WEIGH_WAIT);
    assert_int_equal(feed(&w, 600000, 1800, WEIGH_STABLE), WEIGH_TAKEN);
    assert_int_equal(weigh_watch_look(&w, 1800 + WEIGH_FRESH_MS + 1, 1000),
                     WEIGH_NO_SAMPLE);
    assert_int_equal(feed(&w, 0, 5000, WEIGH_OVER), WEIGH_TROUBLE);
}

static void more_than_any_parcel_weighs_is_only_too_light(void **state)
{
    struct weigh_rule rule = {.step_mg = 2000, .permille = 10};
    struct weigh_part part[2] = {
        {.unit_mg = INT64_MAX / 2, .spread_mg = INT64_MAX, .qty = INT32_MAX},
        {.unit_mg = INT64_MAX, .spread_mg = 7, .qty = 3}};
    struct weigh_answer a;
    (void)state;
    weigh_judge(&rule, part, 2, 500000, &a);
    assert_int_equal(a.verdict, V_WEIGHT_LIGHT);
    assert_true(a.expected_mg > 0 && a.tolerance_mg > 0);
}

static void the_tolerance_is_the_largest_of_its_reasons(void **state)
{
    struct weigh_rule rule = {.step_mg = 2000, .floor_mg = 3000,
                              .permille = 10, .tare_mg = 100000};
    struct weigh_part part = {.unit_mg = 50000, .qty = 2};
    struct weigh_answer a;
    (void)state;
    weigh_expect(&rule, &part, 1, &a);
    assert_int_equal(a.expected_mg, 200000);
    assert_int_equal(a.tolerance_mg, 4000); // two scale steps
    part.qty = 98;
    weigh_expect(&rule, &part, 1, &a);
    assert_int_equal(a.tolerance_mg, 50000); // ten thousandths
    part.spread_mg = 3000;
    weigh_expect(&rule, &part, 1, &a);
    assert_int_equal(a.tolerance_mg, 89070); // 3 sigma of 98 items
}

static void lighter_than_its_known_parts_is_light_even_unchecked(void **state)
{
    struct weigh_rule rule = {.step_mg = 1000, .floor_mg = 1000,
                              .tare_mg = 100000};
    const struct weigh_part parts[] = {{.unit_mg = 0, .qty = 1},
                                       {.unit_mg = 50000, .qty = 1}};
    struct weigh_answer a;
    (void)state;
    weigh_judge(&rule, parts, 2, 400000, &a);
    assert_int_equal(a.verdict, V_WEIGHT_UNCHECKED);
    weigh_judge(&rule, parts, 2, 110000, &a);
    assert_int_equal(a.verdict, V_WEIGHT_LIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weight_belongs_to_this_parcel_only),
        cmocka_unit_test(more_than_any_parcel_weighs_is_only_too_light),
        cmocka_unit_test(the_tolerance_is_the_largest_of_its_reasons),
        cmocka_unit_test(lighter_than_its_known_parts_is_light_even_unchecked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
