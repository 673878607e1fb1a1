// The handheld's core on a board in memory: what codes, keys and time do.
#include "firmware/core/read/accept.h"
#include "firmware/core/face/said.h"
#include "firmware/core/face/draw.h"
#include "shared/picture.h"
#include "tests/firmware/hand_fixture.h"

static void a_scan_is_in_flash_before_it_is_heard(void **state)
{
    (void)state;
    fake.tone_hz = 0;
    scan("]C0", "TOTE-1");
    assert_int_equal(hand.result.word, WORD_KEPT);
    assert_int_equal(fake.tone_hz, 3100);
    assert_string_equal((char *)latest().scan.bytes, "TOTE-1");
    power_on();
    assert_int_equal(journal_unsent(&hand.journal), 1);
    // A memory that refuses: a stop, and neither host nor station hears of it.
    fake.fails = true;
    scan("]C0", "TOTE-2");
    assert_int_equal(hand.result.word, WORD_FAULT);
    assert_int_equal(hand.result.sign, SIGN_STOP);
    assert_false(hand.hid.is_busy);
    assert_int_equal(journal_unsent(&hand.journal), 1);
    fake.fails = false;
}

static void a_full_journal_says_where_to_go(void **state)
{
    struct reader_symbol s = {.votes = 1, .aim = "]C0", .len = 190};
    (void)state;
    memset(s.text, 'x', sizeof s.text);
    for (int n = 0; n < 20000 && hand.result.word != WORD_FULL; n++)
        task_code(&hand, &s);
    assert_int_equal(hand.result.word, WORD_FULL);
    uint32_t unsent = journal_unsent(&hand.journal);
    assert_true(unsent > 5000);
    journal_taken(&hand.journal, unsent / 2);
    task_code(&hand, &s);
    assert_int_equal(hand.result.word, WORD_KEPT);
}

static void codes_set_it_and_are_not_recorded(void **state)
{
    static const struct {
        const char *code;
        enum message_setting id;
        int32_t value;
    } CASES[] = {{"%TM-LANG-PT", MESSAGE_SET_LANGUAGE, 1},
                 {"%TM-VOL-0", MESSAGE_SET_VOLUME, 0},
                 {"%TM-HID-KEYS", MESSAGE_SET_HID, HID_KEYS},
                 {"%TM-VIB-0", MESSAGE_SET_VIBRATE, 0},
                 {"%TM-SLEEP-600", MESSAGE_SET_SLEEP_S, 600},
                 {"%TM-MODE-COUNT", MESSAGE_SET_MODE, MESSAGE_MODE_COUNT}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        scan("]C0", CASES[i].code);
        assert_int_equal(hand.settings.value[CASES[i].id], CASES[i].value);
        assert_int_equal(hand.result.word, WORD_SET);
    }
    scan("]C0", "%TM-NONSENSE");
    assert_int_equal(hand.result.sign, SIGN_WRONG);
    assert_int_equal(journal_unsent(&hand.journal), 0);
    power_on();
    for (size_t i = 0; i < COUNT(CASES); i++)
        assert_int_equal(hand.settings.value[CASES[i].id], CASES[i].value);
}

static void set_portuguese(void)
{
    scan("]C0", "%TM-LANG-PT");
}

static void settings_survive_a_power_cut(void **state)
{
    (void)state;
    for (uint32_t op = 1; op <= 2; op++)
        for (uint32_t bytes = 0; bytes < 64; bytes += 7) {
            fake_reset();
            power_on();
            scan("]C0", "%TM-LANG-ES");
            until_dark(op, bytes, set_portuguese);
            power_on();
            assert_in_range(hand.settings.value[MESSAGE_SET_LANGUAGE], 1, 2);
        }
}

static void a_code_that_is_too_long_is_refused(void **state)
{
    struct reader_symbol s = {.votes = 1, .aim = "]Q1",
                              .len = READER_TEXT_MAX + 1};
    (void)state;
    task_code(&hand, &s);
    assert_int_equal(hand.result.word, WORD_AGAIN);
    assert_int_equal(journal_unsent(&hand.journal), 0);
}

static void vote(struct accept *a, const struct reader_symbol *s,
                 uint16_t votes, uint16_t distance)
{
    accept_line(a);
    accept_vote(a, s, votes, distance);
}

static void sure_reads_only(void **state)
{
    static struct accept a;
    struct reader_symbol ean = {.aim = "]E0", .votes = 1, .len = 13,
                                .text = "4006381333931"};
    struct reader_symbol swapped = ean, far = {.aim = "]C0", .votes = 1,
                                               .len = 3, .text = "FAR"};
    struct reader_symbol itf = {.aim = "]I0", .votes = 1, .len = 4,
                                .text = "1234"};
    (void)state;
    swapped.text[3] = '9';
    accept_clear(&a);
    vote(&a, &ean, 1, 10);
    vote(&a, &ean, 1, 10);
    for (int i = 0; i < 9; i++)
        accept_vote(&a, &ean, 1, 10); // the same line again is one line
    assert_null(accept_sure(&a));     // and two are not enough
    vote(&a, &ean, 1, 10);
    assert_non_null(accept_sure(&a));
    vote(&a, &swapped, 1, 4);
    vote(&a, &swapped, 1, 4);
    assert_null(accept_sure(&a)); // a rival of the same kind and length
    vote(&a, &ean, 6, 10);
    assert_memory_equal(accept_sure(&a)->text, ean.text, 13);
    vote(&a, &far, 3, 90); // another code, farther from the aim
    assert_memory_equal(accept_sure(&a)->text, ean.text, 13);
    accept_clear(&a);
    vote(&a, &itf, 20, 0);
    assert_null(accept_sure(&a)); // too short to be believed
    itf.len = 14;
    memcpy(itf.text, "12345678901230", 14); // the check digit would be 1
    accept_clear(&a);
    for (int i = 0; i < 3; i++)
        vote(&a, &itf, 1, 0);
    assert_null(accept_sure(&a));
    itf.text[13] = '1';
    for (int i = 0; i < 3; i++)
        vote(&a, &itf, 1, 0);
    assert_null(accept_sure(&a)); // and now the two are rivals
    accept_clear(&a);
    for (int i = 0; i < 3; i++)
        vote(&a, &itf, 1, 0);
    assert_non_null(accept_sure(&a));
}

static void keyboard_reports_spell_the_code(void **state)
{
    static const struct {
        char character;
        uint8_t shift, usage;
    } CASES[] = {{'a', 0, 0x04}, {'Z', 2, 0x1D}, {'0', 0, 0x27},
                 {'9', 0, 0x26}, {'-', 0, 0x2D}, {'!', 2, 0x1E},
                 {'/', 0, 0x38}, {'~', 2, 0x35}, {' ', 0, 0x2C}};
    struct hid h = {.is_busy = false};
    uint8_t r[HID_KEYS_LEN];
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct reader_symbol s = {.aim = "]C0", .len = 1};
        s.text[0] = (uint8_t)CASES[i].character;
        hid_scan(&h, &s, 0);
        for (int step = 0; step < 4; step++) { // down, up, Enter, up
            assert_true(hid_keys_next(&h, r));
            assert_int_equal(r[0], step == 0 ? CASES[i].shift : 0);
            assert_int_equal(r[2], step == 0   ? CASES[i].usage
                                   : step == 2 ? 0x28
                                               : 0);
            hid_keys_sent(&h);
        }
        assert_false(hid_keys_next(&h, r));
    }
}

static void long_codes_go_in_several_pos_reports(void **state)
{
    struct reader_symbol s = {.aim = "]Q1", .len = 120};
    struct hid h = {.is_busy = false};
    uint8_t r[HID_POS_LEN], got[200];
    size_t len = 0;
    (void)state;
    for (int i = 0; i < 120; i++)
        s.text[i] = (uint8_t)(33 + i % 90);
    hid_scan(&h, &s, 0);
    for (int n = 0; hid_pos_next(&h, r); n++) {
        assert_int_equal(r[63], n < 2);
        memcpy(got + len, r + 5, r[1]);
        len += r[1];
        hid_pos_sent(&h);
    }
    assert_int_equal(len, 120);
    assert_memory_equal(got, s.text, 120);
}

static void without_a_host_a_scan_is_not_typed_later(void **state)
{
    (void)state;
    scan("]C0", "TOTE-1");
    assert_true(hand.hid.is_busy);
    turn(HID_WAIT_MS + 100);
    assert_false(hand.hid.is_busy);
    assert_int_equal(hand.hid.dropped_count, 1);
}

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
    static const char *const CODES[] = {
        "sign_in_first", "badge_unknown", "pin_wrong", "pin_wait",
        "scan_order", "fetching", "not_found", "taken", "on_hold",
        "already_packed", "cancelled", "no_stock", "offline", "taken_over",
        "handover", "supervisor", "recovered", "disk", "late", "no_list",
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

static void exposure_comes_to_the_middle_and_stays(void **state)
{
    static uint8_t pixels[HAL_FRAME_WIDTH * HAL_FRAME_HEIGHT];
    struct scan s;
    (void)state;
    // A scene so many times as bright as the start expects.
    for (double scene = 0.02; scene < 60; scene *= 1.7) {
        scan_init(&s);
        double unit = 110.0 / (120 * SCAN_GAIN_MIN) * scene;
        for (int n = 0; n < 8; n++) {
            double level = unit * s.exposure * s.gain;
            memset(pixels, level > 255 ? 255 : (int)level, sizeof pixels);
            (void)scan_expose(&s, pixels);
        }
        double level = unit * s.exposure * s.gain;
        bool at_limit = s.gain == SCAN_GAIN_MAX ||
                        s.exposure == SCAN_EXPOSURE_MIN;
        assert_true(at_limit || (level >= 55 && level <= 200));
    }
}

static void a_weak_battery_switches_off_once(void **state)
{
    (void)state;
    fake.battery_mv = POWER_EMPTY_MV - 1;
    turn(1900);
    assert_false(fake.is_off); // one sample is none
    turn(3000);
    assert_true(fake.is_off);
    assert_int_equal(hand.result.word, WORD_CHARGE);
}

static void plugged_in_it_starts_again(void **state)
{
    (void)state;
    fake.battery_mv = POWER_EMPTY_MV - 1;
    turn(6000);
    assert_true(fake.is_off);
    turn(2000);
    assert_false(fake.is_restarted);
    fake.is_charging = true;
    turn(2000);
    assert_true(fake.is_restarted);
}

static void a_badge_signs_in_whatever_the_mode(void **state)
{
    (void)state;
    scan("]C0", "%TM-MODE-COUNT");
    scan("]C0", "!BP0001");
    struct message m = latest();
    assert_int_equal(m.scan.mode, MESSAGE_MODE_SCAN);
    assert_string_equal(m.scan.place, "");
    assert_string_equal(hand.place, ""); // and it is no place
    assert_false(hand.hid.is_busy);      // nor typed to any host
    assert_string_equal(hand.result.code, "!B");
}

static void a_charging_one_stays_on(void **state)
{
    (void)state;
    fake.battery_mv = POWER_EMPTY_MV - 1;
    fake.is_charging = true;
    turn(6000);
    assert_false(fake.is_off);
}

static void pictures_come_back_as_they_were(void **state)
{
    static uint8_t pixels[64 * 48], back[64 * 48], packed[8000];
    uint64_t seed = 3;
    uint16_t w, h;
    (void)state;
    for (int kind = 0; kind < 4; kind++)
        for (uint8_t shift = 0; shift <= 4; shift++) {
            for (int i = 0; i < 64 * 48; i++)
                pixels[i] = (uint8_t)(kind == 0   ? 7
                                      : kind == 1 ? (int)(next_random(&seed)
                                                          & 0xFF)
                                      : kind == 2 ? i % 64 * 4
                                                  : i / 64 % 2 * 255);
            int n = picture_pack(pixels, 64, 48, shift, packed, sizeof packed);
            assert_true(n > 0);
            assert_int_equal(picture_unpack(packed, (size_t)n, back,
                                            sizeof back, &w, &h), ERR_OK);
            assert_int_equal(w * 1000 + h, 64048);
            for (int i = 0; i < 64 * 48; i++)
                assert_int_equal(back[i], pixels[i] >> shift << shift);
            assert_int_equal(picture_unpack(packed, (size_t)n, back, 100, &w,
                                            &h), ERR_FULL);
            assert_int_equal(picture_unpack(packed, (size_t)n / 2, back,
                                            sizeof back, &w, &h), ERR_PARSE);
        }
    assert_int_equal(picture_pack(pixels, 64, 48, 0, packed, 90), ERR_FULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HAND_TEST(a_scan_is_in_flash_before_it_is_heard),
        HAND_TEST(a_full_journal_says_where_to_go),
        HAND_TEST(codes_set_it_and_are_not_recorded),
        HAND_TEST(settings_survive_a_power_cut),
        HAND_TEST(a_code_that_is_too_long_is_refused),
        HAND_TEST(sure_reads_only),
        HAND_TEST(keyboard_reports_spell_the_code),
        HAND_TEST(long_codes_go_in_several_pos_reports),
        HAND_TEST(without_a_host_a_scan_is_not_typed_later),
        HAND_TEST(words_fit_the_screen_in_every_language),
        HAND_TEST(the_station_s_codes_become_words),
        HAND_TEST(accents_have_letters),
        HAND_TEST(exposure_comes_to_the_middle_and_stays),
        HAND_TEST(a_weak_battery_switches_off_once),
        HAND_TEST(plugged_in_it_starts_again),
        HAND_TEST(a_badge_signs_in_whatever_the_mode),
        HAND_TEST(a_charging_one_stays_on),
        HAND_TEST(pictures_come_back_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
