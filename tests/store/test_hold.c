// A file is held by one program, and says when it is not what it was.
#include "station/store/engine/hold.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], path[90], mark[100], copy[90], copy_mark[100];
static struct store st;

static void cp(const char *from, const char *to)
{
    static char bytes[1 << 20];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "r+b");
    if (!out)
        out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    size_t len = fread(bytes, 1, sizeof bytes, in);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    assert_int_equal(ftruncate(fileno(out), (off_t)len), 0);
    fclose(in);
    fclose(out);
}

static void open_it(const char *name)
{
    assert_int_equal(store_open(&st, STORE_BENCH, name), ERR_OK);
}

static enum hold held(const char *name)
{
    enum hold hold;
    open_it(name);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    store_close(&st);
    return hold;
}

static void settle(const char *name)
{
    enum hold hold;
    open_it(name);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    assert_int_equal(hold, HOLD_MOVED);
    store_begin(&st);
    store_hold_settle(&st);
    assert_int_equal(store_commit(&st), ERR_OK);
    store_close(&st);
}

// As by a program that is killed: nothing is made good at the end.
static enum hold held_and_killed(const char *name)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        enum hold hold;
        if (store_open(&st, STORE_BENCH, name) < 0 ||
            store_hold(&st, &hold) < 0)
            _exit(99);
        _exit((int)hold);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return (enum hold)WEXITSTATUS(status);
}

static void commit_times(int count)
{
    for (int i = 0; i < count; i++) {
        store_begin(&st);
        store_counter_set(&st, "x", i);
        assert_int_equal(store_commit(&st), ERR_OK);
    }
}

// Without its mark: that one stays where it is.
static void a_copy_of_the_same_run_is_known(void **state)
{
    enum hold hold;
    (void)state;
    open_it(path);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    commit_times(3);
    cp(path, copy);
    store_close(&st);
    cp(copy, path);
    assert_int_equal(held(path), HOLD_MOVED); // stopped since
    settle(path);
    for (int round = 0; round < 2; round++) {
        int count = round == 0 ? 200 : 1, status;
        pid_t pid = fork();
        if (pid == 0) {
            open_it(path);
            if (store_hold(&st, &hold) < 0)
                _exit(99);
            sqlite3_wal_checkpoint(st.db, NULL);
            cp(path, copy);
            commit_times(count);
            _exit(0); // killed
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(status, 0);
        char wal[120];
        snprintf(wal, sizeof wal, "%s-wal", path);
        unlink(wal);
        cp(copy, path);
        assert_int_equal(held(path), round == 0 ? HOLD_MOVED : HOLD_SAME);
        if (round == 0)
            settle(path);
    }
}

static void a_file_is_new_once_and_then_the_same(void **state)
{
    struct stat s;
    (void)state;
    assert_int_equal(held(path), HOLD_NEW);
    assert_int_equal(held(path), HOLD_SAME);
    assert_int_equal(held(path), HOLD_SAME);
    assert_int_equal(stat(mark, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    assert_int_equal(s.st_size, 16);
    assert_int_equal(held(":memory:"), HOLD_NEW);
}

static void a_second_program_is_refused_in_words(void **state)
{
    enum hold hold;
    static struct store other;
    (void)state;
    open_it(path);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    assert_int_equal(store_open(&other, STORE_BENCH, path), ERR_OK);
    assert_int_equal(store_hold(&other, &hold), ERR_CONFLICT);
    assert_non_null(strstr(store_why(&other), path));
    assert_non_null(strstr(store_why(&other), "in use by another program"));
    store_close(&other);
    store_close(&st);
    assert_int_equal(held(path), HOLD_SAME);
}

static void the_hold_ends_with_the_program(void **state)
{
    (void)state;
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        enum hold hold;
        if (store_open(&st, STORE_BENCH, path) < 0 ||
            store_hold(&st, &hold) < 0)
            _exit(1);
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(held(path), HOLD_SAME);
}

static void a_copy_is_moved_until_it_is_settled(void **s)
{
    (void)s;
    cp(path, copy);
    assert_int_equal(held(copy), HOLD_MOVED); // without its mark
    assert_int_equal(held(copy), HOLD_MOVED);
    settle(copy);
    assert_int_equal(held(copy), HOLD_SAME);
    assert_int_equal(held(path), HOLD_SAME); // nobody minds the copy
    cp(path, copy);
    cp(mark, copy_mark);
    assert_int_equal(held(copy), HOLD_MOVED); // with it: another inode
    settle(copy);
}

static void an_older_file_put_back_is_moved(void **state)
{
    (void)state;
    cp(path, copy);
    assert_int_equal(held(path), HOLD_SAME);
    assert_int_equal(held(path), HOLD_SAME);
    cp(copy, path);
    assert_int_equal(held(path), HOLD_MOVED);
    settle(path);
    assert_int_equal(held(path), HOLD_SAME);
}

static void a_lost_or_scribbled_mark_is_moved(void **state)
{
    (void)state;
    FILE *f = fopen(mark, "w");
    fputs("0123456789abcdeX", f);
    fclose(f);
    assert_int_equal(held(path), HOLD_MOVED);
    settle(path);
    remove(mark);
    assert_int_equal(held(path), HOLD_MOVED);
    settle(path);
}

// The file is written first, then its mark: a crash in between leaves the mark
// of the start before.
static void a_crash_between_the_two_writes_is_no_move(void **state)
{
    char text[17] = "";
    (void)state;
    FILE *f = fopen(mark, "r");
    assert_int_equal(fread(text, 1, 16, f), 16);
    fclose(f);
    assert_int_equal(held_and_killed(path), HOLD_SAME);
    f = fopen(mark, "r+");
    fputs(text, f);
    fclose(f);
    assert_int_equal(held_and_killed(path), HOLD_SAME);
    assert_int_equal(held_and_killed(path), HOLD_SAME);
    f = fopen(mark, "r+");
    fputs(text, f); // by now two starts old
    fclose(f);
    assert_int_equal(held(path), HOLD_MOVED);
    settle(path);
}

static void a_file_of_before_marks_over_a_marked_one_is_moved(void **state)
{
    sqlite3 *db;
    (void)state;
    sqlite3_open(path, &db);
    sqlite3_exec(db, "DELETE FROM setting WHERE name LIKE 'mark%'", NULL, NULL,
                 NULL);
    sqlite3_close(db);
    assert_int_equal(held(path), HOLD_MOVED);
    settle(path);
}

static void a_file_flagged_by_a_restore_is_moved(void **state)
{
    (void)state;
    open_it(path);
    store_begin(&st);
    store_setting_set(&st, "mark", "");
    store_setting_set(&st, "mark_at", "restored");
    assert_int_equal(store_commit(&st), ERR_OK);
    store_close(&st);
    assert_int_equal(held(path), HOLD_MOVED);
    settle(path);
}

static void a_mark_that_cannot_be_kept_is_said(void **state)
{
    enum hold hold;
    (void)state;
    remove(copy_mark);
    assert_int_equal(mkdir(copy_mark, 0700), 0);
    open_it(copy);
    assert_int_equal(store_hold(&st, &hold), ERR_IO);
    assert_non_null(strstr(store_why(&st), copy_mark));
    store_close(&st);
    rmdir(copy_mark);
}

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/tallyman-hold-XXXXXX");
    if (secret_init() < 0 || !mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/a.db", folder);
    snprintf(mark, sizeof mark, "%s-mark", path);
    snprintf(copy, sizeof copy, "%s/b.db", folder);
    snprintf(copy_mark, sizeof copy_mark, "%s-mark", copy);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    remove(path);
    remove(mark);
    remove(copy);
    remove(copy_mark);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_new_once_and_then_the_same),
        cmocka_unit_test(a_second_program_is_refused_in_words),
        cmocka_unit_test(the_hold_ends_with_the_program),
        cmocka_unit_test(a_copy_is_moved_until_it_is_settled),
        cmocka_unit_test(an_older_file_put_back_is_moved),
        cmocka_unit_test(a_copy_of_the_same_run_is_known),
        cmocka_unit_test(a_lost_or_scribbled_mark_is_moved),
        cmocka_unit_test(a_crash_between_the_two_writes_is_no_move),
        cmocka_unit_test(a_file_of_before_marks_over_a_marked_one_is_moved),
        cmocka_unit_test(a_file_flagged_by_a_restore_is_moved),
        cmocka_unit_test(a_mark_that_cannot_be_kept_is_said),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
