// Customs: which paper goes along, what is wrong with a declaration, duties.
#include "station/domain/ship/customs.h"
#include "shared/date.h"
#include "tests/test.h"

static struct customs declaration(void)
{
    static struct customs c;
    memset(&c, 0, sizeof c);
    strcpy(c.currency, "EUR");
    strcpy(c.incoterm, "DAP");
    strcpy(c.from.country, "PT");
    strcpy(c.to.country, "US");
    strcpy(c.to.phone, "+1 555");
    c.gross_mg = 900000;
    c.line_count = 1;
    strcpy(c.line[0].what, "Enamel mugs");
    strcpy(c.line[0].hs, "732393");
    strcpy(c.line[0].origin, "PT");
    c.line[0].qty = 2;
    c.line[0].net_mg = 700000;
    c.line[0].value_minor = 3000;
    return c;
}

static void the_paper_follows_destination_value_and_weight(void **state)
{
    const struct customs_limits limits = {35000, 2000000};
    struct customs c = declaration();
    (void)state;
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN22);
    assert_int_equal(customs_form(&c, false, &limits), CUSTOMS_INVOICE);
    c.gross_mg = 2000001;
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN23);
    c.gross_mg = 1;
    c.line[0].value_minor = 35001;
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN23);
    strcpy(c.to.country, "DE");
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_NONE);
    strcpy(c.to.country, "CH");
    assert_int_equal(customs_form(&c, true, &limits), CUSTOMS_CN23);
}

static void bad_declarations_name_line_and_reason(void **state)
{
    static const char *const VAGUE[] = {"", "Goods", "GIFT", "x"};
    int32_t line;
    struct customs c = declaration();
    (void)state;
    assert_int_equal(customs_check(&c, &line), CUSTOMS_OK);
    for (size_t i = 0; i < COUNT(VAGUE); i++) {
        strcpy(c.line[0].what, VAGUE[i]);
        assert_int_equal(customs_check(&c, &line), CUSTOMS_VAGUE);
        assert_int_equal(line, 0);
    }
    c = declaration();
    strcpy(c.line[0].hs, "73239");
    assert_int_equal(customs_check(&c, &line), CUSTOMS_BAD_HS);
    c = declaration();
    c.line[0].value_minor = 0;
    assert_int_equal(customs_check(&c, &line), CUSTOMS_NO_VALUE);
    c = declaration();
    strcpy(c.ioss, "IM123");
    assert_int_equal(customs_check(&c, &line), CUSTOMS_BAD_IOSS);
    assert_int_equal(line, -1);
    char hs[CUSTOMS_HS_MAX + 4];
    customs_hs_dotted("6109100010", hs);
    assert_string_equal(hs, "6109.10.00.10");
}

// Duty changes with the day: the rule is data with dates.
static void duty_rules_begin_and_end(void **state)
{
    struct customs c = declaration();
    struct customs_rule rule = {"EU", date_days(2026, 7, 1),
                                date_days(2028, 6, 30), 0, 300, 0};
    (void)state;
    strcpy(c.from.country, "CN");
    strcpy(c.to.country, "DE");
    c.line_count = 2;
    c.line[1] = c.line[0];
    int32_t day = date_days(2026, 11, 24);
    assert_int_equal(customs_duty(&c, &rule, 1, day), 300);
    strcpy(c.line[1].hs, "910211");
    assert_int_equal(customs_duty(&c, &rule, 1, day), 600);
    assert_int_equal(customs_duty(&c, &rule, 1, date_days(2026, 6, 30)), 0);
}

static void every_verdict_is_said_in_words_of_its_own(void **state)
{
    (void)state;
    for (int v = 0; v < CUSTOMS_VERDICT_COUNT; v++)
        for (int k = 0; k <= v; k++) {
            const char *words = customs_verdict_name((enum customs_verdict)v);
            assert_true(words && words[0]);
            if (k < v)
                assert_string_not_equal(
                    words, customs_verdict_name((enum customs_verdict)k));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verdict_is_said_in_words_of_its_own),
        cmocka_unit_test(the_paper_follows_destination_value_and_weight),
        cmocka_unit_test(bad_declarations_name_line_and_reason),
        cmocka_unit_test(duty_rules_begin_and_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
