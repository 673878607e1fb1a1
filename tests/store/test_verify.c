// What verify finds where books, events, claims and numbers do not agree, and
// that it says so in words; and central's file beside those of benches.
#include "station/central/orders/office.h"
#include "station/central/intake/goods.h"
#include "station/store/bench/journal.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/outcome.h"
#include "station/store/verify.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>

static struct store st, bench;
static struct turn turn;
static struct office office;
static struct outcome_why why;
static struct order order;
static char said[8000];

static void collect(void *arg, const char *finding)
{
    (void)arg;
    size_t len = strlen(said);
    snprintf(said + len, sizeof said - len, "%s\n", finding);
}

static void expect(const char *words)
{
    said[0] = 0;
    assert_true(verify_run(&st, collect, NULL) > 0);
    if (!strstr(said, words))
        fail_msg("wanted: %s\nsaid: %s", words, said);
}

static void expect_not(const char *words)
{
    said[0] = 0;
    assert_true(verify_run(&st, collect, NULL) >= 0);
    if (strstr(said, words))
        fail_msg("not wanted: %s\nsaid: %s", words, said);
}

static void sql(const char *text)
{
    char *message = NULL;
    if (sqlite3_exec(st.db, text, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", text, message);
}

static void add_order(const char *no)
{
    int64_t order_id;
    memset(&order, 0, sizeof order);
    strcpy(order.channel, "test");
    strcpy(order.order_no, no);
    strcpy(order.customer, "Somebody");
    strcpy(order.group[0].to.country, "PT");
    strcpy(order.currency, "EUR");
    order.group_count = 1;
    order.line[0].group_no = 1;
    strcpy(order.line[0].sku, "A");
    order.line[0].qty = 1;
    order.line_count = 1;
    office_read(&office, 1000);
    assert_int_equal(office_take(&office, &order, &order_id, &why),
                     OUTCOME_NEW);
}

static void add(struct journal *j, const char *kind, int64_t shipment_id,
                const char *body)
{
    struct journal_row row = {.seq = j->last.seq + 1,
                              .shipment_id = shipment_id,
                              .body = body,
                              .body_len = strlen(body)};
    strcpy(row.kind, kind);
    journal_hash(&j->last, &row, row.hash);
    store_begin(&st);
    journals_event_add(&st, j->journal_no, &row);
    j->last.seq = row.seq;
    memcpy(j->last.hash, row.hash, sizeof row.hash);
    journals_save(&st, j);
    assert_int_equal(store_commit(&st), ERR_OK);
}

static void excuse(const struct journal *j, int64_t seq)
{
    struct exception x = {.kind = "refused",
                          .at_ms = 1,
                          .note = "seen",
                          .station_id = j->station_id,
                          .journal_no = j->journal_no,
                          .seq = seq};
    store_begin(&st);
    exceptions_raise(&st, &x);
    assert_int_equal(store_commit(&st), ERR_OK);
}

static struct journal one, two;

static void add_journal(const char *token, const char *name, struct journal *j)
{
    struct station s;
    stations_add(&st, name, token);
    assert_int_equal(stations_find(&st, token, &s), ERR_OK);
    if (s.journal.journal_no) {
        *j = s.journal;
        return;
    }
    memset(j, 0, sizeof *j);
    secret_id(j->journal_id);
    j->station_id = s.station_id;
    journals_add(&st, j, "first", 1);
    char text[100];
    snprintf(text, sizeof text,
             "UPDATE station SET journal_no = %lld WHERE station_id = %lld",
             (long long)j->journal_no, (long long)j->station_id);
    sql(text);
}

static int open_site(void **state)
{
    static struct item item;
    struct goods_count count = {.qty = 100};
    (void)state;
    if (secret_init() < 0 || store_open(&st, STORE_CENTRAL, ":memory:") < 0)
        return -1;
    turn_open(&turn, NULL, &st);
    office_open(&office, &turn);
    store_begin(&st);
    identity_make(&st);
    store_setting_set(&st, "sscc_prefix", "9506000");
    ledger_place(&st, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(&st, "CUSTOMER", STOCK_CUSTOMER);
    strcpy(item.sku, "A");
    strcpy(item.name, "A");
    item.weight_mg = 1000;
    goods_item_save(&st, &item, &why);
    strcpy(count.sku, "A");
    strcpy(count.place, "S1");
    goods_count_save(&st, &count, 1000, &why);
    add_order("N1");
    add_order("N2");
    add_order("N3");
    add_journal("t1", "bench-1", &one);
    add_journal("t2", "bench-2", &two);
    journals_lend(&st, &one, 1);
    return store_commit(&st);
}

static int close_site(void **state)
{
    (void)state;
    office_free(&office);
    turn_close(&turn);
    store_close(&st);
    return 0;
}

static void a_claim_of_another_file_is_named(void **state)
{
    (void)state;
    said[0] = 0;
    assert_int_equal(verify_run(&st, collect, NULL), 0);
    sql("UPDATE shipment SET state = 'claimed', station_id = 1, journal_no ="
        " (SELECT journal_no FROM station WHERE station_id = 1)"
        " WHERE shipment_id = 1");
    expect_not("is claimed by");
    sql("UPDATE shipment SET journal_no = 77 WHERE shipment_id = 1");
    expect("order N1 is claimed by bench-1, which works with another file");
    sql("UPDATE shipment SET station_id = 99 WHERE shipment_id = 1");
    expect("order N1 is claimed by a bench that does not exist");
}

static void a_packed_order_that_no_bench_packed_is_named(void **state)
{
    (void)state;
    sql("UPDATE shipment SET state = 'packed' WHERE shipment_id = 2");
    expect("order N2 counts as packed, and no bench told");
    add(&one, "done", 2, "{\"parcels\":[],\"lines\":[]}");
    expect_not("no bench told");
}

static void a_parcel_that_the_books_do_not_count_is_named(void **state)
{
    (void)state;
    add(&one, "done", 3, "{\"parcels\":[],\"lines\":[]}");
    expect("bench-1 packed order N3 (event 2), and it does not count as");
    excuse(&one, one.last.seq);
    expect_not("does not count as packed");
    add(&one, "done", 4711, "{\"parcels\":[],\"lines\":[]}");
    expect("bench-1 packed order (not in the books) (event 3)");
    excuse(&one, one.last.seq);
}

static void a_number_on_two_labels_is_named(void **state)
{
    (void)state;
    const char *label = "{\"job\":1,\"code\":\"TM1\",\"sscc\":\"X1\"}";
    add(&one, "queue", 1, label);
    add(&one, "queue", 1, label); // a copy
    add(&one, "done", 2,
        "{\"parcels\":[{\"sscc\":\"X2\",\"tracking\":"
        "\"TM2\"}]}");
    expect_not("stands on labels");
    add(&two, "queue", 1, label); // two benches, one order
    expect("the number TM1 stands on labels of order N1 (bench-1, event 4) "
           "and of order N1 (bench-2, event 1): find both parcels");
    expect("the number X1 stands on labels");
    excuse(&two, two.last.seq);
    expect_not("stands on labels");
    add(&two, "done", 3,
        "{\"parcels\":[{\"sscc\":\"X2\",\"tracking\":"
        "\"TM9\"}]}");
    expect("the number X2 stands on labels of order N2 (bench-1, event 6) "
           "and of order N3 (bench-2, event 2)");
    excuse(&two, two.last.seq);
}

static void a_parcel_number_that_was_never_lent_is_named(void **state)
{
    (void)state;
    sql("INSERT INTO parcel (parcel_id, shipment_id, parcel_no, sscc,"
        " tracking, weight_mg, weighed, copies, at_ms) VALUES"
        " (1, 2, 1, '095060000000000500', 'TM2', 1, 'weight_ok', 1, 1)");
    expect_not("was never lent");
    sql("UPDATE parcel SET sscc = '095060000000700005'");
    expect("SSCC 095060000000700005 of order N2 was never lent to a bench");
    sql("DELETE FROM parcel");
}

static void a_number_that_would_be_given_again_is_named(void **state)
{
    (void)state;
    sql("UPDATE counter SET value = 2 WHERE name = 'order_id'");
    expect("the next number of order_id is 2, and it was given before");
    sql("UPDATE counter SET value = 1000 WHERE name = 'order_id'");
    sql("UPDATE counter SET value = 5 WHERE name = 'sscc_next'");
    expect("the next number of sscc_next is 5, and it was lent before");
    sql("UPDATE counter SET value = 5000 WHERE name = 'sscc_next'");
    expect_not("the next number of");
}

static void an_orphan_of_which_nobody_was_told_is_named(void **state)
{
    (void)state;
    add(&two, "done", 900, "{\"parcels\":[]}");
    char text[200];
    snprintf(text, sizeof text,
             "INSERT INTO orphan VALUES (%lld, %lld, 'GONE-1', 900, 'SSCC 1',"
             " 1)",
             (long long)two.journal_no, (long long)two.last.seq);
    sql(text);
    expect("a parcel of order GONE-1, which was not in the books, was packed "
           "(SSCC 1), and nobody was told");
    excuse(&two, two.last.seq);
    expect_not("GONE-1");
}

static void a_journal_begins_where_its_parent_was(void **state)
{
    struct journal next = {.station_id = one.station_id,
                           .parent_no = one.journal_no,
                           .base = one.last};
    (void)state;
    strcpy(next.journal_id, "1111222233334444");
    store_begin(&st);
    journals_add(&st, &next, "older", 1);
    assert_int_equal(store_commit(&st), ERR_OK);
    expect_not("a journal begins at");
    sql("UPDATE journal SET base_hash ="
        " x'1100000000000000000000000000000000000000000000000000000000000000'"
        " WHERE journal_id = '1111222233334444'");
    expect("bench-1: a journal begins at event");
    sql("DELETE FROM journal WHERE journal_id = '1111222233334444'");
}

static int64_t compare(int64_t *unsent)
{
    struct verify_bench b = {.name = "bench.db", .st = &bench};
    said[0] = 0;
    int64_t findings = verify_site(&st, &b, 1, collect, NULL);
    *unsent = b.unsent;
    return findings;
}

static void expect_pair(const char *words, int64_t unsent)
{
    int64_t got;
    compare(&got);
    if (words && !strstr(said, words))
        fail_msg("wanted: %s\nsaid: %s", words, said);
    if (!words && strstr(said, "bench.db"))
        fail_msg("said: %s", said);
    assert_int_equal(got, unsent);
}

static void set(const char *name, const char *value)
{
    store_begin(&bench);
    store_setting_set(&bench, name, value);
    assert_int_equal(store_commit(&bench), ERR_OK);
}

static void confirm(int64_t seq)
{
    store_begin(&bench);
    store_counter_set(&bench, "acked_seq", seq);
    assert_int_equal(store_commit(&bench), ERR_OK);
}

static void add_row(struct journal_tip *tip, const char *kind, int64_t shipment,
                    const char *body)
{
    struct journal_row row = {
        .shipment_id = shipment, .body = body, .body_len = strlen(body)};
    strcpy(row.kind, kind);
    store_begin(&bench);
    journal_add(&bench, tip, &row);
    assert_int_equal(store_commit(&bench), ERR_OK);
}

static void the_files_of_benches_are_compared(void **state)
{
    struct journal_tip tip = {0};
    struct journal j = {.station_id = two.station_id};
    struct identity is;
    (void)state;
    assert_int_equal(store_open(&bench, STORE_BENCH, ":memory:"), ERR_OK);
    set("journal_id", "aaaabbbbccccdddd");
    strcpy(j.journal_id, "aaaabbbbccccdddd");
    store_begin(&st);
    journals_add(&st, &j, "first", 1);
    assert_int_equal(store_commit(&st), ERR_OK);
    add_row(&tip, "scan", 0, "{\"n\":1}");
    add_row(&tip, "scan", 0, "{\"n\":2}");
    expect_pair(NULL, 2);
    add(&j, "scan", 0, "{\"n\":1}");
    confirm(1);
    expect_pair(NULL, 1);
    confirm(2);
    expect_pair("bench.db: event 2 was confirmed by central and is not there",
                0);
    add(&j, "scan", 0, "{\"n\":\"other\"}");
    expect_pair("bench.db: event 2 is another than central has", 0);
    add(&j, "scan", 0, "{\"n\":3}");
    expect_pair("bench.db ends at event 2 and central has up to 3", 0);
    // A label that central has not heard of yet.
    add_row(&tip, "scan", 0, "{}");
    add_row(&tip, "queue", 2, "{\"job\":1,\"code\":\"TM2\",\"sscc\":\"Y\"}");
    expect_pair("the number TM2 stands on labels of order N2 (a bench, event "
                "4) and of order N2 (bench-1",
                1);
    identity_load(&st, &is);
    set("database_id", is.database_id);
    expect_pair("the number TM2", 1);
    set("database_id", "0000000000000000");
    expect_pair("bench.db belongs to another central", 0);
    store_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_of_another_file_is_named),
        cmocka_unit_test(a_packed_order_that_no_bench_packed_is_named),
        cmocka_unit_test(a_parcel_that_the_books_do_not_count_is_named),
        cmocka_unit_test(a_number_on_two_labels_is_named),
        cmocka_unit_test(a_parcel_number_that_was_never_lent_is_named),
        cmocka_unit_test(a_number_that_would_be_given_again_is_named),
        cmocka_unit_test(an_orphan_of_which_nobody_was_told_is_named),
        cmocka_unit_test(a_journal_begins_where_its_parent_was),
        cmocka_unit_test(the_files_of_benches_are_compared),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}
