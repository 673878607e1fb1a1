// What is in a frame: when a read is sure, and how long the next exposure is.
#include "firmware/core/read/scan.h"
#include "tests/test.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sure_reads_only),
        cmocka_unit_test(exposure_comes_to_the_middle_and_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
