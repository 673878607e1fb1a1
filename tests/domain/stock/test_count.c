// What counting a shelf means for the books.
#include "station/domain/stock/count.h"
#include "tests/test.h"

static void a_count_finds_loses_or_keeps_what_is_promised(void **state)
{
    static const struct {
        struct count count;
        enum count_verdict verdict;
        int64_t qty;
    } CASES[] = {{{0, 0, 0}, COUNT_SAME, 0},
                 {{5, 0, 5}, COUNT_SAME, 0},
                 {{0, 0, 7}, COUNT_FOUND, 7},
                 {{5, 5, 9}, COUNT_FOUND, 4},
                 {{5, 2, 2}, COUNT_LOST, 3},
                 {{5, 0, 0}, COUNT_LOST, 5},
                 {{5, 2, 1}, COUNT_RESERVED, 0}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        int64_t qty = -1;
        assert_int_equal(count_judge(&CASES[i].count, &qty),
                         CASES[i].verdict);
        assert_int_equal(qty, CASES[i].qty);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_finds_loses_or_keeps_what_is_promised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
