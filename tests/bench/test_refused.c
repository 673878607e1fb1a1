// What central says to a bench that it does not let in, or not yet, is said to
// who works there; nothing is asked for ever in the same words.
#include "station/bench/core/sync_internal.h"
#include "tests/bench/central_fixture.h"

static struct central k; // large

static struct core *core(void)
{
    return &k.site->bench.core;
}

static void open_bench(void)
{
    memset(&k, 0, sizeof k);
    central_open(&k, ":memory:");
}

static bool is_up(struct central *c)
{
    return c->feed_count >= 1 && c->hello_count >= 1 &&
           sync_unsent(&c->site->bench.core) == 0;
}

static bool is_central(const char *word)
{
    json_t *o = site_screen(k.site);
    json_t *health = json_object_get(o, "health");
    bool is_it =
        strcmp(text_of(json_object_get(health, "central"), "word"), word) == 0;
    json_decref(o);
    return is_it;
}

static bool is_blocked(struct central *c)
{
    return sync_block(&c->site->bench.core) != SYNC_FREE;
}

static bool is_free(struct central *c)
{
    return c->feed_count >= 1 && !is_blocked(c);
}

// Says so at every scan but a badge; goes on by itself when it may.
static void a_bench_that_is_not_let_in_packs_nothing(void **state)
{
    static const char *const SAYS[] = {"second", "foreign"};
    (void)state;
    for (size_t i = 0; i < COUNT(SAYS); i++) {
        open_bench();
        site_order(k.site, 1, "A-1");
        site_scan(k.site, "!BANA");
        k.says = SAYS[i];
        central_run(&k, is_blocked);
        int64_t rows = site_rows(k.site, "");
        site_scan(k.site, "A-1");
        assert_true(site_is(k.site, "ready", SAYS[i]));
        assert_int_equal(core()->notices.tone, TONE_STOP);
        assert_string_equal(core()->notices.text, "10.0.0.9");
        assert_true(is_central(SAYS[i]));
        assert_int_equal(site_rows(k.site, ""), rows);
        site_scan(k.site, "!BANA");
        assert_true(site_is(k.site, "signed_out", ""));
        assert_int_equal(k.events_count + k.feed_count + k.claim_count, 0);
        k.says = NULL;
        core()->sync->greeted_ms = 0;
        central_run(&k, is_free);
        site_scan(k.site, "!BANA");
        site_scan(k.site, "A-1");
        assert_true(site_is(k.site, "picking", ""));
        central_close(&k);
    }
}

// What a handheld sends stays in it, and comes again when it counts.
static void a_handheld_keeps_its_scans_until_then(void **state)
{
    (void)state;
    open_bench();
    site_add_hand(k.site);
    site_order(k.site, 1, "A-1");
    site_scan(k.site, "!BANA");
    k.says = "second";
    central_run(&k, is_blocked);
    int64_t rows = site_rows(k.site, "");
    site_hand_scan(k.site, 1, "A-1", 100);
    assert_int_equal(site_rows(k.site, ""), rows);
    k.says = NULL;
    core()->sync->greeted_ms = 0;
    central_run(&k, is_free);
    site_hand_scan(k.site, 1, "A-1", 200);
    assert_true(site_is(k.site, "picking", ""));
    central_close(&k);
}

// An order on the desk stays where it is while another machine is at work, and
// is gone on with afterwards.
static void an_open_order_waits_until_the_bench_is_let_in(void **state)
{
    (void)state;
    open_bench();
    site_order(k.site, 1, "A-1");
    site_scan(k.site, "!BANA");
    site_scan(k.site, "A-1");
    k.says = "second";
    central_run(&k, is_blocked);
    site_scan(k.site, "MUG");
    assert_int_equal(site_rows(k.site, "scan"), 0);
    assert_true(site_is(k.site, "picking", "second"));
    k.says = NULL;
    core()->sync->greeted_ms = 0;
    central_run(&k, is_free);
    assert_true(site_is(k.site, "picking", ""));
    site_scan(k.site, "MUG");
    assert_int_equal(site_rows(k.site, "scan"), 1);
    central_close(&k);
}

static void the_other_machine_is_named_to_who_works(void **state)
{
    (void)state;
    open_bench();
    k.rival = "10.0.0.9";
    central_run(&k, is_up);
    json_t *o = site_screen(k.site);
    json_t *central = json_object_get(json_object_get(o, "health"), "central");
    assert_string_equal(text_of(central, "word"), "online");
    assert_string_equal(text_of(central, "rival"), "10.0.0.9");
    json_decref(o);
    central_close(&k);
}

static int64_t clock_off_s(void)
{
    json_t *o = site_screen(k.site);
    int64_t s = int_of(json_object_get(o, "health"), "clock_off_s");
    json_decref(o);
    return s;
}

static void a_clock_that_is_wrong_is_said(void **state)
{
    static const int64_t OFF_S[] = {0, 119, -119, 180, -180, 10800, 1000000000};
    (void)state;
    for (size_t i = 0; i < COUNT(OFF_S); i++) {
        bool is_off = OFF_S[i] > 120 || OFF_S[i] < -120;
        open_bench();
        k.now_ms = k.site->at_ms - OFF_S[i] * 1000;
        central_run(&k, is_up);
        assert_int_equal(clock_off_s(), is_off ? OFF_S[i] : 0);
        assert_true(is_central(is_off ? "clock" : "online"));
        central_close(&k);
    }
}

static bool is_waiting(struct central *c)
{
    return sync_is_recovering(&c->site->bench.core);
}

static bool is_not_waiting(struct central *c)
{
    return !is_waiting(c);
}

static void a_central_that_was_restored_is_waited_for(void **state)
{
    (void)state;
    open_bench();
    site_scan(k.site, "!BANA");
    core()->conf.lease = 1;
    k.claim = "{'verdict':'recovering'}";
    central_run(&k, is_waiting);
    assert_true(is_central("recovering"));
    k.claim = "{'verdict':'nothing'}";
    core()->sync->lease_empty_ms = 0;
    central_run(&k, is_not_waiting);
    assert_true(is_central("online"));
    central_close(&k);
}

// It is over without a word when nobody asks for an order any more.
static void a_restored_central_is_not_waited_for_without_asking(void **state)
{
    (void)state;
    open_bench();
    site_scan(k.site, "!BANA");
    core()->conf.lease = 1;
    k.claim = "{'verdict':'recovering'}";
    central_run(&k, is_waiting);
    core()->conf.lease = 0;
    core()->sync->recovering_ms -= 10000;
    central_run(&k, is_not_waiting);
    assert_true(is_central("online"));
    central_close(&k);
}

static bool is_said(struct central *c)
{
    return sync_said(&c->site->bench.core)[0] != 0;
}

static bool is_not_said(struct central *c)
{
    return !is_said(c);
}

// 409 leads to a greeting; for ever it would be one each second.
static void what_central_refuses_is_said_and_seldom_tried(void **state)
{
    (void)state;
    open_bench();
    k.conflict_count = 1;
    central_run(&k, is_up);
    assert_int_equal(k.hello_count, 3);
    assert_false(is_said(&k));
    k.conflict_count = 1000;
    site_scan(k.site, "!BANA");
    central_run(&k, is_said);
    assert_true(k.hello_count <= 4);
    assert_true(core()->sync->wait_ms >= 2000);
    assert_string_equal(sync_said(core()), "Say hello first: for no reason");
    json_t *o = site_screen(k.site);
    json_t *central = json_object_get(json_object_get(o, "health"), "central");
    assert_string_equal(text_of(central, "word"), "refused");
    assert_string_equal(text_of(central, "said"),
                        "Say hello first: for no reason");
    json_decref(o);
    k.lose_every = 1; // central is in trouble, and refuses nothing
    core()->sync->failed_ms = 0;
    central_run(&k, is_not_said);
    k.lose_every = 0;
    k.conflict_count = k.feed_count = 0;
    core()->sync->failed_ms = 0;
    central_run(&k, is_up);
    assert_false(is_said(&k));
    central_close(&k);
}

static bool is_told(struct central *c)
{
    return c->site->bench.core.notices.now == NOTICE_REFUSED;
}

static void a_claim_that_is_refused_is_told_and_over(void **state)
{
    (void)state;
    open_bench();
    central_run(&k, is_up);
    site_scan(k.site, "!BANA");
    k.feed_count = 0;
    central_run(&k, is_up);
    core()->conf.lease = 0;
    k.refuse_count = 1;
    site_scan(k.site, "A-9");
    central_run(&k, is_told);
    assert_string_equal(core()->notices.text,
                        "Not allowed: the token was withdrawn");
    assert_false(core()->sync->claim.is_wanted);
    central_close(&k);
}

static void what_is_unsent_is_never_less_than_nothing(void **state)
{
    (void)state;
    open_bench();
    core()->sync->acked_seq = core()->tip.seq + 5;
    assert_int_equal(sync_unsent(core()), 0);
    central_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bench_that_is_not_let_in_packs_nothing),
        cmocka_unit_test(a_handheld_keeps_its_scans_until_then),
        cmocka_unit_test(an_open_order_waits_until_the_bench_is_let_in),
        cmocka_unit_test(the_other_machine_is_named_to_who_works),
        cmocka_unit_test(a_clock_that_is_wrong_is_said),
        cmocka_unit_test(a_restored_central_is_not_waited_for_without_asking),
        cmocka_unit_test(a_central_that_was_restored_is_waited_for),
        cmocka_unit_test(what_central_refuses_is_said_and_seldom_tried),
        cmocka_unit_test(a_claim_that_is_refused_is_told_and_over),
        cmocka_unit_test(what_is_unsent_is_never_less_than_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
