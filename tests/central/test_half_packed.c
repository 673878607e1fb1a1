// What is packed of an order that its channel stops, lowers or moves before all
// of it has left, on real SQLite: it is kept back, and nothing else is.
#include "station/store/central/floor/feed.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/ship/papers.h"
#include "tests/central/office_fixture.h"

#include <string.h>

static struct outcome_why why;

static void begin(const char *no, int32_t version, int32_t qty)
{
    begin_order("shop", no, "PT", "1100-001");
    order.placed_ms = MONDAY_9;
    order.version = version;
    add_line(no, qty);
}

// An order of one item, of which three are in stock.
static int64_t taken(const char *no, int32_t qty)
{
    item(no, 100, 50);
    stock(no, "LIS", 3);
    begin(no, 1, qty);
    return take_order(OUTCOME_NEW);
}

static bool is_stopped(int64_t order_id, int parcel)
{
    return number(order_id, "parcels", parcel, "stop_ms") > 0;
}

static int exceptions_of(int64_t order_id, const char *kind, const char *part)
{
    int count = 0;
    json_t *all = lists_exceptions(&st, (struct lists_page){.limit = 200});
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *e = json_array_get(all, i);
        if (json_integer_value(json_object_get(e, "order_id")) == order_id &&
            strcmp(json_string_value(json_object_get(e, "kind")), kind) == 0 &&
            strstr(json_string_value(json_object_get(e, "note")), part))
            count++;
    }
    json_decref(all);
    return count;
}

// Two of three are packed, the third is broken and another is not there.
static int64_t half(const char *no)
{
    int64_t id = taken(no, 3);
    pack(id, 1, "damaged");
    assert_string_equal(state_of(id), "part_shipped");
    assert_false(is_stopped(id, 0));
    return id;
}

static void cancelled_at_the_channel_keeps_back_what_is_packed(void **state)
{
    (void)state;
    int64_t id = half("HALF-CANCEL");
    begin("HALF-CANCEL", 2, 3);
    order.is_cancelled = true;
    take_order(OUTCOME_CHANGED);
    assert_true(is_stopped(id, 0));
    assert_int_equal(exceptions_of(id, "intercept", "cancelled"), 1);
    begin("HALF-CANCEL", 3, 3); // it says so again, and something else
    order.is_cancelled = true;
    snprintf(order.po_number, sizeof order.po_number, "PO-3");
    take_order(OUTCOME_CHANGED);
    assert_int_equal(exceptions_of(id, "edit", "after it had left"), 0);
    books_are_fine();
}

static void cancelled_in_the_office_keeps_back_what_is_packed(void **state)
{
    (void)state;
    int64_t id = half("HALF-OFFICE");
    assert_int_equal(office_cancel(&office, id, &why), OUTCOME_CHANGED);
    assert_true(is_stopped(id, 0));
    books_are_fine();
}

static void fewer_than_are_packed_keeps_them_back(void **state)
{
    (void)state;
    int64_t id = half("HALF-LESS");
    begin("HALF-LESS", 2, 1);
    take_order(OUTCOME_CHANGED);
    assert_true(is_stopped(id, 0));
    assert_int_equal(exceptions_of(id, "edit", "2 are packed, the channel "
                                               "wants 1"), 1);
    assert_int_equal(number(id, "lines", 0, "qty"), 2); // no third is packed
    books_are_fine();
}

static void as_many_as_are_packed_lets_them_go(void **state)
{
    (void)state;
    int64_t id = half("HALF-ENOUGH");
    begin("HALF-ENOUGH", 2, 2);
    take_order(OUTCOME_CHANGED);
    assert_false(is_stopped(id, 0));
    assert_string_equal(state_of(id), "packed");
    books_are_fine();
}

// The bench has finished before it heard that fewer are wanted.
static void packed_before_the_bench_heard_is_kept_back(void **state)
{
    (void)state;
    int64_t id = taken("LATE-LESS", 3);
    struct claim_answer a = claim(id);
    begin("LATE-LESS", 2, 2);
    take_order(OUTCOME_CHANGED);
    hand_in("done", "", a.shipment_id, a.fence,
            "{\"parcels\":[{\"sscc\":\"006141411600000001\",\"tracking\":"
            "\"LATE1\",\"weight_mg\":1,\"copies\":1}],\"lines\":[{\"pos\":0,"
            "\"qty\":3,\"short\":0,\"reason\":\"not_there\"}]}");
    assert_int_equal(number(id, "lines", 0, "qty_shipped"), 3);
    assert_true(is_stopped(id, 0));
    assert_int_equal(exceptions_of(id, "intercept", "less of it is wanted"), 1);
    books_are_fine();
}

static void packed_before_the_bench_heard_of_a_stop_is_kept_back(void **state)
{
    (void)state;
    int64_t id = taken("LATE-STOP", 2);
    struct claim_answer a = claim(id);
    begin("LATE-STOP", 2, 2);
    order.is_cancelled = true;
    take_order(OUTCOME_CHANGED);
    hand_in("done", "", a.shipment_id, a.fence,
            "{\"parcels\":[{\"sscc\":\"006141411600000002\",\"tracking\":"
            "\"LATE2\",\"weight_mg\":1,\"copies\":1}],\"lines\":[{\"pos\":0,"
            "\"qty\":2,\"short\":0,\"reason\":\"not_there\"}]}");
    assert_true(is_stopped(id, 0));
    books_are_fine();
}

// One destination moves: only its own parcel stays.
static void another_address_keeps_back_only_its_own_parcel(void **state)
{
    (void)state;
    item("TWO-WAYS", 100, 50);
    stock("TWO-WAYS", "LIS", 5);
    for (int version = 1; version <= 2; version++) {
        begin("TWO-WAYS", version, 1);
        add_line("TWO-WAYS", 1);
        order.group[1] = order.group[0];
        order.line[1].group_no = 2;
        order.group_count = 2;
        if (version == 2)
            snprintf(order.group[1].to.street,
                     sizeof order.group[1].to.street, "Rua Nova 8");
        int64_t id =
            take_order(version == 1 ? OUTCOME_NEW : OUTCOME_CHANGED);
        if (version == 1) {
            pack(id, 0, "damaged");
            pack(id, 0, "damaged");
            continue;
        }
        assert_int_equal(is_stopped(id, 0) + is_stopped(id, 1), 1);
    }
    books_are_fine();
}

static void wanted_again_after_it_was_cancelled_is_told(void **state)
{
    (void)state;
    int64_t id = taken("AGAIN", 1);
    assert_int_equal(office_cancel(&office, id, &why), OUTCOME_CHANGED);
    begin("AGAIN", 2, 2);
    take_order(OUTCOME_CHANGED);
    assert_string_equal(state_of(id), "cancelled");
    assert_int_equal(exceptions_of(id, "edit", "wants it again"), 1);
    books_are_fine();
}

// Its label may be printed until the bench hears of the other carrier.
static void numbers_of_the_first_carrier_are_lent_to_nobody(void **state)
{
    char first[64];
    (void)state;
    int64_t id = taken("NUMBERS", 1);
    struct claim_answer a = claim(id);
    struct papers in = office_papers(&office);
    papers_lend_numbers(&in, a.shipment_id);
    static struct work w; // large
    assert_true(feed_work_load(&st, a.shipment_id, &w));
    papers_fill_work(&in, &w);
    assert_true(w.number_count > 0);
    snprintf(first, sizeof first, "%s", w.number[0]);
    papers_numbers_retire(&st, a.shipment_id);
    papers_fill_work(&in, &w);
    assert_int_equal(w.number_count, 0);
    papers_lend_numbers(&in, a.shipment_id);
    papers_fill_work(&in, &w);
    for (int32_t i = 0; i < w.number_count; i++)
        assert_string_not_equal(w.number[i], first);
    char number[PAPERS_NUMBER_MAX + 1];
    assert_false(papers_number_reuse(&st, "CTT", number));
    unpack(&a); // neither was printed
    bool is_free = false;
    while (papers_number_reuse(&st, "CTT", number))
        is_free |= strcmp(number, first) == 0;
    assert_true(is_free);
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cancelled_at_the_channel_keeps_back_what_is_packed),
        cmocka_unit_test(cancelled_in_the_office_keeps_back_what_is_packed),
        cmocka_unit_test(fewer_than_are_packed_keeps_them_back),
        cmocka_unit_test(as_many_as_are_packed_lets_them_go),
        cmocka_unit_test(packed_before_the_bench_heard_is_kept_back),
        cmocka_unit_test(packed_before_the_bench_heard_of_a_stop_is_kept_back),
        cmocka_unit_test(another_address_keeps_back_only_its_own_parcel),
        cmocka_unit_test(wanted_again_after_it_was_cancelled_is_told),
        cmocka_unit_test(numbers_of_the_first_carrier_are_lent_to_nobody),
    };
    return cmocka_run_group_tests(tests, fixture_open, NULL);
}
