// What the feed does to a bench's copies and to who is signed in.
#include "station/bench/core/commit.h"
#include "station/bench/core/feed.h"
#include "station/store/bench/bench_box.h"
#include "station/store/bench/bench_item.h"
#include "tests/bench/bench_fixture.h"

static void person(struct site *s, int id, const char *role, bool is_active)
{
    char body[300];
    snprintf(body, sizeof body,
             "{'person_id':%d,'name':'Ana','role':'%s','is_active':%s}",
             id, role, is_active ? "true" : "false");
    site_feed(s, "person", body);
}

static void who_may_not_work_any_more_is_signed_out(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, "!BANA");
    person(s, 2, "packer", false); // somebody else
    assert_true(site_is(s, "ready", ""));
    person(s, 1, "packer", false);
    assert_true(site_is(s, "signed_out", "not_allowed"));
    assert_string_equal(s->bench.core.notices.text, "Ana");
    assert_int_equal(site_rows(s, "sign_out"), 1);
    assert_int_equal(store_counter(&s->bench.core.store, "person_id", 9), 0);
    site_close(s);
}

static void an_order_under_way_is_finished_first(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_order(s, 1, "A-1");
    site_scan(s, "!BANA");
    site_scan(s, "A-1");
    person(s, 1, "packer", false);
    site_scan(s, "MUG");
    assert_true(site_is(s, "picking", ""));
    assert_int_equal(site_rows(s, "sign_out"), 0);
    site_scan(s, "%HOLD");
    site_scan(s, "%WHY-1");
    assert_true(site_is(s, "signed_out", "not_allowed"));
    assert_int_equal(site_rows(s, "sign_out"), 1);
    site_close(s);
}

static void a_pin_is_not_taken_from_who_may_not_work(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, "!BPIP");
    person(s, 3, "packer", false);
    assert_true(site_is(s, "signed_out", "not_allowed"));
    bench_pin(&s->bench, "1234", s->at_ms);
    assert_true(site_is(s, "signed_out", "not_allowed"));
    assert_int_equal(site_rows(s, ""), 0);
    site_close(s);
}

static void a_role_that_was_taken_counts_no_more(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    site_scan(s, "!BSUE");
    assert_true(sign_is_supervisor(&s->bench.core.sign.person));
    person(s, 2, "packer", true);
    assert_false(sign_is_supervisor(&s->bench.core.sign.person));
    assert_true(site_is(s, "ready", ""));
    site_close(s);
}

static void feed(struct core *c, void (*act)(struct store *st))
{
    commit_begin(c);
    act(&c->store);
    assert_int_equal(commit(c, NULL, NULL, 0), ERR_OK);
}

static bool has_work(struct store *st, int64_t shipment_id)
{
    struct bench_work w;
    return bench_work_load(st, shipment_id, &w) == ERR_OK;
}

static void held(struct site *s, int64_t shipment_id, int station_id)
{
    char body[200];
    snprintf(body, sizeof body,
             "{'shipment_id':%lld,'order_no':'H','fence':1,'state':'held',"
             "'station_id':%d,'lines':[]}",
             (long long)shipment_id, station_id);
    site_feed(s, "shipment", body);
}

// A feed that begins anew names all there is: what it does not name is gone,
// but an order on the desk, which is finished.
static void what_a_feed_from_its_beginning_does_not_name_is_gone(void **state)
{
    struct bench_item item;
    struct bench_box box;
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    struct core *c = &s->bench.core;
    struct store *st = &c->store;
    for (int i = 1; i <= 5; i++)
        site_order(s, i, "A-1");
    site_feed(s, "serial", "{'item_id':1,'serial':'S1'}");
    site_feed(s, "serial", "{'item_id':1,'serial':'S2'}");
    site_scan(s, "!BANA");
    site_scan(s, "A-1");
    site_scan(s, "%WHY-1"); // the first of five with this number: it is open
    feed(c, feed_begin_anew);
    assert_int_equal(store_counter(st, "feed_rev", 9), 0);
    site_order(s, 2, "A-1");
    held(s, 3, 7);
    held(s, 4, 8);
    site_feed(s, "item", "{'item_id':1,'sku':'MUG','name':'Mug',"
                         "'codes':[{'code':'NEW'}]}");
    site_feed(s, "serial", "{'item_id':1,'serial':'S1'}");
    assert_int_equal(bench_item_load(st, 2, &item), ERR_OK); // not yet
    feed(c, feed_end);
    assert_true(has_work(st, 1));
    assert_true(has_work(st, 2));
    assert_true(has_work(st, 3));
    assert_false(has_work(st, 4));
    assert_false(has_work(st, 5));
    assert_int_equal(bench_item_load(st, 1, &item), ERR_OK);
    assert_int_equal(bench_item_load(st, 2, &item), ERR_MISSING);
    assert_int_equal(bench_box_find(st, "BOX-1", &box), ERR_MISSING);
    assert_true(bench_item_has_left(st, 1, "S1"));
    assert_false(bench_item_has_left(st, 1, "S2"));
    site_feed(s, "box", "{'box_id':1,'code':'BOX-1','name':'Small',"
                        "'tare_mg':1}");
    assert_int_equal(bench_box_find(st, "BOX-1", &box), ERR_OK);
    feed(c, feed_end); // again: nothing
    assert_int_equal(bench_box_find(st, "BOX-1", &box), ERR_OK);
    site_close(s);
}

static void who_is_not_named_any_more_is_signed_out(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    struct event ev = {.kind = EVENT_FEED, .at_ms = s->at_ms};
    site_scan(s, "!BANA");
    feed(&s->bench.core, feed_begin_anew);
    bench_on_event(&s->bench, &ev);
    assert_true(site_is(s, "ready", ""));
    feed(&s->bench.core, feed_end);
    bench_on_event(&s->bench, &ev);
    assert_true(site_is(s, "signed_out", "not_allowed"));
    site_scan(s, "!BANA");
    assert_true(site_is(s, "signed_out", "badge_unknown"));
    site_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_may_not_work_any_more_is_signed_out),
        cmocka_unit_test(an_order_under_way_is_finished_first),
        cmocka_unit_test(a_pin_is_not_taken_from_who_may_not_work),
        cmocka_unit_test(a_role_that_was_taken_counts_no_more),
        cmocka_unit_test(what_a_feed_from_its_beginning_does_not_name_is_gone),
        cmocka_unit_test(who_is_not_named_any_more_is_signed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
