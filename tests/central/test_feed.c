// The feed of a bench: each change as the document the bench keeps.
#include "station/central/floor/floor.h"
#include "station/record/feed.h"
#include "station/store/bench/bench_work.h"
#include "tests/central/office_fixture.h"
#include "station/central/floor/claims.h"
#include "station/store/central/floor/feed.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <stdlib.h>

static struct feed_entry entry;     // large
static struct work given, kept;

static int64_t order_abroad(const char *no)
{
    begin_order("shop", no, "CH", "8001");
    add_line("A", 2);
    return take_order(OUTCOME_NEW);
}

// The last shipment of the feed that is this one.
static bool find_work(const json_t *feed, int64_t shipment_id)
{
    struct feed head;
    size_t count;
    bool found = false;
    assert_int_equal(feed_from_json(feed, &head, &count, NULL), ERR_OK);
    for (size_t i = 0; i < count; i++) {
        struct feed_entry *e = &entry;
        assert_int_equal(feed_entry_from_json(feed, i, e, NULL), ERR_OK);
        if (e->kind == FEED_SHIPMENT && e->work.shipment_id == shipment_id) {
            kept = e->work;
            found = true;
        }
    }
    return found;
}

static void assert_same(const struct work *a, const struct work *b)
{
    json_t *one = work_to_json(a), *two = work_to_json(b);
    if (!json_equal(one, two))
        fail_msg("%s\nis not\n%s", json_dumps(one, 0), json_dumps(two, 0));
    json_decref(one);
    json_decref(two);
}

static void the_feed_brings_the_work_as_the_claim_gave_it(void **state)
{
    (void)state;
    struct claim_answer a = claim(order_abroad("FEED"));
    assert_true(floor_work_begin(&office, a.shipment_id, &given));
    assert_true(given.has_customs);
    assert_true(given.number_count > 0);
    assert_string_equal(given.service_name, "Standard");
    json_t *feed = floor_feed(&office, given.station_id, 0);
    assert_true(find_work(feed, a.shipment_id));
    assert_same(&given, &kept);
    json_decref(feed);
}

static void the_work_is_whole_where_the_bench_keeps_it(void **state)
{
    static struct store bench;
    (void)state;
    assert_int_equal(store_open(&bench, STORE_BENCH, ":memory:"), ERR_OK);
    struct claim_answer a = claim(order_abroad("KEPT"));
    assert_true(floor_work_begin(&office, a.shipment_id, &given));
    store_begin(&bench);
    bench_work_add(&bench, &given, 0);
    assert_int_equal(store_commit(&bench), ERR_OK);
    assert_int_equal(bench_work_read(&bench, a.shipment_id, &kept), ERR_OK);
    assert_same(&given, &kept);
    store_close(&bench);
}

static void another_bench_learns_neither_address_nor_papers(void **state)
{
    (void)state;
    struct claim_answer a = claim(order_abroad("OTHER"));
    assert_true(floor_work_begin(&office, a.shipment_id, &given));
    json_t *feed = floor_feed(&office, given.station_id + 1, 0);
    assert_true(find_work(feed, a.shipment_id));
    assert_string_equal(kept.address, "");
    assert_false(kept.has_customs);
    assert_int_equal(kept.number_count, 0);
    assert_int_equal(kept.fence, a.fence);
    json_decref(feed);
}

static void a_page_goes_on_where_the_last_one_ended(void **state)
{
    struct feed head;
    size_t count;
    (void)state;
    json_t *feed = floor_feed(&office, 1, 0);
    assert_int_equal(feed_from_json(feed, &head, &count, NULL), ERR_OK);
    assert_true(count > 0);
    json_decref(feed);
    feed = floor_feed(&office, 1, head.rev);
    assert_int_equal(feed_from_json(feed, &head, &count, NULL), ERR_OK);
    assert_int_equal(count, 0);
    json_decref(feed);
}

// The line of an item again and again, in lots: from pos to last.
static void add_shipment_lines(int64_t shipment_id, const char *sku,
                               int32_t pos, int32_t last)
{
    struct query q;
    for (; pos <= last; pos++) {
        query_begin(&q, office.st,
                    "INSERT INTO shipment_line (shipment_id, pos, line_no,"
                    " item_id, qty, lot, kit_pos, qty_per_kit, is_kit)"
                    " SELECT l.shipment_id, ?2, l.line_no, i.item_id, l.qty,"
                    " l.lot, l.kit_pos, l.qty_per_kit, l.is_kit"
                    " FROM shipment_line l JOIN item i ON i.sku = ?3"
                    " WHERE l.shipment_id = ?1 AND l.pos = 0");
        query_int(&q, 1, shipment_id);
        query_int(&q, 2, pos);
        query_text(&q, 3, sku);
        query_write(&q);
    }
}

static void work_longer_than_a_bench_can_hold_is_not_given_in_part(void **state)
{
    (void)state;
    struct claim_answer a = claim(order_abroad("LONG"));
    add_shipment_lines(a.shipment_id, "A", 1, PICK_LINES_MAX - 1);
    assert_true(floor_work_begin(&office, a.shipment_id, &given));
    assert_int_equal(given.line_count, PICK_LINES_MAX);
    struct claim_answer b = claim(order_abroad("LONGER"));
    add_shipment_lines(b.shipment_id, "A", 1, PICK_LINES_MAX);
    assert_false(floor_work_begin(&office, b.shipment_id, &given));
}

static void add_serials(int64_t shipment_id, const char *sku, int32_t count)
{
    struct query q;
    char serial[32];
    for (int32_t i = 0; i < count; i++) {
        snprintf(serial, sizeof serial, "%s-%d", sku, i);
        query_begin(&q, office.st,
                    "INSERT INTO serial (item_id, serial, shipment_id)"
                    " SELECT item_id, ?2, ?1 FROM item WHERE sku = ?3");
        query_int(&q, 1, shipment_id);
        query_text(&q, 2, serial);
        query_text(&q, 3, sku);
        query_write(&q);
    }
}

static void serials_of_an_item_in_several_lines_come_once(void **state)
{
    enum { OF_A = PICK_SERIALS_MAX - 10, OF_B = 10 };
    static struct feed_serial serial[PICK_SERIALS_MAX];
    int of_b = 0;
    (void)state;
    struct claim_answer a = claim(order_abroad("SERIALS"));
    add_shipment_lines(a.shipment_id, "A", 1, 2);
    add_shipment_lines(a.shipment_id, "B", 3, 3);
    add_serials(a.shipment_id, "A", OF_A);
    add_serials(a.shipment_id, "B", OF_B);
    assert_int_equal(feed_serials_load(office.st, a.shipment_id, serial,
                                       PICK_SERIALS_MAX),
                     PICK_SERIALS_MAX);
    for (int i = 0; i < PICK_SERIALS_MAX; i++)
        of_b += serial[i].serial[0] == 'B';
    assert_int_equal(of_b, OF_B);
}

static int setup(void **state)
{
    if (fixture_open(state) < 0)
        return -1;
    item("A", 400, 90);
    item("B", 100, 50);
    stock("A", "LIS", 20);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_feed_brings_the_work_as_the_claim_gave_it),
        cmocka_unit_test(the_work_is_whole_where_the_bench_keeps_it),
        cmocka_unit_test(another_bench_learns_neither_address_nor_papers),
        cmocka_unit_test(a_page_goes_on_where_the_last_one_ended),
        cmocka_unit_test(serials_of_an_item_in_several_lines_come_once),
        cmocka_unit_test(
            work_longer_than_a_bench_can_hold_is_not_given_in_part)};
    return cmocka_run_group_tests(tests, setup, NULL);
}
