// A turn: its memory, its throttle, and who may do what.
#include "station/base/secret.h"
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

static const struct throttle_name LOGIN = {THROTTLE_LOGIN, "10.0.0.1", "mia"};

static int open_throttle(void **state)
{
    (void)state;
    assert_int_equal(secret_init(), ERR_OK);
    throttle_open(&th);
    return 0;
}

static void miss(const struct throttle_name *n, int times, int64_t now_ms)
{
    for (int i = 0; i < times; i++)
        throttle_fail(&th, n, now_ms);
}

static void five_failures_are_free_and_the_next_waits(void **state)
{
    (void)state;
    miss(&LOGIN, 4, 1000);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 1000), 0);
    miss(&LOGIN, 1, 1000);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 1000), 1000);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 2000), 0);
    miss(&LOGIN, 1, 2000);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 2000), 2000);
}

static void nobody_waits_long_for_a_password_and_all_is_forgotten(void **state)
{
    (void)state;
    miss(&LOGIN, 1000, 0);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 0), 15000);
    miss(&LOGIN, 1, 15000 + THROTTLE_FORGET_MS);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 15000 + THROTTLE_FORGET_MS),
                     0);
}

static void what_was_right_is_forgiven_alone(void **state)
{
    (void)state;
    miss(&LOGIN, 6, 0);
    throttle_forgive(&th, &LOGIN, 0);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 0), 0);
    miss(&LOGIN, 1, 0);
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 0), 2000);
}

static void names_of_another_kind_or_place_are_others(void **state)
{
    static const struct throttle_name OTHERS[] = {
        {THROTTLE_ACCOUNT, "10.0.0.1", "mia"},
        {THROTTLE_LOGIN, "10.0.0.2", "mia"},
        {THROTTLE_LOGIN, "10.0.0.1", "max"},
        {THROTTLE_LOGIN, "10.0.0.1m", "ia"},
        {THROTTLE_TOKEN, "10.0.0.1", ""}};
    (void)state;
    miss(&LOGIN, 20, 0);
    for (size_t i = 0; i < COUNT(OTHERS); i++)
        assert_int_equal(throttle_wait_ms(&th, &OTHERS[i], 0), 0);
}

// A table of so many rows forgot the oldest name, and with it the guesser.
static void a_flood_of_names_frees_no_guesser(void **state)
{
    char from[16];
    struct throttle_name n = {THROTTLE_LOGIN, from, "x"};
    (void)state;
    miss(&LOGIN, 20, 0);
    for (int i = 0; i < 20000; i++) {
        snprintf(from, sizeof from, "n%d", i);
        throttle_fail(&th, &n, 0);
    }
    assert_int_equal(throttle_wait_ms(&th, &LOGIN, 0), 15000);
}

static void a_flood_from_some_hundred_places_slows_no_stranger(void **state)
{
    char from[16];
    struct throttle_name n = {THROTTLE_LOGIN, from, "x"};
    int slowed = 0;
    (void)state;
    for (int i = 0; i < 200; i++) {
        snprintf(from, sizeof from, "n%d", i);
        miss(&n, 20, 0);
    }
    for (int i = 0; i < 1000; i++) {
        snprintf(from, sizeof from, "m%d", i);
        slowed += throttle_wait_ms(&th, &n, 0) > 0;
    }
    assert_in_range(slowed, 0, 20); // about one in a thousand is expected
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
        cmocka_unit_test_setup(five_failures_are_free_and_the_next_waits,
                               open_throttle),
        cmocka_unit_test_setup(
            nobody_waits_long_for_a_password_and_all_is_forgotten,
            open_throttle),
        cmocka_unit_test_setup(what_was_right_is_forgiven_alone, open_throttle),
        cmocka_unit_test_setup(names_of_another_kind_or_place_are_others,
                               open_throttle),
        cmocka_unit_test_setup(a_flood_of_names_frees_no_guesser,
                               open_throttle),
        cmocka_unit_test_setup(
            a_flood_from_some_hundred_places_slows_no_stranger, open_throttle),
        cmocka_unit_test(supervisors_may_what_packers_may_and_managers_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
