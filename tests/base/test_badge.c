// Badges and PINs as they are kept where they could be stolen.
#include "station/base/badge.h"
#include "tests/test.h"

static const char SALT[] = "00112233445566778899aabbccddeeff";
static const char OTHER[] = "00112233445566778899aabbccddeefe";

static void make(const char *code, const char *salt, char out[BADGE_TEXT + 1])
{
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(code, digest);
    assert_int_equal(badge_make(digest, salt, out), ERR_OK);
}

static void a_badge_gives_the_same_again_and_another_house_another(void **state)
{
    char one[BADGE_TEXT + 1], again[BADGE_TEXT + 1], other[BADGE_TEXT + 1];
    (void)state;
    make("BP0001", SALT, one);
    make("BP0001", SALT, again);
    assert_string_equal(one, again);
    assert_int_equal(strlen(one), BADGE_TEXT);
    make("BP0001", OTHER, other);
    assert_memory_not_equal(one, other, BADGE_ID_TEXT);
    make("BP0002", SALT, other);
    assert_memory_not_equal(one, other, BADGE_ID_TEXT);
}

static void a_salt_that_is_none_is_refused(void **state)
{
    char out[BADGE_TEXT + 1];
    (void)state;
    assert_int_equal(badge_make("", "", out), ERR_PARSE);
    assert_int_equal(badge_make("", "zz112233445566778899aabbccddeeff", out),
                     ERR_PARSE);
}

static void only_the_badge_opens_what_it_sealed(void **state)
{
    char badge[BADGE_TEXT + 1], other[BADGE_TEXT + 1];
    char sealed[BADGE_SEALED_MAX + 1], out[SECRET_HASH_MAX + 1];
    char hash[SECRET_HASH_MAX + 1];
    (void)state;
    make("BP0001", SALT, badge);
    make("BP0002", SALT, other);
    assert_int_equal(secret_hash("1234", hash), ERR_OK);
    badge_seal(badge, hash, sealed);
    assert_null(strstr(sealed, "argon"));
    assert_true(badge_unseal(badge, sealed, out));
    assert_string_equal(out, hash);
    assert_false(badge_unseal(other, sealed, out));
    assert_string_equal(out, "");
    sealed[60] = sealed[60] == '0' ? '1' : '0';
    assert_false(badge_unseal(badge, sealed, out));
}

static void what_is_no_seal_opens_nothing_and_none_is_none(void **state)
{
    static const char *const BAD[] = {"x", "00", "zz", "argon2id"};
    char badge[BADGE_TEXT + 1], out[SECRET_HASH_MAX + 1];
    (void)state;
    make("BP0001", SALT, badge);
    for (size_t i = 0; i < COUNT(BAD); i++)
        assert_false(badge_unseal(badge, BAD[i], out));
    assert_true(badge_unseal(badge, "", out));
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_badge_gives_the_same_again_and_another_house_another),
        cmocka_unit_test(a_salt_that_is_none_is_refused),
        cmocka_unit_test(only_the_badge_opens_what_it_sealed),
        cmocka_unit_test(what_is_no_seal_opens_nothing_and_none_is_none),
    };
    if (secret_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
