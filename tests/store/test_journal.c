// The scan log of a bench and its chain.
#include "station/store/bench/journal.h"
#include "station/store/verify.h"
#include "tests/test.h"

#include <sqlite3.h>

static struct store bench;

static void collect(void *arg, const char *finding)
{
    (void)finding;
    ++*(int *)arg;
}

static void a_changed_journal_breaks_its_chain(void **state)
{
    struct journal_tip tip;
    int findings = 0;
    (void)state;
    assert_int_equal(journal_tip_load(&bench, &tip), ERR_OK);
    store_begin(&bench);
    for (int i = 0; i < 5; i++) {
        struct journal_row row = {.at_ms = i, .kind = "scan",
                                  .body = "{\"raw\":\"1\"}", .body_len = 11};
        journal_add(&bench, &tip, &row);
    }
    assert_int_equal(store_commit(&bench), ERR_OK);
    assert_int_equal(verify_run(&bench, collect, &findings), 0);
    sqlite3_exec(bench.db, "UPDATE journal SET body = '{\"raw\":\"2\"}'"
                           " WHERE seq = 3", NULL, NULL, NULL);
    assert_int_equal(verify_run(&bench, collect, &findings), 1);
    sqlite3_exec(bench.db, "UPDATE journal SET body = '{\"raw\":\"1\"}'"
                           " WHERE seq = 3", NULL, NULL, NULL);
    sqlite3_exec(bench.db, "DELETE FROM journal WHERE seq = 2", NULL, NULL,
                 NULL);
    assert_true(verify_run(&bench, collect, &findings) > 0);
}

static int open_bench(void **state)
{
    (void)state;
    return secret_init() < 0 ||
           store_open(&bench, STORE_BENCH, ":memory:") < 0 ? -1 : 0;
}

static int close_bench(void **state)
{
    (void)state;
    store_close(&bench);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_journal_breaks_its_chain),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
