// What the handheld shows: words that fit, in every language.
#include "firmware/core/face/draw.h"
#include "firmware/core/face/said.h"
#include "firmware/core/face/words.h"
#include "firmware/hal/hal.h"
#include "shared/verdict.h"
#include "tests/test.h"

static int chars_of(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += (*text & 0xC0) != 0x80;
    return n;
}

static void words_fit_the_screen_in_every_language(void **state)
{
#define IS_LARGE(id, large, en, pt, es) large,
    static const int LARGE[] = {WORDS(IS_LARGE)};
#undef IS_LARGE
    (void)state;
    for (int w = 0; w < WORD_COUNT; w++)
        for (int l = 0; l < LANGUAGES; l++) {
            const char *text = word_text((enum word)w, l);
            assert_true(w == WORD_NONE || text[0]);
            if (chars_of(text) > (LARGE[w] ? 10 : 21))
                fail_msg("too wide: %s", text);
        }
}

static void the_station_s_codes_become_words(void **state)
{
    static const char *const CODES[] = {"sign_in_first",
                                        "badge_unknown",
                                        "badge_wait",
                                        "pin_wrong",
                                        "pin_wait",
                                        "scan_order",
                                        "fetching",
                                        "not_found",
                                        "taken",
                                        "on_hold",
                                        "already_packed",
                                        "cancelled",
                                        "no_stock",
                                        "offline",
                                        "taken_over",
                                        "handover",
                                        "supervisor",
                                        "recovered",
                                        "disk",
                                        "late",
                                        "not_allowed",
                                        "no_numbers",
                                        "new_file",
                                        "second",
                                        "foreign",
                                        "refused",
                                        "recovering",
                                        "no_list",
                                        "list_does_not_fit"};
    char said[64];
    (void)state;
    for (int l = 0; l < LANGUAGES; l++) {
        for (size_t i = 0; i < COUNT(CODES); i++) {
            said_text(CODES[i], l, said, sizeof said);
            assert_null(strchr(said, '_'));
            assert_in_range(chars_of(said), 1, 21);
        }
        // Every verdict that is no success says what is the matter.
        for (int v = 0; v < VERDICT_COUNT; v++) {
            said_text(verdict_name((enum verdict)v), l, said, sizeof said);
            assert_true(strlen(said) > 0);
        }
    }
    said_text("taken bench-2", LANGUAGE_EN, said, sizeof said);
    assert_string_equal(said, "taken by bench-2");
    said_text("W-0017 2/5", LANGUAGE_PT, said, sizeof said);
    assert_string_equal(said, "W-0017 2/5");
    said_text("taken bench-2", LANGUAGE_EN, said, 6);
    assert_string_equal(said, "taken");
}

static void accents_have_letters(void **state)
{
    uint8_t with[HAL_SCREEN_LEN] = {0}, without[HAL_SCREEN_LEN] = {0};
    (void)state;
    assert_int_equal(draw_text(with, &FONT_LARGE, 0, 0, "ÇÃÉÑ¿"), 60);
    assert_int_equal(draw_text(without, &FONT_LARGE, 0, 0, "CAEN?"), 60);
    assert_true(memcmp(with, without, sizeof with) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_fit_the_screen_in_every_language),
        cmocka_unit_test(the_station_s_codes_become_words),
        cmocka_unit_test(accents_have_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
