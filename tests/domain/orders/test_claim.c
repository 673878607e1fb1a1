// Which bench may have a shipment, and whose word about it counts.
#include "station/domain/orders/claim.h"
#include "tests/test.h"

enum { US = 1, THEM = 2 };

static void a_claim_is_judged_by_state_and_holder(void **state)
{
    static const struct {
        enum shipment_state state;
        int64_t station_id;
        bool take_over;
        enum claim_verdict want;
    } CASES[] = {{SHIPMENT_ALLOCATED, 0, false, CLAIM_WAITING},
                 {SHIPMENT_RELEASED, 0, false, CLAIM_GIVEN},
                 {SHIPMENT_CLAIMED, US, false, CLAIM_GIVEN},
                 {SHIPMENT_CLAIMED, THEM, false, CLAIM_TAKEN},
                 {SHIPMENT_CLAIMED, THEM, true, CLAIM_GIVEN},
                 {SHIPMENT_HELD, THEM, true, CLAIM_HELD},
                 {SHIPMENT_HELD, US, false, CLAIM_HELD},
                 {SHIPMENT_PACKED, US, true, CLAIM_PACKED},
                 {SHIPMENT_HANDED_OVER, US, false, CLAIM_PACKED},
                 {SHIPMENT_DELIVERED, THEM, false, CLAIM_PACKED},
                 {SHIPMENT_CANCELLED, 0, true, CLAIM_CANCELLED}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_shipment s = {.state = CASES[i].state,
                                   .station_id = CASES[i].station_id,
                                   .fence = 1};
        struct claim_bench bench = {.station_id = US,
                                    .take_over = CASES[i].take_over};
        assert_int_equal(claim_judge(&s, &bench), CASES[i].want);
    }
}

static void another_warehouses_order_is_refused(void **state)
{
    static const struct {
        enum shipment_state state;
        int64_t station_id, warehouse_id;
        bool take_over;
        enum claim_verdict want;
    } CASES[] = {{SHIPMENT_RELEASED, 0, 2, false, CLAIM_ELSEWHERE},
                 {SHIPMENT_RELEASED, 0, 1, false, CLAIM_GIVEN},
                 {SHIPMENT_CLAIMED, THEM, 2, true, CLAIM_ELSEWHERE},
                 {SHIPMENT_CLAIMED, THEM, 2, false, CLAIM_ELSEWHERE},
                 // Begun here before this bench moved house.
                 {SHIPMENT_CLAIMED, US, 2, false, CLAIM_GIVEN},
                 {SHIPMENT_PACKED, THEM, 2, false, CLAIM_PACKED}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_shipment s = {.state = CASES[i].state,
                                   .station_id = CASES[i].station_id,
                                   .warehouse_id = CASES[i].warehouse_id};
        struct claim_bench bench = {.station_id = US,
                                    .warehouse_id = 1,
                                    .take_over = CASES[i].take_over};
        assert_int_equal(claim_judge(&s, &bench), CASES[i].want);
    }
}

static void only_the_claim_that_holds_may_speak(void **state)
{
    static const struct {
        enum shipment_state state;
        int64_t station_id, fence, floor;
        enum claim_word want;
    } CASES[] = {{SHIPMENT_CLAIMED, US, 3, 0, CLAIM_WORD_COUNTS},
                 {SHIPMENT_HELD, US, 3, 0, CLAIM_WORD_COUNTS},
                 {SHIPMENT_CLAIMED, US, 4, 0, CLAIM_WORD_TAKEN_OVER},
                 {SHIPMENT_CLAIMED, THEM, 3, 0, CLAIM_WORD_TAKEN_OVER},
                 {SHIPMENT_PACKED, US, 3, 0, CLAIM_WORD_DOUBLED},
                 {SHIPMENT_CANCELLED, US, 3, 0, CLAIM_WORD_TOO_LATE},
                 {SHIPMENT_RELEASED, US, 3, 0, CLAIM_WORD_TOO_LATE},
                 // The books know no claim as new as this one.
                 {SHIPMENT_RELEASED, 0, 2, 0, CLAIM_WORD_FORGOTTEN},
                 {SHIPMENT_CLAIMED, THEM, 2, 0, CLAIM_WORD_FORGOTTEN},
                 {SHIPMENT_PACKED, THEM, 2, 0, CLAIM_WORD_DOUBLED},
                 {SHIPMENT_CANCELLED, 0, 2, 0, CLAIM_WORD_TOO_LATE},
                 // Or it was given before they came back, and another since.
                 {SHIPMENT_CLAIMED, THEM, 104, 103, CLAIM_WORD_FORGOTTEN},
                 {SHIPMENT_PACKED, THEM, 104, 103, CLAIM_WORD_DOUBLED},
                 {SHIPMENT_CLAIMED, THEM, 3, 103, CLAIM_WORD_TAKEN_OVER}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_shipment s = {.state = CASES[i].state,
                                   .station_id = CASES[i].station_id,
                                   .fence = CASES[i].fence};
        struct claim_said said = {US, 3, CASES[i].floor};
        assert_int_equal(claim_word_judge(&s, &said), CASES[i].want);
    }
}

static void what_a_bench_says_it_has_is_compared(void **state)
{
    static const struct {
        enum shipment_state state;
        int64_t station_id, journal_no, fence;
        enum claim_kept want;
    } CASES[] = {{SHIPMENT_CLAIMED, US, 7, 3, CLAIM_KEPT_OURS},
                 {SHIPMENT_HELD, US, 7, 3, CLAIM_KEPT_OURS},
                 {SHIPMENT_CLAIMED, US, 6, 3, CLAIM_KEPT_GONE},
                 {SHIPMENT_CLAIMED, US, 7, 4, CLAIM_KEPT_GONE},
                 {SHIPMENT_CLAIMED, THEM, 8, 4, CLAIM_KEPT_GONE},
                 {SHIPMENT_RELEASED, 0, 0, 2, CLAIM_KEPT_FORGOTTEN},
                 {SHIPMENT_ALLOCATED, 0, 0, 2, CLAIM_KEPT_FORGOTTEN},
                 {SHIPMENT_RELEASED, 0, 0, 3, CLAIM_KEPT_GONE},
                 {SHIPMENT_PACKED, US, 7, 3, CLAIM_KEPT_GONE},
                 {SHIPMENT_CANCELLED, US, 7, 3, CLAIM_KEPT_GONE}};
    struct claim_bench bench = {.station_id = US, .journal_no = 7};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct claim_shipment s = {.state = CASES[i].state,
                                   .station_id = CASES[i].station_id,
                                   .journal_no = CASES[i].journal_no,
                                   .fence = CASES[i].fence};
        assert_int_equal(claim_kept_judge(&s, &bench, 3), CASES[i].want);
    }
}

static void an_order_without_shipment_says_why(void **state)
{
    static const enum claim_verdict WANT[ORDER_STATE_COUNT] = {
        [ORDER_HELD] = CLAIM_HELD,
        [ORDER_WAITING] = CLAIM_WAITING,
        [ORDER_ALLOCATED] = CLAIM_WAITING,
        [ORDER_RELEASED] = CLAIM_UNKNOWN,
        [ORDER_PART_SHIPPED] = CLAIM_UNKNOWN,
        [ORDER_PACKED] = CLAIM_UNKNOWN,
        [ORDER_SHIPPED] = CLAIM_UNKNOWN,
        [ORDER_DELIVERED] = CLAIM_UNKNOWN,
        [ORDER_CANCELLED] = CLAIM_CANCELLED};
    (void)state;
    for (int s = 0; s < ORDER_STATE_COUNT; s++)
        assert_int_equal(claim_why_none((enum order_state)s), WANT[s]);
}

static void states_of_a_shipment_are_found_by_their_names(void **state)
{
    (void)state;
    for (int s = 0; s < SHIPMENT_STATE_COUNT; s++) {
        enum shipment_state got;
        const char *name = shipment_state_name((enum shipment_state)s);
        assert_true(shipment_state_find(name, &got));
        assert_int_equal(got, s);
        assert_false(shipment_state_find("lost", &got));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_is_judged_by_state_and_holder),
        cmocka_unit_test(another_warehouses_order_is_refused),
        cmocka_unit_test(only_the_claim_that_holds_may_speak),
        cmocka_unit_test(what_a_bench_says_it_has_is_compared),
        cmocka_unit_test(an_order_without_shipment_says_why),
        cmocka_unit_test(states_of_a_shipment_are_found_by_their_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
