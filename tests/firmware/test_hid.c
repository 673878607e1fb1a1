// Scans as reports for any computer.
#include "tests/firmware/hand_fixture.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        HAND_TEST(keyboard_reports_spell_the_code),
        HAND_TEST(long_codes_go_in_several_pos_reports),
        HAND_TEST(without_a_host_a_scan_is_not_typed_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
