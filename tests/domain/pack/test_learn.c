// What an item weighs, as its parcels show it.
#include "station/domain/pack/learn.h"
#include "tests/test.h"

static const struct {
    const char *name;
    int64_t unit_g[LEARN_MOST];
    int32_t count;
    int64_t catalogue_g;
    enum learn_verdict verdict;
    int64_t learned_g;
} CASES[] = {
    {"too few", {300, 301, 299, 300}, 4, 0, LEARN_WAIT, 0},
    {"nobody knew", {300, 301, 299, 300, 302}, 5, 0, LEARN_FIRST, 300},
    {"one heavy box", {300, 300, 299, 900, 302, 300}, 6, 0, LEARN_FIRST, 300},
    {"as it says", {300, 304, 296, 300, 302}, 5, 303, LEARN_RIGHT, 300},
    {"another pack", {412, 411, 412, 413, 412}, 5, 300, LEARN_WRONG, 412},
    {"light things", {3, 3, 4, 3, 3}, 5, 4, LEARN_RIGHT, 3},
    {"no two alike", {100, 200, 300, 400, 500}, 5, 0, LEARN_WAIT, 300},
    {"empty", {0, 0, 0, 0, 0}, 5, 300, LEARN_WAIT, 0},
};

static void parcels_say_what_an_item_weighs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        int64_t mg[LEARN_MOST];
        struct learn_answer a;
        for (int32_t n = 0; n < CASES[i].count; n++)
            mg[n] = CASES[i].unit_g[n] * 1000;
        learn_judge(mg, CASES[i].count, CASES[i].catalogue_g * 1000, &a);
        print_message("%s\n", CASES[i].name);
        assert_int_equal(a.verdict, CASES[i].verdict);
        assert_int_equal(a.unit_mg, CASES[i].learned_g * 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parcels_say_what_an_item_weighs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
