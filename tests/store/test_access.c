// Who may come in, in central's file: what a step of the schema keeps, and what
// a restore ends.
#include "station/base/secret.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/people/people.h"
#include "station/store/central/people/sessions.h"
#include "station/store/central/people/tokens.h"
#include "station/store/engine/schema.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

enum { STEP_BEFORE = 3 };

static struct store st;

static void run(sqlite3 *db, const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
}

// A file as the program before scopes left it.
static void make_old(const char *path, const char *token, const char *cookie)
{
    char sql[1000], of_token[SECRET_DIGEST_TEXT + 1];
    char of_cookie[SECRET_DIGEST_TEXT + 1];
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (int i = 1; i <= STEP_BEFORE; i++)
        run(db, schema_step(STORE_CENTRAL, i));
    secret_digest_text(token, of_token);
    secret_digest_text(cookie, of_cookie);
    snprintf(sql, sizeof sql,
             "INSERT INTO person VALUES (1, 'M', 'manager', 'm', 'x', '', '',"
             " 1);"
             "INSERT INTO token (name, digest, made_ms) VALUES ('old', '%s',"
             " 5);"
             "INSERT INTO session VALUES ('%s', 1, 1000);"
             "PRAGMA user_version = %d",
             of_token, of_cookie, STEP_BEFORE);
    run(db, sql);
    // The file's kind, as store_open writes it.
    run(db, "PRAGMA application_id = 0x546C7943");
    sqlite3_close(db);
}

static void tokens_and_sessions_of_before_scopes_are_kept(void **state)
{
    char path[] = "/tmp/tallyman-test-XXXXXX";
    struct token t;
    struct session s;
    (void)state;
    close(mkstemp(path));
    remove(path);
    make_old(path, "a token", "a cookie");
    if (store_open(&st, STORE_CENTRAL, path) < 0)
        fail_msg("%s", store_why(&st));
    assert_int_equal(tokens_find(&st, "a token", &t), ERR_OK);
    assert_string_equal(t.scope, "manager");
    assert_int_equal(t.gone_ms, 0);
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text("a cookie", digest);
    assert_int_equal(sessions_find(&st, digest, 999, &s), ERR_OK);
    assert_int_equal(s.person_id, 1);
    assert_int_equal(sessions_find(&st, digest, 1000, &s), ERR_MISSING);
    store_close(&st);
    char command[100];
    snprintf(command, sizeof command, "rm -f %s*", path);
    assert_int_equal(system(command), 0);
}

static void a_restore_ends_every_session(void **state)
{
    struct person p = {
        .name = "M", .role = "manager", .login = "m", .is_active = true};
    struct session s;
    (void)state;
    assert_int_equal(store_open(&st, STORE_CENTRAL, ":memory:"), ERR_OK);
    store_begin(&st);
    int64_t id = people_save(&st, &p);
    sessions_add(&st, "digest", id, 1000, "10.0.0.9");
    assert_int_equal(store_commit(&st), ERR_OK);
    assert_int_equal(sessions_find(&st, "digest", 1001, &s), ERR_OK);
    store_begin(&st);
    identity_renew(&st, 2000, "it was restored");
    assert_int_equal(store_commit(&st), ERR_OK);
    assert_int_equal(sessions_find(&st, "digest", 2001, &s), ERR_MISSING);
    store_close(&st);
}

static void sessions_that_are_over_are_forgotten(void **state)
{
    struct person p = {
        .name = "M", .role = "manager", .login = "m", .is_active = true};
    (void)state;
    assert_int_equal(store_open(&st, STORE_CENTRAL, ":memory:"), ERR_OK);
    store_begin(&st);
    int64_t id = people_save(&st, &p);
    sessions_add(&st, "first", id, 1000, "10.0.0.9");
    sessions_add(&st, "second", id, 1000 + SESSION_MS, "10.0.0.9");
    assert_int_equal(sessions_end_of(&st, id, 0), 1);
    assert_int_equal(store_commit(&st), ERR_OK);
    store_close(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_and_sessions_of_before_scopes_are_kept),
        cmocka_unit_test(a_restore_ends_every_session),
        cmocka_unit_test(sessions_that_are_over_are_forgotten),
    };
    return secret_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
