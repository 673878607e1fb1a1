// The life of an order from its channel to its end, on real SQLite.
#include "station/store/central/lists/lists.h"
#include "tests/central/office_fixture.h"

static struct outcome_why why;

static void an_order_keeps_groups_lines_payment_and_promise(void **state)
{
    (void)state;
    begin_order("shop", "TWO-PARTS", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2c");
    snprintf(order.po_number, sizeof order.po_number, "PO-7");
    order.group[1] = order.group[0];
    snprintf(order.group[1].to.postal, sizeof order.group[1].to.postal,
             "4100-001");
    snprintf(order.group[1].note, sizeof order.group[1].note, "Gift: no bill");
    order.group_count = 2;
    add_line("A", 2);
    add_line("A", 1);
    order.line[1].group_no = 2;
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(state_of(id), "released");
    assert_int_equal(shipments_of(id), 2); // one a destination
    assert_string_equal(word(id, "groups", 1, "note"), "Gift: no bill");
    assert_int_equal(take_order(OUTCOME_SAME), id);
    books_are_fine();
}

static void every_order_has_a_next_action_and_an_alarm(void **state)
{
    (void)state;
    begin_order("shop", "EDIT", "PT", "1100-001");
    item("NONE", 100, 50);
    add_line("NONE", 1);
    int64_t id = take_order(OUTCOME_NEW);
    json_t *o = order_json(id);
    assert_string_equal(json_string_value(json_object_get(o, "state")),
                        "waiting");
    assert_string_equal(json_string_value(json_object_get(o, "next_owner")),
                        "system");
    int64_t alarm = json_integer_value(json_object_get(o, "alarm_ms"));
    json_decref(o);
    assert_true(alarm > MONDAY_9);
    json_t *stuck = lists_stuck(&st, alarm + 1,
                                (struct lists_page){.limit = 200});
    assert_true(json_array_size(stuck) > 0);
    json_decref(stuck);
    stock("NONE", "POR", 5);
    office.has_work = true;
    office_tick(&office); // what has stock now goes to the bench
    assert_string_equal(state_of(id), "released");
    books_are_fine();
}

static void deliveries_in_any_sequence_end_as_the_last(void **state)
{
    enum { VERSIONS = 4, ROUNDS = 60 };
    uint64_t seed = 11;
    (void)state;
    item("V", 100, 50);
    stock("V", "POR", 1000000);
    for (int n = 0; n < ROUNDS; n++) {
        char no[24];
        int64_t id = 0;
        bool last_came = false;
        snprintf(no, sizeof no, "VERSION-%d", n);
        for (int k = 0; k < 12 || !last_came; k++) {
            int v = (int)(next_random(&seed) % VERSIONS) + 1;
            begin_order("any", no, "PT", "1100-001");
            order.placed_ms = MONDAY_9;
            order.version = v;
            for (int l = 0; l < v; l++)
                add_line("V", v + l);
            int64_t got = 0;
            enum outcome o = office_take(&office, &order, &got, &why);
            assert_int_not_equal(o, OUTCOME_REFUSED);
            assert_true(id == 0 || got == id);
            id = got;
            last_came |= v == VERSIONS;
        }
        for (int l = 0; l < VERSIONS; l++)
            assert_int_equal(number(id, "lines", l, "qty"), VERSIONS + l);
        assert_int_equal(shipments_of(id), 1);
        assert_string_equal(state_of(id), "released");
    }
    books_are_fine();
}

static void a_line_can_be_sent_alone(void **state)
{
    (void)state;
    item("B", 200, 60);
    stock("B", "POR", 10);
    begin_order("shop", "SPLIT", "PT", "1100-001");
    add_line("A", 1);
    add_line("B", 1);
    int64_t id = take_order(OUTCOME_NEW);
    assert_int_equal(shipments_of(id), 1);
    assert_true(office_split(&office, id, 2));
    assert_int_equal(shipments_of(id), 2);
    assert_int_equal(number(id, "lines", 1, "group_no"), 2);
    pack(id, 0, "");
    assert_string_equal(state_of(id), "released");
    pack(id, 0, "");
    assert_string_equal(state_of(id), "packed");
    assert_false(office_split(&office, id, 1));
    books_are_fine();
}

static void cancelling_follows_the_goods(void **state)
{
    (void)state;
    begin_order("shop", "CANCEL", "PT", "1100-001");
    add_line("A", 1);
    int64_t id = take_order(OUTCOME_NEW);
    assert_int_equal(office_cancel(&office, id, &why), OUTCOME_CHANGED);
    assert_string_equal(state_of(id), "cancelled");
    assert_int_equal(shipments_of(id), 0);
    begin_order("shop", "GONE", "PT", "1100-001");
    add_line("A", 1);
    id = take_order(OUTCOME_NEW);
    pack(id, 0, "");
    // Its parcel waits on the dock, and stays there.
    assert_int_equal(office_cancel(&office, id, &why), OUTCOME_CHANGED);
    assert_int_equal(office_cancel(&office, id, &why), OUTCOME_REFUSED);
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_keeps_groups_lines_payment_and_promise),
        cmocka_unit_test(every_order_has_a_next_action_and_an_alarm),
        cmocka_unit_test(deliveries_in_any_sequence_end_as_the_last),
        cmocka_unit_test(a_line_can_be_sent_alone),
        cmocka_unit_test(cancelling_follows_the_goods)};
    return cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
}
