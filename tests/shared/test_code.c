// What a scan is, before anything is looked up.
#include "shared/code.h"
#include "shared/date.h"
#include "shared/gs1/gtin.h"
#include "tests/test.h"

// 2026-11-23, 12:00.
#define NOW_MS (INT64_C(20780) * DATE_DAY_MS + DATE_DAY_MS / 2)

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
        {"]C110D9T", CODE_COMPANION, 1},
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
        code_read(&c, CASES[i].scan, strlen(CASES[i].scan), NOW_MS);
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
    code_read(&c, scan, strlen(scan), NOW_MS);
    assert_int_equal(c.kind, CODE_GTIN);
    assert_true(c.gtin == 9506000134352);
    assert_string_equal(c.lot, "LOT1");
    assert_string_equal(c.serial, "SER9");
    assert_int_equal(c.expiry_days, 21183); // 2027-12-31
}

struct reading {
    const char *scan;
    enum code_kind kind;
    uint64_t gtin;
    const char *lot, *serial;
};

static void read_all(const struct reading *r, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct code c;
        code_read(&c, r[i].scan, strlen(r[i].scan), NOW_MS);
        if (c.kind != r[i].kind || c.gtin != r[i].gtin)
            print_error("%s: %d %llu %s\n", r[i].scan, (int)c.kind,
                        (unsigned long long)c.gtin, c.why ? c.why : "");
        assert_int_equal(c.kind, r[i].kind);
        assert_true(c.gtin == r[i].gtin);
        assert_string_equal(c.lot, r[i].lot);
        assert_string_equal(c.serial, r[i].serial);
    }
}

#define ITEM UINT64_C(9506000134352)
#define BOOK UINT64_C(9780201379624)

static void gs1_without_an_identifier_is_read_where_it_is_sure(void **state)
{
    static const struct reading CASES[] = {
        {"010950600013435210L1\x1D" "2112345", CODE_GTIN, ITEM, "L1", "12345"},
        {"010950600013435221998\x1D" "10L1", CODE_GTIN, ITEM, "L1", "998"},
        {"01095060001343521726123110L1", CODE_GTIN, ITEM, "L1", ""},
        {"(01)09506000134352(10)L1", CODE_GTIN, ITEM, "L1", ""},
        {"0109506000134352", CODE_GTIN, ITEM, "", ""},
        {"10L1\x1D" "2112345", CODE_COMPANION, 0, "L1", "12345"},
        {"00095060000000000039", CODE_SSCC, 0, "", ""},
        {"(00)095060000000000039", CODE_SSCC, 0, "", ""},
        // A lot, an order, a part number: nothing in them is sure.
        {"10L1", CODE_TEXT, 0, "", ""},
        {"01ORDER-2026-11-23", CODE_TEXT, 0, "", ""},
        {"0109506000134353", CODE_TEXT, 0, "", ""},
        {"010950600013435299", CODE_TEXT, 0, "", ""},
        {"(A)4711", CODE_TEXT, 0, "", ""},
        {"99\x1D" "01", CODE_MISREAD, 0, "", ""},
    };
    (void)state;
    read_all(CASES, COUNT(CASES));
}

static void a_digital_link_is_read_under_any_identifier(void **state)
{
    static const struct reading CASES[] = {
        {"]Q1https://id.gs1.org/01/09506000134352/10/L1", CODE_GTIN, ITEM,
         "L1", ""},
        {"]d1https://example.com/shop/01/9506000134352", CODE_MISREAD, 0, "",
         ""},
        {"]Q3https://id.gs1.org/01/09506000134352/21/7", CODE_GTIN, ITEM, "",
         "7"},
        {"HTTPS://id.gs1.org/01/09506000134352?17=271231", CODE_GTIN, ITEM, "",
         ""},
        {"https://id.gs1.org/00/095060000000000039", CODE_SSCC, 0, "", ""},
        {"]Q1https://id.gs1.org/01/09506000134353", CODE_MISREAD, 0, "", ""},
        {"]Q1https://example.com/catalogue", CODE_TEXT, 0, "", ""},
    };
    (void)state;
    read_all(CASES, COUNT(CASES));
}

static void retail_codes_follow_their_symbol(void **state)
{
    static const struct reading CASES[] = {
        {"]E3978020137962451234", CODE_GTIN, BOOK, "", ""},
        {"]E3978020137962412", CODE_GTIN, BOOK, "", ""},
        {"978020137962451234", CODE_GTIN, BOOK, "", ""},
        {"978020137962412", CODE_GTIN, BOOK, "", ""},
        {"978020137962451000", CODE_GTIN, BOOK, "", ""}, // an SSCC, by chance
        {"]E39780201379624", CODE_MISREAD, 0, "", ""},
        {"]E112", CODE_MISREAD, 0, "", ""},
        {"]E251234", CODE_MISREAD, 0, "", ""},
        {"400638133393112", CODE_TEXT, 0, "", ""}, // no book, no magazine
        {"]E496385074", CODE_GTIN, 96385074, "", ""},
        // The same eight digits: of UPC-E and of EAN-8.
        {"]E001234565", CODE_GTIN, 12345000065, "", ""},
        {"]E401234565", CODE_GTIN, 1234565, "", ""},
        {"]E412345670", CODE_GTIN, 12345670, "", ""},
        {"]E01234567", CODE_MISREAD, 0, "", ""},
        {"]I114006381333938", CODE_GTIN, 14006381333938, "", ""},
        {"]I112345", CODE_TEXT, 0, "", ""},
    };
    (void)state;
    read_all(CASES, COUNT(CASES));
}

// Good through the day that is told, whichever identifier tells it; by the
// hour of 7003 until that hour.
static void the_earliest_date_is_the_last_good_day(void **state)
{
    static const struct {
        const char *after;
        int32_t days;
    } CASES[] = {
        {"15261123", 20780},           {"16261122", 20779},
        {"17261124", 20781},           {"1726112415261110", 20767},
        {"70032611231159", 20779},     {"70032611231201", 20780},
        {"70032611240000", 20781},     {"7007261101", PICK_NO_DATE},
        {"7007261101261120", PICK_NO_DATE}, {"11261101", PICK_NO_DATE},
        {"7007261124", -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        char scan[64];
        struct code c;
        snprintf(scan, sizeof scan, "]d20109506000134352%s", CASES[i].after);
        code_read(&c, scan, strlen(scan), NOW_MS);
        bool is_right = CASES[i].days >= 0;
        assert_int_equal(c.kind, is_right ? CODE_GTIN : CODE_MISREAD);
        if (is_right)
            assert_int_equal(c.expiry_days, CASES[i].days);
    }
}

static void weight_in_a_code_is_read(void **state)
{
    static const struct {
        const char *scan;
        uint64_t measure_gtin;
        int64_t net_mg, measure_mg;
    } CASES[] = {
        {"]e001095060001343523103001250", 0, 1250000, 0},
        {"]C1010950600013435231050012" "50", 0, 12500, 0},
        {"]C101095060001343523200000002", 0, 907184, 0},
        {"2112345012506", 2112345000008, 0, 1250000},
        {"]E02112345012506", 2112345000008, 0, 1250000},
        {"4006381333931", 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct code c;
        char text[GTIN_DIGITS + 1];
        code_read(&c, CASES[i].scan, strlen(CASES[i].scan), NOW_MS);
        assert_true(c.net_mg == CASES[i].net_mg);
        assert_true(c.measure_gtin == CASES[i].measure_gtin);
        assert_true(c.measure_mg == CASES[i].measure_mg);
        gtin_text(c.measure_gtin, text);
        assert_true(!c.measure_gtin || gtin_is_checked(text, GTIN_DIGITS));
    }
}

// Digits of a trade item's or a parcel's length that fail their check may be
// anything that somebody knows; else they were misread.
static void wrong_check_digits_leave_a_doubt(void **state)
{
    static const struct {
        const char *scan;
        bool is_doubtful;
    } CASES[] = {
        {"4006381333932", true},  {"036000291453", true},
        {"14006381333939", true}, {"006141411234567891", true},
        {"0109506000134353", true}, {"4006381333931", false},
        {"47110815", false},      {"100000045", false},
        {"ORDER-12345678", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct code c;
        code_read(&c, CASES[i].scan, strlen(CASES[i].scan), NOW_MS);
        assert_int_equal(c.doubt != NULL, CASES[i].is_doubtful);
    }
}

struct asked {
    enum code_key known;
    char order[8];
};

static int ask(void *arg, enum code_key key, uint64_t gtin, const char *text)
{
    struct asked *a = arg;
    (void)gtin;
    (void)text;
    a->order[strlen(a->order)] = "GTSM"[key];
    return key == a->known ? ERR_OK : ERR_MISSING;
}

static void a_guess_is_looked_for_as_a_text_first(void **state)
{
    static const struct {
        const char *scan, *order;
    } CASES[] = {
        {"4006381333931", "GTSM"},   {"0109506000134352", "TSGM"},
        {"978020137962412", "TSGM"}, {"]E04006381333931", "GM"},
        {"2112345012506", "GTSM"},   {"96385074", "GTSM"},
        {"3600029145", "TSM"},       {"36000291452", "GTSM"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct asked a = {.known = CODE_BY_MEASURE};
        struct code c;
        code_read(&c, CASES[i].scan, strlen(CASES[i].scan), NOW_MS);
        int rc = code_find(&c, ask, &a);
        bool has_measure = c.measure_gtin != 0;
        assert_int_equal(rc, has_measure ? ERR_OK : ERR_MISSING);
        assert_memory_equal(a.order, CASES[i].order, strlen(a.order));
        assert_int_equal(strlen(a.order),
                         strlen(CASES[i].order) - (has_measure ? 0 : 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scans_are_told_apart_before_anything_is_looked_up),
        cmocka_unit_test(gs1_scans_give_lot_expiry_and_serial),
        cmocka_unit_test(gs1_without_an_identifier_is_read_where_it_is_sure),
        cmocka_unit_test(a_digital_link_is_read_under_any_identifier),
        cmocka_unit_test(retail_codes_follow_their_symbol),
        cmocka_unit_test(the_earliest_date_is_the_last_good_day),
        cmocka_unit_test(weight_in_a_code_is_read),
        cmocka_unit_test(wrong_check_digits_leave_a_doubt),
        cmocka_unit_test(a_guess_is_looked_for_as_a_text_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
