// What a scan is, before anything is looked up.
#include "shared/code.h"
#include "tests/test.h"

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
        {"10D9T", CODE_TEXT, 1},
        {"]C0ORDER-1", CODE_TEXT, 1},
        {"]C110D9T", CODE_MISREAD, 1},
        {"", CODE_MISREAD, 1},
        {"A\x01"
         "B",
         CODE_MISREAD, 1},
        {"CAF\xC3\xA9", CODE_TEXT, 1},
        {"CAF\xE9", CODE_MISREAD, 1},
        {"!B\xFF\xFF", CODE_MISREAD, 1},
        {"\xC3", CODE_MISREAD, 1},
        {"\xED\xA0\x80", CODE_MISREAD, 1},
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
        cmocka_unit_test(scans_are_told_apart_before_anything_is_looked_up),
        cmocka_unit_test(gs1_scans_give_lot_expiry_and_serial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
