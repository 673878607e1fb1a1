// The engine on real SQLite: schema, files, transactions, statements.
#include "shared/crc.h"
#include "station/base/secret.h"
#include "station/store/bench/journal.h"
#include "station/store/engine/columns.h"
#include "station/store/engine/schema.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

// When one of these differs, a released step was edited: add a new one instead.
static const uint32_t BENCH_CRC[] = {0xCE93412C, 0x4D75E6B2, 0x003C7F02,
                                     0x2B62BFFF};
static const uint32_t CENTRAL_CRC[] = {0x9D564EBB, 0x81657BB8, 0x5E04A311,
                                       0x4D0D103F, 0x36FDA829, 0x1425E8CD,
                                       0xC8B25D5D, 0x73A0C24D, 0xF8D3277F,
                                       0x6DACEF83, 0x68D6B652, 0x64DCEB4C,
                                       0x742A15A8, 0xF66E0056, 0x8C2CD54B,
                                       0xA2D67B6B, 0x337A7023, 0x6F05AD28};

static struct store bench;

static void check_steps(enum store_kind kind, const uint32_t *crc, int count)
{
    for (int i = 0; i < count; i++) {
        const char *step = schema_step(kind, i + 1);
        assert_non_null(step);
        assert_int_equal(crc32_more(0, step, strlen(step)), crc[i]);
    }
    assert_null(schema_step(kind, count + 1));
}

static void released_schema_steps_never_change(void **state)
{
    (void)state;
    check_steps(STORE_BENCH, BENCH_CRC, COUNT(BENCH_CRC));
    check_steps(STORE_CENTRAL, CENTRAL_CRC, COUNT(CENTRAL_CRC));
}

// A file and its mark.
static void discard(const char *path)
{
    char mark[100];
    snprintf(mark, sizeof mark, "%s-mark", path);
    remove(path);
    remove(mark);
}

static void expect_refusal(const char *path, int rc, const char *words)
{
    static struct store other;
    assert_int_equal(store_open(&other, STORE_BENCH, path), rc);
    assert_non_null(strstr(store_why(&other), words));
}

static void wrong_and_newer_files_are_refused_in_words(void **state)
{
    char path[] = "/tmp/tallyman-test-XXXXXX";
    static struct store other;
    sqlite3 *db;
    (void)state;
    close(mkstemp(path));
    FILE *file = fopen(path, "w");
    fputs("this is no database, but long enough to look like one", file);
    fclose(file);
    expect_refusal(path, ERR_PARSE, "not a database");

    discard(path);
    assert_int_equal(store_open(&other, STORE_CENTRAL, path), ERR_OK);
    store_close(&other);
    expect_refusal(path, ERR_PARSE, "other kind of file");

    discard(path);
    assert_int_equal(store_open(&other, STORE_BENCH, path), ERR_OK);
    store_close(&other);
    sqlite3_open(path, &db);
    sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(db);
    expect_refusal(path, ERR_CONFLICT, "update the program");

    discard(path);
    sqlite3_open(path, &db);
    sqlite3_exec(db, "CREATE TABLE t (a)", NULL, NULL, NULL);
    sqlite3_close(db);
    expect_refusal(path, ERR_PARSE, "another program");
    discard(path);
    expect_refusal("/nowhere/at/all.db", ERR_IO, "unable to open");
}

static void a_failed_commit_changes_nothing(void **state)
{
    struct journal_tip tip, copy;
    struct journal_row row = {.kind = "scan", .body = "{}", .body_len = 2};
    (void)state;
    assert_int_equal(journal_tip_load(&bench, &tip), ERR_OK);
    int64_t before = tip.seq;
    copy = tip;
    store_begin(&bench);
    journal_add(&bench, &copy, &row);
    copy.seq = before; // the same number again breaks the key
    journal_add(&bench, &copy, &row);
    store_counter_set(&bench, "x", 1);
    assert_int_equal(store_commit(&bench), ERR_CONFLICT);
    assert_int_equal(journal_tip_load(&bench, &tip), ERR_OK);
    assert_int_equal(tip.seq, before);
    assert_int_equal(store_counter(&bench, "x", 0), 0);
}

// SQLite's page limit stands in for the disk that has no room.
static void a_full_disk_is_said_and_loses_nothing(void **state)
{
    static struct store small;
    char path[] = "/tmp/tallyman-test-XXXXXX";
    struct journal_tip tip = {0}, copy;
    int rc = ERR_OK, count = 0;
    (void)state;
    close(mkstemp(path));
    discard(path);
    assert_int_equal(store_open(&small, STORE_BENCH, path), ERR_OK);
    sqlite3_exec(small.db, "PRAGMA max_page_count = 60", NULL, NULL, NULL);
    while (rc == ERR_OK && count < 5000) {
        static char body[600];
        memset(body, 'x', sizeof body - 1);
        struct journal_row row = {.kind = "scan", .body = body,
                                  .body_len = sizeof body - 1};
        copy = tip;
        store_begin(&small);
        journal_add(&small, &copy, &row);
        rc = store_commit(&small);
        if (rc == ERR_OK) {
            tip = copy;
            count++;
        }
    }
    assert_int_equal(rc, ERR_FULL);
    assert_string_equal(store_why(&small), "the disk is full");
    assert_int_equal(journal_tip_load(&small, &copy), ERR_OK);
    assert_int_equal(copy.seq, count);
    assert_memory_equal(copy.hash, tip.hash, sizeof tip.hash);
    store_close(&small);
    discard(path);
}

// More than any table of statements that is laid out once; the addresses of
// these texts stand in for literals.
static void there_is_room_for_as_many_statements_as_there_are(void **state)
{
    static char literal[2000][32];
    (void)state;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 2000; i++) {
            struct query q;
            snprintf(literal[i], sizeof literal[i], "SELECT %d + ?1", i);
            query_begin(&q, &bench, literal[i]);
            query_int(&q, 1, round);
            assert_int_equal(query_one_int(&q, -1), i + round);
        }
}

static void a_literal_is_prepared_once(void **state)
{
    int32_t count = 0;
    (void)state;
    for (int again = 0; again < 3; again++) {
        struct query q;
        query_begin(&q, &bench, "SELECT 1, 2, 3");
        query_end(&q);
        if (again > 0)
            assert_int_equal(bench.statements.count, count);
        count = bench.statements.count;
    }
}

static void texts_are_borrowed_until_the_query_is_over(void **state)
{
    struct query q;
    char text[8] = "one";
    (void)state;
    query_begin(&q, &bench, "SELECT ?1 UNION ALL SELECT ?1");
    query_text(&q, 1, text);
    assert_int_equal(query_row(&q), 1);
    assert_string_equal(query_get_text(&q, 0), "one");
    query_end(&q);
    strcpy(text, "two");
    query_begin(&q, &bench, "SELECT ?1 IS NULL");
    assert_int_equal(query_one_int(&q, 0), 1); // nothing is left bound
}

struct sample {
    int64_t wide;
    int32_t narrow;
    bool flag;
    char text[4];
};

static void columns_bind_and_take_every_kind(void **state)
{
    static const struct column SAMPLE[] = {
        C_TEXT(sample, text), C_INT(sample, wide), C_INT32(sample, narrow),
        C_BOOL(sample, flag)};
    const struct sample in = {INT64_MIN, INT32_MIN, true, "abc"};
    struct sample out = {0};
    struct query q;
    (void)state;
    query_begin(&q, &bench, "SELECT ?1 || 'd', ?2, ?3, ?4");
    columns_bind(&q, 1, COLUMNS(SAMPLE), &in);
    assert_int_equal(columns_load(&q, COLUMNS(SAMPLE), &out), ERR_OK);
    assert_string_equal(out.text, "abc"); // no more than there is room for
    assert_true(out.wide == in.wide);
    assert_int_equal(out.narrow, in.narrow);
    assert_true(out.flag);
    query_begin(&q, &bench, "SELECT 'x', 1, 2, 0 WHERE 0");
    assert_int_equal(columns_load(&q, COLUMNS(SAMPLE), &out), ERR_MISSING);
    assert_string_equal(out.text, "abc");
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
        cmocka_unit_test(released_schema_steps_never_change),
        cmocka_unit_test(wrong_and_newer_files_are_refused_in_words),
        cmocka_unit_test(a_failed_commit_changes_nothing),
        cmocka_unit_test(a_full_disk_is_said_and_loses_nothing),
        cmocka_unit_test(there_is_room_for_as_many_statements_as_there_are),
        cmocka_unit_test(a_literal_is_prepared_once),
        cmocka_unit_test(columns_bind_and_take_every_kind),
        cmocka_unit_test(texts_are_borrowed_until_the_query_is_over),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
