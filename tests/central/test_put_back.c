// Goods of parcels that were kept back, on real SQLite: they lie at a place
// again, and the order, the serials, the channel and the lorry follow.
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/ship/intercept.h"
#include "tests/central/office_fixture.h"

#include <string.h>

static struct outcome_why why;
static struct put_back_done done;

static int64_t order_of(const char *no, int32_t qty)
{
    begin_order("shop", no, "PT", "1100-001");
    order.placed_ms = MONDAY_9;
    add_line(no, qty);
    return take_order(OUTCOME_NEW);
}

// Three of one item in two parcels, the first with two; serials S1 to S3.
static int64_t in_two(const char *no)
{
    char body[600];
    item(no, 100, 50);
    stock(no, "LIS", 3);
    int64_t id = order_of(no, 3);
    struct claim_answer a = claim(id);
    for (int p = 1; p <= 2; p++) {
        snprintf(body, sizeof body,
                 "{'sscc':'0061414113%04d%04d','lines':[{'pos':0,'qty':%d}]}",
                 (int)id, p, 3 - p);
        for (char *c = body; *c; c++)
            if (*c == '\'')
                *c = '"';
        hand_in("parcel", "", a.shipment_id, a.fence, body);
    }
    snprintf(body, sizeof body,
             "{\"parcels\":[{\"sscc\":\"0061414113%04d0001\",\"tracking\":"
             "\"%s-1\",\"weight_mg\":1,\"copies\":1},{\"sscc\":"
             "\"0061414113%04d0002\",\"tracking\":\"%s-2\",\"weight_mg\":1,"
             "\"copies\":1}],\"lines\":[{\"pos\":0,\"qty\":3,\"short\":0,"
             "\"reason\":\"not_there\"}]}",
             (int)id, no, (int)id, no);
    hand_in("done", "", a.shipment_id, a.fence, body);
    assert_string_equal(state_of(id), "packed");
    return id;
}

static struct parcel_row parcel_of(int64_t order_id, int n)
{
    struct parcel_row p;
    assert_int_equal(
        parcels_load(&st, number(order_id, "parcels", n, "parcel_id"), &p),
        ERR_OK);
    return p;
}

static struct parcel_row kept(int64_t order_id, int n)
{
    struct parcel_row p = parcel_of(order_id, n);
    assert_true(intercept_parcel(&st, p.parcel_id, office.at_ms, "damaged"));
    return parcel_of(order_id, n);
}

static enum outcome back(const struct parcel_row *p, enum put_back_then then,
                         const char *serials)
{
    static struct put_back w;
    memset(&w, 0, sizeof w);
    w.place = "LIS-1";
    w.then = then;
    w.at_ms = office.at_ms;
    for (; *serials; serials += 2)
        snprintf(w.serial[w.serial_count++], sizeof w.serial[0], "%.2s",
                 serials);
    return office_put_back(&office, p, &w, &done, &why);
}

static void one_of_two_parcels_comes_back_and_the_other_leaves(void **state)
{
    (void)state;
    int64_t id = in_two("TWO-BACK");
    struct parcel_row one = kept(id, 0), two = parcel_of(id, 1);
    office_track(&office, two.parcel_id, TRACKING_HANDED_OVER, office.at_ms,
                 "loaded");
    struct office_lorry lorry = {"CTT", "LIS", false, ""};
    assert_int_not_equal(office_hand_over(&office, &lorry), 0);
    assert_string_equal(word(id, "shipments", 0, "state"), "packed");
    assert_int_equal(back(&one, PUT_BACK_NOT_WANTED, ""), OUTCOME_CHANGED);
    assert_int_equal(done.units, 2);
    assert_true(done.has_left);
    assert_int_equal(number(id, "lines", 0, "qty"), 1);
    assert_string_equal(word(id, "shipments", 0, "state"), "handed_over");
    assert_string_equal(state_of(id), "shipped");
    books_are_fine();
}

static void what_is_wanted_still_is_packed_again(void **state)
{
    (void)state;
    int64_t id = in_two("AGAIN");
    struct parcel_row one = kept(id, 0);
    assert_int_equal(back(&one, PUT_BACK_AGAIN, ""), OUTCOME_CHANGED);
    assert_int_equal(number(id, "lines", 0, "qty_shipped"), 1);
    assert_string_equal(state_of(id), "released");
    pack(id, 0, "");
    assert_int_equal(number(id, "lines", 0, "qty_shipped"), 3);
    assert_string_equal(state_of(id), "packed");
    books_are_fine();
}

static void serials_that_came_back_may_leave_again(void **state)
{
    (void)state;
    int64_t id = in_two("SER");
    struct parcel_row one = kept(id, 0), two = kept(id, 1);
    int64_t item_id = number(id, "lines", 0, "item_id");
    const char *const ALL[] = {"S1", "S2", "S3"};
    for (int i = 0; i < 3; i++)
        assert_true(packing_serial_add(&st, one.shipment_id, item_id, ALL[i]));
    store_part_begin(&st);
    assert_int_equal(back(&one, PUT_BACK_NOT_WANTED, "S1S9"), OUTCOME_REFUSED);
    assert_non_null(strstr(why.text, "scan the 2 serial numbers"));
    store_fail(&st, ERR_PARSE, why.text);
    assert_int_equal(store_part_end(&st), ERR_PARSE);
    assert_int_equal(number(id, "lines", 0, "qty"), 3);
    assert_int_equal(back(&one, PUT_BACK_NOT_WANTED, "S1S3"), OUTCOME_CHANGED);
    assert_true(packing_serial_add(&st, one.shipment_id, item_id, "S1"));
    assert_false(packing_serial_add(&st, one.shipment_id, item_id, "S2"));
    // Again, and with it all that is left of them.
    assert_int_equal(back(&two, PUT_BACK_NOT_WANTED, "S2"), OUTCOME_CHANGED);
    assert_string_equal(state_of(id), "cancelled");
    books_are_fine();
}

static bool is_delivered(int64_t order_id, int64_t shipment_id, bool was_tried)
{
    struct delivery d = {.order_id = order_id, .ref_id = shipment_id,
                         .event = "shipment.packed", .channel = "SHOP",
                         .made_ms = office.at_ms};
    snprintf(d.ref_key, sizeof d.ref_key, "%lld", (long long)shipment_id);
    assert_true(deliveries_add(&st, &d));
    struct delivery due[8];
    int32_t count = deliveries_due(&st, office.at_ms, due, 8);
    for (int32_t i = 0; i < count && was_tried; i++) {
        due[i].state = DELIVERY_DONE;
        due[i].tries = 1;
        deliveries_save(&st, &due[i]);
    }
    return count > 0;
}

static void a_channel_that_was_told_is_an_exception(void **state)
{
    (void)state;
    int64_t id = in_two("TOLD");
    struct parcel_row one = kept(id, 0);
    assert_true(is_delivered(id, one.shipment_id, true));
    assert_int_equal(back(&one, PUT_BACK_ASK, ""), OUTCOME_CHANGED);
    assert_true(done.is_told);
    assert_string_equal(state_of(id), "held");
    books_are_fine();
}

static void a_channel_that_heard_nothing_never_hears(void **state)
{
    (void)state;
    int64_t id = in_two("UNTOLD");
    struct parcel_row one = kept(id, 0), two = kept(id, 1);
    assert_true(is_delivered(id, one.shipment_id, false));
    assert_int_equal(back(&one, PUT_BACK_NOT_WANTED, ""), OUTCOME_CHANGED);
    assert_false(done.is_told);
    assert_true(deliveries_is_open(&st, "SHOP", "shipment.packed"));
    assert_int_equal(back(&two, PUT_BACK_NOT_WANTED, ""), OUTCOME_CHANGED);
    assert_false(deliveries_is_open(&st, "SHOP", "shipment.packed"));
    assert_string_equal(state_of(id), "cancelled");
    books_are_fine();
}

static void what_is_not_kept_back_stays(void **state)
{
    (void)state;
    int64_t id = in_two("STAYS");
    struct parcel_row one = parcel_of(id, 0);
    assert_int_equal(back(&one, PUT_BACK_AGAIN, ""), OUTCOME_REFUSED);
    assert_non_null(strstr(why.text, "not kept back"));
    one = kept(id, 0);
    assert_int_equal(back(&one, PUT_BACK_NOT_WANTED, ""), OUTCOME_CHANGED);
    one = parcel_of(id, 0);
    assert_int_equal(back(&one, PUT_BACK_NOT_WANTED, ""), OUTCOME_REFUSED);
    assert_non_null(strstr(why.text, "back already"));
    assert_false(intercept_end(&st, one.parcel_id));
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_two_parcels_comes_back_and_the_other_leaves),
        cmocka_unit_test(what_is_wanted_still_is_packed_again),
        cmocka_unit_test(serials_that_came_back_may_leave_again),
        cmocka_unit_test(a_channel_that_was_told_is_an_exception),
        cmocka_unit_test(a_channel_that_heard_nothing_never_hears),
        cmocka_unit_test(what_is_not_kept_back_stays),
    };
    return cmocka_run_group_tests(tests, fixture_open, NULL);
}
