// Frames in few bytes: what was packed comes back.
#include "shared/picture.h"
#include "tests/test.h"

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
        cmocka_unit_test(pictures_come_back_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
