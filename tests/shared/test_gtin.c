#include "shared/crc.h"
#include "shared/gs1/gtin.h"
#include "shared/ring.h"
#include "shared/gs1/sscc.h"
#include "shared/units.h"
#include "tests/test.h"

static void known_numbers_have_right_check_digits(void **state)
{
    static const char *const GOOD[] = {"24012345678905", "2112233789657",
                                       "416000336108", "02345680",
                                       "4006381333931"};
    (void)state;
    for (size_t i = 0; i < COUNT(GOOD); i++) {
        uint64_t gtin;
        char wrong[20];
        size_t len = strlen(GOOD[i]);
        assert_int_equal(gtin_parse(GOOD[i], len, &gtin), ERR_OK);
        strcpy(wrong, GOOD[i]);
        wrong[len - 1] =
            wrong[len - 1] == '9' ? '0' : (char)(wrong[len - 1] + 1);
        assert_int_equal(gtin_parse(wrong, len, &gtin), ERR_PARSE);
    }
}

static void all_lengths_of_one_number_compare_equal(void **state)
{
    uint64_t a, b;
    (void)state;
    assert_int_equal(gtin_parse("416000336108", 12, &a), ERR_OK);
    assert_int_equal(gtin_parse("00416000336108", 14, &b), ERR_OK);
    assert_true(a == b);
    char text[15];
    gtin_text(a, text);
    assert_string_equal(text, "00416000336108");
}

static void upc_e_is_expanded(void **state)
{
    static const struct {
        const char *upce, *full;
    } CASES[] = {{"01234565", "00012345000065"},
                 {"05096893", "00050968000093"}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        uint64_t gtin;
        char text[15];
        assert_int_equal(gtin_parse_upce(CASES[i].upce, 8, &gtin), ERR_OK);
        gtin_text(gtin, text);
        assert_string_equal(text, CASES[i].full);
    }
}

static void an_sscc_grows_from_prefix_and_serial(void **state)
{
    char sscc[SSCC_DIGITS + 1];
    (void)state;
    assert_int_equal(sscc_make(0, "0614141", 123456789, sscc), ERR_OK);
    assert_string_equal(sscc, "006141411234567890");
    assert_true(sscc_is_valid(sscc, 18));
    assert_int_equal(sscc_make(10, "0614141", 1, sscc), ERR_PARSE);
    assert_int_equal(sscc_make(0, "061", 1, sscc), ERR_PARSE);
    assert_int_equal(sscc_make(0, "0614141", 1000000000, sscc), ERR_FULL);
}

static void weights_convert_without_floating_point(void **state)
{
    static const struct {
        int64_t value;
        int exponent;
        enum unit unit;
        int64_t mg;
    } CASES[] = {{20, 0, UNIT_G, 20000},
                 {6452, -1, UNIT_OZ, 18291112},
                 {49, -1, UNIT_OZ, 138913},
                 {-1250, -3, UNIT_KG, -1250000},
                 {1, 0, UNIT_LB, 453592},
                 {5, -1, UNIT_MG, 1}};
    int64_t mg;
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        assert_int_equal(units_to_mg(CASES[i].value, CASES[i].exponent,
                                     CASES[i].unit, &mg), ERR_OK);
        assert_int_equal(mg, CASES[i].mg);
    }
    assert_int_equal(units_to_mg(1, 0, (enum unit)99, &mg), ERR_PARSE);
    assert_int_equal(units_to_mg(1000000000, 9, UNIT_KG, &mg), ERR_PARSE);
}

static void checksums_match_their_published_checks(void **state)
{
    (void)state;
    assert_int_equal(crc16("123456789", 9), 0x29B1);
    assert_int_equal(crc32_more(0, "123456789", 9), 0xCBF43926);
    assert_int_equal(crc32_more(crc32_more(0, "1234", 4), "56789", 5),
                     0xCBF43926);
}

static void a_full_ring_refuses_and_loses_nothing(void **state)
{
    struct ring r;
    uint8_t bytes[4], byte;
    (void)state;
    ring_init(&r, bytes, 4);
    for (int round = 0; round < 10; round++) {
        for (uint8_t i = 0; i < 4; i++)
            assert_true(ring_put(&r, i));
        assert_false(ring_put(&r, 9));
        for (uint8_t i = 0; i < 4; i++) {
            assert_true(ring_take(&r, &byte));
            assert_int_equal(byte, i);
        }
        assert_false(ring_take(&r, &byte));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_numbers_have_right_check_digits),
        cmocka_unit_test(all_lengths_of_one_number_compare_equal),
        cmocka_unit_test(upc_e_is_expanded),
        cmocka_unit_test(an_sscc_grows_from_prefix_and_serial),
        cmocka_unit_test(weights_convert_without_floating_point),
        cmocka_unit_test(checksums_match_their_published_checks),
        cmocka_unit_test(a_full_ring_refuses_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
