// Files on a real disk: who may read them, copies, and steps of the schema.
#include "station/store/engine/copy.h"
#include "station/store/engine/hold.h"
#include "station/store/engine/query.h"
#include "station/store/engine/schema.h"
#include "tests/store/folder.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOBODY = 65534 };

static char kept[200];
static struct store st;

static int mode_of(const char *name)
{
    struct stat s;
    assert_int_equal(stat(name, &s), 0);
    return s.st_mode & 0777;
}

static void write_text(const char *name, const char *text)
{
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

// As a program of the first version left it.
static void make_old(enum store_kind kind, const char *name)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(name, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, schema_step(kind, 1), NULL, NULL, NULL),
                     SQLITE_OK);
    const char *more = kind == STORE_BENCH
                           ? "PRAGMA application_id = 1416395074"
                           : "PRAGMA application_id = 1416395075";
    sqlite3_exec(db, more, NULL, NULL, NULL);
    assert_int_equal(
        sqlite3_exec(db,
                     "PRAGMA user_version = 1; PRAGMA journal_mode = WAL;"
                     "INSERT INTO setting VALUES ('kept', 'it is here')",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
}

static const char *read_kept(struct store *from)
{
    store_setting(from, "kept", kept, sizeof kept);
    return kept;
}

static void new_files_are_their_users_alone(void **state)
{
    static const char *const NAMES[] = {"a.db", "a.db-wal", "a.db-shm",
                                        "a.db-mark"};
    (void)state;
    mode_t before = umask(0);
    assert_int_equal(store_open(&st, STORE_BENCH, "a.db"), ERR_OK);
    assert_false(st.is_tightened);
    store_begin(&st);
    store_setting_set(&st, "kept", "it is here");
    assert_int_equal(store_commit(&st), ERR_OK);
    for (size_t i = 0; i < COUNT(NAMES); i++)
        assert_int_equal(mode_of(NAMES[i]), 0600);
    assert_int_equal(copy_make(&st, "b.db", COPY_CHECKED), ERR_OK);
    assert_int_equal(mode_of("b.db"), 0600);
    store_close(&st);
    umask(before);
}

static void a_file_that_others_could_read_is_taken_from_them(void **state)
{
    (void)state;
    assert_int_equal(chmod("a.db", 0644), 0);
    write_text("a.db-wal", "");
    assert_int_equal(chmod("a.db-wal", 0644), 0);
    assert_int_equal(store_open(&st, STORE_BENCH, "a.db"), ERR_OK);
    assert_true(st.is_tightened);
    assert_int_equal(mode_of("a.db"), 0600);
    assert_int_equal(mode_of("a.db-wal"), 0600);
    store_close(&st);
    assert_int_equal(store_open(&st, STORE_BENCH, "a.db"), ERR_OK);
    assert_false(st.is_tightened);
    store_close(&st);
}

static void what_is_not_ours_is_left_as_it_is(void **state)
{
    (void)state;
    write_text("notes.txt", "this is no database, but somebody may read it");
    assert_int_equal(chmod("notes.txt", 0644), 0);
    assert_true(store_open(&st, STORE_BENCH, "notes.txt") < 0);
    store_close(&st);
    assert_int_equal(mode_of("notes.txt"), 0644);
}

// Root may write to everything: somebody else has to be asked.
static void a_file_that_cannot_be_written_is_said_in_words(void **state)
{
    (void)state;
    int status;
    assert_int_equal(chmod("a.db", 0444), 0);
    assert_int_equal(chmod(".", 0777), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (getuid() == 0 && setuid(NOBODY) != 0)
            _exit(9);
        if (store_open(&st, STORE_BENCH, "a.db") != ERR_IO)
            _exit(1);
        if (strstr(store_why(&st), "PRAGMA"))
            _exit(2);
        _exit(strstr(store_why(&st), "a.db is read-only, or the disk it is on: "
                                     "let the user who runs this program "
                                     "write to it")
                  ? 0
                  : 3);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_int_equal(chmod("a.db", 0600), 0);
}

// To read the engine wants to write beside the file.
static void a_file_that_can_only_be_looked_at_is_said_in_words(void **state)
{
    int status;
    (void)state;
    assert_int_equal(mkdir("look", 0755), 0);
    assert_int_equal(store_open(&st, STORE_BENCH, "look/a.db"), ERR_OK);
    store_close(&st);
    assert_int_equal(chmod("look/a.db", 0444), 0);
    assert_int_equal(chmod("look", 0555), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (getuid() == 0 && setuid(NOBODY) != 0)
            _exit(9);
        if (store_open_readonly(&st, "look/a.db") != ERR_IO)
            _exit(1);
        _exit(strstr(store_why(&st), "look/a.db cannot be read where nothing "
                                     "may be written beside it")
                  ? 0
                  : 2);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_int_equal(chmod("look", 0755), 0);
}

static void no_sentence_is_made_of_statements(void **state)
{
    (void)state;
    write_text("bad.db", "this is no database, but long enough to look at");
    assert_int_equal(store_open(&st, STORE_BENCH, "bad.db"), ERR_PARSE);
    assert_non_null(strstr(store_why(&st), "bad.db: file is not a database"));
    assert_null(strstr(store_why(&st), "PRAGMA"));
    assert_int_equal(store_open_readonly(&st, "bad.db"), ERR_PARSE);
    assert_null(strstr(store_why(&st), "PRAGMA"));
    assert_int_equal(store_open(&st, STORE_BENCH, "no/where.db"), ERR_IO);
    assert_string_equal(store_why(&st), "no/where.db: unable to open: "
                                        "No such file or directory");
    unlink("bad.db");
}

static void a_copy_says_that_it_is_one(void **state)
{
    enum hold hold;
    (void)state;
    assert_int_equal(store_open(&st, STORE_BENCH, "b.db"), ERR_OK);
    assert_string_equal(read_kept(&st), "it is here");
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    assert_int_equal(hold, HOLD_MOVED);
    store_close(&st);
}

static void steps_keep_a_whole_copy_whatever_a_crash_left(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        make_old((enum store_kind)kind, "old.db");
        write_text("old.db.v1", "half a copy of a crash");
        write_text("old.db.v1.part", "another");
        assert_int_equal(store_open(&st, (enum store_kind)kind, "old.db"),
                         ERR_OK);
        assert_string_equal(read_kept(&st), "it is here");
        store_close(&st);
        assert_int_equal(mode_of("old.db.v1"), 0600);
        assert_int_not_equal(access("old.db.v1.part", F_OK), 0);
        assert_int_equal(store_open_readonly(&st, "old.db.v1"), ERR_OK);
        assert_string_equal(read_kept(&st), "it is here");
        store_close(&st);
        unlink("old.db");
        unlink("old.db-mark");
        unlink("old.db.v1");
    }
}

static void steps_wait_for_whoever_has_the_file(void **state)
{
    struct mark other = {0};
    char why[300];
    (void)state;
    make_old(STORE_CENTRAL, "old.db");
    assert_int_equal(mark_open(&other, "old.db", why, sizeof why), ERR_OK);
    assert_int_equal(store_open(&st, STORE_CENTRAL, "old.db"), ERR_CONFLICT);
    assert_non_null(strstr(store_why(&st), "old.db is in use by another "
                                           "program"));
    mark_close(&other);
    assert_int_equal(store_open(&st, STORE_CENTRAL, "old.db"), ERR_OK);
    store_close(&st);
    unlink("old.db");
}

static void a_mark_that_outlived_its_file_says_nothing_of_a_new_one(void **s)
{
    enum hold hold;
    (void)s;
    write_text("old.db-mark", "0123456789abcdef");
    assert_int_equal(store_open(&st, STORE_CENTRAL, "old.db"), ERR_OK);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    assert_int_equal(hold, HOLD_NEW);
    store_close(&st);
}

static void two_who_make_one_copy_do_not_meet_in_it(void **state)
{
    struct part p;
    char why[300];
    (void)state;
    assert_int_equal(part_open(&p, "c.db", why, sizeof why), ERR_OK);
    assert_int_equal(store_open_readonly(&st, "b.db"), ERR_OK);
    assert_int_equal(copy_make(&st, "c.db", COPY_UNCHECKED), ERR_CONFLICT);
    assert_non_null(strstr(store_why(&st), "c.db is being made by another"));
    part_drop(&p);
    assert_int_not_equal(access("c.db.part", F_OK), 0);
    assert_int_equal(copy_make(&st, "c.db", COPY_UNCHECKED), ERR_OK);
    assert_int_equal(copy_make(&st, "no/c.db", COPY_UNCHECKED), ERR_IO);
    assert_non_null(strstr(store_why(&st), "no/c.db.part: No such file"));
    store_close(&st);
}

// Root takes a copy or puts one back for the user whose file it is.
static void what_root_makes_is_the_users(void **state)
{
    struct stat s;
    enum hold hold;
    (void)state;
    if (getuid() != 0)
        return;
    assert_int_equal(store_open(&st, STORE_BENCH, "user.db"), ERR_OK);
    store_close(&st);
    unlink("user.db-mark");
    assert_int_equal(chown("user.db", NOBODY, NOBODY), 0);
    assert_int_equal(store_open(&st, STORE_BENCH, "user.db"), ERR_OK);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    store_close(&st);
    assert_int_equal(stat("user.db-mark", &s), 0);
    assert_int_equal(s.st_uid, NOBODY);
    assert_int_equal(mkdir("home", 0700), 0);
    assert_int_equal(chown("home", NOBODY, NOBODY), 0);
    assert_int_equal(store_open_readonly(&st, "user.db"), ERR_OK);
    assert_int_equal(copy_make(&st, "home/c.db", COPY_UNCHECKED), ERR_OK);
    store_close(&st);
    assert_int_equal(stat("home/c.db", &s), 0);
    assert_int_equal(s.st_uid, NOBODY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_files_are_their_users_alone),
        cmocka_unit_test(a_file_that_others_could_read_is_taken_from_them),
        cmocka_unit_test(what_is_not_ours_is_left_as_it_is),
        cmocka_unit_test(a_file_that_cannot_be_written_is_said_in_words),
        cmocka_unit_test(a_file_that_can_only_be_looked_at_is_said_in_words),
        cmocka_unit_test(no_sentence_is_made_of_statements),
        cmocka_unit_test(a_copy_says_that_it_is_one),
        cmocka_unit_test(steps_keep_a_whole_copy_whatever_a_crash_left),
        cmocka_unit_test(steps_wait_for_whoever_has_the_file),
        cmocka_unit_test(
            a_mark_that_outlived_its_file_says_nothing_of_a_new_one),
        cmocka_unit_test(what_root_makes_is_the_users),
        cmocka_unit_test(two_who_make_one_copy_do_not_meet_in_it),
    };
    return cmocka_run_group_tests(tests, folder_enter, folder_leave);
}
