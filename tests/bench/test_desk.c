// A new desk is a file and a line; and many benches live in one process.
#include "station/bench/pack/pack_desk.h"
#include "station/store/engine/query.h"
#include "tests/bench/bench_fixture.h"
#include "tests/bench/counting_desk.h"

#include <stdlib.h>

static const struct desk *const BOTH[] = {&COUNTING_DESK, &PACK_DESK, NULL};

static int64_t counted(struct site *s)
{
    json_t *o = site_screen(s);
    bool is_its = strcmp(text_of(o, "desk"), "counting") == 0;
    int64_t count = is_its ? int_of(o, "counted") : -1;
    json_decref(o);
    return count;
}

static void a_desk_in_the_table_gets_what_it_takes(void **state)
{
    (void)state;
    struct site *s = site_open(BOTH, ":memory:");
    site_scan(s, "CNT-1");
    assert_true(site_is(s, "signed_out", "sign_in_first"));
    site_scan(s, "!BANA");
    site_scan(s, "CNT-1");
    site_scan(s, "CNT-2");
    assert_int_equal(counted(s), 2);
    assert_int_equal(site_rows(s, "counted"), 2);
    site_close(s);
}

// What central asks of a row that says who has come in.
static void expect_proof(struct site *s, const char *code,
                         const uint8_t before[SECRET_DIGEST_LEN])
{
    struct core *c = &s->bench.core;
    char salt[BADGE_SALT_TEXT + 1], digest[SECRET_DIGEST_TEXT + 1];
    char badge[BADGE_TEXT + 1], proof[BADGE_PROOF_TEXT + 1], want[100];
    struct query q;
    store_setting(&c->store, "badge_salt", salt, sizeof salt);
    secret_digest_text(code, digest);
    assert_int_equal(badge_make(digest, salt, badge), ERR_OK);
    badge_prove(badge, before, proof);
    snprintf(want, sizeof want, "{\"proof\":\"%s\"}", proof);
    query_begin(&q, &c->store,
                "SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 1");
    assert_int_equal(query_row(&q), 1);
    assert_string_equal(query_get_text(&q, 0), "sign_in");
    assert_string_equal(query_get_text(&q, 1), want);
    query_end(&q);
}

static void who_comes_in_proves_the_badge(void **state)
{
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    struct core *c = &s->bench.core;
    struct journal_tip before = c->tip;
    site_scan(s, "!BSUE");
    expect_proof(s, "SUE", before.hash);
    site_scan(s, "!BSUE");
    before = c->tip;
    site_scan(s, "!BPIP");
    bench_pin(&s->bench, "1234", s->at_ms);
    expect_proof(s, "PIP", before.hash);
    site_close(s);
}

static void a_desk_with_work_gets_every_scan(void **state)
{
    (void)state;
    struct site *s = site_open(BOTH, ":memory:");
    site_scan(s, "!BANA");
    site_scan(s, "CNT-1");
    site_order(s, 1, "A-1");
    site_scan(s, "A-1");
    assert_int_equal(counted(s), -1);
    site_scan(s, "CNT-2"); // an unknown code, while an order is packed
    assert_int_equal(site_rows(s, "counted"), 1);
    assert_true(site_is(s, "picking", ""));
    site_close(s);
}

static void news_of_an_order_put_away_leaves_another_desk_alone(void **state)
{
    (void)state;
    struct site *s = site_open(BOTH, ":memory:");
    site_order(s, 1, "A-1");
    site_scan(s, "!BANA");
    site_scan(s, "A-1");
    site_scan(s, "%HOLD");
    site_scan(s, "%WHY-1");
    s->bench.core.busy_desk = s->bench.state[0]; // something is counted
    site_feed(s, "shipment",
              "{'shipment_id':1,'order_no':'A-1','fence':2,"
              "'state':'claimed','station_id':8,'lines':[]}");
    assert_ptr_equal(s->bench.core.busy_desk, s->bench.state[0]);
    assert_true(site_is(s, "counting", ""));
    site_close(s);
}

static void a_desk_comes_back_after_a_restart(void **state)
{
    char path[64];
    (void)state;
    site_path(path);
    struct site *s = site_open(BOTH, path);
    site_scan(s, "!BANA");
    for (int i = 0; i < 5; i++)
        site_scan(s, "CNT-1");
    site_close(s);
    s = site_open(BOTH, path);
    assert_int_equal(counted(s), 5);
    site_scan(s, "CNT-1");
    assert_int_equal(counted(s), 6);
    site_close(s);
    site_unlink(path);
}

static void a_desk_that_cannot_keep_a_scan_does_not_count_it(void **state)
{
    char path[64];
    (void)state;
    site_path(path);
    struct site *s = site_open(BOTH, path);
    site_scan(s, "!BANA");
    site_scan(s, "CNT-1");
    disk_fill();
    site_scan(s, "CNT-1");
    disk_free();
    assert_int_equal(counted(s), 1);
    assert_int_equal(site_rows(s, "counted"), 1);
    site_close(s);
    site_unlink(path);
}

static void ten_benches_live_in_one_process(void **state)
{
    struct site *s[10];
    (void)state;
    for (int i = 0; i < 10; i++)
        s[i] = site_open(BOTH, ":memory:");
    for (int i = 0; i < 10; i++)
        site_scan(s[i], "!BANA");
    for (int turn = 0; turn < 10; turn++)
        for (int i = turn; i < 10; i++)
            site_scan(s[i], "CNT-1");
    for (int i = 0; i < 10; i++) {
        assert_int_equal(counted(s[i]), i + 1);
        assert_int_equal(s[i]->bench.core.tip.seq, i + 2);
        site_close(s[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_desk_in_the_table_gets_what_it_takes),
        cmocka_unit_test(who_comes_in_proves_the_badge),
        cmocka_unit_test(a_desk_with_work_gets_every_scan),
        cmocka_unit_test(
            news_of_an_order_put_away_leaves_another_desk_alone),
        cmocka_unit_test(a_desk_comes_back_after_a_restart),
        cmocka_unit_test(a_desk_that_cannot_keep_a_scan_does_not_count_it),
        cmocka_unit_test(ten_benches_live_in_one_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
