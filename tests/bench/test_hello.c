// A bench and central greet: what each has of the bench's journal is found
// out, whoever of both went back, and whatever is lost on the way.
#include "station/bench/core/commit.h"
#include "station/bench/core/sync_internal.h"
#include "station/store/bench/bench_item.h"
#include "tests/bench/central_fixture.h"

enum { ROWS = 20 };

static struct central k; // large

static struct core *core(void)
{
    return &k.site->bench.core;
}

// A bench with ROWS rows in its journal.
static void open_bench(const char *path)
{
    memset(&k, 0, sizeof k);
    central_open(&k, path);
    struct row row[ROWS];
    struct origin o = {.at_ms = k.site->at_ms};
    for (int i = 0; i < ROWS; i++)
        row[i] = (struct row){.kind = "sign_out", .verdict = "", .body = "{}"};
    commit_begin(core());
    assert_int_equal(commit(core(), &o, row, ROWS), ERR_OK);
    assert_int_equal(core()->tip.seq, ROWS);
}

static bool is_up(struct central *c)
{
    return c->feed_count >= 1 && c->hello_count >= 1 &&
           sync_unsent(&c->site->bench.core) == 0;
}

// All of the bench's rows are at central, each in its place.
static void assert_same_rows(void)
{
    struct kept_journal *j = central_journal(&k);
    static struct kept_journal own;
    own.last_seq = core()->tip.seq;
    snprintf(own.id, sizeof own.id, "%s", core()->identity.journal_id);
    assert_string_equal(j->id, own.id);
    assert_int_equal(j->last_seq, own.last_seq);
    for (int64_t seq = 1; seq <= own.last_seq; seq++) {
        uint8_t hash[SECRET_DIGEST_LEN];
        char text[SECRET_DIGEST_TEXT + 1];
        assert_int_equal(journal_hash_at(&core()->store, seq, hash), ERR_OK);
        secret_hex(hash, sizeof hash, text);
        assert_memory_equal(j->hash[seq], text, SECRET_DIGEST_TEXT);
    }
}

// Central's rows from there on are others.
static void fork_at(struct kept_journal *j, int64_t seq, int64_t last_seq)
{
    for (; seq <= last_seq; seq++)
        memset(j->hash[seq], 'f', SECRET_DIGEST_TEXT);
    j->last_seq = last_seq;
}

static bool find_why(void *arg, const struct journal_row *row)
{
    if (strcmp(row->kind, "journal") == 0)
        snprintf(arg, 200, "%s", row->body);
    return true;
}

static void assert_began(const char *why)
{
    char body[200] = "", want[40];
    assert_true(journal_each(&core()->store, 0, 0, find_why, body) >= 0);
    snprintf(want, sizeof want, "\"why\":\"%s\"", why);
    if (!strstr(body, want))
        fail_msg("%s is not in %s", want, body);
}

struct meeting {
    const char *what;
    const char *id;  // of the journal central has; NULL for ours
    int64_t known;   // rows of ours that it has
    int64_t more;    // others after these
    const char *why; // a new journal begins here, or NULL
    int64_t base;    // of the journal at central afterwards
    int sent;        // rows that came anew
};

static const struct meeting MEETINGS[] = {
    {"all is there", NULL, ROWS, 0, NULL, 0, 0},
    {"central forgot some", NULL, 7, 0, NULL, 0, ROWS - 7},
    {"central forgot all", NULL, 0, 0, NULL, 0, ROWS},
    {"the file is older", NULL, ROWS, 5, "older", ROWS, 1},
    {"both have others", NULL, 12, 20, "forked", 12, ROWS - 12 + 1},
    {"central has fewer, and others", NULL, 12, 3, "forked", 12, ROWS - 12 + 1},
    {"only the first is the same", NULL, 1, 30, "forked", 1, ROWS},
    {"none is the same", NULL, 0, 30, "forked", 0, ROWS + 1},
    {"a station of before", "", 9, 0, NULL, 9, ROWS - 9},
    {"a station of before, all there", "", ROWS, 0, NULL, ROWS, 0},
    {"a station of before, older", "", ROWS, 2, "older", ROWS, 1},
    {"a station of before, forked", "", 9, 30, "forked", 9, ROWS - 9 + 1},
    {"nothing is known", "none", 0, 0, NULL, 0, ROWS},
};

static int kill_at; // hellos

static bool is_killed(struct central *c)
{
    return c->hello_count >= kill_at || is_up(c);
}

static void set_up(const struct meeting *m, const char *first)
{
    struct store *st = &core()->store;
    bool is_ours = !m->id || m->id[0] == 0;
    if (is_ours) {
        central_knows(&k, m->id ? m->id : first, m->known);
        if (m->more)
            fork_at(central_journal(&k), m->known + 1, m->known + m->more);
    }
    if (m->id)
        return;
    // It was welcomed once.
    memcpy(core()->identity.known_id, first, IDENTITY_MAX + 1);
    core()->sync->acked_seq = m->known;
    commit_begin(core());
    store_setting_set(st, "known_id", first);
    store_counter_set(st, "acked_seq", m->known);
    assert_int_equal(commit(core(), NULL, NULL, 0), ERR_OK);
}

static void assert_met(const struct meeting *m, const char *first)
{
    assert_same_rows();
    assert_int_equal(central_journal(&k)->base_seq, m->base);
    assert_int_equal(k.row_count, m->sent);
    if (m->why)
        assert_began(m->why);
    assert_int_equal(site_rows(k.site, "journal"), m->why != NULL);
    assert_int_equal(k.begin_count, m->why || m->id ? 1 : 0);
    if (m->why && !m->id)
        assert_string_equal(k.hello.parent_id, first);
}

// A meeting of a bench that is killed and started again when central has heard
// it so many times; 0 for never.
static void meet(const struct meeting *m, int lose_every, int killed_at)
{
    char first[IDENTITY_MAX + 1], path[64];
    site_path(path);
    open_bench(killed_at ? path : ":memory:");
    memcpy(first, core()->identity.journal_id, sizeof first);
    set_up(m, first);
    k.lose_every = lose_every;
    kill_at = killed_at;
    if (kill_at) {
        central_run(&k, is_killed);
        central_close(&k);
        central_open(&k, path);
        k.feed_count = 0;
    }
    central_run(&k, is_up);
    assert_met(m, first);
    assert_true(k.hello_count <= (lose_every || kill_at ? 40 : 16));
    central_close(&k);
    site_unlink(path);
}

static void what_both_have_is_found_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(MEETINGS); i++) {
        print_message("%s\n", MEETINGS[i].what);
        meet(&MEETINGS[i], 0, 0);
    }
}

static void answers_that_are_lost_change_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(MEETINGS); i++) {
        print_message("%s\n", MEETINGS[i].what);
        meet(&MEETINGS[i], 2, 0);
    }
}

static void a_bench_that_is_killed_goes_on_where_it_was(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(MEETINGS); i++)
        for (int at = 1; at <= 5; at += 2) {
            print_message("%s, at %d\n", MEETINGS[i].what, at);
            meet(&MEETINGS[i], 0, at);
        }
}

static bool has_all(struct central *c)
{
    return is_up(c) && c->feed_count >= 2;
}

// Another incarnation: all of the feed comes again, what it does not name is
// gone, and so is who it does not name.
static void a_central_that_went_back_is_read_from_its_beginning(void **state)
{
    struct bench_item item;
    (void)state;
    open_bench(":memory:");
    site_scan(k.site, "!BANA");
    central_run(&k, is_up);
    snprintf(k.incarnation, sizeof k.incarnation, "00000000000000bb");
    k.feed = "{'kind':'item','data':{'item_id':2,'sku':'TEE','name':'T',"
             "'codes':[]}},"
             "{'kind':'person','data':{'person_id':1,'name':'Ana',"
             "'role':'packer','is_active':false}}";
    k.feed_count = 0;
    central_run(&k, has_all);
    assert_int_equal(k.hello_count, 3);
    assert_string_equal(core()->identity.incarnation, "00000000000000bb");
    assert_int_equal(bench_item_load(&core()->store, 1, &item), ERR_MISSING);
    assert_int_equal(bench_item_load(&core()->store, 2, &item), ERR_OK);
    assert_true(site_is(k.site, "signed_out", "not_allowed"));
    assert_same_rows();
    central_close(&k);
}

static void an_order_that_is_gone_is_dropped_unless_it_is_open(void **state)
{
    struct bench_work w;
    (void)state;
    for (int64_t gone = 1; gone <= 2; gone++) {
        open_bench(":memory:");
        site_order(k.site, 1, "A-1");
        site_order(k.site, 2, "A-2");
        site_scan(k.site, "!BANA");
        site_scan(k.site, "A-1");
        k.gone = gone;
        central_run(&k, is_up);
        assert_int_equal(k.hello.work_count, 2);
        assert_true(k.hello.work[0].is_open);
        assert_false(k.hello.work[1].is_open);
        assert_int_equal(bench_work_load(&core()->store, 2, &w),
                         gone == 2 ? ERR_MISSING : ERR_OK);
        assert_true(site_is(k.site, "picking", ""));
        central_close(&k);
    }
}

// What the file remembers may be somebody else's by now.
static void a_new_journal_gives_up_orders_and_numbers(void **state)
{
    struct bench_work w;
    (void)state;
    open_bench(":memory:");
    central_run(&k, is_up);
    assert_int_equal(store_counter(&core()->store, "sscc_next", 0), 100);
    site_order(k.site, 1, "A-1");
    site_scan(k.site, "!BANA");
    site_scan(k.site, "A-1");
    struct kept_journal *j = central_journal(&k);
    fork_at(j, core()->tip.seq, core()->tip.seq + 9);
    sync_hello_again(core()->sync);
    k.feed_count = 0;
    k.sscc_next = 0;
    central_run(&k, is_up);
    assert_began("forked");
    assert_true(site_is(k.site, "signed_out", "new_file"));
    assert_null(core()->busy_desk);
    assert_int_equal(bench_work_load(&core()->store, 1, &w), ERR_MISSING);
    assert_int_equal(store_counter(&core()->store, "sscc_next", 0),
                     store_counter(&core()->store, "sscc_end", 0));
    k.sscc_next = 100; // spent already
    k.feed_count = k.hello_count = 0;
    sync_hello_again(core()->sync);
    central_run(&k, has_all);
    assert_int_equal(store_counter(&core()->store, "sscc_next", 0), 900);
    k.sscc_next = 5000;
    k.feed_count = 0;
    core()->sync->pushed_ms = 0;
    central_run(&k, has_all);
    assert_int_equal(store_counter(&core()->store, "sscc_next", 0), 5000);
    central_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_both_have_is_found_out),
        cmocka_unit_test(answers_that_are_lost_change_nothing),
        cmocka_unit_test(a_bench_that_is_killed_goes_on_where_it_was),
        cmocka_unit_test(a_central_that_went_back_is_read_from_its_beginning),
        cmocka_unit_test(an_order_that_is_gone_is_dropped_unless_it_is_open),
        cmocka_unit_test(a_new_journal_gives_up_orders_and_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
