// What may still be changed of an order, and what follows.
#include "station/domain/orders/edit.h"
#include "tests/test.h"

static void a_cancel_follows_the_goods(void **state)
{
    static const struct {
        struct edit_order order; // state, open, at_bench, shipped, left
        enum edit_cancel want;
    } CASES[] = {{{ORDER_CANCELLED, 0, 0, 0, 1}, EDIT_CANCEL_IS},
                 {{ORDER_PACKED, 0, 0, 2, 0}, EDIT_CANCEL_TOO_LATE},
                 {{ORDER_SHIPPED, 0, 0, 2, 0}, EDIT_CANCEL_TOO_LATE},
                 {{ORDER_DELIVERED, 0, 0, 2, 0}, EDIT_CANCEL_TOO_LATE},
                 {{ORDER_RELEASED, 2, 1, 0, 4}, EDIT_CANCEL_ASK},
                 {{ORDER_RELEASED, 1, 1, 2, 2}, EDIT_CANCEL_ASK},
                 {{ORDER_PART_SHIPPED, 0, 0, 2, 2}, EDIT_CANCEL_REST},
                 {{ORDER_RELEASED, 2, 0, 0, 4}, EDIT_CANCEL_ALL},
                 {{ORDER_HELD, 0, 0, 0, 4}, EDIT_CANCEL_ALL}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++)
        assert_int_equal(edit_cancel(&CASES[i].order), CASES[i].want);
}

static void an_order_settles_when_nothing_is_open(void **state)
{
    static const struct {
        struct edit_order order;
        bool is_settled, may_close;
        enum order_event want;
    } CASES[] = {
        {{ORDER_RELEASED, 0, 0, 4, 0}, true, true, ORDER_PACK},
        // All has left: what is still open of it was nothing.
        {{ORDER_RELEASED, 1, 1, 4, 0}, true, false, ORDER_PACK},
        {{ORDER_RELEASED, 1, 1, 2, 2}, false, false, ORDER_PACK},
        {{ORDER_RELEASED, 0, 0, 2, 2}, true, true, ORDER_SHIP_PART},
        {{ORDER_RELEASED, 0, 0, 0, 4}, true, false, ORDER_UNRESERVE}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        enum order_event ev = ORDER_PACK;
        assert_int_equal(edit_settle(&CASES[i].order, &ev),
                         CASES[i].is_settled);
        assert_int_equal(ev, CASES[i].want);
        assert_int_equal(edit_may_close(&CASES[i].order),
                         CASES[i].may_close);
    }
}

static void a_line_changes_as_far_as_it_has_not_left(void **state)
{
    static const struct {
        struct edit_line_rows have; // qty, qty_shipped, rows at a bench
        int64_t qty;
        enum edit_line want;
    } CASES[] = {{{-1, 0, 0}, 1, EDIT_LINE_NOT},
                 {{4, 3, 0}, 2, EDIT_LINE_NOT},
                 {{4, 3, 0}, 3, EDIT_LINE_FREE},
                 {{4, 0, 2}, 4, EDIT_LINE_SAME},
                 {{4, 0, 0}, 6, EDIT_LINE_FREE},
                 {{4, 0, 1}, 6, EDIT_LINE_AT_BENCH},
                 {{4, 0, 2}, 6, EDIT_LINE_MIXED}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++)
        assert_int_equal(edit_line(&CASES[i].have, CASES[i].qty),
                         CASES[i].want);
}

static void what_a_hold_unpacked_waits_again(void **state)
{
    (void)state;
    assert_true(edit_waits_again(true, false));
    assert_false(edit_waits_again(true, true));
    assert_false(edit_waits_again(false, true));
    assert_false(edit_waits_again(false, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cancel_follows_the_goods),
        cmocka_unit_test(an_order_settles_when_nothing_is_open),
        cmocka_unit_test(a_line_changes_as_far_as_it_has_not_left),
        cmocka_unit_test(what_a_hold_unpacked_waits_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
