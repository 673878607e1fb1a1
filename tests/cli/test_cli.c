// The command line, as a table of calls: each command refuses a wrong call
// with a sentence and how it is called, and answers a right one.
#include "station/base/secret.h"
#include "station/cli/cli.h"
#include "station/store/engine/hold.h"
#include "tests/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORDS_MAX = 12 };

typedef int command_fn(int argc, char **argv);

struct call {
    command_fn *run;
    const char *given;      // the words after the command, by blanks
    const char *typed;      // on standard input, or NULL
    int status;
    const char *said;       // somewhere in what is printed
};

static int put_file(int fd, const char *path, int flags)
{
    int kept = dup(fd);
    int to = open(path, flags | O_CLOEXEC, 0600);
    assert_true(kept >= 0 && to >= 0);
    assert_true(dup2(to, fd) >= 0);
    close(to);
    return kept;
}

static void put_back(int fd, int kept)
{
    assert_true(dup2(kept, fd) >= 0);
    close(kept);
}

static void write_file(const char *path, const char *chars)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fputs(chars, file) < 0, 0);
    assert_int_equal(fclose(file), 0);
}

// Runs one call with its input and output in files of the folder we are in.
static int call(const struct call *c, char *said, size_t said_cap)
{
    char line[400], *word[WORDS_MAX], *rest = line;
    int argc = 0;
    snprintf(line, sizeof line, "%s", c->given);
    for (char *w; (w = strsep(&rest, " ")) && argc < WORDS_MAX;)
        if (*w)
            word[argc++] = w;
    write_file("typed", c->typed ? c->typed : "");
    fflush(stdout);
    fflush(stderr);
    int in = put_file(0, "typed", O_RDONLY);
    unlink("said");
    int out = put_file(1, "said", O_WRONLY | O_CREAT | O_APPEND);
    int err = put_file(2, "said", O_WRONLY | O_APPEND);
    clearerr(stdin);
    int status = c->run(argc, word);
    fflush(stdout);
    fflush(stderr);
    put_back(0, in);
    put_back(1, out);
    put_back(2, err);
    FILE *file = fopen("said", "re");
    assert_non_null(file);
    said[fread(said, 1, said_cap - 1, file)] = 0;
    fclose(file);
    return status;
}

static void check(const struct call *calls, size_t count)
{
    char said[4000];
    for (size_t i = 0; i < count; i++) {
        int status = call(&calls[i], said, sizeof said);
        if (status != calls[i].status || !strstr(said, calls[i].said))
            fail_msg("\"%s\" gave %d: %s(wanted %d: %s)", calls[i].given,
                     status, said, calls[i].status, calls[i].said);
    }
}

static void a_gs1_scan_is_split_in_each_of_its_spellings(void **state)
{
    static const struct call CALLS[] = {
        {cmd_gs1, "", NULL, 2, "one DATA, please"},
        {cmd_gs1, "1 2", NULL, 2, "usage: tallyman gs1"},
        {cmd_gs1, "0109506000134352", NULL, 0, "(01) 09506000134352\n"},
        {cmd_gs1, "0109506000134352^10A", NULL, 0, "(10) A\n"},
        {cmd_gs1, "(01)09506000134352(10)AB", NULL, 0, "(10) AB\n"},
        {cmd_gs1, "https://id.gs1.org/01/09506000134352", NULL, 0, "(01)"},
        {cmd_gs1, "HTTPS://ID.GS1.ORG/01/09506000134352", NULL, 0, "(01)"},
        {cmd_gs1, "]C10109506000134352", NULL, 0, "(01) 09506000134352\n"},
        {cmd_gs1, "]C09506000134352", NULL, 1, "tallyman: "},
        {cmd_gs1, "0109506000134353", NULL, 1, "wrong check digit, at 2"},
        {cmd_gs1, "(10)A", NULL, 1, "needs another identifier"},
        {cmd_gs1, "--json (01)09506000134352", NULL, 0,
         "{\"elements\":[{\"ai\":\"01\",\"value\":\"09506000134352\"}]}\n"},
        {cmd_gs1, "--json 0109506000134353", NULL, 1,
         "{\"error\":\"wrong check digit\",\"at\":2}\n"},
    };
    (void)state;
    check(CALLS, COUNT(CALLS));
}

static void gs1_reads_one_scan_a_line_and_remembers_what_was_wrong(void **state)
{
    static const struct call CALLS[] = {
        {cmd_gs1, "-", "0109506000134352\r\n(01)09506000134352\n", 0,
         "{\"elements\":[{\"ai\":\"01\",\"value\":\"09506000134352\"}]}\n"
         "{\"elements\":["},
        {cmd_gs1, "-", "0109506000134353\n0109506000134352\n", 1,
         "\"at\":2}\n{\"elements\":["},
        {cmd_gs1, "-", "", 0, ""},
    };
    (void)state;
    check(CALLS, COUNT(CALLS));
}

static void a_database_is_made_checked_and_copied(void **state)
{
    static const char WORD[] = "correct horse battery\n";
    static const struct call CALLS[] = {
        {cmd_init, "c.db", WORD, 2, "--name and --login are needed"},
        {cmd_init, "c.db --name", WORD, 2, "--name: has no value"},
        {cmd_init, "c.db --name N --login l --x y", WORD, 2,
         "--x: is no option"},
        {cmd_init, "c.db d.db --name N --login l", WORD, 2, "one FILE"},
        {cmd_init, "c.db --name N --login l", "short\n", 2,
         "the password: use at least 12 characters"},
        {cmd_init, "c.db --name N --login l", "aaaaaaaaaaaa\n", 2,
         "the password: is too easy to guess"},
        {cmd_init, "c.db --name N --login bobsled", "bobsled-bobsled\n", 2,
         "the password: is too easy to guess"},
        {cmd_init, "/nowhere/c.db --name N --login l", WORD, 1, "unable"},
        {cmd_init, "c.db --name N --login l --station s --token t", WORD, 0,
         "station s token "},
        {cmd_init, "c.db --name N --login l", WORD, 1, "is set up already"},
        {cmd_verify, "", NULL, 2, "one FILE, please"},
        {cmd_verify, "nothing.db", NULL, 1, "no such file"},
        {cmd_verify, "c.db nothing.db", NULL, 1, "nothing.db: no such file"},
        {cmd_verify, "c.db c.db", NULL, 1, "first central's file, then"},
        {cmd_verify, "c.db", NULL, 0, "central's books, nothing is off"},
        {cmd_backup, "c.db", NULL, 2, "a FILE and where the copy goes"},
        {cmd_backup, "nothing.db copy.db", NULL, 1, "no such file"},
        {cmd_backup, "c.db copy.db", NULL, 0, "c.db copied to copy.db"},
        {cmd_backup, "c.db copy.db", NULL, 1, "exists"},
        {cmd_verify, "copy.db", NULL, 0, "nothing is off"},
        {cmd_restore, "copy.db", NULL, 2, "usage: tallyman restore COPY FILE"},
        {cmd_restore, "none.db c.db", NULL, 1, "none.db: no such file"},
        {cmd_restore, "c.db c.db", NULL, 1, "the same file"},
        {cmd_restore, "copy.db c.db", NULL, 0,
         "c.db is what copy.db was.\nWhat stood there is kept as "},
        {cmd_verify, "c.db", NULL, 0, "central's books, nothing is off"},
        {cmd_replay, "", NULL, 2, "usage: tallyman replay FILE"},
        {cmd_replay, "c.db --order 1", NULL, 2, "--order: is no option"},
        {cmd_replay, "c.db", NULL, 1, "not a bench's file"},
    };
    (void)state;
    check(CALLS, COUNT(CALLS));
}

static void an_import_says_what_is_missing_before_it_calls(void **state)
{
    static const struct call CALLS[] = {
        {cmd_import, "orders", NULL, 2, "KIND, FILE, --format and --central"},
        {cmd_import, "orders a.csv b.csv", NULL, 2, "one KIND and one FILE"},
        {cmd_import, "orders a.csv --format", NULL, 2, "has no value"},
        {cmd_import, "orders a.csv --colour red", NULL, 2,
         "--colour: is no option"},
        {cmd_import, "items a.csv --format csv --central http://127.0.0.1:1"
         " --token-file none", NULL, 1, "cannot read none"},
        {cmd_import, "items none.csv --format csv --central http://127.0.0.1:1",
         NULL, 1, "No such file"},
    };
    (void)state;
    check(CALLS, COUNT(CALLS));
}

static void an_import_without_central_says_so_and_counts_nothing(void **state)
{
    static const struct call CALLS[] = {
        {cmd_import, "items a.csv --format csv --central http://127.0.0.1:1",
         NULL, 1, "central did not take a.csv: "},
        {cmd_import, "items a.csv --format csv --central http://127.0.0.1:1"
         " --preview", NULL, 1, "preview: 0 new, 0 changed, 0 as before"},
    };
    (void)state;
    write_file("a.csv", "sku,name\nA,Aha\n");
    check(CALLS, COUNT(CALLS));
}

static void read_settings(char *incarnation, size_t cap, int64_t *next)
{
    struct store st;
    assert_int_equal(store_open_readonly(&st, "c.db"), ERR_OK);
    store_setting(&st, "incarnation", incarnation, cap);
    *next = store_counter(&st, "order_id", 0);
    store_close(&st);
}

// And once: the program that starts next finds it done.
static void a_restored_central_is_another_and_its_numbers_jump(void **state)
{
    static const struct call CALLS[] = {
        {cmd_backup, "c.db again.db", NULL, 0, "c.db copied to again.db"},
        {cmd_restore, "again.db c.db", NULL, 0, "every bench is asked first"},
    };
    char before[40], after[40];
    int64_t next_before, next_after;
    struct store st;
    enum hold hold;
    (void)state;
    read_settings(before, sizeof before, &next_before);
    check(CALLS, COUNT(CALLS));
    read_settings(after, sizeof after, &next_after);
    assert_int_equal(strlen(after), 16);
    assert_string_not_equal(before, after);
    assert_true(next_after >= next_before + 100000);
    assert_int_equal(store_open(&st, STORE_CENTRAL, "c.db"), ERR_OK);
    assert_int_equal(store_hold(&st, &hold), ERR_OK);
    assert_int_equal(hold, HOLD_SAME);
    store_close(&st);
}

static int enter_a_folder(void **state)
{
    static char folder[] = "/tmp/tallyman-cli-XXXXXX";
    *state = mkdtemp(folder);
    return *state && chdir(folder) == 0 && secret_init() == 0 ? 0 : -1;
}

static int remove_the_folder(void **state)
{
    static const char *const FILES[] = {
        "typed", "said", "a.csv", "copy.db", "copy.db-wal", "copy.db-shm",
        "c.db", "c.db-wal", "c.db-shm", "c.db-mark",
        "c.db.before-1", "c.db.before-2", "again.db"};
    for (size_t i = 0; i < COUNT(FILES); i++)
        unlink(FILES[i]);
    return chdir("/") == 0 ? rmdir(*state) : -1;
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_gs1_scan_is_split_in_each_of_its_spellings),
        cmocka_unit_test(
            gs1_reads_one_scan_a_line_and_remembers_what_was_wrong),
        cmocka_unit_test(a_database_is_made_checked_and_copied),
        cmocka_unit_test(
            a_restored_central_is_another_and_its_numbers_jump),
        cmocka_unit_test(an_import_says_what_is_missing_before_it_calls),
        cmocka_unit_test(
            an_import_without_central_says_so_and_counts_nothing),
    };
    return cmocka_run_group_tests(TESTS, enter_a_folder, remove_the_folder);
}
