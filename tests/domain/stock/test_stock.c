// Which stock goes first, and that moves make and lose nothing.
#include "station/domain/stock/alloc.h"
#include "station/domain/stock/stock.h"
#include "tests/test.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_expired_goes_first_then_the_oldest_place),
        cmocka_unit_test(moves_neither_make_nor_lose_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
