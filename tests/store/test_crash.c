// A program is killed just before each touch of the disk, while a file goes up
// a version, is copied, is put back or is held. Whatever it leaves, doing the
// same again ends well, with all data.
#include "station/store/engine/copy.h"
#include "station/store/engine/hold.h"
#include "station/store/engine/restore.h"
#include "station/store/engine/schema.h"
#include "tests/store/crash.h"
#include "tests/store/folder.h"
#include "tests/test.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

// What was freed is kept for a while, and forking would copy all of it.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=1";
}

static enum store_kind kind;
static struct store st;
static char word[100];

static void sh(const char *command)
{
    assert_int_equal(system(command), 0);
}

static const char *read_word(const char *name)
{
    assert_int_equal(store_open_readonly(&st, name), ERR_OK);
    assert_int_equal(copy_is_sound(&st), ERR_OK);
    store_setting(&st, "word", word, sizeof word);
    store_close(&st);
    return word;
}

static void make_file(const char *name, const char *text)
{
    assert_int_equal(store_open(&st, kind, name), ERR_OK);
    store_begin(&st);
    store_setting_set(&st, "word", text);
    assert_int_equal(store_commit(&st), ERR_OK);
    store_close(&st);
}

static void make_old(const char *name)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(name, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, schema_step(kind, 1), NULL, NULL, NULL),
                     SQLITE_OK);
    const char *id = kind == STORE_BENCH ? "PRAGMA application_id = 1416395074"
                                         : "PRAGMA application_id = 1416395075";
    sqlite3_exec(db, id, NULL, NULL, NULL);
    sqlite3_exec(db,
                 "PRAGMA user_version = 1; PRAGMA journal_mode = WAL;"
                 "INSERT INTO setting VALUES ('word', 'kept')",
                 NULL, NULL, NULL);
    sqlite3_close(db);
}

struct scenario {
    void (*prepare)(void);    // the folder kept/, once
    int (*run)(void);         // what is killed, and then done again
    void (*check_left)(void); // what may be there after the kill
    void (*check)(void);      // what must be there in the end
};

static void copy_file(const char *from, const char *to)
{
    static char bytes[1 << 20];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_true(in && out);
    size_t len = fread(bytes, 1, sizeof bytes, in);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    fclose(in);
    fclose(out);
}

// The folder is as it was prepared.
static void take_kept(void)
{
    struct dirent *e;
    char path[300];
    DIR *here = opendir(".");
    while ((e = readdir(here)))
        if (strncmp(e->d_name, "kept", 4) != 0)
            unlink(e->d_name);
    closedir(here);
    DIR *kept = opendir("kept");
    while ((e = readdir(kept)))
        if (e->d_name[0] != '.') {
            snprintf(path, sizeof path, "kept/%s", e->d_name);
            copy_file(path, e->d_name);
        }
    closedir(kept);
}

static void expect_no_part(void)
{
    struct dirent *e;
    DIR *here = opendir(".");
    while ((e = readdir(here)))
        assert_null(strstr(e->d_name, ".part"));
    closedir(here);
}

// Ends when the program got through without being killed.
static bool is_killed_at(const struct scenario *s, long n)
{
    int status;
    take_kept();
    pid_t pid = fork();
    if (pid == 0) {
        crash_at(n);
        _exit(s->run() < 0 ? 1 : 0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status))
        return true;
    assert_int_equal(WEXITSTATUS(status), 0);
    return false;
}

static void try_all(const struct scenario *s)
{
    for (int k = 0; k < 2; k++) {
        kind = (enum store_kind)k;
        sh("rm -rf * && mkdir kept");
        s->prepare();
        sh("mv *.db* kept/");
        long n = 1; // of the touches
        while (is_killed_at(s, n)) {
            s->check_left();
            if (s->run() < 0)
                fail_msg("kind %d, point %ld: %s", k, n, store_why(&st));
            s->check();
            n++;
        }
        s->check();
        assert_true(n > 10); // there were points
    }
}

static void nothing(void)
{
}

static int open_it(void)
{
    int rc = store_open(&st, kind, "a.db");
    if (rc == ERR_OK)
        store_close(&st);
    return rc;
}

static void prepare_old(void)
{
    make_old("a.db");
}

static void check_steps(void)
{
    assert_string_equal(read_word("a.db"), "kept");
    assert_string_equal(read_word("a.db.v1"), "kept");
    expect_no_part();
}

static void a_step_of_the_schema(void **state)
{
    static const struct scenario STEPS = {prepare_old, open_it, nothing,
                                          check_steps};
    (void)state;
    try_all(&STEPS);
}

static void check_new(void)
{
    assert_int_equal(store_open_readonly(&st, "a.db"), ERR_OK);
    assert_int_equal(copy_is_sound(&st), ERR_OK);
    store_close(&st);
}

static void prepare_nothing(void)
{
    make_file("other.db", "other");
}

static void a_new_file(void **state)
{
    static const struct scenario NEW = {prepare_nothing, open_it, nothing,
                                        check_new};
    (void)state;
    try_all(&NEW);
}

static void prepare_file(void)
{
    make_file("a.db", "kept");
}

static int copy_it(void)
{
    int rc = store_open_readonly(&st, "a.db");
    if (rc == ERR_OK)
        rc = copy_make(&st, "c.db", COPY_CHECKED);
    store_close(&st);
    return rc;
}

static void check_copy_left(void)
{
    if (access("c.db", F_OK) == 0)
        assert_string_equal(read_word("c.db"), "kept");
}

static void check_copy(void)
{
    assert_string_equal(read_word("c.db"), "kept");
    assert_string_equal(read_word("a.db"), "kept");
    expect_no_part();
}

static void a_copy(void **state)
{
    static const struct scenario COPY = {prepare_file, copy_it, check_copy_left,
                                         check_copy};
    (void)state;
    try_all(&COPY);
}

static void prepare_restore(void)
{
    enum hold hold;
    make_file("a.db", "before");
    copy_it();
    assert_int_equal(store_open(&st, kind, "a.db"), ERR_OK);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    store_close(&st);
    make_file("a.db", "after");
}

static int restore_it(void)
{
    struct restore r;
    int rc = restore_begin(&r, "c.db", "a.db");
    if (rc == ERR_OK)
        rc = restore_end(&r);
    restore_close(&r);
    if (rc < 0)
        snprintf(st.why, sizeof st.why, "%.200s", r.why);
    return rc;
}

// A program that starts now finds one of the two.
static void check_restore_left(void)
{
    const char *now = read_word("a.db");
    assert_true(strcmp(now, "before") == 0 || strcmp(now, "after") == 0);
    if (strcmp(now, "before") == 0)
        assert_string_equal(read_word("a.db.before-1"), "after");
}

static void check_restore(void)
{
    enum hold hold;
    assert_string_equal(read_word("a.db.before-1"), "after");
    assert_string_equal(read_word("a.db"), "before");
    assert_int_equal(store_open(&st, kind, "a.db"), ERR_OK);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    assert_int_equal(hold, HOLD_MOVED);
    store_close(&st);
    expect_no_part();
}

static void a_restore(void **state)
{
    static const struct scenario RESTORE = {prepare_restore, restore_it,
                                            check_restore_left, check_restore};
    (void)state;
    try_all(&RESTORE);
}

static void prepare_lost(void)
{
    prepare_restore();
    sh("rm a.db; echo left > a.db-wal");
}

static void check_lost_left(void)
{
    if (access("a.db", F_OK) == 0)
        assert_string_equal(read_word("a.db"), "before");
}

static void check_lost(void)
{
    assert_string_equal(read_word("a.db"), "before");
}

static void a_restore_of_a_lost_file(void **state)
{
    static const struct scenario LOST = {prepare_lost, restore_it,
                                         check_lost_left, check_lost};
    (void)state;
    try_all(&LOST);
}

static enum hold first_hold;

static int hold_it(void)
{
    int rc = store_open(&st, kind, "a.db");
    if (rc == ERR_OK)
        rc = store_hold(&st, &first_hold);
    store_close(&st);
    return rc;
}

static void prepare_held(void)
{
    make_file("a.db", "kept");
    assert_int_equal(hold_it(), ERR_OK);
}

// The inode is part of the mark: the file has to stay where it is.
static void starting_to_hold(void **state)
{
    (void)state;
    for (int k = 0; k < 2; k++) {
        kind = (enum store_kind)k;
        sh("rm -rf *");
        prepare_held();
        for (long n = 1;; n++) {
            int status;
            pid_t pid = fork();
            if (pid == 0) {
                crash_at(n);
                _exit(hold_it() < 0 ? 1 : 0);
            }
            assert_int_equal(waitpid(pid, &status, 0), pid);
            assert_int_equal(hold_it(), ERR_OK);
            assert_int_equal(first_hold, HOLD_SAME);
            assert_string_equal(read_word("a.db"), "kept");
            if (!WIFSIGNALED(status)) {
                assert_int_equal(status, 0);
                break;
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_of_the_schema),
        cmocka_unit_test(a_new_file),
        cmocka_unit_test(a_copy),
        cmocka_unit_test(a_restore),
        cmocka_unit_test(a_restore_of_a_lost_file),
        cmocka_unit_test(starting_to_hold),
    };
    return cmocka_run_group_tests(tests, folder_enter_memory, folder_leave);
}
