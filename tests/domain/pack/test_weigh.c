// Weighing, allocation, stock and codes.
#include "station/domain/stock/alloc.h"
#include "shared/code.h"
#include "station/domain/stock/stock.h"
#include "station/domain/pack/weigh.h"
#include "tests/test.h"

static enum weigh_look feed(struct weigh_watch *w, int64_t mg, int64_t at_ms,
                            enum weigh_status status)
{
    return weigh_watch_sample(
        w, &(struct weigh_sample){.mg = mg, .at_ms = at_ms, .status = status},
        1000);
}

static void a_weight_belongs_to_this_parcel_only(void **state)
{
    struct weigh_watch w;
    (void)state;
    weigh_watch_clear(&w, 1000);
    assert_int_equal(feed(&w, 500000, 1100, WEIGH_STABLE), WEIGH_NOT_CLEARED);
    assert_int_equal(feed(&w, 500000, 1200, WEIGH_STABLE), WEIGH_NOT_CLEARED);
    assert_int_equal(feed(&w, 0, 1300, WEIGH_STABLE), WEIGH_AT_ZERO);
    assert_int_equal(feed(&w, 300000, 1400, WEIGH_MOVING), WEIGH_WAIT);
    assert_int_equal(feed(&w, 500000, 1500, WEIGH_STABLE), WEIGH_WAIT);
    assert_int_equal(feed(&w, 500500, 1600, WEIGH_STABLE), WEIGH_TAKEN);
    weigh_watch_changed(&w, 1650);
    assert_int_equal(feed(&w, 500500, 1640, WEIGH_STABLE), WEIGH_WAIT);
    assert_int_equal(feed(&w, 600000, 1700, WEIGH_STABLE), WEIGH_WAIT);
    assert_int_equal(feed(&w, 600000, 1800, WEIGH_STABLE), WEIGH_TAKEN);
    assert_int_equal(weigh_watch_look(&w, 1800 + WEIGH_FRESH_MS + 1, 1000),
                     WEIGH_NO_SAMPLE);
    assert_int_equal(feed(&w, 0, 5000, WEIGH_OVER), WEIGH_TROUBLE);
}

static void the_tolerance_is_the_largest_of_its_reasons(void **state)
{
    struct weigh_rule rule = {.step_mg = 2000, .floor_mg = 3000,
                              .permille = 10, .tare_mg = 100000};
    struct weigh_part part = {.unit_mg = 50000, .qty = 2};
    struct weigh_answer a;
    (void)state;
    weigh_expect(&rule, &part, 1, &a);
    assert_int_equal(a.expected_mg, 200000);
    assert_int_equal(a.tolerance_mg, 4000); // two scale steps
    part.qty = 98;
    weigh_expect(&rule, &part, 1, &a);
    assert_int_equal(a.tolerance_mg, 50000); // ten thousandths
    part.spread_mg = 3000;
    weigh_expect(&rule, &part, 1, &a);
    assert_int_equal(a.tolerance_mg, 89070); // 3 sigma of 98 items
}

static void lighter_than_its_known_parts_is_light_even_unchecked(void **state)
{
    struct weigh_rule rule = {.step_mg = 1000, .floor_mg = 1000,
                              .tare_mg = 100000};
    const struct weigh_part parts[] = {{.unit_mg = 0, .qty = 1},
                                       {.unit_mg = 50000, .qty = 1}};
    struct weigh_answer a;
    (void)state;
    weigh_judge(&rule, parts, 2, 400000, &a);
    assert_int_equal(a.verdict, V_WEIGHT_UNCHECKED);
    weigh_judge(&rule, parts, 2, 110000, &a);
    assert_int_equal(a.verdict, V_WEIGHT_LIGHT);
}

static void first_expired_goes_first_then_the_oldest_place(void **state)
{
    struct alloc_row rows[] = {
        {.stock_id = 1, .place_id = 1, .since_ms = 5, .qty_free = 10},
        {.stock_id = 2, .place_id = 2, .since_ms = 3, .qty_free = 10},
        {.stock_id = 3, .place_id = 3, .since_ms = 9, .qty_free = 4,
         .expiry_days = 200},
        {.stock_id = 4, .place_id = 4, .since_ms = 1, .qty_free = 4,
         .expiry_days = 90},
    };
    (void)state;
    assert_int_equal(alloc_line(rows, 4, 12, 100), 12);
    for (int i = 0; i < 4; i++) {
        static const int32_t WANT[] = {0, 0, 8, 4, 0};
        assert_int_equal(rows[i].qty_take, WANT[rows[i].stock_id]);
    }
    assert_int_equal(alloc_line(rows, 4, 100, 100), 24);
}

static void moves_neither_make_nor_lose_anything(void **state)
{
    struct stock_balance b[6];
    uint64_t seed = 5;
    (void)state;
    for (int i = 0; i < 6; i++)
        b[i] = (struct stock_balance){.kind = (enum stock_place)i};
    for (int n = 0; n < 20000; n++) {
        stock_move(&b[next_random(&seed) % 6], &b[next_random(&seed) % 6],
                   next_random(&seed) % 20);
        int64_t sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += b[i].qty;
            if (!stock_is_outside(b[i].kind))
                assert_true(b[i].qty >= 0);
        }
        assert_int_equal(sum, 0);
    }
}

static void scans_are_told_apart_before_anything_is_looked_up(void **state)
{
    static const struct {
        const char *scan;
        enum code_kind kind;
        int32_t count;
    } CASES[] = {
        {"%UNDO", CODE_COMMAND, 1},   {"%X12", CODE_COMMAND, 12},
        {"%WHAT", CODE_MISREAD, 0},   {"!BP0001", CODE_BADGE, 1},
        {"4006381333931", CODE_GTIN, 1}, {"4006381333932", CODE_TEXT, 1},
        {"]E04006381333931", CODE_GTIN, 1},
        {"]E04006381333932", CODE_MISREAD, 1},
        {"]C10109506000134352" "3012", CODE_GTIN, 12},
        {"]C100006141411234567890", CODE_SSCC, 1},
        {"006141411234567890", CODE_SSCC, 1},
        {"10D9T", CODE_TEXT, 1},      {"]C0ORDER-1", CODE_TEXT, 1},
        {"]C110D9T", CODE_MISREAD, 1}, {"", CODE_MISREAD, 1},
        {"A\x01" "B", CODE_MISREAD, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct code c;
        code_read(&c, CASES[i].scan, strlen(CASES[i].scan), 20780);
        assert_int_equal(c.kind, CASES[i].kind);
        if (c.kind != CODE_MISREAD)
            assert_int_equal(c.count, CASES[i].count);
    }
}

static void gs1_scans_give_lot_expiry_and_serial(void **state)
{
    struct code c;
    const char *scan = "]C101095060001343521727123110LOT1\x1D" "21SER9";
    (void)state;
    code_read(&c, scan, strlen(scan), 20780);
    assert_int_equal(c.kind, CODE_GTIN);
    assert_true(c.gtin == 9506000134352);
    assert_string_equal(c.lot, "LOT1");
    assert_string_equal(c.serial, "SER9");
    assert_int_equal(c.expiry_days, 21183); // 2027-12-31
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weight_belongs_to_this_parcel_only),
        cmocka_unit_test(the_tolerance_is_the_largest_of_its_reasons),
        cmocka_unit_test(lighter_than_its_known_parts_is_light_even_unchecked),
        cmocka_unit_test(first_expired_goes_first_then_the_oldest_place),
        cmocka_unit_test(moves_neither_make_nor_lose_anything),
        cmocka_unit_test(scans_are_told_apart_before_anything_is_looked_up),
        cmocka_unit_test(gs1_scans_give_lot_expiry_and_serial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
