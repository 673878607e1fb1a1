// People as benches may know them: neither badges nor PINs lie about.
#include "station/central/floor/badges.h"
#include "station/central/floor/floor.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/people/people.h"
#include "tests/central/office_fixture.h"

static struct feed_entry entry; // large

static void settle(void)
{
    if (store_is_writing(&st))
        assert_int_equal(store_commit(&st), ERR_OK);
}

static void make(const char *code, char out[BADGE_TEXT + 1])
{
    struct badge_words w;
    badges_words(&st, code, &w);
    assert_int_equal(badges_make(&w, out), ERR_OK);
}

static int64_t add_person(const char *login, const char *badge,
                          const char *pin, bool is_active)
{
    struct person p = {.role = "packer", .name = "Mia", .is_active = is_active};
    snprintf(p.login, sizeof p.login, "%s", login);
    if (badge)
        make(badge, p.badge);
    if (pin)
        assert_int_equal(secret_hash(pin, p.pin_hash), ERR_OK);
    settle();
    store_begin(&st);
    int64_t id = people_save(&st, &p);
    assert_int_equal(store_commit(&st), ERR_OK);
    return id;
}

// What a bench hears of a person; the salt goes with it.
static void hear(int64_t person_id, struct feed_person *out)
{
    struct feed head;
    size_t count;
    json_t *feed = floor_feed(&office, 1, 0);
    memset(out, 0, sizeof *out);
    assert_int_equal(feed_from_json(feed, &head, &count, NULL), ERR_OK);
    assert_int_equal(strlen(head.badge_salt), BADGE_SALT_TEXT);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(feed_entry_from_json(feed, i, &entry, NULL), ERR_OK);
        if (entry.kind == FEED_PERSON && entry.person.person_id == person_id)
            *out = entry.person;
    }
    assert_int_equal(out->person_id, person_id);
    json_decref(feed);
}

static void a_bench_gets_neither_a_badge_nor_the_hash_of_a_pin(void **state)
{
    struct feed_person p;
    char digest[SECRET_DIGEST_TEXT + 1], badge[BADGE_TEXT + 1];
    char hash[SECRET_HASH_MAX + 1];
    (void)state;
    hear(add_person("a", "BADGE-A", "2468", true), &p);
    secret_digest_text("BADGE-A", digest);
    assert_int_equal(strlen(p.badge_id), BADGE_ID_TEXT);
    assert_string_not_equal(p.badge_id, digest);
    assert_null(strstr(p.pin, "argon"));
    make("BADGE-A", badge);
    assert_memory_equal(badge, p.badge_id, BADGE_ID_TEXT);
    assert_true(badge_unseal(badge, p.pin, hash));
    assert_true(secret_matches(hash, "2468"));
}

static void of_who_does_not_work_there_a_bench_learns_nothing(void **state)
{
    struct feed_person p;
    int64_t id[2] = {add_person("no-badge", NULL, "2468", true),
                     add_person("inactive", "BADGE-I", "2468", false)};
    (void)state;
    for (int i = 0; i < 2; i++) {
        hear(id[i], &p);
        assert_false(p.is_active);
        assert_string_equal(p.name, "");
        assert_string_equal(p.badge_id, "");
        assert_string_equal(p.pin, "");
    }
}

// As an older version left it: bare digests, and no salt.
static void digests_of_an_older_version_become_badges(void **state)
{
    struct person p = {.role = "packer", .name = "Old", .is_active = true};
    struct feed_person heard;
    char badge[BADGE_TEXT + 1];
    (void)state;
    snprintf(p.login, sizeof p.login, "old");
    secret_digest_text("BADGE-O", p.badge);
    settle();
    store_begin(&st);
    store_setting_set(&st, "badge_salt", "");
    int64_t id = people_save(&st, &p);
    assert_int_equal(store_commit(&st), ERR_OK);
    assert_int_equal(badges_open(&st), ERR_OK);
    hear(id, &heard);
    make("BADGE-O", badge);
    assert_memory_equal(badge, heard.badge_id, BADGE_ID_TEXT);
}

static int count_exceptions(const char *kind)
{
    json_t *list = lists_exceptions(&st, (struct lists_page){.limit = 200});
    int count = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        count += strcmp(json_string_value(json_object_get(
                            json_array_get(list, i), "kind")),
                        kind) == 0;
    json_decref(list);
    return count;
}

static void tried_badges_are_told_once_an_hour(void **state)
{
    (void)state;
    store_begin(&st);
    for (int minute = 0; minute < 120; minute++) {
        at(MONDAY_9 + minute * 60000);
        hand_in("badge_misses", "typed", 0, 0, "{}");
    }
    assert_int_equal(count_exceptions("badges"), 2);
}

static void a_clock_that_is_off_makes_no_more_of_them(void **state)
{
    int before = count_exceptions("badges");
    (void)state;
    for (int hour = 10; hour < 13; hour++) {
        at(MONDAY_9 + hour * 3600000);
        for (int n = 0; n < 5; n++) {
            bench_off_ms = (n % 3 - 1) * 30LL * 365 * 86400000;
            hand_in("badge_misses", "typed", 0, 0, "{}");
        }
    }
    bench_off_ms = 0;
    assert_int_equal(count_exceptions("badges") - before, 3);
}

static int setup(void **state)
{
    if (fixture_open_with_goods(state) < 0)
        return -1;
    begin_order("shop", "B", "CH", "8001");
    add_line("A", 1);
    claim(take_order(OUTCOME_NEW)); // as the station that hands in
    settle();
    return badges_open(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bench_gets_neither_a_badge_nor_the_hash_of_a_pin),
        cmocka_unit_test(of_who_does_not_work_there_a_bench_learns_nothing),
        cmocka_unit_test(digests_of_an_older_version_become_badges),
        cmocka_unit_test(tried_badges_are_told_once_an_hour),
        cmocka_unit_test(a_clock_that_is_off_makes_no_more_of_them),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
