// What a person types, and what is found by it.
#include "station/store/central/lists/lists.h"
#include "station/store/central/lists/words.h"
#include "station/store/engine/query.h"
#include "tests/test.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static struct store st;
static char path[] = "/tmp/tallyman-search-XXXXXX";

static void run(const char *sql)
{
    if (sqlite3_exec(st.db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(st.db));
}

static void fill(void)
{
    run("INSERT INTO item (item_id, sku, name, weight_mg, spread_mg,"
        " needs_lot, needs_serial, picture_url) VALUES"
        " (1, 'Mug-1', 'Caneca de café azul', 0, 0, 1, 1, ''),"
        " (2, 'MUG-22', 'Jug', 0, 0, 0, 0, '');"
        "INSERT INTO change VALUES ('item', 1, 1), ('item', 2, 2);"
        "INSERT INTO place (place_id, code, kind) VALUES (8, 'A-01', 0),"
        " (9, 'CUSTOMER', 3);"
        "INSERT INTO stock (item_id, place_id, lot, expiry_days, since_ms,"
        " qty, qty_reserved) VALUES (1, 8, 'L77b', 0, 0, 3, 0);"
        "INSERT INTO orders VALUES (5, 'api', 'X-1', 'X-1', 0, 'shipped', 0,"
        " 0, 'default', 'paid', '', 'João da Conceição', 'Joao@x.example',"
        " 'PT', 'EUR', 0, '', '', 1, 0, 1);"
        "INSERT INTO shipment (shipment_id, order_id, group_no,"
        " warehouse_id, state, station_id, fence, claimed_ms, due_ms,"
        " is_stopping, is_single, tote, note, service, carrier, cost_minor,"
        " currency, promise_ms, box, box_2, is_at_risk) VALUES (6, 5, 1, 1,"
        " 'packed', 0, 0, 0, 0, 0, 0, 'T-9', '', '', '', 0, '', 0, '', '',"
        " 0);"
        "INSERT INTO parcel (parcel_id, shipment_id, parcel_no, sscc,"
        " tracking, weight_mg, weighed, copies, at_ms) VALUES (1, 6, 1,"
        " '376104250021234569', 'RR1PT', 1, 'weight_ok', 1, 1);"
        "INSERT INTO serial VALUES (1, 'Sn-5', 6, 0);"
        "INSERT INTO move (at_ms, item_id, lot, qty, from_place_id,"
        " to_place_id, reason, shipment_id, station_id, seq) VALUES"
        " (2, 1, 'L77b', 2, 8, 9, 'ship', 6, 0, 0);");
}

static int begin(void **state)
{
    (void)state;
    close(mkstemp(path));
    assert_int_equal(store_open(&st, STORE_CENTRAL, path), ERR_OK);
    fill();
    store_begin(&st);
    while (words_fill(&st))
        ;
    return store_commit(&st);
}

static int end(void **state)
{
    (void)state;
    store_close(&st);
    return unlink(path);
}

static void finds(const char *text, const char *kind, const char *via)
{
    struct lists_wanted w = {.text = text, .lot = "", .serial = ""};
    json_t *list = lists_search(&st, &w);
    bool is_there = false;
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
        is_there |=
            strcmp(json_string_value(json_object_get(row, "kind")), kind) ==
                0 &&
            strcmp(json_string_value(json_object_get(row, "via")), via) == 0;
    if (!is_there)
        fail_msg("\"%s\" finds no %s by its %s", text, kind, via);
    json_decref(list);
}

static void anything_is_found_in_any_letter_case(void **state)
{
    (void)state;
    finds("x-1", "order", "order_no");
    finds("JOAO@X.example", "order", "email");
    finds("mug-1", "item", "sku");
    finds("mug", "item", "sku");
    finds("l77B", "recall", "lot");
    finds("SN-5", "order", "serial");
    finds("a-01", "item", "place");
    finds("rr1pt", "order", "tracking");
    finds("376104250021234569", "order", "sscc");
    finds("t-9", "order", "tote");
}

static void names_are_found_by_their_parts_and_without_accents(void **state)
{
    (void)state;
    finds("CAFE", "item", "name");
    finds("azul canec", "item", "name");
    finds("conceicao joão", "order", "customer");
    struct lists_wanted w = {.text = "azul verde", .lot = "", .serial = ""};
    json_t *list = lists_search(&st, &w);
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
}

static void a_recall_names_each_order_that_got_the_lot(void **state)
{
    (void)state;
    json_t *list =
        lists_recall(&st, 1, "L77b", (struct lists_page){.limit = 10});
    assert_int_equal(json_array_size(list), 1);
    const json_t *row = json_array_get(list, 0);
    assert_string_equal(json_string_value(json_object_get(row, "order_no")),
                        "X-1");
    assert_int_equal(json_integer_value(json_object_get(row, "qty")), 2);
    json_decref(list);
    run("INSERT INTO move (at_ms, item_id, lot, qty, from_place_id,"
        " to_place_id, reason, shipment_id, station_id, seq)"
        " VALUES (0, 1, 'L77b', 1, 9, 8, 'return', 6, 0, 0),"
        " (0, 1, 'L78', 5, 8, 9, 'ship', 6, 0, 0)");
    json_t *sums = lists_recall_sums(&st, 1, "L77b");
    assert_int_equal(json_integer_value(json_object_get(sums, "qty_out")), 2);
    assert_int_equal(json_integer_value(json_object_get(sums, "qty_back")), 1);
    json_decref(sums);
}

static void a_name_that_changed_is_found_by_its_new_words_alone(void **state)
{
    struct lists_wanted w = {.text = "azul", .lot = "", .serial = ""};
    (void)state;
    run("UPDATE item SET name = 'Taça vermelha' WHERE item_id = 1;"
        "UPDATE change SET rev = 3 WHERE ref_id = 1");
    store_begin(&st);
    assert_false(words_fill(&st));
    assert_int_equal(store_commit(&st), ERR_OK);
    finds("taca", "item", "name");
    json_t *list = lists_search(&st, &w);
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anything_is_found_in_any_letter_case),
        cmocka_unit_test(names_are_found_by_their_parts_and_without_accents),
        cmocka_unit_test(a_recall_names_each_order_that_got_the_lot),
        cmocka_unit_test(a_name_that_changed_is_found_by_its_new_words_alone)};
    return cmocka_run_group_tests(tests, begin, end);
}
