// A bench's file is known for what it is when the program starts on it.
#include "station/bench/core/commit.h"
#include "station/store/bench/bench_work.h"
#include "tests/bench/bench_fixture.h"

#include <stdlib.h>
#include <unistd.h>

static char path[64], saved[80];
static char journal_id[IDENTITY_MAX + 1];

static void copy(const char *from, const char *to)
{
    char line[200];
    snprintf(line, sizeof line, "cp %s %s", from, to);
    assert_int_equal(system(line), 0);
}

// A file with work, a copy of it, and a start after that.
static void open_with_copy(void)
{
    site_path(path);
    snprintf(saved, sizeof saved, "%s.saved", path);
    struct site *s = site_open(PACKING, path);
    memcpy(journal_id, s->bench.core.identity.journal_id, sizeof journal_id);
    assert_int_equal(strlen(journal_id), IDENTITY_MAX);
    site_order(s, 1, "A-1");
    site_scan(s, "!BANA");
    site_scan(s, "A-1");
    site_close(s);
    copy(path, saved);
    s = site_open(PACKING, path);
    assert_string_equal(s->bench.core.identity.journal_id, journal_id);
    assert_true(site_is(s, "picking", "recovered"));
    site_close(s);
}

static void clean(void)
{
    unlink(saved);
    site_unlink(path);
}

static bool find_why(void *arg, const struct journal_row *row)
{
    if (strcmp(row->kind, "journal") == 0)
        snprintf(arg, 200, "%s", row->body);
    return true;
}

static void a_file_that_was_put_back_begins_a_new_journal(void **state)
{
    char body[200] = "";
    struct bench_work w;
    (void)state;
    open_with_copy();
    copy(saved, path);
    struct site *s = site_open(PACKING, path);
    struct core *c = &s->bench.core;
    assert_string_not_equal(c->identity.journal_id, journal_id);
    assert_string_equal(c->identity.run_before, "");
    assert_int_equal(site_rows(s, "journal"), 1);
    assert_true(journal_each(&c->store, 0, 0, find_why, body) >= 0);
    assert_string_equal(body, "{\"parent\":\"\",\"why\":\"copy\",\"orders\":"
                              "[{\"shipment_id\":1,\"order_no\":\"A-1\"}]}");
    assert_true(site_is(s, "signed_out", "new_file"));
    assert_int_equal(bench_work_load(&c->store, 1, &w), ERR_MISSING);
    memcpy(journal_id, c->identity.journal_id, sizeof journal_id);
    site_close(s);
    // Once: a start after that goes on.
    s = site_open(PACKING, path);
    assert_string_equal(s->bench.core.identity.journal_id, journal_id);
    assert_int_equal(site_rows(s, "journal"), 1);
    assert_true(site_is(s, "signed_out", ""));
    site_close(s);
    clean();
}

// Practice is nobody else's: it goes on, also after it was put back.
static void practice_that_was_put_back_goes_on(void **state)
{
    static struct core c; // large
    (void)state;
    open_with_copy();
    copy(saved, path);
    c.conf.is_practice = true;
    assert_int_equal(core_open(&c, path, 1000), ERR_OK);
    assert_int_equal(identity_start(&c, 1000), ERR_OK);
    assert_int_equal(c.notices.now, NOTICE_NONE);
    core_close(&c);
    struct site *s = site_open(PACKING, path);
    assert_true(site_is(s, "picking", "recovered"));
    site_close(s);
    clean();
}

// The journal that central knows stays the parent until it knows another.
static void the_parent_is_one_that_central_knows(void **state)
{
    struct welcome w = {.database_id = "d", .incarnation = "i"};
    struct identity next;
    (void)state;
    struct site *s = site_open(PACKING, ":memory:");
    struct core *c = &s->bench.core;
    char first[IDENTITY_MAX + 1];
    memcpy(first, c->identity.journal_id, sizeof first);
    commit_begin(c);
    identity_welcome(c, &w, &next);
    assert_int_equal(commit(c, NULL, NULL, 0), ERR_OK);
    c->identity = next;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(identity_begin(c, "forked", s->at_ms), ERR_OK);
        assert_string_equal(c->identity.parent_id, first);
        assert_string_not_equal(c->identity.journal_id, first);
    }
    site_close(s);
}

static void a_journal_that_cannot_be_begun_changes_nothing(void **state)
{
    (void)state;
    site_path(path);
    struct site *s = site_open(PACKING, path);
    struct core *c = &s->bench.core;
    site_scan(s, "!BANA");
    struct identity before = c->identity;
    disk_fill();
    assert_true(identity_begin(c, "forked", s->at_ms) < 0);
    disk_free();
    assert_memory_equal(&c->identity, &before, sizeof before);
    assert_int_equal(c->sign.state, SIGN_IN);
    assert_int_equal(site_rows(s, "journal"), 0);
    site_close(s);
    site_unlink(path);
}

static void a_second_program_is_refused_the_file(void **state)
{
    static struct core second; // large
    (void)state;
    site_path(path);
    struct site *s = site_open(PACKING, path);
    assert_int_equal(core_open(&second, path, s->at_ms), ERR_OK);
    assert_int_equal(identity_start(&second, s->at_ms), ERR_CONFLICT);
    assert_non_null(strstr(store_why(&second.store), "in use"));
    core_close(&second);
    site_close(s);
    site_unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_was_put_back_begins_a_new_journal),
        cmocka_unit_test(practice_that_was_put_back_goes_on),
        cmocka_unit_test(the_parent_is_one_that_central_knows),
        cmocka_unit_test(a_journal_that_cannot_be_begun_changes_nothing),
        cmocka_unit_test(a_second_program_is_refused_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
