// What holds an order, and lets it go again, on real SQLite.
#include "station/store/central/orders/groups.h"
#include "station/central/life/life.h"
#include "station/central/orders/office_internal.h"
#include "station/store/central/orders/holds.h"
#include "tests/central/office_fixture.h"

static struct outcome_why why;

static void orders_are_held_for_what_is_wrong_and_released(void **state)
{
    (void)state;
    begin_order("shop", "HELD", "PT", "not a code");
    snprintf(order.profile, sizeof order.profile, "b2c");
    order.payment = ORDER_PENDING;
    order.version = 1;
    add_line("A", 1);
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(state_of(id), "held");
    assert_int_equal(holds_open(&st, id), 2);
    assert_int_equal(shipments_of(id), 0);
    order.version = 2; // paid at the channel
    order.payment = ORDER_PAID;
    assert_int_equal(take_order(OUTCOME_CHANGED), id);
    assert_int_equal(holds_open(&st, id), 1);
    struct order_group g = order.group[0];
    snprintf(g.to.postal, sizeof g.to.postal, "1100-001");
    assert_true(office_readdress(&office, id, 1, &g));
    assert_string_equal(state_of(id), "released");
    assert_int_equal(holds_open(&st, id), 0);
    books_are_fine();
}

static void the_same_purchase_on_two_channels_is_looked_at(void **state)
{
    (void)state;
    begin_order("shop", "TWIN", "PT", "1100-001");
    snprintf(order.email, sizeof order.email, "maria@example.org");
    order.total_minor = 4242;
    add_line("A", 1);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "released");
    snprintf(order.channel, sizeof order.channel, "market");
    int64_t second = take_order(OUTCOME_NEW);
    assert_string_equal(state_of(second), "held");
    assert_string_equal(word(second, "holds", 0, "kind"), "fraud");
    assert_true(life_hold_end(&st, second, ORDER_HOLD_FRAUD, MONDAY_9, 1));
    office_screen(&office, second); // what a person released stays released
    assert_string_equal(state_of(second), "waiting");
    assert_true(allocate_order(office.allocate, second));
    books_are_fine();
}

static void a_hold_stops_a_bench_and_a_release_goes_on(void **state)
{
    (void)state;
    begin_order("shop", "STOP", "PT", "1100-001");
    add_line("A", 1);
    int64_t id = take_order(OUTCOME_NEW);
    for (int round = 0; round < 2; round++) {
        struct claim_answer a = claim(id);
        life_hold_add(&st, id, ORDER_HOLD_MANUAL, "look", MONDAY_9);
        assert_int_equal(number(id, "shipments", round, "is_stopping"), 1);
        if (round == 1) { // the customer cancels as well
            assert_int_equal(office_cancel(&office, id, &why), OUTCOME_CHANGED);
            unpack(&a);
            break;
        }
        unpack(&a);
        assert_string_equal(state_of(id), "held");
        assert_true(life_hold_end(&st, id, ORDER_HOLD_MANUAL, MONDAY_9, 1));
        assert_true(allocate_order(office.allocate, id));
        assert_string_equal(state_of(id), "released");
    }
    assert_string_equal(state_of(id), "cancelled");
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_are_held_for_what_is_wrong_and_released),
        cmocka_unit_test(the_same_purchase_on_two_channels_is_looked_at),
        cmocka_unit_test(a_hold_stops_a_bench_and_a_release_goes_on)};
    return cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
}
