// The flows of an order through the office, on real SQLite.
#include "station/central/floor/claims.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/groups.h"
#include "station/central/life/life.h"
#include "station/central/orders/office_internal.h"
#include "station/store/central/orders/holds.h"
#include "station/store/central/outcome.h"
#include "station/store/central/rules/points.h"
#include "station/store/central/source/shipments.h"
#include "tests/central/office_fixture.h"

#include <stdlib.h>

static struct outcome_why why;

static void S41_an_order_keeps_groups_lines_payment_and_promise(void **state)
{
    (void)state;
    item("A", 500, 100);
    stock("A", "LIS", 100);
    stock("A", "POR", 100);
    begin_order("shop", "S41", "PT", "1100-001");
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
    assert_int_equal(shipments_of(id), 2); // S12, S34: one a destination
    assert_string_equal(word(id, "groups", 1, "note"), "Gift: no bill");
    assert_int_equal(take_order(OUTCOME_SAME), id);
    books_are_fine();
}

static void S19_the_cheapest_and_the_nearest_warehouse_differ(void **state)
{
    (void)state;
    rule("warehouse", "LIS",
         "{'country':'PT','latitude':'38.72','longitude':'-9.14','zone':"
         "'Europe/Lisbon','calendar':'WORK','open':'08:00','close':'20:00',"
         "'handling_min':30,'handling_minor':200,'priority':2}");
    points_save(&st, "PT", "1", (struct geo_point){0, 0, 0});
    begin_order("shop", "S19-cheap", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2c");
    add_line("A", 1);
    int64_t cheap = take_order(OUTCOME_NEW);
    assert_string_equal(warehouse_of(cheap, 0), "POR"); // no handling there
    begin_order("shop", "S19-near", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2b");
    order.group[0].point = office.book.warehouse[book_warehouse_idx(
        &office.book, "LIS")].point;
    add_line("A", 1);
    int64_t near = take_order(OUTCOME_NEW);
    assert_string_equal(warehouse_of(near, 0), "LIS");
    assert_string_equal(state_of(near), "allocated"); // S68: batch release
    office_tick(&office);
    assert_string_equal(state_of(near), "allocated"); // only b2c by itself
    books_are_fine();
}

static void S16_S49_the_cheapest_service_that_keeps_the_promise(void **state)
{
    (void)state;
    begin_order("shop", "S16-slow", "PT", "1100-001");
    add_line("A", 1);
    order.due_ms = MONDAY_9 + INT64_C(10) * 86400000;
    int64_t slow = take_order(OUTCOME_NEW);
    assert_string_equal(word(slow, "shipments", 0, "service"), "STD");
    assert_int_equal(number(slow, "shipments", 0, "cost_minor"), 400);
    begin_order("shop", "S16-fast", "PT", "1100-001");
    add_line("A", 1);
    order.due_ms = MONDAY_9 + INT64_C(2) * 86400000;
    int64_t fast = take_order(OUTCOME_NEW);
    assert_string_equal(word(fast, "shipments", 0, "service"), "EXP");
    assert_true(number(fast, "shipments", 0, "promise_ms") <= order.due_ms);
    // S17: the queue's key is the cut-off less handling, 16:30 local.
    assert_int_equal(number(fast, "shipments", 0, "due_ms"),
                     MONDAY_9 + INT64_C(7) * 3600000 + 1800000);
    books_are_fine();
}

static void S17_a_promise_that_nobody_keeps_is_said_at_once(void **state)
{
    (void)state;
    begin_order("shop", "S17", "PT", "1100-001");
    add_line("A", 1);
    order.due_ms = MONDAY_9 + 3600000;
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(word(id, "shipments", 0, "service"), "EXP");
    json_t *x = lists_exceptions(&st, (struct lists_page){0, 200});
    bool found = false;
    for (size_t i = 0; i < json_array_size(x); i++) {
        const json_t *one = json_array_get(x, i);
        found |= json_integer_value(json_object_get(one, "order_id")) == id &&
                 strcmp(json_string_value(json_object_get(one, "kind")),
                        "late") == 0;
    }
    json_decref(x);
    assert_true(found);
    // And one that is at risk later: an alarm before the cut-off, once.
    at(MONDAY_9 + INT64_C(7) * 3600000);
    int64_t marked =
        shipments_mark_late(&st, office.at_ms + OFFICE_RISK_MS, office.at_ms);
    assert_true(marked > 0);
    assert_int_equal(
        shipments_mark_late(&st, office.at_ms + OFFICE_RISK_MS, office.at_ms),
        0);
    at(MONDAY_9);
    books_are_fine();
}

static void S46_orders_are_held_for_what_is_wrong_and_released(void **state)
{
    (void)state;
    begin_order("shop", "S46", "PT", "not a code");
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

static void S46_the_same_purchase_on_two_channels_is_looked_at(void **state)
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

static void S47_every_order_has_a_next_action_and_an_alarm(void **state)
{
    (void)state;
    begin_order("shop", "S47", "PT", "1100-001");
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
    json_t *stuck = lists_stuck(&st, alarm + 1);
    assert_true(json_array_size(stuck) > 0);
    json_decref(stuck);
    stock("NONE", "POR", 5);
    office.has_work = true;
    office_tick(&office); // S20: what has stock now goes to the bench
    assert_string_equal(state_of(id), "released");
    books_are_fine();
}

static void S46_a_hold_stops_a_bench_and_a_release_goes_on(void **state)
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

static void S70_buffers_keep_stock_from_a_channel(void **state)
{
    (void)state;
    item("BUF", 100, 50);
    stock("BUF", "POR", 5);
    rule("buffer", "market-buf", "{'sku':'BUF','channel':'market','qty':4}");
    begin_order("market", "S70-2", "PT", "1100-001");
    add_line("BUF", 2);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "waiting");
    begin_order("shop", "S70-1", "PT", "1100-001");
    add_line("BUF", 2);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "released");
    books_are_fine();
}

static void S70_a_short_is_filled_from_elsewhere(void **state)
{
    (void)state;
    item("SHORT", 100, 50);
    stock("SHORT", "POR", 2);
    stock("SHORT", "LIS", 5);
    begin_order("shop", "S70-short", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2c");
    add_line("SHORT", 2);
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(warehouse_of(id, 0), "POR");
    pack(id, 1, "not_there");
    assert_string_equal(state_of(id), "released");
    assert_int_equal(shipments_of(id), 2);
    assert_string_equal(warehouse_of(id, 1), "LIS");
    pack(id, 0, "");
    assert_string_equal(state_of(id), "shipped");
    books_are_fine();
}

static void S70_others_that_count_on_an_empty_place_are_moved(void **state)
{
    int64_t id[2];
    (void)state;
    item("GAP", 100, 50);
    stock("GAP", "POR", 3);
    for (int n = 0; n < 2; n++) {
        char no[16];
        snprintf(no, sizeof no, "GAP-%d", n);
        begin_order("shop", no, "PT", "1100-001");
        snprintf(order.profile, sizeof order.profile, "b2c");
        add_line("GAP", 1);
        id[n] = take_order(OUTCOME_NEW);
        assert_string_equal(warehouse_of(id[n], 0), "POR");
    }
    stock("GAP", "LIS", 5);
    pack(id[0], 1, "not_there");
    for (int n = 0; n < 2; n++) {
        assert_string_equal(state_of(id[n]), "released");
        assert_string_equal(warehouse_of(id[n], n == 0 ? 1 : 0), "LIS");
    }
    begin_order("shop", "GAP-2", "PT", "1100-001"); // nothing is left there
    add_line("GAP", 1);
    assert_string_equal(warehouse_of(take_order(OUTCOME_NEW), 0), "LIS");
    books_are_fine();
}

static void S72_backorders_wait_where_the_profile_says_so(void **state)
{
    (void)state;
    item("BACK", 100, 50);
    stock("BACK", "POR", 3);
    begin_order("shop", "S72", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2b");
    add_line("BACK", 3);
    int64_t id = take_order(OUTCOME_NEW);
    life_release(&st, id, MONDAY_9);
    pack(id, 1, "damaged");
    assert_string_equal(state_of(id), "waiting");
    stock("BACK", "LIS", 1);
    struct allocate_report r;
    allocate_backlog(office.allocate, 0, &r);
    assert_true(r.allocated >= 1);
    assert_string_equal(warehouse_of(id, 1), "LIS");
    books_are_fine();
}

static void S72_a_substitute_takes_the_place_of_what_is_gone(void **state)
{
    static struct item i;
    (void)state;
    item("NEW", 100, 50);
    stock("NEW", "POR", 5);
    memset(&i, 0, sizeof i);
    snprintf(i.sku, sizeof i.sku, "OLD");
    snprintf(i.name, sizeof i.name, "The old one");
    snprintf(i.substitute, sizeof i.substitute, "NEW");
    items_save(&st, &i, &why);
    rule("profile", "swap", "{'may_substitute':true}");
    begin_order("shop", "S72-swap", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "swap");
    add_line("OLD", 2);
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(state_of(id), "released");
    assert_string_equal(word(id, "lines", 1, "sku"), "NEW");
    assert_int_equal(number(id, "lines", 0, "qty"), 0); // both are kept
    books_are_fine();
}

static void S20_work_leaves_a_warehouse_that_closes(void **state)
{
    (void)state;
    item("MOVE", 100, 50);
    stock("MOVE", "POR", 9);
    stock("MOVE", "LIS", 9);
    begin_order("shop", "CLOSE", "PT", "1100-001");
    add_line("MOVE", 1);
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(warehouse_of(id, 0), "POR");
    rule("warehouse", "POR",
         "{'country':'PT','latitude':'41.15','longitude':'-8.61',"
         "'is_closed':true}");
    for (int i = 0; i < 5; i++)
        office_tick(&office);
    assert_string_equal(warehouse_of(id, 0), "LIS");
    json_t *d = lists_decisions(&st, id);
    const json_t *body = json_object_get(json_array_get(d, 0), "body");
    const json_t *closed =
        json_object_get(json_object_get(body, "others"), "closed");
    assert_string_equal(json_string_value(json_array_get(closed, 0)), "POR");
    json_decref(d);
    rule("warehouse", "POR",
         "{'country':'PT','postal':'4000-001','latitude':'41.15',"
         "'longitude':'-8.61','zone':'Europe/Lisbon','calendar':'WORK',"
         "'open':'08:00','close':'20:00','handling_min':30,'priority':1}");
    books_are_fine();
}

static void S19_a_what_if_changes_nothing_and_decisions_repeat(void **state)
{
    (void)state;
    begin_order("shop", "WHATIF", "PT", "1100-001");
    add_line("A", 1);
    int64_t id = take_order(OUTCOME_NEW);
    json_t *x = allocate_what_if(office.allocate, id, "least_cost", "LIS");
    assert_true(json_integer_value(json_object_get(x, "cost")) > 400);
    json_decref(x);
    assert_string_equal(state_of(id), "released");
    assert_string_equal(warehouse_of(id, 0), "POR");
    json_t *d = lists_decisions(&st, id);
    for (size_t i = 0; i < json_array_size(d); i++)
        assert_true(allocate_is_reproduced(
            &turn, json_object_get(json_array_get(d, i), "body")));
    json_decref(d);
    books_are_fine();
}

// Any sequence of any copies of k versions ends as the last one alone.
static void S11_deliveries_in_any_sequence_end_as_the_last(void **state)
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
        snprintf(no, sizeof no, "S11-%d", n);
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

static void S34_a_line_can_be_sent_alone(void **state)
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
    assert_string_equal(state_of(id), "shipped");
    assert_false(office_split(&office, id, 1));
    books_are_fine();
}

static void S29_a_new_site_is_a_rule_a_station_and_stock(void **state)
{
    struct claim_answer a;
    (void)state;
    rule("warehouse", "FAO",
         "{'country':'PT','latitude':'37.02','longitude':'-7.93','is_store':"
         "true,'channels':['corner'],'zone':'Europe/Lisbon'}");
    int64_t faro = warehouses_id(&st, "FAO");
    int64_t till = stations_add(&st, "till", "till-token");
    stations_place(&st, till, faro);
    item("SOUTH", 100, 50);
    stock("SOUTH", "FAO", 3);
    begin_order("shop", "S29-shop", "PT", "8000-001");
    add_line("SOUTH", 1);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "waiting");
    begin_order("corner", "S29-corner", "PT", "8000-001");
    add_line("SOUTH", 1);
    assert_string_equal(warehouse_of(take_order(OUTCOME_NEW), 0), "FAO");
    struct claim_ask ask = {.station_id = till, .warehouse_id = faro,
                            .code = "", .at_ms = MONDAY_9};
    claims_take(&st, &ask, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    books_are_fine();
}

// What can never be filled does not keep others from their turn.
static void S20_a_backlog_is_worked_off_in_turns(void **state)
{
    enum { STUCK = 30, GOOD = 5 };
    struct allocate_report r;
    int64_t good[GOOD];
    (void)state;
    item("NEVER", 100, 50);
    item("LATER", 100, 50);
    for (int n = 0; n < STUCK + GOOD; n++) {
        char no[24];
        snprintf(no, sizeof no, "TURN-%d", n);
        begin_order("shop", no, "PT", "1100-001");
        add_line(n < STUCK ? "NEVER" : "LATER", 1);
        int64_t id = take_order(OUTCOME_NEW);
        if (n >= STUCK)
            good[n - STUCK] = id;
    }
    stock("LATER", "POR", GOOD);
    for (int n = 0; n < 12; n++)
        allocate_backlog(office.allocate, 10, &r);
    for (int n = 0; n < GOOD; n++)
        assert_string_equal(state_of(good[n]), "released");
    books_are_fine();
}

static void S47_cancelling_follows_the_goods(void **state)
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
    assert_int_equal(office_cancel(&office, id, &why), OUTCOME_REFUSED);
    books_are_fine();
}

static void S68_the_oldest_promise_wins_in_the_single_lane(void **state)
{
    struct claim_answer a;
    (void)state;
    static struct item i;
    memset(&i, 0, sizeof i);
    snprintf(i.sku, sizeof i.sku, "LANE");
    snprintf(i.name, sizeof i.name, "Single");
    i.code_count = 1;
    snprintf(i.code[0].code, sizeof i.code[0].code, "9506000134352");
    i.code[0].qty = 1;
    items_save(&st, &i, &why);
    stock("LANE", "POR", 10);
    int64_t second = 0;
    for (int n = 0; n < 3; n++) {
        char no[16];
        snprintf(no, sizeof no, "LANE-%d", n);
        begin_order("shop", no, "PT", "1100-001");
        add_line("LANE", n == 0 ? 2 : 1); // the first is no single
        order.due_ms = MONDAY_9 + (n == 1 ? 4 : 9) * INT64_C(86400000);
        int64_t id = take_order(OUTCOME_NEW);
        second = n == 1 ? id : second;
    }
    struct claim_ask ask = {.station_id = 1,
                            .warehouse_id = warehouses_id(&st, "POR"),
                            .code = "9506000134352",
                            .at_ms = MONDAY_9};
    claims_take(&st, &ask, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    assert_int_equal(a.shipment_id,
                     number(second, "shipments", 0, "shipment_id"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S41_an_order_keeps_groups_lines_payment_and_promise),
        cmocka_unit_test(S19_the_cheapest_and_the_nearest_warehouse_differ),
        cmocka_unit_test(S16_S49_the_cheapest_service_that_keeps_the_promise),
        cmocka_unit_test(S17_a_promise_that_nobody_keeps_is_said_at_once),
        cmocka_unit_test(S46_orders_are_held_for_what_is_wrong_and_released),
        cmocka_unit_test(S46_the_same_purchase_on_two_channels_is_looked_at),
        cmocka_unit_test(S47_every_order_has_a_next_action_and_an_alarm),
        cmocka_unit_test(S46_a_hold_stops_a_bench_and_a_release_goes_on),
        cmocka_unit_test(S70_buffers_keep_stock_from_a_channel),
        cmocka_unit_test(S70_a_short_is_filled_from_elsewhere),
        cmocka_unit_test(S70_others_that_count_on_an_empty_place_are_moved),
        cmocka_unit_test(S72_backorders_wait_where_the_profile_says_so),
        cmocka_unit_test(S72_a_substitute_takes_the_place_of_what_is_gone),
        cmocka_unit_test(S20_work_leaves_a_warehouse_that_closes),
        cmocka_unit_test(S19_a_what_if_changes_nothing_and_decisions_repeat),
        cmocka_unit_test(S11_deliveries_in_any_sequence_end_as_the_last),
        cmocka_unit_test(S34_a_line_can_be_sent_alone),
        cmocka_unit_test(S29_a_new_site_is_a_rule_a_station_and_stock),
        cmocka_unit_test(S20_a_backlog_is_worked_off_in_turns),
        cmocka_unit_test(S47_cancelling_follows_the_goods),
        cmocka_unit_test(S68_the_oldest_promise_wins_in_the_single_lane),
    };
    return cmocka_run_group_tests(tests, fixture_open, NULL);
}
