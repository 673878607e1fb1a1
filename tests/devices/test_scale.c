// Lines of serial scales.
#include "station/devices/driver/driver.h"
#include "station/devices/scale/scale.h"
#include "tests/test.h"

static void scale_lines_become_samples(void **state)
{
    const struct scale_language *const sics = SCALE_MT_SICS.scale;
    const struct scale_language *const toledo = SCALE_TOLEDO_8217.scale;
    const struct {
        const struct scale_language *language;
        const char *line;
        int ok;
        int64_t mg;
        enum weigh_status status;
    } CASES[] = {
        {sics, "S S     100.00 g\r\n", 1, 100000, WEIGH_STABLE},
        {sics, "S D    -0.1 kg\r\n", 1, -100000, WEIGH_MOVING},
        {sics, "S +\r\n", 1, 0, WEIGH_OVER},
        {sics, "S -\r\n", 1, 0, WEIGH_UNDER},
        {sics, "S I\r\n", 1, 0, WEIGH_MOVING},
        {sics, "ES\r\n", 0, 0, WEIGH_STABLE},
        {sics, "S S 1x0 g\r\n", 0, 0, WEIGH_STABLE},
        {sics, "S S 10 stone\r\n", 0, 0, WEIGH_STABLE},
        {toledo, "\x02" "01.250\r", 1, 1250000, WEIGH_STABLE},
        {toledo, "\x02" "01.250N\r", 1, 1250000, WEIGH_STABLE},
        {toledo, "\x02?A\r", 1, 0, WEIGH_MOVING},
        {toledo, "\x02?B\r", 1, 0, WEIGH_OVER},
        {toledo, "\x02?D\r", 1, 0, WEIGH_UNDER},
        {toledo, "\x02" "1..2\r", 0, 0, WEIGH_STABLE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct scale s;
        struct weigh_sample w = {0};
        int ok = 0;
        scale_init(&s, CASES[i].language, UNIT_KG);
        for (const char *b = CASES[i].line; *b; b++)
            ok |= scale_byte(&s, (uint8_t)*b, &w);
        assert_int_equal(ok, CASES[i].ok);
        assert_int_equal(s.bad_count, !ok);
        if (!ok)
            continue;
        assert_int_equal(w.status, CASES[i].status);
        if (w.status == WEIGH_STABLE || i == 1)
            assert_int_equal(w.mg, CASES[i].mg);
    }
}

// "+12.5": a scale that says kilograms and nothing else.
static bool read_plain(const char *line, size_t len, enum unit unit,
                       struct weigh_sample *out)
{
    (void)unit;
    out->status = WEIGH_STABLE;
    return scale_read_mg(line, len, UNIT_KG, &out->mg);
}

static void another_language_is_a_question_and_a_way_to_read_a_line(
    void **state)
{
    const struct scale_language plain = {.question = "?", .read = read_plain};
    struct scale s;
    struct weigh_sample w;
    int count = 0;
    (void)state;
    scale_init(&s, &plain, UNIT_KG);
    for (const char *b = "+12.5\rnoise\r"; *b; b++)
        count += scale_byte(&s, (uint8_t)*b, &w);
    assert_int_equal(count, 1);
    assert_int_equal(s.bad_count, 1);
    scale_byte(&s, '3', &w);
    assert_true(scale_byte(&s, '\r', &w));
    assert_int_equal(w.mg, 3000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scale_lines_become_samples),
        cmocka_unit_test(
            another_language_is_a_question_and_a_way_to_read_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
