// A turn: its memory, its throttle, and who may do what.
#include "station/central/turn/throttle.h"
#include "station/central/turn/turn.h"
#include "station/domain/people/role.h"
#include "tests/test.h"

static struct turn t;

static int open_turn(void **state)
{
    (void)state;
    turn_open(&t, NULL, NULL);
    return 0;
}

static int close_turn(void **state)
{
    (void)state;
    turn_close(&t);
    return 0;
}

static void memory_goes_back_to_where_the_work_began(void **state)
{
    (void)state;
    char *outer = turn_alloc(&t, 100);
    size_t mark = turn_mark(&t);
    char *inner = turn_alloc(&t, 1000);
    assert_true(inner >= outer + 100);
    turn_back(&t, mark);
    assert_ptr_equal(turn_alloc(&t, 1000), inner);
}

static void memory_is_aligned_for_any_type(void **state)
{
    (void)state;
    for (size_t size = 1; size < 40; size++)
        assert_int_equal((uintptr_t)turn_alloc(&t, size) % 16, 0);
}

static void a_whole_turn_fits_and_is_there_again_in_the_next(void **state)
{
    (void)state;
    for (int turns = 0; turns < 3; turns++) {
        size_t mark = turn_mark(&t);
        memset(turn_alloc(&t, TURN_BYTES), turns, TURN_BYTES);
        turn_back(&t, mark);
    }
}

static struct throttle th;

static void five_failures_are_free_and_the_next_waits(void **state)
{
    (void)state;
    memset(&th, 0, sizeof th);
    for (int i = 1; i < THROTTLE_FREE; i++) {
        throttle_note(&th, "login", false, 1000);
        assert_true(throttle_is_open(&th, "login", 1000));
    }
    throttle_note(&th, "login", false, 1000);
    assert_false(throttle_is_open(&th, "login", 1999));
    assert_true(throttle_is_open(&th, "login", 2000));
    throttle_note(&th, "login", false, 2000);
    assert_false(throttle_is_open(&th, "login", 3999));
    assert_true(throttle_is_open(&th, "login", 4000));
}

static void nobody_waits_longer_than_a_minute(void **state)
{
    (void)state;
    memset(&th, 0, sizeof th);
    for (int i = 0; i < 40; i++)
        throttle_note(&th, "login", false, 0);
    assert_true(throttle_is_open(&th, "login", THROTTLE_MOST_MS));
}

static void a_success_forgives(void **state)
{
    (void)state;
    memset(&th, 0, sizeof th);
    for (int i = 0; i < 6; i++)
        throttle_note(&th, "login", false, 0);
    throttle_note(&th, "login", true, 0);
    assert_true(throttle_is_open(&th, "login", 0));
}

static void one_name_slows_no_other_and_the_oldest_makes_room(void **state)
{
    char name[16];
    (void)state;
    memset(&th, 0, sizeof th);
    for (int i = 0; i < 6; i++)
        throttle_note(&th, "held", false, 1000);
    assert_true(throttle_is_open(&th, "other", 1000));
    for (int i = 0; i < THROTTLE_ROWS * 2; i++) {
        snprintf(name, sizeof name, "n%d", i);
        throttle_note(&th, name, false, 1000);
    }
    assert_false(throttle_is_open(&th, "held", 1000));
}

static void supervisors_may_what_packers_may_and_managers_all(void **state)
{
    (void)state;
    assert_true(role_may(ROLE_PACKER, ROLE_PACKER));
    assert_true(role_may(ROLE_PACKER, ROLE_RECEIVER));
    assert_false(role_may(ROLE_RECEIVER, ROLE_SUPERVISOR));
    assert_true(role_may(ROLE_SUPERVISOR, ROLE_SUPERVISOR));
    assert_false(role_may(ROLE_SUPERVISOR, ROLE_MANAGER));
    assert_true(role_may(ROLE_MANAGER, ROLE_SUPERVISOR));
    assert_int_equal(role_of("supervisor"), ROLE_SUPERVISOR);
    assert_int_equal(role_of("king"), ROLE_PACKER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            memory_goes_back_to_where_the_work_began, open_turn, close_turn),
        cmocka_unit_test_setup_teardown(memory_is_aligned_for_any_type,
                                        open_turn, close_turn),
        cmocka_unit_test_setup_teardown(
            a_whole_turn_fits_and_is_there_again_in_the_next, open_turn,
            close_turn),
        cmocka_unit_test(five_failures_are_free_and_the_next_waits),
        cmocka_unit_test(nobody_waits_longer_than_a_minute),
        cmocka_unit_test(a_success_forgives),
        cmocka_unit_test(one_name_slows_no_other_and_the_oldest_makes_room),
        cmocka_unit_test(supervisors_may_what_packers_may_and_managers_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
