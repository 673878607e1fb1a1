// Which order a bench is given, on real SQLite.
#include "station/central/floor/claims.h"
#include "station/central/intake/goods.h"
#include "station/store/central/goods/warehouses.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oldest_promise_wins_in_the_single_lane)};
    return cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
}
