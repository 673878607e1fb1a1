// Passwords: what a guesser's list holds is refused, what people make is not.
#include "station/domain/people/password.h"
#include "station/domain/people/password_words.h"
#include "tests/test.h"

static const char *wrong(const char *password)
{
    return password_wrong(password, "maria.santos", "Maria Exemplo");
}

static void what_is_short_is_refused_by_characters_not_bytes(void **state)
{
    (void)state;
    assert_non_null(strstr(wrong(""), "at least 12"));
    assert_non_null(strstr(wrong("kQ7#vbT2&mX"), "at least 12"));
    assert_null(wrong("kQ7#vbT2&mXp"));
    // Eleven characters in 15 bytes.
    assert_non_null(strstr(wrong("çãéèkQ7#vbT"), "at least 12"));
}

static void what_is_too_long_is_said(void **state)
{
    char word[PASSWORD_MAX + 2] = "";
    (void)state;
    for (int i = 0; i <= PASSWORD_MAX; i++)
        word[i] = (char)('a' + i * 7 % 26);
    assert_non_null(strstr(wrong(word), "at most 128"));
}

static void what_guessers_try_is_refused(void **state)
{
    static const char *const TRIED[] = {
        "aaaaaaaaaaaa",       "abababababab",      "123456789012",
        "passwordpassword",   "Password1234!",     "P4ssw0rd2026",
        "qwertyuiop123",      "1qaz2wsx3edc",      "987654321098",
        "iloveyou1234",       "abcdefghijkl",      "tallyman2026",
        "Tallyman!Tallyman!", "MariaExemplo1",     "maria.santos12",
        "Maria123Maria123",   "senhasenha123",     "contrasena2026",
        "administrator1",     "letmeinletmein",    "qwerty123456",
        "welcome12345",       "bananabanana",      "............",
        "            ",       "zxcvbnm,./zxcvbnm", "benfica1904!",
        "contraseña123",      "CONTRASEÑA2026",    "sãopaulo1234",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(TRIED); i++)
        if (!wrong(TRIED[i]) || !strstr(wrong(TRIED[i]), "easy to guess"))
            fail_msg("%s passes", TRIED[i]);
}

static void what_people_and_programs_make_passes(void **state)
{
    static const char *const MADE[] = {
        "correct horse battery", "kQ7#vbT2&mXp",
        "três gatos no telhado", "my old bicycle squeaks",
        "8f2c91d07ab4e635",      "Zug um 7:42 verpasst",
        "la cuchara verde",      "violet-umbrella-tent",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(MADE); i++)
        if (wrong(MADE[i]))
            fail_msg("%s: %s", MADE[i], wrong(MADE[i]));
    assert_null(password_wrong("correct horse battery", "", ""));
    assert_non_null(password_wrong("joão joao 1234", "j", "JOÃO Exemplo"));
}

static void the_list_is_in_the_spelling_in_which_it_is_compared(void **state)
{
    (void)state;
    for (const char *const *w = PASSWORD_WORDS; *w; w++) {
        assert_true(strlen(*w) >= 4);
        assert_int_equal(strspn(*w, "abcdefghijklmnopqrstuvwxyz"), strlen(*w));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_short_is_refused_by_characters_not_bytes),
        cmocka_unit_test(what_is_too_long_is_said),
        cmocka_unit_test(what_guessers_try_is_refused),
        cmocka_unit_test(what_people_and_programs_make_passes),
        cmocka_unit_test(the_list_is_in_the_spelling_in_which_it_is_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
