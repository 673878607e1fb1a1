// The word that somebody meant.
#include "station/base/nearest.h"
#include "tests/test.h"

#include <string.h>

static const char *const WORDS[] = {"address", "country", "postal", "state",
                                    "after",   "limit",   "web",    "sku"};

static const char *nearest_of(const char *typed)
{
    struct nearest n;
    nearest_init(&n, typed);
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        nearest_offer(&n, WORDS[i]);
    return n.word ? n.word : "";
}

static void a_misspelt_word_finds_the_one_that_was_meant(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("adress"), "address");
    assert_string_equal(nearest_of("Adresss"), "address");
    assert_string_equal(nearest_of("contry"), "country");
    assert_string_equal(nearest_of("weeb"), "web");
    assert_string_equal(nearest_of("stat"), "state");
    assert_string_equal(nearest_of("lmiit"), "limit");
    assert_string_equal(nearest_of("skus"), "sku");
}

static void what_is_like_none_is_told_none(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("colour"), "");
    assert_string_equal(nearest_of("x"), "");
    assert_string_equal(nearest_of(""), "");
    assert_string_equal(
        nearest_of("a_name_that_is_longer_than_any_member_of_ours"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_misspelt_word_finds_the_one_that_was_meant),
        cmocka_unit_test(what_is_like_none_is_told_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
