// What happens when something is not there, on real SQLite.
#include "station/central/intake/goods.h"
#include "station/central/life/life.h"
#include "station/store/engine/query.h"
#include "tests/central/office_fixture.h"

static struct outcome_why why;

static void a_short_is_filled_from_elsewhere(void **state)
{
    (void)state;
    // Handling costs in Lisboa, so that Porto is tried first.
    rule("warehouse", "LIS",
         "{'country':'PT','latitude':'38.72','longitude':'-9.14','zone':"
         "'Europe/Lisbon','calendar':'WORK','open':'08:00','close':'20:00',"
         "'handling_min':30,'handling_minor':200,'priority':2}");
    item("SHORT", 100, 50);
    stock("SHORT", "POR", 2);
    stock("SHORT", "LIS", 5);
    begin_order("shop", "SHORT", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2c");
    add_line("SHORT", 2);
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(warehouse_of(id, 0), "POR");
    pack(id, 1, "not_there");
    assert_string_equal(state_of(id), "released");
    assert_int_equal(shipments_of(id), 2);
    assert_string_equal(warehouse_of(id, 1), "LIS");
    pack(id, 0, "");
    assert_string_equal(state_of(id), "packed");
    books_are_fine();
}

static void others_that_count_on_an_empty_place_are_moved(void **state)
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

static int64_t count_tasks(void)
{
    struct query q;
    query_begin(&q, &st,
                "SELECT count(*) FROM exception WHERE kind = 'count'");
    return query_one_int(&q, 0);
}

static int64_t at_place(const char *sku, const char *place)
{
    struct query q;
    query_begin(&q, &st,
                "SELECT coalesce(sum(k.qty), 0) FROM stock k"
                " JOIN item i ON i.item_id = k.item_id"
                " JOIN place p ON p.place_id = k.place_id"
                " WHERE i.sku = ?1 AND p.code = ?2");
    query_text(&q, 1, sku);
    query_text(&q, 2, place);
    return query_one_int(&q, 0);
}

static int64_t short_of(const char *sku, const char *reason)
{
    char no[32];
    snprintf(no, sizeof no, "%.12s-%.8s", sku, reason);
    begin_order("shop", no, "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "b2b");
    add_line(sku, 1);
    int64_t id = take_order(OUTCOME_NEW);
    life_release(&st, id, MONDAY_9);
    pack(id, 1, reason);
    return id;
}

// Nobody's word alone makes many pieces vanish; what was called missing is
// found again by the next count, and is not bought a second time.
static void a_short_moves_what_is_vouched_for(void **state)
{
    (void)state;
    item("MANY", 100, 50);
    stock("MANY", "POR", 94);
    int64_t before = count_tasks();
    short_of("MANY", "not_there");
    assert_int_equal(at_place("MANY", "LOST"), 1);
    assert_int_equal(at_place("MANY", "POR-1"), 93);
    assert_int_equal(count_tasks(), before + 1);
    short_of("MANY", "fewer");
    assert_int_equal(at_place("MANY", "LOST"), 2);
    assert_int_equal(at_place("MANY", "POR-1"), 92);
    assert_int_equal(count_tasks(), before + 1);
    stock("MANY", "POR", 94); // counted: all are there
    assert_int_equal(at_place("MANY", "LOST"), 0);
    assert_int_equal(at_place("MANY", "POR-1"), 94);
    books_are_fine();
}

static void backorders_wait_where_the_profile_says_so(void **state)
{
    (void)state;
    item("BACK", 100, 50);
    stock("BACK", "POR", 3);
    begin_order("shop", "SUBSTITUTE", "PT", "1100-001");
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

static void a_substitute_takes_the_place_of_what_is_gone(void **state)
{
    static struct item i;
    (void)state;
    item("NEW", 100, 50);
    stock("NEW", "POR", 5);
    memset(&i, 0, sizeof i);
    snprintf(i.sku, sizeof i.sku, "OLD");
    snprintf(i.name, sizeof i.name, "The old one");
    snprintf(i.substitute, sizeof i.substitute, "NEW");
    goods_item_save(&st, &i, &why);
    rule("profile", "swap", "{'may_substitute':true}");
    begin_order("shop", "SWAP", "PT", "1100-001");
    snprintf(order.profile, sizeof order.profile, "swap");
    add_line("OLD", 2);
    int64_t id = take_order(OUTCOME_NEW);
    assert_string_equal(state_of(id), "released");
    assert_string_equal(word(id, "lines", 1, "sku"), "NEW");
    assert_int_equal(number(id, "lines", 0, "qty"), 0); // both are kept
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_is_filled_from_elsewhere),
        cmocka_unit_test(others_that_count_on_an_empty_place_are_moved),
        cmocka_unit_test(a_short_moves_what_is_vouched_for),
        cmocka_unit_test(backorders_wait_where_the_profile_says_so),
        cmocka_unit_test(a_substitute_takes_the_place_of_what_is_gone)};
    return cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
}
