// What a carrier sorts by.
#include "station/domain/ship/routing.h"
#include "tests/test.h"

static const struct routing_facts FACTS = {"GB", "sw1a 1aa", "EXP", "MAIN"};

static void fields_are_filled_in(void **state)
{
    static const char *const CASES[][2] = {
        {"{country} {postal:2}-{service}", "GB SW-EXP"},
        {"{postal}", "SW1A1AA"},
        {"{postal:9}/{warehouse}", "SW1A1AA/MAIN"},
        {"DEPOT 4", "DEPOT 4"},
        {"", ""}};
    char out[ROUTING_TEXT_MAX + 1];
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_true(routing_is_rule(CASES[i][0]));
        routing_text(CASES[i][0], &FACTS, out);
        assert_string_equal(out, CASES[i][1]);
    }
}

static void a_rule_that_is_none_is_seen(void **state)
{
    static const char *const CASES[] = {
        "{city}", "{postal", "postal}", "{postal:0}", "{postal:12}",
        "{postal:x}", "{}", "{country}{"};
    char out[ROUTING_TEXT_MAX + 1];
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_false(routing_is_rule(CASES[i]));
        routing_text(CASES[i], &FACTS, out);
        assert_string_equal(out, "");
    }
}

static void a_code_too_long_is_left_out_whole(void **state)
{
    struct routing_facts facts = FACTS;
    char out[ROUTING_TEXT_MAX + 1];
    (void)state;
    facts.service = "A-SERVICE-WITH-A-CODE-OF-MORE-THAN-FORTY-LETTERS";
    routing_text("{country} {service}", &facts, out);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_filled_in),
        cmocka_unit_test(a_rule_that_is_none_is_seen),
        cmocka_unit_test(a_code_too_long_is_left_out_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
