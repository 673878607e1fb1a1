// The store on real SQLite: schema, transactions, journal, central's books.
#include "shared/crc.h"
#include "station/store/bench/bench_store.h"
#include "station/record/pack.h"
#include "station/central/orders/office.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/feed.h"
#include "station/store/central/floor/events.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/schema.h"
#include "station/store/verify.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

// When one of these differs, a released step was edited: add a new one instead.
#define BENCH_1_CRC 0xCE93412Cu
#define BENCH_2_CRC 0x4D75E6B2u
#define BENCH_3_CRC 0x003C7F02u
#define CENTRAL_1_CRC 0x9D564EBBu
#define CENTRAL_2_CRC 0x81657BB8u

static struct store st, bench;
static struct outcome_why why;
static struct order order;
static struct turn turn;
static struct office office;

static void released_schema_steps_never_change(void **state)
{
    const char *b = schema_step(STORE_BENCH, 1);
    const char *c = schema_step(STORE_CENTRAL, 1);
    (void)state;
    assert_int_equal(store_version(STORE_BENCH), 3);
    assert_int_equal(store_version(STORE_CENTRAL), 2);
    assert_int_equal(crc32_more(0, b, strlen(b)), BENCH_1_CRC);
    assert_int_equal(crc32_more(0, c, strlen(c)), CENTRAL_1_CRC);
    b = schema_step(STORE_BENCH, 2);
    assert_int_equal(crc32_more(0, b, strlen(b)), BENCH_2_CRC);
    b = schema_step(STORE_BENCH, 3);
    assert_int_equal(crc32_more(0, b, strlen(b)), BENCH_3_CRC);
    c = schema_step(STORE_CENTRAL, 2);
    assert_int_equal(crc32_more(0, c, strlen(c)), CENTRAL_2_CRC);
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

    remove(path);
    assert_int_equal(store_open(&other, STORE_CENTRAL, path), ERR_OK);
    store_close(&other);
    expect_refusal(path, ERR_PARSE, "other kind of file");

    remove(path);
    assert_int_equal(store_open(&other, STORE_BENCH, path), ERR_OK);
    store_close(&other);
    sqlite3_open(path, &db);
    sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(db);
    expect_refusal(path, ERR_CONFLICT, "update the program");

    remove(path);
    sqlite3_open(path, &db);
    sqlite3_exec(db, "CREATE TABLE t (a)", NULL, NULL, NULL);
    sqlite3_close(db);
    expect_refusal(path, ERR_PARSE, "another program");
    remove(path);
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
    remove(path);
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
    remove(path);
}

static void collect(void *arg, const char *finding)
{
    (void)finding;
    ++*(int *)arg;
}

static void a_changed_journal_breaks_its_chain(void **state)
{
    struct journal_tip tip;
    int findings = 0;
    (void)state;
    assert_int_equal(journal_tip_load(&bench, &tip), ERR_OK);
    store_begin(&bench);
    for (int i = 0; i < 5; i++) {
        struct journal_row row = {.at_ms = i, .kind = "scan",
                                  .body = "{\"raw\":\"1\"}", .body_len = 11};
        journal_add(&bench, &tip, &row);
    }
    assert_int_equal(store_commit(&bench), ERR_OK);
    assert_int_equal(verify_run(&bench, collect, &findings), 0);
    sqlite3_exec(bench.db, "UPDATE journal SET body = '{\"raw\":\"2\"}'"
                           " WHERE seq = 3", NULL, NULL, NULL);
    assert_int_equal(verify_run(&bench, collect, &findings), 1);
    sqlite3_exec(bench.db, "UPDATE journal SET body = '{\"raw\":\"1\"}'"
                           " WHERE seq = 3", NULL, NULL, NULL);
    sqlite3_exec(bench.db, "DELETE FROM journal WHERE seq = 2", NULL, NULL,
                 NULL);
    assert_true(verify_run(&bench, collect, &findings) > 0);
}

static void add_item(const char *sku, int64_t weight_mg, bool needs_lot)
{
    static struct item item;
    memset(&item, 0, sizeof item);
    strcpy(item.sku, sku);
    strcpy(item.name, sku);
    item.weight_mg = weight_mg;
    item.needs_lot = needs_lot;
    assert_int_equal(items_save(&st, &item, &why), OUTCOME_NEW);
    assert_int_equal(items_save(&st, &item, &why), OUTCOME_SAME);
}

static void add_stock(const char *sku, const char *place, const char *lot,
                      int32_t expiry, int64_t qty)
{
    struct ledger_count c = {.qty = qty, .expiry_days = expiry};
    strcpy(c.sku, sku);
    strcpy(c.place, place);
    strcpy(c.lot, lot);
    ledger_count_save(&st, &c, 1000, &why);
}

static enum outcome add_order(const char *no, const char *sku, int32_t qty)
{
    memset(&order, 0, sizeof order);
    strcpy(order.channel, "test");
    strcpy(order.order_no, no);
    strcpy(order.customer, "Somebody");
    strcpy(order.group[0].to.country, "PT");
    strcpy(order.currency, "EUR");
    order.group_count = 1;
    order.line[0].group_no = 1;
    strcpy(order.line[0].sku, sku);
    order.line[0].qty = qty;
    order.line_count = 1;
    int64_t order_id;
    office_read(&office, 1000);
    return office_take(&office, &order, &order_id, &why);
}

static void books_are_fine(void)
{
    int findings = 0;
    assert_int_equal(verify_run(&st, collect, &findings), 0);
}

static void orders_reserve_all_or_wait_and_repeat_changes_nothing(void **state)
{
    (void)state;
    store_begin(&st);
    add_item("A", 1000, false);
    add_stock("A", "S1", "", 0, 5);
    assert_int_equal(add_order("1", "A", 3), OUTCOME_NEW);
    assert_int_equal(add_order("1", "A", 3), OUTCOME_SAME);
    assert_int_equal(add_order("1", "A", 4), OUTCOME_REFUSED);
    assert_int_equal(add_order("2", "A", 3), OUTCOME_NEW); // only 2 are left
    assert_int_equal(add_order("3", "NOPE", 1), OUTCOME_REFUSED);
    assert_int_equal(store_commit(&st), ERR_OK);
    books_are_fine();
    struct claim_answer a;
    store_begin(&st);
    claims_take(&st, &(struct claim_ask){1, 1, "2", false, 1}, &a);
    assert_int_equal(a.verdict, CLAIM_WAITING);
    add_stock("A", "S1", "", 0, 9);
    struct allocate_report done;
    office_read(&office, 2000);
    allocate_backlog(office.allocate, 0, &done);
    assert_int_equal(done.allocated, 1);
    claims_take(&st, &(struct claim_ask){1, 1, "2", false, 1}, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    assert_int_equal(store_commit(&st), ERR_OK);
    books_are_fine();
}

static void the_lot_that_expires_first_is_reserved(void **state)
{
    (void)state;
    store_begin(&st);
    add_item("L", 1000, true);
    add_stock("L", "S1", "LATE", 30000, 5);
    add_stock("L", "S2", "SOON", 25000, 5);
    add_order("10", "L", 7);
    assert_int_equal(store_commit(&st), ERR_OK);
    json_t *found = lists_search(&st, "10");
    int64_t id = json_integer_value(
        json_object_get(json_array_get(found, 0), "id"));
    json_t *o = lists_order(&st, id);
    int64_t shipment = json_integer_value(json_object_get(
        json_array_get(json_object_get(o, "shipments"), 0), "shipment_id"));
    static struct work work; // large
    assert_true(feed_work_load(&st, shipment, &work));
    assert_string_equal(work.line[0].pick.lot, "SOON");
    assert_int_equal(work.line[0].pick.qty_want, 5);
    json_decref(found);
    json_decref(o);
    books_are_fine();
}

static void a_claim_excludes_others_and_taking_over_raises_the_fence(void **s)
{
    struct claim_answer a, b;
    (void)s;
    store_begin(&st);
    stations_add(&st, "one", "t1");
    stations_add(&st, "two", "t2");
    add_order("20", "A", 1);
    claims_take(&st, &(struct claim_ask){1, 1, "20", false, 5}, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    claims_take(&st, &(struct claim_ask){1, 1, "20", false, 5}, &b);
    assert_int_equal(b.fence, a.fence); // the answer was lost on its way
    claims_take(&st, &(struct claim_ask){2, 1, "20", false, 6}, &b);
    assert_int_equal(b.verdict, CLAIM_TAKEN);
    assert_string_equal(b.holder, "one");
    claims_take(&st, &(struct claim_ask){2, 1, "20", true, 6}, &b);
    assert_int_equal(b.verdict, CLAIM_GIVEN);
    assert_int_equal(b.fence, a.fence + 1);
    assert_int_equal(store_commit(&st), ERR_OK);
}

static struct journal_row event(struct station *s, const char *kind,
                                int64_t shipment, int64_t fence,
                                const char *body)
{
    struct journal_row row = {.seq = s->tip.seq + 1, .shipment_id = shipment,
                              .fence = fence, .body = body,
                              .body_len = strlen(body)};
    strcpy(row.kind, kind);
    journal_hash(&s->tip, &row, row.hash);
    return row;
}

static int take(struct station *s, const struct journal_row *row)
{
    int64_t order_id;
    return events_take(&st, s, row, &order_id);
}

static void an_old_fence_is_refused_and_a_repeat_does_nothing(void **state)
{
    struct station one, two;
    struct claim_answer a;
    (void)state;
    const char *body =
        "{\"parcels\":[{\"sscc\":\"006141411234567890\",\"tracking\":\"TM1\","
        "\"weight_mg\":1,\"copies\":1}],\"lines\":[{\"pos\":0,\"qty\":1}]}";
    assert_int_equal(stations_find(&st, "t1", &one), ERR_OK);
    assert_int_equal(stations_find(&st, "t2", &two), ERR_OK);
    store_begin(&st);
    claims_take(&st, &(struct claim_ask){2, 1, "20", false, 6}, &a);
    struct journal_row old = event(&one, "done", a.shipment_id, a.fence - 1,
                                   body);
    assert_int_equal(take(&one, &old), ERR_OK);
    json_t *x = lists_exceptions(&st, (struct lists_page){0, 10});
    assert_int_equal(json_array_size(x), 1);
    json_decref(x);
    struct journal_row good = event(&two, "done", a.shipment_id, a.fence,
                                    body);
    for (int again = 0; again < 3; again++)
        assert_int_equal(take(&two, &good), ERR_OK);
    x = lists_exceptions(&st, (struct lists_page){0, 10});
    assert_int_equal(json_array_size(x), 1);
    json_decref(x);
    struct journal_row gap = event(&two, "scan", 0, 0, "{}");
    gap.seq++;
    assert_int_equal(take(&two, &gap), ERR_CONFLICT);
    struct journal_row forged = event(&two, "scan", 0, 0, "{}");
    forged.hash[0] ^= 1;
    assert_int_equal(take(&two, &forged), ERR_CONFLICT);
    stations_tip(&st, &one);
    stations_tip(&st, &two);
    assert_int_equal(store_commit(&st), ERR_OK);
    books_are_fine();
}

static void pack_events_read_back_as_written(void **state)
{
    uint64_t seed = 3;
    (void)state;
    for (int n = 0; n < 2000; n++) {
        struct pack_event ev = {
            .kind = (enum pack_event_kind)(next_random(&seed) %
                                           PACK_EVENT_COUNT),
            .command = (enum pack_command)(next_random(&seed) %
                                           PACK_CMD_COUNT),
            .job_state = (enum pack_job_state)(next_random(&seed) % 7)};
        struct pack_event got;
        ev.count = ev.command == PACK_CMD_TIMES ? 7 : 0;
        ev.job_id = 3;
        ev.box_id = 1;
        ev.gross_mg = -5;
        strcpy(ev.code, "X\"1");
        strcpy(ev.sscc, "006141411234567890");
        ev.pick.item_id = 5;
        ev.pick.qty = 2;
        ev.pick.line = (struct pick_line){.line_no = 1, .item_id = 2,
                                          .qty_want = 3};
        json_t *body = pack_event_to_json(&ev, "raw\x1D\xFF", 5);
        char *text = json_dumps(body, JSON_COMPACT);
        assert_null(strpbrk(text, "\t\n"));
        assert_int_equal(pack_event_from_json(pack_event_name(ev.kind), text,
                                       strlen(text), &got), ERR_OK);
        assert_int_equal(got.kind, ev.kind);
        if (ev.kind == PACK_COMMAND)
            assert_int_equal(got.command, ev.command);
        if (ev.kind == PACK_SCAN)
            assert_int_equal(got.pick.item_id, 5);
        free(text);
        json_decref(body);
    }
}

static int big_scans;

// Tables that grow with the years must be reached by an index.
static void look_for_scan(void *arg, const char *sql, const char *detail)
{
    static const char *const LARGE[] = {"SCAN journal", "SCAN event",
                                        "SCAN orders", "SCAN move",
                                        "SCAN order_line", "SCAN parcel"};
    (void)arg;
    bool is_check = strstr(sql, "integrity") || strstr(sql, "HAVING") ||
                    strstr(sql, "flow") || strstr(sql, "ORDER BY station_id,")
                    || strstr(sql, "WHERE l.qty_shipped > l.qty") ||
                    strstr(sql, "s.state <> 'packed'") ||
                    strstr(sql, "FROM journal WHERE seq >") ||
                    strstr(sql, "ORDER BY seq DESC") ||
                    // a foreign key's check, run only for pending violations
                    strstr(sql, "INSERT INTO place");
    for (size_t i = 0; i < COUNT(LARGE); i++)
        if (!is_check && strncmp(detail, LARGE[i], strlen(LARGE[i])) == 0) {
            printf("%s\n  %s\n", detail, sql);
            big_scans++;
        }
}

static void no_statement_scans_a_table_that_grows(void **state)
{
    (void)state;
    store_each_plan(&st, look_for_scan, NULL);
    store_each_plan(&bench, look_for_scan, NULL);
    assert_int_equal(big_scans, 0);
}

static int open_both(void **state)
{
    (void)state;
    if (secret_init() < 0 ||
        store_open(&st, STORE_CENTRAL, ":memory:") < 0 ||
        store_open(&bench, STORE_BENCH, ":memory:") < 0)
        return -1;
    turn_open(&turn, NULL, &st);
    office_open(&office, &turn);
    store_begin(&st);
    ledger_place(&st, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(&st, "CUSTOMER", STOCK_CUSTOMER);
    return store_commit(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(released_schema_steps_never_change),
        cmocka_unit_test(wrong_and_newer_files_are_refused_in_words),
        cmocka_unit_test(a_failed_commit_changes_nothing),
        cmocka_unit_test(a_full_disk_is_said_and_loses_nothing),
        cmocka_unit_test(a_changed_journal_breaks_its_chain),
        cmocka_unit_test(orders_reserve_all_or_wait_and_repeat_changes_nothing),
        cmocka_unit_test(the_lot_that_expires_first_is_reserved),
        cmocka_unit_test(
            a_claim_excludes_others_and_taking_over_raises_the_fence),
        cmocka_unit_test(an_old_fence_is_refused_and_a_repeat_does_nothing),
        cmocka_unit_test(pack_events_read_back_as_written),
        cmocka_unit_test(no_statement_scans_a_table_that_grows),
    };
    return cmocka_run_group_tests(tests, open_both, NULL);
}
