// Orders as they were opened and as they ended, there and back.
#include "station/record/pack.h"
#include "tests/test.h"

#include <stdlib.h>

static struct pack from, to;            // large
static struct pack_done done;

static void make(void)
{
    struct pack_rule rule = {.needs_weight = true};
    struct pick_line plain = {.line_no = 1, .item_id = 5, .qty_want = 4,
                              .unit_mg = 300, .spread_mg = 7,
                              .kit_idx = PICK_NO_LINE, .lot = "L1"};
    struct pick_line kit = {.line_no = 2, .item_id = 6, .qty_want = 1,
                            .kit_idx = PICK_NO_LINE, .is_kit = true};
    struct pick_line piece = {.line_no = 2, .item_id = 7, .qty_want = 2,
                              .kit_idx = 1, .qty_per_kit = 2,
                              .needs_serial = true, .needs_lot = true};
    rule.weigh.step_mg = 1000;
    rule.weigh.floor_mg = 2000;
    rule.weigh.permille = 30;
    rule.weigh.tare_mg = 40;
    rule.weigh.packing_mg = 50;
    pack_init(&from, &rule);
    assert_true(pack_add_line(&from, &plain));
    assert_true(pack_add_line(&from, &kit));
    assert_true(pack_add_line(&from, &piece));
}

static void an_opened_order_comes_back_with_its_rule_and_lines(void **state)
{
    (void)state;
    make();
    json_t *body = pack_open_to_json(&from);
    assert_int_equal(pack_open_from_json(body, &to), ERR_OK);
    assert_memory_equal(&to.rule, &from.rule, sizeof to.rule);
    assert_int_equal(to.pick.line_count, 3);
    json_t *again = pack_open_to_json(&to);
    assert_true(json_equal(body, again));
    json_decref(again);
    json_decref(body);
}

static void an_order_without_its_lines_is_not_opened(void **state)
{
    (void)state;
    make();
    json_t *body = pack_open_to_json(&from);
    json_object_del(body, "lines");
    assert_int_equal(pack_open_from_json(body, &to), ERR_PARSE);
    json_decref(body);
}

// Two parcels; one unit short; two serials of the third line.
static void end(void)
{
    make();
    struct pick *p = &from.pick;
    p->line[0].qty_done = 3;
    p->line[0].qty_short = 1;
    p->line[0].short_reason = PICK_SHORT_DAMAGED;
    p->line[2].qty_done = 2;
    p->serial_count = 2;
    for (int i = 0; i < 2; i++) {
        p->serial[i].line_idx = 2;
        snprintf(p->serial[i].text, sizeof p->serial[i].text, "S%d", i);
        struct pack_parcel *parcel = &from.parcel[from.parcel_count++];
        snprintf(parcel->sscc, sizeof parcel->sscc, "00%d", i);
        snprintf(parcel->tracking, sizeof parcel->tracking, "T%d", i);
        parcel->weight_mg = 100 + i;
        parcel->copies = 1 + i;
        parcel->weighed = i ? V_OVERRIDDEN : V_NOT_NOW;
    }
}

static void what_a_bench_packed_comes_back_whole(void **state)
{
    char why[RECORD_WHY_MAX];
    (void)state;
    end();
    json_t *body = pack_done_to_json(
        &from, &(struct pack_way){"W-1", "NIGHT", "VAN"});
    memset(&done, 0xA5, sizeof done);
    assert_int_equal(pack_done_from_json(body, &done, why), ERR_OK);
    assert_string_equal(done.order_no, "W-1");
    assert_string_equal(done.service, "NIGHT");
    assert_string_equal(done.carrier, "VAN");
    assert_int_equal(done.parcel_count, 2);
    assert_string_equal(done.parcel[1].tracking, "T1");
    assert_int_equal(done.parcel[0].weighed, V_NOT_NOW);
    assert_int_equal(done.parcel[1].weighed, V_OVERRIDDEN);
    assert_int_equal(done.parcel[1].weight_mg, 101);
    assert_int_equal(done.parcel[1].copies, 2);
    assert_int_equal(done.line_count, 2); // a kit is no line of its own
    assert_int_equal(done.line[0].qty, 3);
    assert_int_equal(done.line[0].qty_short, 1);
    assert_int_equal(done.line[0].reason, PICK_SHORT_DAMAGED);
    assert_int_equal(done.line[0].serial_count, 0);
    assert_int_equal(done.line[1].pos, 2);
    assert_int_equal(done.line[1].serial_count, 2);
    assert_string_equal(done.serial[done.line[1].serial_first + 1], "S1");
    json_decref(body);
}

static void what_is_wrong_with_it_is_named(void **state)
{
    static const struct {
        const char *body, *why;
    } CASES[] = {
        {"{\"lines\":[{\"qty\":1}]}", "lines: pos: is missing"},
        {"{\"lines\":[{\"pos\":0,\"qty\":-1}]}",
         "lines: qty: is out of range"},
        {"{\"lines\":[{\"pos\":0,\"qty\":1,\"serials\":[3]}]}",
         "lines: serials: must be short texts"},
        {"{\"parcels\":[{\"sscc\":\"\"}]}", "parcels: sscc: is empty"},
        {"{\"parcels\":3}", "parcels: must be a list"}};
    char why[RECORD_WHY_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        json_t *body =
            json_read(CASES[i].body, strlen(CASES[i].body), NULL, 0);
        assert_int_equal(pack_done_from_json(body, &done, why), ERR_PARSE);
        assert_string_equal(why, CASES[i].why);
        json_decref(body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_opened_order_comes_back_with_its_rule_and_lines),
        cmocka_unit_test(an_order_without_its_lines_is_not_opened),
        cmocka_unit_test(what_a_bench_packed_comes_back_whole),
        cmocka_unit_test(what_is_wrong_with_it_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
