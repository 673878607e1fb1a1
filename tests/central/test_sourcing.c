// Which warehouse and service an order gets, on real SQLite.
#include "station/central/floor/claims.h"
#include "station/central/intake/goods.h"
#include "station/store/central/floor/feed.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/rules/points.h"
#include "station/central/life/life.h"
#include "tests/central/office_fixture.h"

static struct outcome_why why;

static void the_cheapest_and_the_nearest_warehouse_differ(void **state)
{
    (void)state;
    rule("warehouse", "LIS",
         "{'country':'PT','latitude':'38.72','longitude':'-9.14','zone':"
         "'Europe/Lisbon','calendar':'WORK','open':'08:00','close':'20:00',"
         "'handling_min':30,'handling_minor':200,'priority':2}");
    points_save(&st, "PT", "1", (struct geo_point){0, 0, 0});
    begin_order("shop", "CHEAP", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2c");
    add_line("A", 1);
    int64_t cheap = take_order(OUTCOME_NEW);
    assert_string_equal(warehouse_of(cheap, 0), "POR"); // no handling there
    begin_order("shop", "NEAR", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2b");
    order.group[0].point = office.book.warehouse[book_warehouse_idx(
        &office.book, "LIS")].point;
    add_line("A", 1);
    int64_t near = take_order(OUTCOME_NEW);
    assert_string_equal(warehouse_of(near, 0), "LIS");
    assert_string_equal(state_of(near), "allocated"); // batch release
    office_tick(&office);
    assert_string_equal(state_of(near), "allocated"); // only b2c by itself
    books_are_fine();
}

static void the_cheapest_service_that_keeps_the_promise(void **state)
{
    (void)state;
    begin_order("shop", "SLOW", "PT", "1100-001");
    add_line("A", 1);
    order.due_ms = MONDAY_9 + INT64_C(10) * 86400000;
    int64_t slow = take_order(OUTCOME_NEW);
    assert_string_equal(word(slow, "shipments", 0, "service"), "STD");
    assert_int_equal(number(slow, "shipments", 0, "cost_minor"), 400);
    begin_order("shop", "FAST", "PT", "1100-001");
    add_line("A", 1);
    order.due_ms = MONDAY_9 + INT64_C(2) * 86400000;
    int64_t fast = take_order(OUTCOME_NEW);
    assert_string_equal(word(fast, "shipments", 0, "service"), "EXP");
    assert_true(number(fast, "shipments", 0, "promise_ms") <= order.due_ms);
    // the queue's key is the cut-off less handling, 16:30 local.
    assert_int_equal(number(fast, "shipments", 0, "due_ms"),
                     MONDAY_9 + INT64_C(7) * 3600000 + 1800000);
    books_are_fine();
}

static void a_promise_that_nobody_keeps_is_said_at_once(void **state)
{
    (void)state;
    begin_order("shop", "CUT-OFF", "PT", "1100-001");
    add_line("A", 1);
    order.due_ms = MONDAY_9 + 3600000;
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(word(id, "shipments", 0, "service"), "EXP");
    json_t *x = lists_exceptions(&st, (struct lists_page){.limit = 200});
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
    int32_t marked =
        life_mark_late(&st, office.at_ms + OFFICE_RISK_MS, office.at_ms);
    assert_true(marked > 0);
    assert_int_equal(
        life_mark_late(&st, office.at_ms + OFFICE_RISK_MS, office.at_ms),
        0);
    at(MONDAY_9);
    books_are_fine();
}

static void buffers_keep_stock_from_a_channel(void **state)
{
    (void)state;
    item("BUF", 100, 50);
    stock("BUF", "POR", 5);
    rule("buffer", "market-buf", "{'sku':'BUF','channel':'market','qty':4}");
    begin_order("market", "DUE-2", "PT", "1100-001");
    add_line("BUF", 2);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "waiting");
    begin_order("shop", "DUE-1", "PT", "1100-001");
    add_line("BUF", 2);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "released");
    books_are_fine();
}

static void work_leaves_a_warehouse_that_closes(void **state)
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

static void a_what_if_changes_nothing_and_decisions_repeat(void **state)
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
static void a_new_site_is_a_rule_a_station_and_stock(void **state)
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
    begin_order("shop", "FROM-SHOP", "PT", "8000-001");
    add_line("SOUTH", 1);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "waiting");
    begin_order("corner", "FROM-CORNER", "PT", "8000-001");
    add_line("SOUTH", 1);
    assert_string_equal(warehouse_of(take_order(OUTCOME_NEW), 0), "FAO");
    struct station s;
    assert_int_equal(stations_find(&st, "till-token", &s), ERR_OK);
    struct claim_ask ask = {.station_id = till, .warehouse_id = faro,
                            .code = "", .at_ms = MONDAY_9};
    ask.journal_no = s.journal.journal_no;
    claims_take(&st, &ask, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    books_are_fine();
}

// What can never be filled does not keep others from their turn.
static void a_backlog_is_worked_off_in_turns(void **state)
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

// Earliest first, but only what lasts until the customer has had it long enough
// (WAREHOUSE: expiry >= day of sending, days on the way, minimum life).
static void dated_goods_last_as_long_as_the_profile_wants(void **state)
{
    static const struct { const char *lot; int32_t days; } LOTS[] = {
        {"NEAR", 60}, {"FAR", 120}};
    int32_t today = (int32_t)(office.at_ms / 86400000);
    (void)state;
    item("DATED", 100, 50);
    for (size_t i = 0; i < COUNT(LOTS); i++) {
        struct goods_count c = {.qty = 10,
                                .expiry_days = today + LOTS[i].days};
        snprintf(c.sku, sizeof c.sku, "DATED");
        snprintf(c.warehouse, sizeof c.warehouse, "LIS");
        snprintf(c.place, sizeof c.place, "D-%zu", i);
        snprintf(c.lot, sizeof c.lot, "%s", LOTS[i].lot);
        assert_int_not_equal(
            goods_count_save(&st, &c, office.at_ms, &why), OUTCOME_REFUSED);
    }
    rule("profile", "fresh", "{'min_life_days':90,'service_days':3,"
                             "'is_whole':true}");
    begin_order("shop", "FRESH", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "fresh");
    add_line("DATED", 10);
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(state_of(id), "released");
    static struct work w; // large
    struct claim_answer a = claim(id);
    assert_true(feed_work_load(&st, a.shipment_id, &w));
    struct papers in = office_papers(&office);
    papers_fill_work(&in, &w);
    assert_string_equal(w.line[0].pick.lot, "FAR");
    assert_int_equal(w.until_days, today + 93);
    begin_order("shop", "ANY", "PT", "1100-001");
    add_line("DATED", 10);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "released");
    begin_order("shop", "FRESH-2", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "fresh");
    add_line("DATED", 1);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "waiting");
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cheapest_and_the_nearest_warehouse_differ),
        cmocka_unit_test(the_cheapest_service_that_keeps_the_promise),
        cmocka_unit_test(a_promise_that_nobody_keeps_is_said_at_once),
        cmocka_unit_test(buffers_keep_stock_from_a_channel),
        cmocka_unit_test(work_leaves_a_warehouse_that_closes),
        cmocka_unit_test(a_what_if_changes_nothing_and_decisions_repeat),
        cmocka_unit_test(a_new_site_is_a_rule_a_station_and_stock),
        cmocka_unit_test(a_backlog_is_worked_off_in_turns),
        cmocka_unit_test(dated_goods_last_as_long_as_the_profile_wants)};
    return cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
}
