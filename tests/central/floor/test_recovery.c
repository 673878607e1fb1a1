// After a restore no order is given out until every bench was heard, or the
// wait is over; on real SQLite.
#include "station/central/floor/hello.h"
#include "station/central/floor/recovery.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/lists/lists.h"
#include "tests/central/office_fixture.h"

static const char J1[] = "1111111111111111", RUN[] = "aaaaaaaaaaaaaaaa";

static void greet(const char *token, int64_t tip_seq)
{
    static struct welcome w;
    struct station s;
    struct hello h = {.tip_seq = tip_seq, .begins = true};
    memcpy(h.run, RUN, sizeof h.run);
    memcpy(h.journal_id, J1, sizeof h.journal_id);
    assert_int_equal(stations_find(&st, token, &s), ERR_OK);
    hello_take(&office, &s, &h, "10.0.0.5", &w);
    assert_int_equal(w.verdict, HELLO_WELCOME);
}

// Those that are told as not heard; empty when none is.
static void unheard(char out[400])
{
    json_t *list = lists_exceptions(&st, (struct lists_page){.limit = 200});
    size_t i;
    json_t *row;
    out[0] = 0;
    json_array_foreach(
        list, i,
        row) if (strcmp(json_string_value(json_object_get(row, "kind")),
                        "unheard") == 0)
        snprintf(out, 400, "%s",
                 json_string_value(json_object_get(row, "note")));
    json_decref(list);
}

static void there_is_nothing_to_wait_for_without_a_restore(void **state)
{
    (void)state;
    assert_false(recovery_is_on(&office));
}

static void it_ends_when_all_benches_have_handed_over(void **state)
{
    char note[400];
    (void)state;
    greet("one", 0);
    greet("two", 0);
    identity_renew(&st, office.at_ms, "A copy was put back");
    assert_true(recovery_is_on(&office));
    greet("one", 0);
    assert_true(recovery_is_on(&office));
    greet("two", 4); // it has rows that are still to come
    assert_true(recovery_is_on(&office));
    greet("two", 0);
    assert_false(recovery_is_on(&office));
    unheard(note);
    assert_string_equal(note, "");
    greet("one", 9); // later ones are no matter of the restore
    assert_false(recovery_is_on(&office));
}

static void the_wait_is_over_by_itself_and_says_who_is_missing(void **state)
{
    char note[400];
    (void)state;
    identity_renew(&st, office.at_ms, "A copy was put back");
    greet("one", 0);
    at(office.at_ms + RECOVERY_WAIT_S * 1000 - 1);
    assert_true(recovery_is_on(&office));
    at(office.at_ms + 1);
    assert_false(recovery_is_on(&office));
    unheard(note);
    assert_non_null(strstr(note, "were not heard: two."));
}

static int open_recovery(void **state)
{
    if (fixture_open_with_goods(state) != 0)
        return -1;
    identity_make(&st);
    stations_add(&st, "one", "one");
    stations_add(&st, "two", "two");
    stations_add(&st, "never-used", "never");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_nothing_to_wait_for_without_a_restore),
        cmocka_unit_test(it_ends_when_all_benches_have_handed_over),
        cmocka_unit_test(the_wait_is_over_by_itself_and_says_who_is_missing)};
    return cmocka_run_group_tests(tests, open_recovery, NULL);
}
