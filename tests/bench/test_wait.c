// What waits at a bench for more than one scan: a reason, a badge, a PIN. It
// is given up by time, by CONTINUE, or by going on; and what was done says why.
#include "station/bench/pack/pack_internal.h"
#include "station/store/engine/query.h"
#include "tests/bench/bench_fixture.h"

static struct site *open_order(const char *badge)
{
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, badge);
    site_order(s, 1, "A-1");
    site_scan(s, "A-1");
    assert_true(site_is(s, "picking", ""));
    return s;
}

static void wait_ms(struct site *s, int64_t ms)
{
    s->at_ms += ms;
    bench_tick(&s->bench, s->at_ms);
}

// A member of the screen, "" when it has none.
static void expect_shown(struct site *s, const char *name, const char *want)
{
    json_t *o = site_screen(s);
    const char *text = json_string_value(json_object_get(o, name));
    assert_string_equal(text ? text : "", want);
    json_decref(o);
}

static void expect_row(struct site *s, const char *kind, const char *part,
                       int64_t person_id)
{
    struct query q;
    query_begin(&q, &s->bench.core.store,
                "SELECT body, person_id FROM journal WHERE kind = ?1"
                " ORDER BY seq DESC LIMIT 1");
    query_text(&q, 1, kind);
    assert_int_equal(query_row(&q), 1);
    assert_non_null(strstr(query_get_text(&q, 0), part));
    assert_int_equal(query_get_int(&q, 1), person_id);
    query_end(&q);
}

static int64_t person(const struct site *s)
{
    return s->bench.core.sign.person.person_id;
}

static void a_hold_is_kept_with_its_reason(void **state)
{
    (void)state;
    struct site *s = open_order("!BANA");
    int64_t ana = person(s);
    site_scan(s, "%HOLD");
    assert_true(site_is(s, "picking", "why"));
    expect_shown(s, "asks_why", "hold");
    assert_int_equal(site_rows(s, "command"), 0);
    site_scan(s, "%WHY-2");
    assert_true(site_is(s, "ready", ""));
    expect_row(s, "command", "\"why\":\"check_address\"", ana);
    site_close(s);
}

static void a_question_is_given_up_and_nothing_was_done(void **state)
{
    static const char *const WAYS[] = {"%CONT", "MUG", ""};
    (void)state;
    for (size_t i = 0; i < COUNT(WAYS); i++) {
        struct site *s = open_order("!BANA");
        site_scan(s, "%HOLD");
        if (WAYS[i][0])
            site_scan(s, WAYS[i]);
        else
            wait_ms(s, PACK_WAIT_MS);
        assert_true(site_is(s, "picking", ""));
        expect_shown(s, "asks_why", "");
        assert_int_equal(site_rows(s, "scan"), i == 1);
        site_scan(s, "%WHY-1"); // answers nothing any more
        assert_true(site_is(s, "picking", ""));
        site_close(s);
    }
}

static void what_is_refused_asks_for_no_reason(void **state)
{
    (void)state;
    struct site *s = open_order("!BANA");
    site_scan(s, "%REPRINT");
    assert_true(site_is(s, "picking", ""));
    expect_shown(s, "asks_why", "");
    site_close(s);
}

static void what_is_dear_is_missed_by_a_supervisor(void **state)
{
    (void)state;
    for (int is_dear = 0; is_dear < 2; is_dear++) {
        struct site *s = open_order("!BANA"); // two mugs are missing
        struct pack_desk *d = s->bench.state[0];
        d->short_pieces = 20;
        d->short_minor = 5000;
        d->order.line[0].value_minor = is_dear ? 2501 : 2500;
        site_scan(s, "%SHORT-1");
        assert_true(site_is(s, "picking", is_dear ? "supervisor" : ""));
        assert_int_equal(site_rows(s, "command"), !is_dear);
        site_close(s);
    }
}

static void a_supervisors_badge_allows_for_half_a_minute(void **state)
{
    (void)state;
    for (int is_late = 0; is_late < 2; is_late++) {
        struct site *s = open_order("!BANA");
        struct pack_desk *d = s->bench.state[0];
        int64_t ana = person(s);
        d->short_pieces = 1; // two mugs are missing
        site_scan(s, "%SHORT-1");
        assert_true(site_is(s, "picking", "supervisor"));
        if (is_late)
            wait_ms(s, PACK_WAIT_MS);
        site_scan(s, "!BSUE");
        assert_true(site_is(s, "picking", is_late ? "handover" : ""));
        assert_int_equal(site_rows(s, "command"), !is_late);
        assert_int_equal(site_rows(s, "allow"), !is_late);
        assert_int_equal(person(s), ana);
        if (!is_late)
            expect_row(s, "allow", "\"proof\":\"", ana + 1);
        site_close(s);
    }
}

static void weigh(struct site *s, int64_t gross_mg)
{
    struct pack_desk *d = s->bench.state[0];
    struct pack_event ev = {
        .kind = PACK_WEIGHT, .gross_mg = gross_mg, .count = 1};
    struct origin o = {.person_id = person(s), .at_ms = s->at_ms};
    assert_int_equal(pack_flow(d, &ev, &o), ERR_OK);
    assert_int_equal(d->pack.state, PACK_WEIGHING);
}

// Who let a weight pass saw that load: it may rock, and is not exchanged.
static void an_override_is_for_the_load_that_was_seen(void **state)
{
    enum { HEAVY_MG = 50 * 1000 * 1000 };
    (void)state;
    for (int is_other = 0; is_other < 2; is_other++) {
        struct site *s = open_order("!BANA");
        struct pack_desk *d = s->bench.state[0];
        d->pack.rule.needs_weight = true;
        for (int i = 0; i < 2; i++)
            site_scan(s, "MUG");
        site_scan(s, "TEE");
        weigh(s, HEAVY_MG);
        site_scan(s, "!BSUE");
        expect_shown(s, "asks_why", "override");
        weigh(s, HEAVY_MG + d->rule.floor_mg + is_other);
        expect_shown(s, "asks_why", is_other ? "" : "override");
        site_scan(s, "%WHY-1");
        assert_int_equal(site_rows(s, "override"), !is_other);
        site_close(s);
    }
}

static void what_is_armed_does_not_wait_for_ever(void **state)
{
    static const char *const ARMS[] = {"%REMOVE", "%DAMAGED", "%X12", "%SHORT"};
    (void)state;
    for (size_t i = 0; i < COUNT(ARMS); i++) {
        struct site *s = open_order("!BANA");
        struct pack_desk *d = s->bench.state[0];
        site_scan(s, ARMS[i]);
        wait_ms(s, PACK_ARMED_MS - 1);
        assert_true(d->pack.armed != PACK_CMD_DONE || d->pack.times == 12);
        wait_ms(s, 1);
        assert_int_equal(d->pack.armed, PACK_CMD_DONE);
        assert_int_equal(d->pack.times, 1);
        assert_int_equal(site_rows(s, "disarm"), 1);
        wait_ms(s, PACK_ARMED_MS);
        assert_int_equal(site_rows(s, "disarm"), 1);
        site_close(s);
    }
}

static void an_alarm_is_still_there_when_nothing_is_armed(void **state)
{
    (void)state;
    struct site *s = open_order("!BANA");
    site_scan(s, "%REMOVE");
    site_scan(s, "0000");
    expect_shown(s, "alarm", "unknown_code");
    wait_ms(s, PACK_ARMED_MS);
    expect_shown(s, "armed", "");
    expect_shown(s, "alarm", "unknown_code");
    site_close(s);
}

static void a_pin_that_nobody_types_changes_nobody(void **state)
{
    (void)state;
    for (int way = 0; way < 3; way++) {
        struct site *s = site_open(PACKING, ":memory:");
        site_scan(s, "!BANA");
        int64_t ana = person(s);
        site_scan(s, "!BPIP");
        assert_true(site_is(s, "pin", ""));
        if (way == 0)
            wait_ms(s, SIGN_PIN_MS);
        else if (way == 1)
            bench_sign_out(&s->bench, s->at_ms);
        else
            site_scan(s, "!BANA");
        assert_true(site_is(s, "ready", ""));
        assert_int_equal(person(s), ana);
        assert_int_equal(site_rows(s, "sign_out"), 0);
        bench_pin(&s->bench, "1234", s->at_ms);
        assert_int_equal(person(s), ana);
        site_close(s);
    }
}

static void a_pin_of_a_free_bench_is_put_off(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, "!BPIP");
    bench_sign_out(&s->bench, s->at_ms);
    assert_true(site_is(s, "signed_out", ""));
    assert_int_equal(site_rows(s, ""), 0);
    site_close(s);
}

static void who_knows_nobody_says_so(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    commit_begin(&s->bench.core);
    store_setting_set(&s->bench.core.store, "badge_salt", "");
    assert_int_equal(commit(&s->bench.core, NULL, NULL, 0), ERR_OK);
    site_scan(s, "!BANA");
    assert_true(site_is(s, "signed_out", "no_people"));
    site_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hold_is_kept_with_its_reason),
        cmocka_unit_test(a_question_is_given_up_and_nothing_was_done),
        cmocka_unit_test(what_is_refused_asks_for_no_reason),
        cmocka_unit_test(what_is_dear_is_missed_by_a_supervisor),
        cmocka_unit_test(a_supervisors_badge_allows_for_half_a_minute),
        cmocka_unit_test(an_override_is_for_the_load_that_was_seen),
        cmocka_unit_test(what_is_armed_does_not_wait_for_ever),
        cmocka_unit_test(an_alarm_is_still_there_when_nothing_is_armed),
        cmocka_unit_test(a_pin_that_nobody_types_changes_nobody),
        cmocka_unit_test(a_pin_of_a_free_bench_is_put_off),
        cmocka_unit_test(who_knows_nobody_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
