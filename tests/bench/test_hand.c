// A handheld's scan is acted on once, and is safe only with what it did.
#include "station/store/bench/bench_hand.h"
#include "tests/bench/bench_fixture.h"

static uint32_t safe(struct site *s)
{
    uint32_t seq = 0;
    const struct handheld *h = device_hand(&s->bench.core.device[0]);
    assert_int_equal(bench_hand_seq(&s->bench.core.store, h->name,
                                    h->journal_id, &seq),
                     ERR_OK);
    return seq;
}

static struct site *open_with_hand(const char *path)
{
    struct site *s = site_open(PACKING, path);
    site_add_hand(s);
    site_order(s, 1, "A-1");
    site_scan(s, "!BANA");
    site_hand_scan(s, 1, "A-1", 100);
    assert_true(site_is(s, "picking", ""));
    assert_int_equal(safe(s), 1);
    return s;
}

static void one_that_comes_again_does_nothing(void **state)
{
    (void)state;
    struct site *s = open_with_hand(":memory:");
    site_hand_scan(s, 2, "MUG", 100);
    int64_t rows = site_rows(s, "");
    site_hand_scan(s, 2, "MUG", 100);
    site_hand_scan(s, 1, "A-1", 100);
    assert_int_equal(site_rows(s, ""), rows);
    assert_int_equal(site_rows(s, "scan"), 1);
    assert_int_equal(safe(s), 2);
    site_close(s);
}

static void one_that_did_nothing_has_a_row_of_its_own(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_add_hand(s);
    site_hand_scan(s, 1, "MUG", 100); // nobody is signed in
    assert_int_equal(site_rows(s, "hand_scan"), 1);
    assert_int_equal(safe(s), 1);
    assert_true(site_is(s, "signed_out", "sign_in_first"));
    site_close(s);
}

static bool find_person(void *arg, const struct journal_row *row)
{
    if (strcmp(row->kind, "hand_scan") == 0)
        *(int64_t *)arg = row->person_id;
    return true;
}

static void a_badge_that_asks_for_a_pin_is_kept_with_its_person(void **state)
{
    int64_t person_id = 0;
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_add_hand(s);
    site_hand_scan(s, 1, "!BPIP", 100);
    assert_true(site_is(s, "pin", ""));
    assert_true(journal_each(&s->bench.core.store, 0, 0, find_person,
                             &person_id) >= 0);
    assert_int_equal(person_id, 3);
    site_close(s);
}

static void one_made_long_ago_is_history(void **state)
{
    (void)state;
    struct site *s = open_with_hand(":memory:");
    site_hand_scan(s, 2, "MUG", 30000);
    assert_int_equal(site_rows(s, "scan"), 0);
    assert_int_equal(site_rows(s, "hand_scan"), 1);
    assert_int_equal(safe(s), 2);
    assert_true(site_is(s, "picking", "late"));
    site_close(s);
}

static void one_that_finds_no_room_comes_again_and_counts_once(void **state)
{
    char path[64];
    (void)state;
    site_path(path);
    struct site *s = open_with_hand(path);
    disk_fill();
    site_hand_scan(s, 2, "MUG", 100);
    disk_free();
    assert_int_equal(safe(s), 1);
    assert_int_equal(site_rows(s, "scan"), 0);
    site_hand_scan(s, 2, "MUG", 100);
    assert_int_equal(safe(s), 2);
    assert_int_equal(site_rows(s, "scan"), 1);
    assert_true(site_is(s, "picking", ""));
    site_close(s);
    site_unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_comes_again_does_nothing),
        cmocka_unit_test(one_that_did_nothing_has_a_row_of_its_own),
        cmocka_unit_test(
            a_badge_that_asks_for_a_pin_is_kept_with_its_person),
        cmocka_unit_test(one_made_long_ago_is_history),
        cmocka_unit_test(one_that_finds_no_room_comes_again_and_counts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
