// A file goes back to what a copy was: what is refused, what is kept, and that
// nothing is touched before all of it has been looked at.
#include "station/store/engine/copy.h"
#include "station/store/engine/hold.h"
#include "station/store/engine/restore.h"
#include "station/store/engine/schema.h"
#include "tests/store/folder.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

static char word[100];
static struct store st;

static void write_word(enum store_kind kind, const char *name, const char *text)
{
    assert_int_equal(store_open(&st, kind, name), ERR_OK);
    store_begin(&st);
    store_setting_set(&st, "word", text);
    assert_int_equal(store_commit(&st), ERR_OK);
    store_close(&st);
}

static const char *read_word(const char *name)
{
    assert_int_equal(store_open_readonly(&st, name), ERR_OK);
    store_setting(&st, "word", word, sizeof word);
    store_close(&st);
    return word;
}

static void copy(const char *from, const char *to)
{
    assert_int_equal(store_open_readonly(&st, from), ERR_OK);
    assert_int_equal(copy_make(&st, to, COPY_CHECKED), ERR_OK);
    store_close(&st);
}

static void sh(const char *command)
{
    assert_int_equal(system(command), 0);
}

static void restore(const char *from, const char *to)
{
    struct restore r;
    int rc = restore_begin(&r, from, to);
    if (rc == ERR_OK)
        rc = restore_end(&r);
    restore_close(&r);
    if (rc < 0)
        fail_msg("%s to %s: %s", from, to, r.why);
}

static void expect_refusal(const char *from, const char *to, int want,
                           const char *words)
{
    struct restore r;
    int rc = restore_begin(&r, from, to);
    restore_close(&r);
    if (rc != want || !strstr(r.why, words))
        fail_msg("%s to %s: %d %s (wanted %d %s)", from, to, rc, r.why, want,
                 words);
    assert_int_not_equal(access("a.db.before-1", F_OK), 0);
    assert_int_not_equal(access("a.db.part", F_OK), 0);
}

static enum hold held(enum store_kind kind, const char *name)
{
    enum hold hold;
    assert_int_equal(store_open(&st, kind, name), ERR_OK);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    store_begin(&st);
    store_hold_settle(&st);
    assert_int_equal(store_commit(&st), ERR_OK);
    store_close(&st);
    return hold;
}

static void a_file_goes_back_and_what_was_there_is_kept(void **state)
{
    (void)state;
    for (int k = 0; k < 2; k++) {
        enum store_kind kind = (enum store_kind)k;
        sh("rm -f a.db* c.db*");
        write_word(kind, "a.db", "before");
        assert_int_equal(held(kind, "a.db"), HOLD_NEW);
        copy("a.db", "c.db");
        write_word(kind, "a.db", "after");
        restore("c.db", "a.db");
        assert_string_equal(read_word("a.db"), "before");
        assert_string_equal(read_word("a.db.before-1"), "after");
        assert_int_equal(held(kind, "a.db"), HOLD_MOVED);
        assert_int_equal(held(kind, "a.db"), HOLD_SAME);
        restore("a.db.before-1", "a.db");
        assert_string_equal(read_word("a.db"), "after");
        assert_string_equal(read_word("a.db.before-2"), "before");
        assert_int_equal(held(kind, "a.db"), HOLD_MOVED);
        assert_int_not_equal(access("a.db.part", F_OK), 0);
    }
}

static void what_cannot_be_right_is_refused_before_anything_is_touched(void **s)
{
    struct store other;
    enum hold hold;
    (void)s;
    sh("rm -f a.db* c.db*");
    write_word(STORE_CENTRAL, "a.db", "stays");
    write_word(STORE_CENTRAL, "c.db", "before");
    write_word(STORE_BENCH, "bench.db", "bench");
    expect_refusal("a.db", "a.db", ERR_CONFLICT, "are the same file");
    expect_refusal("none.db", "a.db", ERR_MISSING, "none.db: no such file");
    expect_refusal("bench.db", "a.db", ERR_PARSE, "other kind of file");
    expect_refusal("c.db", "no/a.db", ERR_IO, "No such file or directory");
    sh("echo 'this is no database, but it is long' > text.db");
    expect_refusal("text.db", "a.db", ERR_PARSE, "not a database");
    sh("cp c.db bad.db && printf 'xxxxxxxxxxxx' |"
       " dd of=bad.db bs=1 seek=4096 conv=notrunc status=none");
    expect_refusal("bad.db", "a.db", ERR_PARSE, "bad.db is damaged");
    sh("cp c.db half.db && truncate -s 9000 half.db");
    expect_refusal("half.db", "a.db", ERR_PARSE, "half.db");

    sqlite3 *db;
    sqlite3_open("new.db", &db);
    sqlite3_exec(db, "CREATE TABLE t (a)", NULL, NULL, NULL);
    expect_refusal("new.db", "a.db", ERR_PARSE, "not a Tallyman file");
    expect_refusal("c.db", "new.db", ERR_PARSE, "another program");
    sqlite3_exec(db,
                 "PRAGMA application_id = 1416395075;"
                 "PRAGMA user_version = 99",
                 NULL, NULL, NULL);
    sqlite3_close(db);
    expect_refusal("new.db", "a.db", ERR_CONFLICT, "update the program");

    assert_int_equal(store_open(&other, STORE_CENTRAL, "a.db"), ERR_OK);
    assert_int_equal(store_hold(&other, &hold), ERR_OK);
    expect_refusal("c.db", "a.db", ERR_CONFLICT, "a.db is in use by another");
    store_close(&other);
    assert_string_equal(read_word("a.db"), "stays");
    assert_int_equal(held(STORE_CENTRAL, "a.db"), HOLD_SAME);
}

static void a_missing_file_comes_back(void **state)
{
    (void)state;
    sh("rm -f a.db*; echo old > a.db-wal");
    restore("c.db", "a.db");
    assert_string_equal(read_word("a.db"), "before");
    assert_int_equal(held(STORE_CENTRAL, "a.db"), HOLD_MOVED);
    sh("grep -q old a.db.before-1-wal");
}

static void a_damaged_file_is_put_aside(void **state)
{
    (void)state;
    static const char *const DAMAGES[] = {
        "echo 'this is no database, but it is long' > a.db",
        "printf 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' |"
        " dd of=a.db bs=1 seek=110 conv=notrunc status=none",
        "truncate -s 6000 a.db", "truncate -s 0 a.db"};
    for (size_t i = 0; i < COUNT(DAMAGES); i++) {
        sh("rm -f a.db* before; cp c.db a.db");
        sh(DAMAGES[i]);
        sh("cp a.db before; echo left > a.db-shm");
        restore("c.db", "a.db");
        assert_string_equal(read_word("a.db"), "before");
        sh("cmp before a.db.before-1");
    }
}

static void what_a_crash_left_is_overcome(void **state)
{
    (void)state;
    sh("rm -f a.db*");
    write_word(STORE_CENTRAL, "a.db", "after");
    sh("echo half > a.db.part; cp c.db a.db.part-wal;"
       " echo half > a.db.before-1.part; echo j > a.db.part-journal");
    restore("c.db", "a.db");
    assert_string_equal(read_word("a.db"), "before");
    assert_string_equal(read_word("a.db.before-1"), "after");
    sh("test -z \"$(ls | grep part)\"");
}

static void a_copy_of_an_older_version_comes_up_to_date(void **state)
{
    sqlite3 *db;
    (void)state;
    sh("rm -f a.db* old.db");
    write_word(STORE_BENCH, "a.db", "after");
    sqlite3_open("old.db", &db);
    sqlite3_exec(db, schema_step(STORE_BENCH, 1), NULL, NULL, NULL);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA application_id = 1416395074;"
                                  "PRAGMA user_version = 1;"
                                  "INSERT INTO setting VALUES ('word',"
                                  " 'old')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    restore("old.db", "a.db");
    assert_string_equal(read_word("a.db"), "old");
    assert_int_equal(held(STORE_BENCH, "a.db"), HOLD_MOVED);
    sh("test ! -e a.db.v1 -a ! -e a.db.part.v1 -a ! -e a.db.part-mark");
}

// What was read meanwhile stays whole for who reads it.
static void somebody_may_read_meanwhile(void **state)
{
    struct store reader;
    (void)state;
    sh("rm -f a.db*");
    write_word(STORE_CENTRAL, "a.db", "after");
    assert_int_equal(store_open_readonly(&reader, "a.db"), ERR_OK);
    store_setting(&reader, "word", word, sizeof word);
    assert_string_equal(word, "after");
    restore("c.db", "a.db");
    store_setting(&reader, "word", word, sizeof word);
    assert_string_equal(word, "before");
    store_close(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_goes_back_and_what_was_there_is_kept),
        cmocka_unit_test(
            what_cannot_be_right_is_refused_before_anything_is_touched),
        cmocka_unit_test(a_missing_file_comes_back),
        cmocka_unit_test(a_damaged_file_is_put_aside),
        cmocka_unit_test(what_a_crash_left_is_overcome),
        cmocka_unit_test(a_copy_of_an_older_version_comes_up_to_date),
        cmocka_unit_test(somebody_may_read_meanwhile),
    };
    return cmocka_run_group_tests(tests, folder_enter, folder_leave);
}
