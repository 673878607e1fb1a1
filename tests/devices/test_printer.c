// A printer's job states, by what it answers in ZPL.
#include "station/devices/driver/driver.h"
#include "station/devices/printer/printer.h"
#include "tests/test.h"

static const char *status_text(int paper, int pause, int head, int waiting)
{
    static char text[200];
    snprintf(text, sizeof text,
             "\x02" "030,%d,%d,1218,%03d,0,0,0,000,0,0,0\x03\r\n"
             "\x02" "000,0,%d,0,0,2,4,0,00000000,1,000\x03\r\n"
             "\x02" "1234,0\x03\r\n",
             paper, pause, waiting, head);
    return text;
}

static struct printer_out say(struct printer *p, const char *text, int64_t now)
{
    struct printer_out out, sum = {0};
    for (; *text; text++) {
        printer_byte(p, (uint8_t)*text, now, &out);
        sum.send |= out.send;
        sum.has_changed |= out.has_changed;
        if (out.has_result) {
            sum.has_result = true;
            sum.result = out.result;
        }
    }
    return sum;
}

static struct printer ready_printer(void)
{
    struct printer p;
    struct printer_out out;
    printer_init(&p, PRINTER_ZPL.status);
    printer_opened(&p, 100, &out);
    assert_int_equal(p.state, PRINTER_SILENT); // never "fine" without a word
    say(&p, status_text(0, 0, 0, 0), 110);
    assert_int_equal(p.state, PRINTER_READY);
    return p;
}

static void a_job_is_printed_when_the_printer_took_it(void **state)
{
    struct printer p = ready_printer();
    struct printer_out out;
    (void)state;
    assert_true(printer_job(&p, 1, 200, &out));
    assert_true(out.ask);
    assert_false(printer_job(&p, 2, 200, &out)); // one at a time
    assert_true(say(&p, status_text(0, 0, 0, 0), 210).send);
    assert_false(say(&p, status_text(0, 0, 0, 1), 300).has_result);
    struct printer_out done = say(&p, status_text(0, 0, 0, 0), 400);
    assert_true(done.has_result);
    assert_int_equal(done.result, JOB_PRINTED);
}

static void no_paper_before_the_job_sends_nothing(void **state)
{
    struct printer p = ready_printer();
    struct printer_out out;
    (void)state;
    printer_job(&p, 1, 200, &out);
    out = say(&p, status_text(1, 0, 0, 0), 210);
    assert_false(out.send);
    assert_int_equal(out.result, JOB_FAILED);
    assert_int_equal(p.state, PRINTER_NO_PAPER);
}

static void silence_before_fails_and_silence_after_is_unknown(void **state)
{
    struct printer p = ready_printer();
    struct printer_out out;
    (void)state;
    printer_job(&p, 1, 200, &out);
    printer_tick(&p, 200 + PRINTER_ANSWER_MS, &out);
    assert_true(out.has_result);
    assert_int_equal(out.result, JOB_FAILED);
    assert_int_equal(p.state, PRINTER_SILENT);

    p = ready_printer();
    printer_job(&p, 2, 200, &out);
    say(&p, status_text(0, 0, 0, 0), 210);
    printer_tick(&p, 500, &out);
    assert_true(out.ask);
    printer_tick(&p, 500 + PRINTER_ANSWER_MS, &out);
    assert_int_equal(out.result, JOB_UNKNOWN);
}

static void a_line_lost_after_the_first_byte_is_unknown(void **state)
{
    struct printer p = ready_printer();
    struct printer_out out;
    (void)state;
    printer_job(&p, 1, 200, &out);
    say(&p, status_text(0, 0, 0, 0), 210);
    printer_gone(&p, &out);
    assert_true(out.has_result);
    assert_int_equal(out.result, JOB_UNKNOWN);
    assert_int_equal(p.state, PRINTER_ABSENT);
    printer_job(&p, 2, 300, &out);
    assert_int_equal(out.result, JOB_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_is_printed_when_the_printer_took_it),
        cmocka_unit_test(no_paper_before_the_job_sends_nothing),
        cmocka_unit_test(silence_before_fails_and_silence_after_is_unknown),
        cmocka_unit_test(a_line_lost_after_the_first_byte_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
