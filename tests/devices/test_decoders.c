// Bytes of scanners, scales and printers, and the printer's job states.
#include "station/devices/scanner/handheld.h"
#include "station/devices/port/hid.h"
#include "station/devices/printer/printer.h"
#include "station/devices/scale/scale.h"
#include "station/devices/scanner/scanner.h"
#include "tests/ports/scale_descriptor.h"
#include "firmware/boards/pico/usb_desc.h"
#include "tests/test.h"

static void a_scan_ends_with_any_usual_suffix(void **state)
{
    static const struct {
        const char *bytes, *scan;
    } CASES[] = {{"4006381333931\r", "4006381333931"},
                 {"\x02]C1A\x1D" "B\x03", "]C1A\x1D" "B"},
                 {"X\r\n", "X"}};
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

static void scale_lines_become_samples(void **state)
{
    static const struct {
        enum scale_language language;
        const char *line;
        int ok;
        int64_t mg;
        enum weigh_status status;
    } CASES[] = {
        {SCALE_SICS, "S S     100.00 g\r\n", 1, 100000, WEIGH_STABLE},
        {SCALE_SICS, "S D    -0.1 kg\r\n", 1, -100000, WEIGH_MOVING},
        {SCALE_SICS, "S +\r\n", 1, 0, WEIGH_OVER},
        {SCALE_SICS, "S -\r\n", 1, 0, WEIGH_UNDER},
        {SCALE_SICS, "S I\r\n", 1, 0, WEIGH_MOVING},
        {SCALE_SICS, "ES\r\n", 0, 0, WEIGH_STABLE},
        {SCALE_SICS, "S S 1x0 g\r\n", 0, 0, WEIGH_STABLE},
        {SCALE_SICS, "S S 10 stone\r\n", 0, 0, WEIGH_STABLE},
        {SCALE_8217, "\x02" "01.250\r", 1, 1250000, WEIGH_STABLE},
        {SCALE_8217, "\x02" "01.250N\r", 1, 1250000, WEIGH_STABLE},
        {SCALE_8217, "\x02?A\r", 1, 0, WEIGH_MOVING},
        {SCALE_8217, "\x02?B\r", 1, 0, WEIGH_OVER},
        {SCALE_8217, "\x02?D\r", 1, 0, WEIGH_UNDER},
        {SCALE_8217, "\x02" "1..2\r", 0, 0, WEIGH_STABLE},
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
    printer_init(&p);
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

// Both ends over a perfect wire: what the station hears of one message.
static bool hears(const struct message *first, const struct message *second,
                  struct message *news)
{
    static struct handheld h;
    struct link end;
    uint8_t body[FRAME_BODY_MAX], wire[FRAME_WIRE_MAX];
    const struct message *say[] = {first, second};
    int said = 0;
    bool has_heard = false;
    handheld_init(&h, NULL, 5);
    handheld_open(&h, 0);
    link_init(&end, link_session(6, 0), 0);
    for (uint32_t now = 0; now < 5000; now += 50) {
        const uint8_t *got, *payload;
        struct frame f;
        frame_init(&f);
        if (end.open && link_is_idle(&end) && said < 2 && say[said]) {
            int n = message_write(say[said++], body, sizeof body);
            assert_int_equal(link_send(&end, body, (size_t)n), ERR_OK);
        }
        int n = link_give(&end, now, body);
        int len = n > 0 ? frame_write(body, (size_t)n, wire, sizeof wire) : 0;
        for (int i = 0; i < len; i++)
            if (handheld_byte(&h, wire[i], now, news))
                has_heard = news->kind == say[said - 1]->kind;
        size_t back;
        while ((back = handheld_give(&h, now, 1, wire)) > 0)
            for (size_t i = 0; i < back; i++) {
                n = frame_byte(&f, wire[i], &got);
                if (n > 0)
                    (void)!link_take(&end, got, (size_t)n, now, &payload);
            }
    }
    return has_heard;
}

static void a_handheld_is_heard_when_it_has_a_name(void **state)
{
    struct message hello = {.kind = MESSAGE_HELLO, .hello = {.name = "hand-1"}};
    struct message evil = hello, news;
    struct message scan = {.kind = MESSAGE_SCAN, .scan = {.record_seq = 1}};
    (void)state;
    memcpy(evil.hello.name, "x\n\xFF", 4);
    assert_true(hears(&hello, NULL, &news));
    assert_string_equal(news.hello.name, "hand-1");
    assert_true(hears(&hello, &scan, &news));
    assert_int_equal(news.scan.record_seq, 1);
    assert_false(hears(&evil, NULL, &news));
    assert_false(hears(&evil, &scan, &news)); // and nothing of what follows
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_ends_with_any_usual_suffix),
        cmocka_unit_test(an_overlong_scan_is_dropped_whole),
        cmocka_unit_test(scale_lines_become_samples),
        cmocka_unit_test(hid_scale_reports_follow_the_descriptor),
        cmocka_unit_test(hid_scans_join_their_continued_reports),
        cmocka_unit_test(our_own_handheld_is_read_as_a_hid_scanner),
        cmocka_unit_test(a_handheld_is_heard_when_it_has_a_name),
        cmocka_unit_test(a_job_is_printed_when_the_printer_took_it),
        cmocka_unit_test(no_paper_before_the_job_sends_nothing),
        cmocka_unit_test(silence_before_fails_and_silence_after_is_unknown),
        cmocka_unit_test(a_line_lost_after_the_first_byte_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
