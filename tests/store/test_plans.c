// How SQLite answers every statement of the store: by an index, not by walking
// through a table.
//
// The statements are read from the library itself, where each is one text with
// its macros in place; so none is missed because no test ran it.
#include "station/store/engine/store.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { LIBRARY_MAX = 64 * 1024 * 1024, SQL_MAX = 4000 };

// Walks that are right, by the words of a plan and of its statement.
static struct walk {
    const char *detail, *sql, *reason;
    int count;
} WALKS[] = {
    {"SCAN box", "FROM box WHERE code", "boxes are few", 0},
    {"SCAN box", "FROM box ORDER BY code", "boxes are few", 0},
    {"SCAN warehouse", "FROM warehouse ORDER BY", "warehouses are few", 0},
    {"SCAN person", "FROM person", "people are few", 0},
    {"SCAN s", "FROM station s JOIN journal", "stations are few", 0},
    {"SCAN work", "FROM work", "a bench has few orders", 0},
    {"SCAN CONSTANT ROW", "SELECT EXISTS", "is no table", 0},
    {"SCAN sqlite_master", "FROM sqlite_schema", "tables are few", 0},
    {"SCAN journal", "ORDER BY seq DESC LIMIT 1", "stops at the last row", 0},
    {"SCAN item", "SELECT item_id, sku, name, picture_url FROM item",
     "all are copied for practice", 0},
    {"SCAN code", "SELECT code, item_id, qty FROM code",
     "all are copied for practice", 0},
    {"SCAN box", "SELECT box_id, code, name, tare_mg FROM box",
     "all are copied for practice", 0},
    {"SCAN", "WHERE turn <> ?1", "at the end of a feed that began anew", 0},
    {"SCAN code", "IN (SELECT item_id FROM code)",
     "for practice, before work begins", 0},
    {"SCAN delivery", "WHERE state <> 'done' GROUP BY",
     "what channels were not told is counted", 0},
    {"SCAN shipment_line", "INSERT INTO item (sku",
     "only when a reference is broken", 0},
    {"SCAN kit_part", "INSERT INTO item (sku",
     "only when a reference is broken", 0},
    {"SCAN move", "INSERT INTO place", "only when a reference is broken", 0},
    {"SCAN session", "DELETE FROM session", "a restore ends them all", 0},
    {"SCAN e", "ORDER BY e.journal_no, e.seq", "the books are checked", 0},
    {"SCAN", "WITH flow AS", "the books are checked", 0},
    {"SCAN i", "HAVING sum(s.qty) <> 0", "the books are checked", 0},
    {"SCAN s", "p.kind < 2 AND (s.qty < 0", "the books are checked", 0},
    {"SCAN s", "HAVING s.qty_reserved <>", "the books are checked", 0},
    {"SCAN l", "WHERE l.qty_shipped > l.qty", "the books are checked", 0},
    {"SCAN p", "s.state NOT IN ('packed'", "the books are checked", 0},
    {"SCAN r", "p.warehouse_id <> s.warehouse_id", "the books are checked", 0},
    {"SCAN j", "j.last_seq <> (SELECT", "the books are checked", 0},
    {"SCAN", "SELECT 'order '", "the books are checked", 0},
    {"SCAN", "SELECT t.name || ' packed order '", "the books are checked", 0},
    {"SCAN", "SELECT 'a parcel of order '", "the books are checked", 0},
    {"SCAN", "SELECT 'parcel '", "the books are checked", 0},
    {"SCAN", "WHERE j.parent_no > 0", "the books are checked", 0},
    {"SCAN", "SELECT p.sscc, o.order_no FROM parcel p",
     "the books are checked", 0},
    {"SCAN j", "(j.journal_id <> '' OR t.name", "journals are few", 0},
    {"SCAN counter", "UPDATE counter SET value = value + ?1",
     "counters are few", 0},
    {"SCAN (subquery", "SELECT count(*) FROM (SELECT 1", "ten thousand", 0},
    {"SCAN orders", "(SELECT 1 FROM orders LIMIT", "ten thousand at most", 0},
    {"SCAN s", "(SELECT 1 FROM shipment s LIMIT", "ten thousand at most", 0},
    {"SCAN item", "(SELECT 1 FROM item", "ten thousand at most", 0},
    {"SCAN m", "(SELECT 1 FROM manifest m LIMIT", "ten thousand at most", 0},
    {"SCAN w", "FROM name_word WHERE", "a thousand names at most", 0},
    {"SCAN order_event", "ORDER BY order_event_id DESC LIMIT 1",
     "stops at the last row", 0},
    {"SCAN orders", "ORDER BY order_id DESC LIMIT 1",
     "stops at the last row", 0},
};

static struct store central, bench;
static int statement_count, unknown_count, walk_count;

static bool may_walk(const char *detail, const char *sql)
{
    for (size_t i = 0; i < COUNT(WALKS); i++)
        if (strncmp(detail, WALKS[i].detail, strlen(WALKS[i].detail)) == 0 &&
            strstr(sql, WALKS[i].sql)) {
            WALKS[i].count++;
            return true;
        }
    return false;
}

static bool explain(struct store *st, const char *sql)
{
    char text[SQL_MAX + 32];
    sqlite3_stmt *plan;
    snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", sql);
    if (sqlite3_prepare_v2(st->db, text, -1, &plan, NULL) != SQLITE_OK)
        return false;
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(plan, 3);
        if (strncmp(detail, "SCAN", 4) == 0 && !may_walk(detail, sql)) {
            printf("%s\n  %s\n", detail, sql);
            walk_count++;
        }
    }
    sqlite3_finalize(plan);
    return true;
}

static void look_at(const char *sql)
{
    statement_count++;
    bool is_central = explain(&central, sql);
    bool is_bench = explain(&bench, sql);
    if (!is_central && !is_bench) {
        printf("neither kind of file understands\n  %s\n", sql);
        unknown_count++;
    }
}

static bool begins_statement(const char *text)
{
    static const char *const VERBS[] = {"SELECT ", "INSERT ", "UPDATE ",
                                        "DELETE ", "WITH "};
    for (size_t i = 0; i < COUNT(VERBS); i++)
        if (strncmp(text, VERBS[i], strlen(VERBS[i])) == 0)
            return true;
    return false;
}

static void every_statement_finds_its_rows_by_an_index(void **state)
{
    (void)state;
    char *bytes = malloc(LIBRARY_MAX + 1);
    FILE *file = fopen(STORE_LIBRARY, "rb");
    assert_non_null(bytes);
    assert_non_null(file);
    size_t len = fread(bytes, 1, LIBRARY_MAX, file);
    assert_true(feof(file));
    fclose(file);
    bytes[len] = 0;
    for (size_t at = 0; at < len; at += strlen(bytes + at) + 1)
        if (begins_statement(bytes + at))
            look_at(bytes + at);
    free(bytes);
    assert_in_range(statement_count, 200, 5000);
    assert_int_equal(unknown_count, 0);
    assert_int_equal(walk_count, 0);
}

static void every_walk_on_the_list_is_still_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(WALKS); i++)
        if (WALKS[i].count == 0) {
            printf("no %s in: %s\n", WALKS[i].detail, WALKS[i].sql);
            fail();
        }
}

static int open_both(void **state)
{
    (void)state;
    return store_open(&central, STORE_CENTRAL, ":memory:") < 0 ||
           store_open(&bench, STORE_BENCH, ":memory:") < 0 ? -1 : 0;
}

static int close_both(void **state)
{
    (void)state;
    store_close(&central);
    store_close(&bench);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_finds_its_rows_by_an_index),
        cmocka_unit_test(every_walk_on_the_list_is_still_there),
    };
    return cmocka_run_group_tests(tests, open_both, close_both);
}
