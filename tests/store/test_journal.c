// The scan log of a bench: its chain, and the bodies of its events.
#include "station/record/pack.h"
#include "station/store/bench/journal.h"
#include "station/store/verify.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>

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

static void pack_events_read_back_as_written(void **state)
{
    uint64_t seed = 3;
    (void)state;
    for (int n = 0; n < 2000; n++) {
        struct pack_event ev = {
            .kind = (enum pack_event_kind)(next_random(&seed) %
                                           PACK_EVENT_COUNT),
            .command = (enum pack_command)(next_random(&seed) %
                                           PACK_CMD_COUNT),
            .job_state = (enum pack_job_state)(next_random(&seed) % 7)};
        struct pack_event got;
        ev.count = ev.command == PACK_CMD_TIMES ? 7 : 0;
        ev.job_id = 3;
        ev.box_id = 1;
        ev.gross_mg = -5;
        strcpy(ev.code, "X\"1");
        strcpy(ev.sscc, "006141411234567890");
        ev.pick.item_id = 5;
        ev.pick.qty = 2;
        ev.pick.line = (struct pick_line){.line_no = 1, .item_id = 2,
                                          .qty_want = 3};
        json_t *body = pack_event_to_json(&ev, "raw\x1D\xFF", 5);
        char *text = json_dumps(body, JSON_COMPACT);
        assert_null(strpbrk(text, "\t\n"));
        assert_int_equal(pack_event_from_json(pack_event_name(ev.kind), text,
                                       strlen(text), &got), ERR_OK);
        assert_int_equal(got.kind, ev.kind);
        if (ev.kind == PACK_COMMAND)
            assert_int_equal(got.command, ev.command);
        if (ev.kind == PACK_SCAN)
            assert_int_equal(got.pick.item_id, 5);
        free(text);
        json_decref(body);
    }
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
        cmocka_unit_test(pack_events_read_back_as_written),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
