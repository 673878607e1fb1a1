// The commands people scan: each code is read back as what it stands for.
#include "shared/code.h"
#include "shared/date.h"
#include "tests/test.h"

// 2026-11-23, 12:00.
#define NOW_MS (INT64_C(20780) * DATE_DAY_MS + DATE_DAY_MS / 2)

static void every_command_is_read_by_its_code(void **state)
{
    (void)state;
    for (int c = 0; c < PACK_CMD_TIMES; c++) {
        const char *code = command_code((enum pack_command)c);
        enum pack_command read = PACK_CMD_COUNT;
        int32_t count = 0;
        assert_true(command_read(code, strlen(code), &read, &count));
        assert_int_equal(read, c);
        assert_int_equal(count, 1);
    }
}

static void a_count_has_one_to_five_digits(void **state)
{
    static const struct {
        const char *code;
        int32_t count;
    } CASES[] = {{"%X1", 1},      {"%X12", 12},    {"%X99999", 99999},
                 {"%X", 0},       {"%X123456", 0}, {"%X1A", 0},
                 {"%UNDO2", 0},   {"%SHORT-9", 0}, {"%", 0}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        enum pack_command read;
        int32_t count;
        bool is_read = command_read(CASES[i].code, strlen(CASES[i].code),
                                    &read, &count);
        assert_int_equal(is_read, CASES[i].count > 0);
        if (is_read) {
            assert_int_equal(read, PACK_CMD_TIMES);
            assert_int_equal(count, CASES[i].count);
        }
    }
}

static void only_a_shortage_has_a_reason(void **state)
{
    (void)state;
    assert_int_equal(command_reason(PACK_CMD_SHORT_NOT_THERE),
                     PICK_SHORT_NOT_THERE);
    assert_int_equal(command_reason(PACK_CMD_SHORT_DAMAGED),
                     PICK_SHORT_DAMAGED);
    assert_int_equal(command_reason(PACK_CMD_SHORT_OTHER), PICK_SHORT_OTHER);
    assert_int_equal(command_reason(PACK_CMD_SHORT), COMMAND_NO_REASON);
    assert_int_equal(command_reason(PACK_CMD_TIMES), COMMAND_NO_REASON);
}

struct look {
    char asked[8];
    size_t len;
    enum code_key known;
};

static int note(void *arg, enum code_key key, uint64_t gtin, const char *text)
{
    struct look *l = arg;
    assert_true((key == CODE_BY_GTIN) == (gtin != 0));
    assert_true((key == CODE_BY_GTIN) == (text[0] == 0));
    l->asked[l->len++] = "gts"[key];
    return key == l->known ? ERR_OK : ERR_MISSING;
}

static void an_item_is_looked_up_by_gtin_then_text_then_sku(void **state)
{
    static const struct {
        const char *scan, *asked;
        enum code_key known;
        bool is_found;
    } CASES[] = {{"4006381333931", "g", CODE_BY_GTIN, true},
                 {"4006381333931", "gt", CODE_BY_TEXT, true},
                 {"96385074", "gts", CODE_BY_SKU, true}, // may be an EAN-8
                 {"96385075", "ts", CODE_BY_SKU, true},
                 {"MUG", "t", CODE_BY_TEXT, true},
                 {"]E04006381333931", "g", CODE_BY_SKU, false}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct code c;
        struct look l = {.known = CASES[i].known};
        code_read(&c, CASES[i].scan, strlen(CASES[i].scan), NOW_MS);
        int rc = code_find(&c, note, &l);
        assert_int_equal(rc, CASES[i].is_found ? ERR_OK : ERR_MISSING);
        assert_string_equal(l.asked, CASES[i].asked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_is_read_by_its_code),
        cmocka_unit_test(a_count_has_one_to_five_digits),
        cmocka_unit_test(only_a_shortage_has_a_reason),
        cmocka_unit_test(an_item_is_looked_up_by_gtin_then_text_then_sku),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
