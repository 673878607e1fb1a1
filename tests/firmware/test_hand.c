// The handheld's core on a board in memory: what codes, keys and time do.
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        HAND_TEST(a_scan_is_in_flash_before_it_is_heard),
        HAND_TEST(a_full_journal_says_where_to_go),
        HAND_TEST(codes_set_it_and_are_not_recorded),
        HAND_TEST(settings_survive_a_power_cut),
        HAND_TEST(a_code_that_is_too_long_is_refused),
        HAND_TEST(a_weak_battery_switches_off_once),
        HAND_TEST(plugged_in_it_starts_again),
        HAND_TEST(a_badge_signs_in_whatever_the_mode),
        HAND_TEST(a_charging_one_stays_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
