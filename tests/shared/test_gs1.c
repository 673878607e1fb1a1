#include "shared/gs1/gs1.h"
#include "shared/gs1/gs1_date.h"
#include "tests/test.h"

static void joined(const struct gs1 *g, char *out)
{
    out[0] = 0;
    for (int32_t i = 0; i < g->count; i++)
        sprintf(out + strlen(out), "(%s)%s", g->element[i].ai,
                g->element[i].value);
}

static void element_strings_split_at_fnc1(void **state)
{
    static const struct {
        const char *data, *want;
    } CASES[] = {
        {"0109506000134352", "(01)09506000134352"},
        {"010950600013435210ABC\x1D" "17271231",
         "(01)09506000134352(10)ABC(17)271231"},
        {"\x1D" "010950600013435210ABC", "(01)09506000134352(10)ABC"},
        {"0109506000134352\x1D" "10ABC", "(01)09506000134352(10)ABC"},
        {"010950600013435210ABC\x1D", "(01)09506000134352(10)ABC"},
        {"00006141411234567890", "(00)006141411234567890"},
        {"0209506000134352" "3712\x1D" "00006141411234567890",
         "(02)09506000134352(37)12(00)006141411234567890"},
        {"01095060001343523103001250", "(01)09506000134352(3103)001250"},
        {"422724\x1D" "0109506000134352", "(422)724(01)09506000134352"},
        {"700326112217\x1D", NULL},
        {"3912978100", "(3912)978100"},
        {"422620", "(422)620"},
        {"423620724", "(423)620724"},
        {"4307PT", "(4307)PT"},
        {"7031999AB", "(7031)999AB"},
        {"724180", "(7241)80"},
        {"72529", "(7252)9"},
        {"725020280229", "(7250)20280229"},
        {"7251202602282359", "(7251)202602282359"},
        {"7258""2/5", "(7258)2/5"},
        {"8006095060001343520202", "(8006)095060001343520202"},
        {"8007PT50000201231234567890154", "(8007)PT50000201231234567890154"},
        {"430918000000003600000000", "(4309)18000000003600000000"},
        {"800112341234512390", "(8001)12341234512390"},
        {"800826022823", "(8008)26022823"},
        {"8008260228235959", "(8008)260228235959"},
        {"80131987654Ad4X4bL5ttr2310c2K", "(8013)1987654Ad4X4bL5ttr2310c2K"},
        {"8004123456AB", "(8004)123456AB"},
        {"4330000123-", "(4330)000123-"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct gs1 g;
        char got[400];
        int rc = gs1_parse(&g, CASES[i].data, strlen(CASES[i].data));
        assert_int_equal(rc, CASES[i].want ? ERR_OK : ERR_PARSE);
        if (!CASES[i].want)
            continue;
        joined(&g, got);
        assert_string_equal(got, CASES[i].want);
    }
}

static void broken_data_is_refused_with_a_reason(void **state)
{
    static const struct {
        const char *data;
        enum gs1_why why;
    } CASES[] = {
        {"", GS1_EMPTY},
        {"0109506000134353", GS1_BAD_CHECK_DIGIT},
        {"01095060001343", GS1_TOO_SHORT},
        {"99", GS1_TOO_SHORT},
        {"0519", GS1_UNKNOWN_AI},
        {"17271301", GS1_BAD_DATE},
        {"17270230", GS1_BAD_DATE},
        {"7006270200", GS1_BAD_DATE},
        {"10ABCDEFGHIJKLMNOPQRSTUVWXYZ", GS1_VALUE_TOO_LONG},
        {"10AB^C", GS1_BAD_CHARACTER},
        {"37AB", GS1_NOT_DIGITS},
        {"3912998100", GS1_BAD_CODE},           // no currency
        {"422000", GS1_BAD_CODE},
        {"423724000", GS1_BAD_CODE},
        {"42372472", GS1_BAD_CODE},
        {"4307XX", GS1_BAD_CODE},
        {"7030000AB", GS1_BAD_CODE},
        {"724111", GS1_BAD_CODE},
        {"72523", GS1_BAD_CODE},
        {"725020260230", GS1_BAD_DATE},
        {"7251202602282460", GS1_BAD_DATE},
        {"7258""6/5", GS1_BAD_NUMBER},
        {"7258""0/5", GS1_BAD_NUMBER},
        {"8006095060001343520302", GS1_BAD_NUMBER},
        {"8006095060001343520002", GS1_BAD_NUMBER},
        {"8007PT50000201231234567890155", GS1_BAD_CHECK_DIGIT},
        {"8007pt50", GS1_BAD_CHECK_DIGIT},
        {"430919000000000000000000", GS1_BAD_NUMBER},
        {"800100001234512319", GS1_BAD_NUMBER},
        {"800112341234512350", GS1_BAD_CODE},
        {"80082602282460", GS1_BAD_DATE},
        {"80110123", GS1_BAD_NUMBER},
        {"80131987654Ad4X4bL5ttr2310c2L", GS1_BAD_CHECK_DIGIT},
        {"8004AB12", GS1_BAD_CODE},
        {"4330000123X", GS1_BAD_CHARACTER},
        {"10A\x1D" "10B", GS1_SAME_TWICE},
        {"3106123456" "3109123456", GS1_UNKNOWN_AI},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct gs1 g;
        assert_int_equal(gs1_parse(&g, CASES[i].data, strlen(CASES[i].data)),
                         ERR_PARSE);
        assert_string_equal(gs1_why_name(g.why), gs1_why_name(CASES[i].why));
    }
}

static void bracketed_strings_are_read(void **state)
{
    struct gs1 g;
    char got[400];
    const char *good = "(01)09506000134352(10)A\\(B(21)X";
    (void)state;
    assert_int_equal(gs1_parse_bracketed(&g, good, strlen(good)), ERR_OK);
    joined(&g, got);
    assert_string_equal(got, "(01)09506000134352(10)A(B(21)X");
    assert_int_equal(gs1_parse_bracketed(&g, "01)x", 4), ERR_PARSE);
    assert_int_equal(gs1_parse_bracketed(&g, "(01", 3), ERR_PARSE);
}

static void digital_links_are_read(void **state)
{
    static const struct {
        const char *uri, *want;
    } CASES[] = {
        {"https://id.gs1.org/01/09506000134352", "(01)09506000134352"},
        {"HTTPS://EXAMPLE.COM/A/01/09506000134352/10/AB%2F1?17=271231&x=y",
         "(01)09506000134352(10)AB/1(17)271231"},
        {"http://a.b/414/9506000134352/254/X#frag",
         "(414)9506000134352(254)X"},
        {"Https://a.b/01/09506000134352", NULL},
        {"https://a.b/01/09506000134352/21/1/10/2", NULL},
        {"https://a.b/10/2", NULL},
        {"https://a.b/01/9506000134352", NULL},
        {"https://a.b/01/09506000134352/10/", NULL},
        {"https://a.b/01/09506000134352/10/%00", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct gs1 g;
        char got[400];
        int rc = gs1_parse_link(&g, CASES[i].uri, strlen(CASES[i].uri));
        assert_int_equal(rc, CASES[i].want ? ERR_OK : ERR_PARSE);
        if (!CASES[i].want)
            continue;
        joined(&g, got);
        assert_string_equal(got, CASES[i].want);
    }
}

static void a_plain_lot_is_never_taken_for_gs1(void **state)
{
    static const struct {
        const char *data;
        int form;
    } CASES[] = {
        {"10D9T", GS1_FORM_PLAIN},
        {"]C010D9T", GS1_FORM_PLAIN},
        {"0109506000134352", GS1_FORM_PLAIN},
        {"]C10109506000134352", GS1_FORM_ELEMENTS},
        {"]d20109506000134352", GS1_FORM_ELEMENTS},
        {"]Q30109506000134352", GS1_FORM_ELEMENTS},
        {"]e00109506000134352", GS1_FORM_ELEMENTS},
        {"\x1D" "0109506000134352", GS1_FORM_ELEMENTS},
        {"]E09506000134352", GS1_FORM_GTIN},
        {"]E402345680", GS1_FORM_GTIN},
        {"]I109506000134352", GS1_FORM_GTIN},
        {"]I112345678", GS1_FORM_PLAIN},
        {"]E09506000134353", ERR_PARSE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct gs1 g;
        size_t plain;
        assert_int_equal(gs1_scan(&g, CASES[i].data, strlen(CASES[i].data),
                                  &plain), CASES[i].form);
    }
}

static void pairs_are_checked_over_the_whole_item(void **state)
{
    static const struct {
        const char *data;
        int rc;
        enum gs1_why why;
    } CASES[] = {
        {"(01)09506000134352(10)A(17)271231", ERR_OK, GS1_FINE},
        {"(10)A", ERR_PARSE, GS1_PAIR_MISSING},
        {"(02)09506000134352(37)12(00)006141411234567890", ERR_OK, GS1_FINE},
        {"(02)09506000134352", ERR_PARSE, GS1_PAIR_MISSING},
        {"(01)09506000134352(37)12", ERR_PARSE, GS1_PAIR_FORBIDDEN},
        {"(01)09506000134352(02)09506000134352(37)1", ERR_PARSE,
         GS1_PAIR_FORBIDDEN},
        {"(01)09506000134352(3103)001250(3102)001250", ERR_PARSE,
         GS1_PAIR_FORBIDDEN},
        {"(00)006141411234567890(3302)001250", ERR_OK, GS1_FINE},
        {"(21)1", ERR_PARSE, GS1_PAIR_MISSING},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct gs1 g;
        assert_int_equal(gs1_parse_bracketed(&g, CASES[i].data,
                                             strlen(CASES[i].data)), ERR_OK);
        assert_int_equal(gs1_check_pairs(&g), CASES[i].rc);
        if (CASES[i].rc < 0)
            assert_int_equal(g.why, CASES[i].why);
    }
}

static void dates_slide_with_the_year(void **state)
{
    int32_t a, b;
    (void)state;
    assert_int_equal(gs1_date("261100", 2026, &a), ERR_OK);
    assert_int_equal(gs1_date("261130", 2026, &b), ERR_OK);
    assert_int_equal(a, b);
    assert_int_equal(gs1_date("240200", 2026, &a), ERR_OK); // a leap year
    assert_int_equal(gs1_date("240229", 2026, &b), ERR_OK);
    assert_int_equal(a, b);
    assert_int_equal(gs1_date("770101", 2026, &a), ERR_OK); // 51 apart: 1977
    assert_int_equal(a, 2557);
    assert_int_equal(gs1_date("760101", 2026, &b), ERR_OK); // 50 apart: 2076
    assert_int_equal(b, 38716);
    assert_int_equal(gs1_date("261332", 2026, &a), ERR_PARSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(element_strings_split_at_fnc1),
        cmocka_unit_test(broken_data_is_refused_with_a_reason),
        cmocka_unit_test(bracketed_strings_are_read),
        cmocka_unit_test(digital_links_are_read),
        cmocka_unit_test(a_plain_lot_is_never_taken_for_gs1),
        cmocka_unit_test(pairs_are_checked_over_the_whole_item),
        cmocka_unit_test(dates_slide_with_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
