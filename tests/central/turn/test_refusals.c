// Refusals: one row a minute for each name, and never more than a few.
#include "station/central/turn/refusals.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/people/access.h"
#include "tests/test.h"

enum { MINUTE_MS = 60000 };

static struct store st;
static struct turn turn;
static struct refusals refusals;
static const int64_t START_MS = INT64_C(1795424400000);

static int open_all(void **state)
{
    (void)state;
    assert_int_equal(store_open(&st, STORE_CENTRAL, ":memory:"), ERR_OK);
    turn_open(&turn, NULL, &st);
    refusals_open(&refusals, &turn);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    turn_commit(&turn);
    turn_close(&turn);
    store_close(&st);
    return 0;
}

static void guess(const char *who, const char *peer, int64_t after_ms)
{
    struct refusal what = {"sign_in_refused", who, "door"};
    refusals_note(&refusals, peer, START_MS + after_ms, &what);
}

static json_t *rows(void)
{
    struct lists_page page = {.limit = LISTS_PAGE_MAX};
    return lists_access(&st, page);
}

// "who peer count" of the n-th row, the newest first.
static void expect(int n, const char *who, const char *peer, int64_t count)
{
    json_t *list = rows();
    const json_t *row = json_array_get(list, (size_t)n);
    assert_non_null(row);
    assert_string_equal(json_string_value(json_object_get(row, "who")), who);
    assert_string_equal(json_string_value(json_object_get(row, "peer")), peer);
    assert_int_equal(json_integer_value(json_object_get(row, "count")), count);
    json_decref(list);
}

static void expect_rows(size_t count)
{
    json_t *list = rows();
    assert_int_equal(json_array_size(list), count);
    json_decref(list);
}

static void the_first_is_a_row_and_the_others_are_counted(void **state)
{
    (void)state;
    for (int i = 0; i < 500; i++)
        guess("pim", "10.0.0.9", i);
    expect_rows(1);
    expect(0, "pim", "10.0.0.9", 1);
    refusals_tick(&refusals, START_MS + MINUTE_MS - 1);
    expect(0, "pim", "10.0.0.9", 1);
    refusals_tick(&refusals, START_MS + MINUTE_MS);
    expect(0, "pim", "10.0.0.9", 500);
}

static void each_name_and_address_is_one_and_each_minute(void **state)
{
    (void)state;
    guess("pim", "10.0.0.9", 0);
    guess("ana", "10.0.0.9", 0);
    guess("pim", "10.0.0.8", 0);
    guess("pim", "10.0.0.9", 1);
    expect_rows(3);
    guess("pim", "10.0.0.9", MINUTE_MS);
    expect_rows(4);
    expect(0, "pim", "10.0.0.9", 1);
    expect(3, "pim", "10.0.0.9", 2);
}

static void a_flood_of_names_shares_one_row(void **state)
{
    char who[24];
    (void)state;
    for (int i = 0; i < 1000; i++) {
        snprintf(who, sizeof who, "name %d", i);
        guess(who, "10.0.0.9", 0);
    }
    expect_rows(REFUSALS_MAX + 1);
    refusals_tick(&refusals, START_MS + MINUTE_MS);
    expect_rows(REFUSALS_MAX + 1);
    expect(0, "", "", 1000 - REFUSALS_MAX);
}

static void a_name_is_made_safe_and_cut_between_characters(void **state)
{
    (void)state;
    guess("a\"b\\c\nd\x7F"
          "e\xFF",
          "10.0.0.9", 0);
    expect(0, "a?b?c?d?e\xEF\xBF\xBD", "10.0.0.9", 1);
    guess("12345678901234567890123456789012345678\xC3\xA9\xC3\xA9", "::1", 0);
    expect(0, "12345678901234567890123456789012345678\xC3\xA9", "::1", 1);
}

static void refusals_are_forgotten_in_the_end_and_changes_never(void **state)
{
    struct access_event e = {.at_ms = 1,
                             .kind = "token_made",
                             .who = "l",
                             .peer = "",
                             .about = "shop",
                             .note = ""};
    (void)state;
    turn_write_begin(&turn);
    access_add(&st, &e);
    assert_int_equal(turn_write_end(&turn), ERR_OK);
    guess("the first", "10.0.0.9", 0);
    turn_write_begin(&turn);
    for (int i = 0; i < ACCESS_REFUSALS_MAX; i++)
        access_add(&st, &e);
    assert_int_equal(turn_write_end(&turn), ERR_OK);
    guess("the last", "10.0.0.9", 0);
    struct lists_page page = {.limit = 2, .after = {.first = 3}};
    json_t *oldest = lists_access(&st, page);
    assert_int_equal(json_array_size(oldest), 1);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(oldest, 0), "kind")),
        "token_made");
    json_decref(oldest);
    expect(0, "the last", "10.0.0.9", 1);
}

#define ON_A_STORE(test)                                                       \
    cmocka_unit_test_setup_teardown(test, open_all, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(the_first_is_a_row_and_the_others_are_counted),
        ON_A_STORE(each_name_and_address_is_one_and_each_minute),
        ON_A_STORE(a_flood_of_names_shares_one_row),
        ON_A_STORE(a_name_is_made_safe_and_cut_between_characters),
        ON_A_STORE(refusals_are_forgotten_in_the_end_and_changes_never),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
