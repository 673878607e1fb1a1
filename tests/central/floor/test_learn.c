// What the floor proposes for an item, and what becomes of it, on real SQLite.
#include "station/central/intake/proposals.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/goods/weights.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/exceptions.h"
#include "tests/central/office_fixture.h"

#include <string.h>

static struct outcome_why why;

// An order of two of the item leaves in a parcel of this net weight.
static void pack_two(const char *sku, int n, int64_t net_g)
{
    char body[300], no[32];
    snprintf(no, sizeof no, "%s-%d", sku, n);
    begin_order("shop", no, "PT", "1100-001");
    add_line(sku, 2);
    int64_t id = take_order(OUTCOME_NEW);
    struct claim_answer a = claim(id);
    int64_t sscc = a.shipment_id;
    snprintf(body, sizeof body,
             "{\"sscc\":\"0061414117%08lld\",\"net_mg\":%lld,"
             "\"lines\":[{\"pos\":0,\"qty\":2}]}",
             (long long)sscc, (long long)net_g * 1000);
    hand_in("parcel", "", a.shipment_id, a.fence, body);
    snprintf(body, sizeof body,
             "{\"parcels\":[{\"sscc\":\"0061414117%08lld\",\"tracking\":"
             "\"LEARN%lld\",\"weight_mg\":%lld,\"copies\":1}],\"lines\":["
             "{\"pos\":0,\"qty\":2,\"short\":0,\"reason\":\"not_there\"}]}",
             (long long)sscc, (long long)sscc, (long long)net_g * 1000);
    hand_in("done", "", a.shipment_id, a.fence, body);
}

static int64_t weight_of(const char *sku)
{
    struct weights_item item;
    assert_true(weights_item_load(&st, items_id(&st, sku), &item));
    return item.weight_mg;
}

// Of the last exception of a kind that is open.
static int64_t open_exception(const char *kind, char *note, size_t cap)
{
    int64_t id = 0;
    json_t *all = lists_exceptions(&st, (struct lists_page){.limit = 200});
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *e = json_array_get(all, i);
        if (strcmp(json_string_value(json_object_get(e, "kind")), kind) != 0)
            continue;
        id = json_integer_value(json_object_get(e, "exception_id"));
        snprintf(note, cap, "%s",
                 json_string_value(json_object_get(e, "note")));
    }
    json_decref(all);
    return id;
}

static void an_unknown_weight_is_learned_from_parcels(void **state)
{
    static const int64_t NET_G[] = {800, 802, 798, 1600, 800, 800};
    (void)state;
    item("UNWEIGHED", 0, 50);
    stock("UNWEIGHED", "LIS", 20);
    for (int n = 0; n < 6; n++) {
        assert_int_equal(weight_of("UNWEIGHED"), n < 5 ? 0 : 400000);
        pack_two("UNWEIGHED", n, NET_G[n]);
    }
    assert_int_equal(weight_of("UNWEIGHED"), 400000);
    books_are_fine();
}

static void a_wrong_weight_is_proposed_and_taken_and_taken_back(void **state)
{
    char note[300];
    struct proposal_by by = {.at_ms = office.at_ms, .person_id = 1};
    (void)state;
    item("WRONG", 300, 50);
    stock("WRONG", "LIS", 20);
    for (int n = 0; n < 7; n++)
        pack_two("WRONG", n, 824);
    assert_int_equal(weight_of("WRONG"), 300000); // a person says so first
    int64_t id = open_exception("weight", note, sizeof note);
    assert_string_equal(note,
                        "WRONG weighs 412 g in its last parcels, and the "
                        "catalogue says 300 g: take the new weight, or look "
                        "what lies in them");
    assert_int_equal(proposals_take(&st, id, &by, &why), OUTCOME_CHANGED);
    assert_int_equal(weight_of("WRONG"), 412000);
    assert_int_equal(open_exception("weight", note, sizeof note), 0);
    assert_int_equal(proposals_take(&st, id, &by, &why), OUTCOME_REFUSED);
    proposals_take_back(&st, id);
    assert_true(exceptions_open_again(&st, id));
    assert_int_equal(weight_of("WRONG"), 300000);
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_weight_is_learned_from_parcels),
        cmocka_unit_test(a_wrong_weight_is_proposed_and_taken_and_taken_back),
    };
    return cmocka_run_group_tests(tests, fixture_open, NULL);
}
