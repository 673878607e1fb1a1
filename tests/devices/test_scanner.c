// Bytes of scanners on a serial or TCP line.
#include "station/devices/scanner/scanner.h"
#include "tests/test.h"

static void a_scan_ends_with_any_usual_suffix(void **state)
{
    static const struct {
        const char *bytes, *scan;
    } CASES[] = {{"4006381333931\r", "4006381333931"},
                 {"\x02]C1A\x1D" "B\x03", "]C1A\x1D" "B"},
                 {"X\r\n", "X"},
                 {"]C1A\x1D" "B\t", "]C1A\x1D" "B"},
                 {"4006381333931\x04", "4006381333931"},
                 {"X\f", "X"}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct scanner s;
        size_t got = 0;
        char scan[SCAN_MAX + 1] = "";
        scanner_init(&s);
        for (const char *b = CASES[i].bytes; *b; b++) {
            size_t n = scanner_byte(&s, (uint8_t)*b);
            if (n) {
                got = n;
                memcpy(scan, s.line, n);
            }
        }
        assert_int_equal(got, strlen(CASES[i].scan));
        assert_memory_equal(scan, CASES[i].scan, got);
    }
}

static void an_overlong_scan_is_dropped_whole(void **state)
{
    struct scanner s;
    (void)state;
    scanner_init(&s);
    for (int i = 0; i < SCAN_MAX + 50; i++)
        assert_int_equal(scanner_byte(&s, 'A'), 0);
    assert_int_equal(scanner_byte(&s, '\r'), 0);
    assert_int_equal(s.bad_count, 1);
    scanner_byte(&s, 'B');
    assert_int_equal(scanner_byte(&s, '\r'), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_ends_with_any_usual_suffix),
        cmocka_unit_test(an_overlong_scan_is_dropped_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
