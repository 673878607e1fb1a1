// A file from before journals had names: what it knows of stations, events and
// claims is the same after step 3.
#include "station/base/secret.h"
#include "station/store/central/floor/journals.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/numbers.h"
#include "station/store/engine/schema.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

static struct store st;
static char path[] = "/tmp/tallyman-test-XXXXXX";

// One bench with two events, the first a sign-in; one order, claimed there
// under fence 3 with a carrier's number, and numbers lent up to 2001.
static const char OLD[] =
    "INSERT INTO counter VALUES ('sscc_next', 2001);"
    "INSERT INTO station VALUES (7, 'bench', '%s', 2, x'%s', 50, 0, 1001,"
    " 2001, 1);"
    "INSERT INTO event VALUES (7, 1, 10, 'sign_in', 4, 0, 0, '', '{}',"
    " x'%s'), (7, 2, 20, 'scan', 4, 9, 3, 'took', '{}', x'%s');"
    "INSERT INTO orders VALUES (5, 'shop', 'r', 'N', 0, 'released', 0, 0,"
    " 'default', 'paid', 'd', 'c', '', 'PT', 'EUR', 0, '', '', 0, 0, 0);"
    "INSERT INTO shipment VALUES (9, 5, 1, 1, 'claimed', 7, 3, 30, 0, 0, 0,"
    " '', '', '', '', 0, '', 0, '', '', 0);"
    "INSERT INTO shipment_tracking VALUES (9, 0, 'T1');"
    "INSERT INTO exception VALUES (1, 5, 'held', 5, 9, 7, 2, 'n', 0);"
    "PRAGMA user_version = 2; PRAGMA application_id = 1416395075;";

static void text_of(char *out, size_t cap)
{
    char token[SECRET_DIGEST_TEXT + 1], hash[SECRET_DIGEST_TEXT + 1];
    secret_digest_text("t", token);
    memset(hash, 'a', SECRET_DIGEST_TEXT);
    hash[SECRET_DIGEST_TEXT] = 0;
    snprintf(out, cap, OLD, token, hash, hash, hash);
}

static int make_old(void **state)
{
    sqlite3 *db;
    char sql[2400];
    (void)state;
    if (secret_init() < 0)
        return -1;
    close(mkstemp(path));
    unlink(path);
    text_of(sql, sizeof sql);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (int step = 1; step <= 2; step++)
        assert_int_equal(sqlite3_exec(db, schema_step(STORE_CENTRAL, step),
                                      NULL, NULL, NULL),
                         SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(store_open(&st, STORE_CENTRAL, path), ERR_OK);
    return 0;
}

static int end(void **state)
{
    static const char *const ENDS[] = {"", "-wal", "-shm", ".v2"};
    char name[sizeof path + 8];
    (void)state;
    store_close(&st);
    for (size_t i = 0; i < COUNT(ENDS); i++) {
        snprintf(name, sizeof name, "%s%s", path, ENDS[i]);
        unlink(name);
    }
    return 0;
}

static void a_station_goes_on_in_the_same_journal(void **state)
{
    struct station s;
    uint8_t hash[SECRET_DIGEST_LEN];
    (void)state;
    assert_int_equal(stations_find(&st, "t", &s), ERR_OK);
    assert_string_equal(s.run, "");
    assert_string_equal(s.journal.journal_id, "");
    assert_int_equal(s.journal.last.seq, 2);
    assert_int_equal(s.journal.person_id, 4);
    assert_int_equal(s.journal.sscc_end, 2001);
    assert_true(journals_hash(&st, &s.journal, 1, hash));
    assert_int_equal(hash[0], 0xAA);
    store_begin(&st);
    assert_true(stations_person(&st, 7, 4, false)); // he did sign in there
    assert_int_equal(store_commit(&st), ERR_OK);
}

static void a_claim_holds_and_keeps_its_numbers(void **state)
{
    struct packing p;
    struct station s;
    (void)state;
    assert_int_equal(stations_find(&st, "t", &s), ERR_OK);
    assert_true(packing_load(&st, 9, &p));
    assert_int_equal(p.claim.station_id, 7);
    assert_int_equal(p.claim.journal_no, s.journal.journal_no);
    assert_int_equal(p.claim.fence, 3);
}

static void the_next_numbers_are_new(void **state)
{
    (void)state;
    store_begin(&st);
    assert_int_equal(numbers_next(&st, "order_id"), 6);
    assert_int_equal(numbers_next(&st, "shipment_id"), 10);
    assert_int_equal(numbers_next(&st, "parcel_id"), 1);
    assert_int_equal(numbers_next(&st, "journal_no"), 8);
    assert_int_equal(numbers_next(&st, "journal_no"), 9);
    assert_int_equal(store_commit(&st), ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_station_goes_on_in_the_same_journal),
        cmocka_unit_test(a_claim_holds_and_keeps_its_numbers),
        cmocka_unit_test(the_next_numbers_are_new)};
    return cmocka_run_group_tests(tests, make_old, end);
}
