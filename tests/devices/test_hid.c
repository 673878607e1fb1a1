// Reports of USB HID scanners and scales, by their descriptors.
#include "station/devices/scale/hid_scale.h"
#include "station/devices/scanner/hid_scanner.h"
#include "tests/ports/scale_descriptor.h"
#include "firmware/boards/pico/usb_desc.h"
#include "tests/test.h"

static void hid_scale_reports_follow_the_descriptor(void **state)
{
    static const struct {
        uint8_t report[6];
        int ok;
        int64_t mg;
        enum weigh_status status;
    } CASES[] = {
        {{3, 4, 0x0B, 0xFF, 0x34, 0x19}, 1, 18291112, WEIGH_STABLE},
        {{3, 4, 2, 0, 0x14, 0}, 1, 20000, WEIGH_STABLE},
        {{3, 2, 0x0B, 0xFF, 0, 0}, 1, 0, WEIGH_STABLE},
        {{3, 3, 2, 0, 5, 0}, 1, 5000, WEIGH_MOVING},
        {{3, 5, 2, 0, 5, 0}, 1, -5000, WEIGH_UNDER},
        {{3, 6, 2, 0, 5, 0}, 1, 5000, WEIGH_OVER},
        {{3, 0, 0, 0, 0, 0}, 0, 0, WEIGH_STABLE},
        {{4, 4, 2, 0, 5, 0}, 0, 0, WEIGH_STABLE},
    };
    struct hid_layout l;
    (void)state;
    assert_int_equal(hid_parse(&l, SCALE_DESCRIPTOR, sizeof SCALE_DESCRIPTOR),
                     ERR_OK);
    assert_int_equal(l.application_page, 0x8D);
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct weigh_sample w = {0};
        int ok = hid_scale_report(&l, CASES[i].report, 6, &w);
        assert_int_equal(ok, CASES[i].ok);
        if (ok) {
            assert_int_equal(w.mg, CASES[i].mg);
            assert_int_equal(w.status, CASES[i].status);
        }
    }
    for (size_t cut = 1; cut < sizeof SCALE_DESCRIPTOR - 2; cut++)
        assert_int_equal(hid_parse(&l, SCALE_DESCRIPTOR, cut), ERR_PARSE);
}

// Layout D of the field: byte count, three AIM characters, 56 bytes, continued.
static const uint8_t SCANNER_DESCRIPTOR[] = {
    0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x85, 0x02, 0x09, 0x12, 0xA1, 0x02,
    0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95, 0x01, 0x05, 0x01, 0x09,
    0x3B, 0x81, 0x02, 0x05, 0x8C, 0x95, 0x03, 0x09, 0xFB, 0x09, 0xFC, 0x09,
    0xFD, 0x81, 0x02, 0x95, 0x38, 0x09, 0xFE, 0x82, 0x02, 0x01, 0x75, 0x01,
    0x95, 0x01, 0x09, 0xFF, 0x81, 0x02, 0x95, 0x07, 0x81, 0x03, 0xC0, 0xC0};

static size_t report(struct hid_scanner *s, const struct hid_layout *l,
                     const char *aim, const char *data, int more,
                     int64_t at_ms)
{
    uint8_t r[62] = {2, (uint8_t)strlen(data)};
    memcpy(r + 2, aim, 3);
    memcpy(r + 5, data, strlen(data));
    r[61] = (uint8_t)more;
    return hid_scanner_report(s, l, r, sizeof r, at_ms);
}

static void hid_scans_join_their_continued_reports(void **state)
{
    struct hid_layout l;
    struct hid_scanner s = {0};
    (void)state;
    assert_int_equal(
        hid_parse(&l, SCANNER_DESCRIPTOR, sizeof SCANNER_DESCRIPTOR), ERR_OK);
    assert_int_equal(report(&s, &l, "]E0", "4006381333931", 0, 1), 16);
    assert_string_equal(s.bytes, "]E04006381333931");
    assert_int_equal(report(&s, &l, "]Q0", "AAAA", 1, 10), 0);
    assert_int_equal(report(&s, &l, "]Q0", "BB\r", 0, 20), 9);
    assert_string_equal(s.bytes, "]Q0AAAABB");
    report(&s, &l, "]Q0", "LOST", 1, 30);
    assert_int_equal(report(&s, &l, "]C0", "NEW", 0, 40), 6);
    report(&s, &l, "]Q0", "LOST", 1, 50);
    assert_int_equal(report(&s, &l, "]Q0", "LATE", 0, 50 + 1000), 7);
    assert_int_equal(report(&s, &l, "]Z6", "\x06", 0, 2000), 0);
}

// One report as firmware/core/hid.c makes it.
static size_t hand_report(struct hid_scanner *s, const struct hid_layout *l,
                          const char *data, uint8_t more, int64_t at_ms)
{
    uint8_t r[64] = {2, (uint8_t)strlen(data), ']', 'Q', '1'};
    memcpy(r + 5, data, strlen(data));
    r[63] = more;
    return hid_scanner_report(s, l, r, sizeof r, at_ms);
}

static void our_own_handheld_is_read_as_a_hid_scanner(void **state)
{
    struct hid_layout l;
    struct hid_scanner s = {0};
    (void)state;
    assert_int_equal(hid_parse(&l, USB_POS_REPORT, sizeof USB_POS_REPORT),
                     ERR_OK);
    assert_int_equal(l.application_page, 0x8C);
    assert_int_equal(hand_report(&s, &l, "ORDER:778123;", 1, 10), 0);
    assert_int_equal(hand_report(&s, &l, "QTY:12", 0, 20), 22);
    assert_string_equal(s.bytes, "]Q1ORDER:778123;QTY:12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hid_scale_reports_follow_the_descriptor),
        cmocka_unit_test(hid_scans_join_their_continued_reports),
        cmocka_unit_test(our_own_handheld_is_read_as_a_hid_scanner),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
