// What the screen says has a name of its own, and a new one replaces the old.
#include "station/bench/core/notice.h"
#include "station/bench/core/sign.h"
#include "tests/bench/bench_fixture.h"

static void every_notice_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < NOTICE_COUNT; i++) {
        const char *name = notice_name((enum notice)i);
        assert_true(i == NOTICE_NONE || name[0]);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(name, notice_name((enum notice)k));
    }
}

static void what_happens_is_said_by_its_notice(void **state)
{
    static const struct {
        const char *scan, *state, *notice;
    } STEPS[] = {
        {"MUG", "signed_out", "sign_in_first"},
        {"!BNOBODY", "signed_out", "badge_unknown"},
        {"!BANA", "ready", ""},
        {"%DONE", "ready", "scan_order"},
        {"A-9", "ready", "offline"},
        {"A-1", "picking", ""},
        {"!BPIP", "picking", "handover"},
        {"!BPIP", "pin", ""},
    };
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    for (size_t i = 0; i < COUNT(STEPS); i++) {
        if (strcmp(STEPS[i].scan, "A-1") == 0)
            site_order(s, 1, "A-1");
        site_scan(s, STEPS[i].scan);
        assert_true(site_is(s, STEPS[i].state, STEPS[i].notice));
    }
    site_close(s);
}

static void a_name_that_is_cut_stays_text(void **state)
{
    char name[130] = "";
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    for (size_t i = 0; i + 2 < sizeof name; i += 2)
        memcpy(name + i, "\xC3\xA9", 3);
    for (int i = 0; i < 2; i++) {
        notice_set(&s->bench.core, NOTICE_HANDOVER, name + i, TONE_LOOK);
        assert_true(site_is(s, "signed_out", "handover"));
    }
    site_close(s);
}

static void a_pin_is_asked_for_and_three_wrong_ones_make_it_wait(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, "!BPIP");
    assert_true(site_is(s, "pin", ""));
    for (int i = 0; i < 3; i++) {
        bench_pin(&s->bench, "9999", s->at_ms);
        assert_true(site_is(s, "pin", "pin_wrong"));
    }
    bench_pin(&s->bench, "1234", s->at_ms + 29999);
    assert_true(site_is(s, "pin", "pin_wait"));
    bench_pin(&s->bench, "1234", s->at_ms + 30000);
    assert_true(site_is(s, "ready", ""));
    site_close(s);
}

// A badge of one's own makes no room for more tries at the PIN of another.
static void wrong_pins_are_counted_until_one_is_right(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    for (int round = 0; round < 3; round++) {
        site_scan(s, "!BPIP");
        bench_pin(&s->bench, "9999", s->at_ms);
        assert_true(site_is(s, "pin", "pin_wrong"));
        site_scan(s, "!BANA");
        assert_true(site_is(s, "ready", ""));
    }
    site_scan(s, "!BPIP");
    bench_pin(&s->bench, "1234", s->at_ms);
    assert_true(site_is(s, "pin", "pin_wait"));
    assert_int_equal(site_rows(s, "pin_misses"), 1);
    s->at_ms -= 86400000; // set back by a day: nobody waits for a day
    bench_pin(&s->bench, "1234", s->at_ms);
    assert_true(site_is(s, "ready", ""));
    site_close(s);
}

static void type(struct site *s, const char *code)
{
    bench_type(&s->bench, code, strlen(code), s->at_ms);
}

static void unknown_badges_have_to_wait_and_central_hears_of_it(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    for (int i = 0; i < 4; i++) {
        type(s, "!BNOBODY");
        assert_true(site_is(s, "signed_out", "badge_unknown"));
    }
    for (int i = 0; i < 200; i++) {
        type(s, "!BNOBODY");
        assert_true(site_is(s, "signed_out", "badge_wait"));
    }
    type(s, "!BANA"); // never seen here: waits like a guess
    assert_true(site_is(s, "signed_out", "badge_wait"));
    assert_int_equal(site_rows(s, "badge_misses"), 1);
    s->at_ms += SIGN_WAIT_MS;
    type(s, "!BANA");
    assert_true(site_is(s, "ready", ""));
    site_close(s);
}

static void a_badge_that_was_right_here_is_let_in_at_once(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    for (int i = 0; i < 2; i++)
        type(s, "!BANA"); // in, and out
    for (int i = 0; i < 6; i++)
        type(s, "!BNOBODY");
    assert_true(site_is(s, "signed_out", "badge_wait"));
    type(s, "!BANA");
    assert_true(site_is(s, "ready", ""));
    site_close(s);
}

static void who_types_badges_does_not_stop_the_scanner(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    for (int i = 0; i < 6; i++)
        type(s, "!BNOBODY");
    site_scan(s, "!BANA");
    assert_true(site_is(s, "ready", ""));
    site_close(s);
}

static void who_is_gone_is_not_let_in_though_known(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    for (int i = 0; i < 2; i++)
        site_scan(s, "!BANA");
    site_feed(s, "person", "{'person_id':1}");
    site_scan(s, "!BANA");
    assert_true(site_is(s, "signed_out", "badge_unknown"));
    site_close(s);
}

// A stolen file shows neither badges nor PINs.
static void a_pin_is_kept_sealed_with_its_badge(void **state)
{
    struct bench_person p;
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    assert_int_equal(bench_person_load(&s->bench.core.store, 3, &p), ERR_OK);
    assert_true(strlen(p.pin) > 100);
    assert_null(strstr(p.pin, "argon"));
    site_close(s);
}

static void a_bench_is_drawn_once_for_all_that_happened(void **state)
{
    struct event gone = {.kind = EVENT_DETACHED, .why = "pulled out"};
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    json_t *o = site_screen(s);
    int64_t before = int_of(o, "n");
    json_decref(o);
    site_scan(s, "!BANA");
    gone.at_ms = s->at_ms;
    for (int i = 0; i < 3; i++)
        bench_on_event(&s->bench, &gone);
    o = site_screen(s);
    assert_int_equal(int_of(o, "n"), before + 2); // the sound, then the rest
    json_decref(o);
    o = site_screen(s); // nothing happened: nothing is drawn
    assert_int_equal(int_of(o, "n"), before + 2);
    json_decref(o);
    site_close(s);
}

// What the page was told last, without settling.
static json_t *shown(struct site *s)
{
    size_t len;
    const char *text = screen_json(&s->bench.core, &len);
    json_t *o = json_read(text, len, NULL, 0);
    assert_non_null(o);
    return o;
}

// A scanner may send two lines at once.
static void a_sound_is_let_out_before_the_next_scan(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_order(s, 1, "A-1");
    site_scan(s, "!BANA");
    site_scan(s, "A-1");
    json_decref(site_screen(s));
    site_scan(s, "NOTHING");
    site_scan(s, "MUG");
    json_t *o = shown(s);
    assert_string_equal(text_of(o, "tone"), "wrong");
    assert_string_equal(text_of(o, "alarm"), "unknown_code");
    json_decref(o);
    o = site_screen(s);
    assert_string_equal(text_of(o, "tone"), "ok");
    assert_string_equal(text_of(o, "alarm"), "(none)");
    json_decref(o);
    site_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_notice_has_a_name_of_its_own),
        cmocka_unit_test(what_happens_is_said_by_its_notice),
        cmocka_unit_test(a_name_that_is_cut_stays_text),
        cmocka_unit_test(a_pin_is_asked_for_and_three_wrong_ones_make_it_wait),
        cmocka_unit_test(wrong_pins_are_counted_until_one_is_right),
        cmocka_unit_test(unknown_badges_have_to_wait_and_central_hears_of_it),
        cmocka_unit_test(a_badge_that_was_right_here_is_let_in_at_once),
        cmocka_unit_test(who_types_badges_does_not_stop_the_scanner),
        cmocka_unit_test(who_is_gone_is_not_let_in_though_known),
        cmocka_unit_test(a_pin_is_kept_sealed_with_its_badge),
        cmocka_unit_test(a_bench_is_drawn_once_for_all_that_happened),
        cmocka_unit_test(a_sound_is_let_out_before_the_next_scan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
