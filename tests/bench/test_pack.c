// Packing at a bench: the flow's promise, and what central's news does to it.
#include "tests/bench/bench_fixture.h"

static struct site *open_with_order(const char *path)
{
    struct site *s = site_open(PACKING, path);
    site_order(s, 1, "A-1");
    site_scan(s, "!BANA");
    site_scan(s, "A-1");
    assert_true(site_is(s, "picking", ""));
    return s;
}

static int64_t done(struct site *s)
{
    json_t *o = site_screen(s);
    int64_t count = int_of(json_object_get(o, "sum"), "done");
    json_decref(o);
    return count;
}

static void a_scan_is_kept_counted_and_heard(void **state)
{
    (void)state;
    struct site *s = open_with_order(":memory:");
    uint64_t tones = s->bench.core.notices.tone_count;
    site_scan(s, "MUG");
    assert_int_equal(done(s), 1);
    assert_int_equal(site_rows(s, "scan"), 1);
    assert_int_equal(s->bench.core.notices.tone_count, tones + 1);
    assert_int_equal(s->bench.core.notices.tone, TONE_OK);
    site_close(s);
}

// Decide on a copy, commit, then act: with no room on the disk nothing in
// memory or on disk has changed, and what is heard is the stop.
static void a_failed_commit_leaves_all_as_it_was(void **state)
{
    char path[64];
    (void)state;
    site_path(path);
    struct site *s = open_with_order(path);
    struct core *c = &s->bench.core;
    site_scan(s, "MUG");
    struct journal_tip tip = c->tip;
    int64_t rows = site_rows(s, "");
    disk_fill();
    site_scan(s, "MUG");
    disk_free();
    assert_int_equal(done(s), 1);
    assert_memory_equal(&c->tip, &tip, sizeof tip);
    assert_int_equal(site_rows(s, ""), rows);
    assert_int_equal(c->notices.now, NOTICE_DISK);
    assert_int_equal(c->notices.tone, TONE_STOP);
    site_scan(s, "MUG"); // with room again it goes on where it was
    assert_int_equal(done(s), 2);
    assert_int_equal(site_rows(s, ""), rows + 1);
    assert_true(site_is(s, "picking", ""));
    site_close(s);
    s = site_open(PACKING, path);
    assert_int_equal(done(s), 2);
    site_close(s);
    site_unlink(path);
}

static void an_order_that_cannot_be_opened_is_said_once(void **state)
{
    char path[64];
    (void)state;
    site_path(path);
    struct site *s = site_open(PACKING, path);
    site_order(s, 1, "A-1");
    site_scan(s, "!BANA");
    uint64_t tones = s->bench.core.notices.tone_count;
    disk_fill();
    site_scan(s, "A-1");
    disk_free();
    assert_int_equal(s->bench.core.notices.tone_count, tones + 1);
    assert_int_equal(s->bench.core.notices.tone, TONE_STOP);
    assert_true(site_is(s, "ready", "disk"));
    site_scan(s, "A-1");
    assert_true(site_is(s, "picking", ""));
    site_close(s);
    site_unlink(path);
}

static void an_order_comes_back_to_the_exact_scan(void **state)
{
    char path[64];
    (void)state;
    site_path(path);
    struct site *s = open_with_order(path);
    site_scan(s, "MUG");
    site_scan(s, "TEE");
    site_close(s);
    s = site_open(PACKING, path);
    assert_true(site_is(s, "picking", "recovered"));
    assert_int_equal(done(s), 2);
    site_scan(s, "MUG");
    assert_true(site_is(s, "printing", ""));
    site_close(s);
    site_unlink(path);
}

// Central forgot how it ended, and gives the order out under a new claim: it is
// packed from its beginning, whatever this bench once did with it.
static void an_order_given_out_again_begins_anew(void **state)
{
    static const char AGAIN[] =
        "{'shipment_id':1,'order_no':'A-1','fence':100002,'state':'claimed',"
        "'station_id':7,'lines':["
        "{'line_no':1,'item':1,'qty':2,'unit_mg':300000}]}";
    (void)state;
    struct site *s = open_with_order(":memory:");
    site_scan(s, "MUG");
    assert_int_equal(done(s), 1);
    site_feed(s, "shipment",
              "{'shipment_id':1,'order_no':'A-1','fence':1,"
              "'state':'released','station_id':0,'lines':[]}");
    site_feed(s, "shipment", AGAIN);
    site_scan(s, "A-1");
    assert_true(site_is(s, "picking", ""));
    assert_int_equal(done(s), 0);
    assert_int_equal(site_rows(s, "open"), 2);
    site_scan(s, "MUG");
    assert_int_equal(done(s), 1);
    site_close(s);
}

// A line that a shop took back before anybody began stays in its place.
static void a_line_of_which_nothing_is_wanted_stops_nobody(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, "!BANA");
    site_feed(s, "shipment",
              "{'shipment_id':1,'order_no':'A-1','fence':1,"
              "'state':'claimed','station_id':7,'lines':["
              "{'line_no':1,'item':1,'qty':0,'unit_mg':350000},"
              "{'line_no':2,'item':2,'qty':1,'unit_mg':180000}]}");
    site_scan(s, "A-1");
    assert_true(site_is(s, "picking", ""));
    site_scan(s, "MUG");
    site_scan(s, "TEE");
    assert_int_equal(done(s), 1);
    site_close(s);
}

static void an_order_on_hold_leaves_and_is_taken_up_again(void **state)
{
    (void)state;
    struct site *s = open_with_order(":memory:");
    site_scan(s, "MUG");
    site_scan(s, "%HOLD");
    site_scan(s, "%WHY-1");
    assert_true(site_is(s, "ready", ""));
    site_scan(s, "A-1");
    assert_true(site_is(s, "ready", "on_hold"));
    site_order(s, 1, "A-1"); // central releases it
    site_scan(s, "A-1");
    assert_true(site_is(s, "picking", ""));
    assert_int_equal(site_rows(s, "release"), 1);
    assert_int_equal(done(s), 1);
    site_close(s);
}

static void a_cancelled_order_is_stopped_and_unpacked(void **state)
{
    (void)state;
    struct site *s = open_with_order(":memory:");
    site_scan(s, "MUG");
    site_feed(s, "shipment",
              "{'shipment_id':1,'order_no':'A-1','fence':1,"
              "'state':'claimed','station_id':7,'is_stopping':true,"
              "'lines':[]}");
    assert_true(site_is(s, "unpacking", ""));
    assert_int_equal(site_rows(s, "cancel"), 1);
    site_close(s);
}

static void a_line_that_central_changed_is_packed_as_it_is_now(void **state)
{
    (void)state;
    struct site *s = open_with_order(":memory:");
    site_feed(s, "shipment",
              "{'shipment_id':1,'order_no':'A-1','fence':1,"
              "'state':'claimed','station_id':7,'lines':["
              "{'line_no':1,'item':1,'qty':1,'unit_mg':300000},"
              "{'line_no':2,'item':2,'qty':3,'unit_mg':150000}]}");
    assert_int_equal(site_rows(s, "change"), 2);
    json_t *o = site_screen(s);
    assert_int_equal(int_of(json_object_get(o, "sum"), "want"), 4);
    json_decref(o);
    site_close(s);
}

static void an_order_taken_over_elsewhere_leaves_at_once(void **state)
{
    (void)state;
    struct site *s = open_with_order(":memory:");
    site_feed(s, "shipment",
              "{'shipment_id':1,'order_no':'A-1','fence':2,"
              "'state':'claimed','station_id':8,'lines':[]}");
    assert_int_equal(s->bench.core.notices.tone, TONE_STOP);
    assert_true(site_is(s, "ready", "taken_over"));
    site_scan(s, "%CONT");
    assert_true(site_is(s, "ready", ""));
    site_close(s);
}

static void a_refused_claim_is_said_with_its_reason(void **state)
{
    static const struct {
        enum claim_verdict verdict;
        const char *notice;
    } TABLE[] = {{CLAIM_UNKNOWN, "not_found"},
                 {CLAIM_TAKEN, "taken"},
                 {CLAIM_HELD, "on_hold"},
                 {CLAIM_PACKED, "already_packed"},
                 {CLAIM_CANCELLED, "cancelled"},
                 {CLAIM_RECOVERING, "recovering"},
                 {CLAIM_ELSEWHERE, "elsewhere"},
                 {CLAIM_MANY, "which"},
                 {CLAIM_WAITING, "no_stock"}};
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, "!BANA");
    for (size_t i = 0; i < COUNT(TABLE); i++) {
        struct event ev = {.kind = EVENT_WORK, .at_ms = s->at_ms};
        ev.work.verdict = TABLE[i].verdict;
        ev.work.holder = "";
        ev.work.code = "A-5";
        bench_on_event(&s->bench, &ev);
        assert_true(site_is(s, "ready", TABLE[i].notice));
    }
    site_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_is_kept_counted_and_heard),
        cmocka_unit_test(a_failed_commit_leaves_all_as_it_was),
        cmocka_unit_test(an_order_that_cannot_be_opened_is_said_once),
        cmocka_unit_test(an_order_comes_back_to_the_exact_scan),
        cmocka_unit_test(an_order_given_out_again_begins_anew),
        cmocka_unit_test(a_line_of_which_nothing_is_wanted_stops_nobody),
        cmocka_unit_test(an_order_on_hold_leaves_and_is_taken_up_again),
        cmocka_unit_test(a_cancelled_order_is_stopped_and_unpacked),
        cmocka_unit_test(a_line_that_central_changed_is_packed_as_it_is_now),
        cmocka_unit_test(an_order_taken_over_elsewhere_leaves_at_once),
        cmocka_unit_test(a_refused_claim_is_said_with_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
