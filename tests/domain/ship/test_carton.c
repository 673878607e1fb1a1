// Which boxes an order goes into, and where each item lies.
#include "station/domain/ship/carton.h"
#include "tests/test.h"

#include <stdlib.h>

static struct carton c;

static void check_places(const struct carton_box *box,
                         const struct carton_item *item, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        const struct carton_place *p = &c.place[i];
        int64_t volume = 1, want = 1;
        for (int k = 0; k < 3; k++) {
            assert_true(p->at_mm[k] >= 0 &&
                        p->at_mm[k] + p->side_mm[k] <= box->inner_mm[k]);
            volume *= p->side_mm[k];
            want *= item[i].side_mm[k];
        }
        assert_true(volume == want);
        if (item[i].flags & CARTON_UPRIGHT)
            assert_int_equal(p->side_mm[2], item[i].side_mm[2]);
        for (int32_t j = 0; j < i; j++) {
            const struct carton_place *o = &c.place[j];
            bool apart = false;
            for (int k = 0; k < 3; k++)
                apart = apart || p->at_mm[k] >= o->at_mm[k] + o->side_mm[k] ||
                        o->at_mm[k] >= p->at_mm[k] + p->side_mm[k];
            assert_true(apart);
        }
    }
}

// Items really lie in the box, apart from each other, as they may.
static void items_lie_inside_and_apart(void **state)
{
    uint64_t seed = 11;
    int fits = 0;
    (void)state;
    for (int run = 0; run < 300; run++) {
        struct carton_box box = {{400, 300, 200}, 0, 20000000, 0};
        struct carton_item item[12];
        int32_t n = 1 + (int32_t)(next_random(&seed) % 12);
        for (int32_t i = 0; i < n; i++) {
            item[i] = (struct carton_item){.weight_mg = 1000};
            for (int k = 0; k < 3; k++)
                item[i].side_mm[k] = 20 + (int32_t)(next_random(&seed) % 180);
            item[i].flags = next_random(&seed) % 4 ? 0 : CARTON_UPRIGHT;
        }
        if (carton_fit(&c, &box, item, n) != CARTON_FITS)
            continue;
        fits++;
        check_places(&box, item, n);
    }
    assert_true(fits > 60);
}

static void boxes_are_chosen_by_cost_with_a_second_choice(void **state)
{
    const struct carton_box box[] = {{{400, 300, 200}, 0, 0, 90},
                                     {{200, 150, 100}, 0, 0, 40},
                                     {{300, 200, 150}, 0, 0, 60}};
    struct carton_item item = {{180, 140, 90}, 500000, 0};
    (void)state;
    struct carton_choice r = carton_choose(&c, box, 3, &item, 1);
    assert_int_equal(r.first, 1);
    assert_int_equal(r.second, 2);
    item.side_mm[0] = 290;
    r = carton_choose(&c, box, 3, &item, 1);
    assert_int_equal(r.first, 2);
    assert_int_equal(r.verdict[1], CARTON_SIDE);
    item.side_mm[0] = 401;
    assert_int_equal(carton_choose(&c, box, 3, &item, 1).first, -1);
}

static void what_does_not_fit_into_one_box_is_spread(void **state)
{
    const struct carton_box box[] = {{{200, 200, 200}, 0, 5000000, 0}};
    struct carton_item item[9];
    int32_t box_of[9], kind_of[9];
    (void)state;
    for (int i = 0; i < 9; i++)
        item[i] = (struct carton_item){{100, 100, 100}, 100000, 0};
    assert_int_equal(carton_spread(&c, box, 1, item, 9, box_of, kind_of, 9),
                     2);
    for (int i = 0; i < 9; i++)
        item[i].weight_mg = 2600000; // one at a time
    assert_int_equal(carton_spread(&c, box, 1, item, 9, box_of, kind_of, 9),
                     9);
    assert_int_equal(carton_spread(&c, box, 1, item, 9, box_of, kind_of, 8),
                     -1);
}

// Nothing stands on what must not be stacked on.
static void nothing_stands_on_a_fragile_item(void **state)
{
    const struct carton_box box = {{100, 100, 200}, 0, 0, 0};
    struct carton_item item[2] = {{{100, 100, 100}, 1, CARTON_NO_STACK},
                                  {{100, 100, 100}, 1, 0}};
    (void)state;
    assert_int_equal(carton_fit(&c, &box, item, 2), CARTON_FITS);
    assert_int_equal(c.place[0].at_mm[2], 100);
    item[1].flags = CARTON_NO_STACK;
    assert_int_equal(carton_fit(&c, &box, item, 2), CARTON_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_lie_inside_and_apart),
        cmocka_unit_test(boxes_are_chosen_by_cost_with_a_second_choice),
        cmocka_unit_test(what_does_not_fit_into_one_box_is_spread),
        cmocka_unit_test(nothing_stands_on_a_fragile_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
