// Which order a bench is given, on real SQLite.
#include "station/central/floor/claims.h"
#include "station/central/intake/goods.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/engine/query.h"
#include "tests/central/office_fixture.h"

static struct outcome_why why;

static void the_oldest_promise_wins_in_the_single_lane(void **state)
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
    goods_item_save(&st, &i, &why);
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

// As if its carrier came then; 0 where nothing says when a parcel must leave.
static void leaves_at(int64_t shipment_id, int64_t due_ms)
{
    struct query q;
    query_begin(&q, &st,
                "UPDATE shipment SET due_ms = ?2 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, due_ms);
    query_write(&q);
    query_begin(&q, &st,
                "UPDATE shipment_single SET due_ms = ?2"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, due_ms);
    query_write(&q);
}

// Those without a cut-off wait behind all that have one, in the lane and in the
// queue.
static void no_cut_off_is_the_least_urgent(void **state)
{
    static const int64_t DAYS[] = {0, 9, 4, 0, 0, 2};
    int64_t id[COUNT(DAYS)];
    bool is_past_due = false;
    struct claim_answer a;
    struct claim_ask ask = {.station_id = 1,
                            .warehouse_id = warehouses_id(&st, "POR"),
                            .code = "9506000134352",
                            .at_ms = MONDAY_9};
    (void)state;
    while (claims_take(&st, &ask, &a), a.verdict == CLAIM_GIVEN)
        continue; // what other tests left
    stock("LANE", "POR", 30);
    for (size_t n = 0; n < COUNT(DAYS); n++) {
        char no[16];
        snprintf(no, sizeof no, "DUE-%zu", n);
        begin_order("shop", no, "PT", "1100-001");
        add_line("LANE", 1);
        id[n] = number(take_order(OUTCOME_NEW), "shipments", 0,
                       "shipment_id");
        leaves_at(id[n],
                  DAYS[n] ? MONDAY_9 + DAYS[n] * INT64_C(86400000) : 0);
    }
    static const int LANE[] = {5, 2, 1};
    for (size_t n = 0; n < COUNT(LANE); n++) {
        claims_take(&st, &ask, &a);
        assert_int_equal(a.shipment_id, id[LANE[n]]);
    }
    ask.code = "";
    while (claims_take(&st, &ask, &a), a.verdict == CLAIM_GIVEN) {
        bool is_due = a.shipment_id != id[0] && a.shipment_id != id[3] &&
                      a.shipment_id != id[4];
        assert_false(is_due && is_past_due);
        is_past_due = is_past_due || !is_due;
    }
    assert_true(is_past_due);
}

static void a_bench_gets_what_its_own_warehouse_packs(void **state)
{
    struct claim_answer a;
    (void)state;
    begin_order("shop", "FAR-1", "PT", "1100-001");
    add_line("LANE", 1);
    take_order(OUTCOME_NEW);
    struct claim_ask ask = {.station_id = 1,
                            .warehouse_id = warehouses_id(&st, "LIS"),
                            .code = "FAR-1",
                            .take_over = true,
                            .at_ms = MONDAY_9};
    claims_take(&st, &ask, &a);
    assert_int_equal(a.verdict, CLAIM_ELSEWHERE);
    assert_string_equal(a.holder, "POR");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oldest_promise_wins_in_the_single_lane),
        cmocka_unit_test(no_cut_off_is_the_least_urgent),
        cmocka_unit_test(a_bench_gets_what_its_own_warehouse_packs)};
    return cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
}
