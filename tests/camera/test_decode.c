// What the camera's process reads in a picture that zint drew, as a camera
// would see it: grey, with a margin, a little unsharp, upside down or torn.
#include "station/camera/decode.h"
#include "tests/test.h"

#include <stdlib.h>
#include <zint.h>

enum { WIDTH = 640, HEIGHT = 480, PAPER = 200, INK = 50 };

struct picture {
    uint8_t pixel[WIDTH * HEIGHT];
};

static struct picture drawn;

static void plot(const struct zint_symbol *z)
{
    int left = (WIDTH - z->bitmap_width) / 2;
    int top = (HEIGHT - z->bitmap_height) / 2;
    assert_true(left > 0 && top > 0);
    memset(drawn.pixel, PAPER, sizeof drawn.pixel);
    for (int y = 0; y < z->bitmap_height; y++)
        for (int x = 0; x < z->bitmap_width; x++)
            if (z->bitmap[3 * (y * z->bitmap_width + x)] < 128)
                drawn.pixel[(top + y) * WIDTH + left + x] = INK;
}

static void draw(int symbology, int input_mode, const char *data)
{
    struct zint_symbol *z = ZBarcode_Create();
    assert_non_null(z);
    z->symbology = symbology;
    z->input_mode = input_mode;
    z->height = 40;
    z->show_hrt = 0;
    int rc = ZBarcode_Encode_and_Buffer(z, (const unsigned char *)data, 0, 0);
    if (rc >= ZINT_ERROR)
        fail_msg("zint: %s", z->errtxt);
    plot(z);
    ZBarcode_Delete(z);
}

static void blur(void)
{
    static struct picture sharp;
    sharp = drawn;
    for (int y = 1; y < HEIGHT - 1; y++)
        for (int x = 1; x < WIDTH - 1; x++) {
            int sum = 0;
            for (int k = -1; k <= 1; k++)
                sum += sharp.pixel[(y + k) * WIDTH + x] +
                       sharp.pixel[y * WIDTH + x + k];
            drawn.pixel[y * WIDTH + x] = (uint8_t)(sum / 6);
        }
}

static void turn_over(void)
{
    for (int i = 0; i < WIDTH * HEIGHT / 2; i++) {
        uint8_t *last = &drawn.pixel[WIDTH * HEIGHT - 1 - i];
        uint8_t kept = drawn.pixel[i];
        drawn.pixel[i] = *last;
        *last = kept;
    }
}

static void expect(const char *aim, const char *bytes)
{
    struct message found = {0};
    if (!decode_picture(drawn.pixel, WIDTH, HEIGHT, &found))
        fail_msg("%s was not read", bytes);
    assert_string_equal(found.symbol.aim, aim);
    assert_int_equal(found.symbol.len, strlen(bytes));
    assert_memory_equal(found.symbol.bytes, bytes, strlen(bytes));
}

static void each_kind_of_code_is_read_with_its_name(void **state)
{
    (void)state;
    draw(BARCODE_EANX, UNICODE_MODE, "950600013435");
    expect("]E0", "9506000134352");
    draw(BARCODE_CODE128, UNICODE_MODE, "ORDER-0007");
    expect("]C0", "ORDER-0007");
    draw(BARCODE_GS1_128, GS1_MODE, "[01]09506000134352");
    expect("]C1", "0109506000134352");
    draw(BARCODE_QRCODE, UNICODE_MODE, "https://id.gs1.org/01/09506000134352");
    expect("]Q1", "https://id.gs1.org/01/09506000134352");
}

static void a_code_is_read_though_unsharp_and_upside_down(void **state)
{
    (void)state;
    draw(BARCODE_EANX, UNICODE_MODE, "950600013435");
    blur();
    turn_over();
    expect("]E0", "9506000134352");
}

static void white_on_black_is_read(void **state)
{
    (void)state;
    draw(BARCODE_QRCODE, UNICODE_MODE, "INSIDE OUT");
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        drawn.pixel[i] = (uint8_t)(255 - drawn.pixel[i]);
    expect("]Q1", "INSIDE OUT");
}

static void an_empty_picture_and_noise_give_nothing(void **state)
{
    struct message found = {0};
    uint64_t seed = 1;
    (void)state;
    memset(drawn.pixel, PAPER, sizeof drawn.pixel);
    assert_false(decode_picture(drawn.pixel, WIDTH, HEIGHT, &found));
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        drawn.pixel[i] = (uint8_t)next_random(&seed);
    assert_false(decode_picture(drawn.pixel, WIDTH, HEIGHT, &found));
}

// Two codes of one kind and length: which was meant is not ours to guess.
static void two_codes_side_by_side_are_not_guessed_between(void **state)
{
    static struct picture first;
    struct message found = {0};
    (void)state;
    draw(BARCODE_EANX, UNICODE_MODE, "950600013435");
    first = drawn;
    draw(BARCODE_EANX, UNICODE_MODE, "400638133393");
    int half = WIDTH * HEIGHT / 2, part = WIDTH * 140;
    memcpy(drawn.pixel, first.pixel + half - part / 2, (size_t)part);
    assert_false(decode_picture(drawn.pixel, WIDTH, HEIGHT, &found));
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(each_kind_of_code_is_read_with_its_name),
        cmocka_unit_test(a_code_is_read_though_unsharp_and_upside_down),
        cmocka_unit_test(white_on_black_is_read),
        cmocka_unit_test(an_empty_picture_and_noise_give_nothing),
        cmocka_unit_test(two_codes_side_by_side_are_not_guessed_between),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
