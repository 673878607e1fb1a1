// Tracking numbers, and what their events say of an order.
#include "station/domain/ship/tracking.h"
#include "tests/test.h"

// Numbers with the right digits, and one word for many parcels.
static void tracking_numbers_have_the_right_digits(void **state)
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

static void the_parcel_furthest_behind_speaks_for_the_order(void **state)
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
        cmocka_unit_test(tracking_numbers_have_the_right_digits),
        cmocka_unit_test(the_parcel_furthest_behind_speaks_for_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
