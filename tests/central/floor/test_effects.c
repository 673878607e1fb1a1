// What each event of the packing desk does to stock, shipment and order, read
// from the ledger.
#include "station/base/text.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/lists/lists.h"
#include "tests/central/office_fixture.h"

#include <stdlib.h>

#define PARCEL                                                                 \
    "\"parcels\":[{\"sscc\":\"%s\",\"tracking\":\"T%s\",\"weight_mg\":9,"      \
    "\"copies\":1}]"
#define NO_PARCEL "\"parcels\":[]"
#define LINE(members) "\"lines\":[{\"pos\":0," members "}]"

struct effect_case {
    const char *name;                  // and the item's code
    const char *kind, *verdict, *body; // %s stands for a parcel's number
    int64_t fence_less;                // below the claim's
    const char *moves;                 // reason to_place qty, in order
    const char *shipment;              // state afterwards, of the first
    const char *exception;             // kind and note, or empty
};

// An order of three, of five in stock.
static const struct effect_case CASES[] = {
    {"ALL", "done", "", "{" PARCEL "," LINE("\"qty\":3") "}", 0,
     "ship CUSTOMER 3; ", "packed", ""},
    {"NOT-THERE", "done", "",
     "{" PARCEL "," LINE("\"qty\":1,\"short\":2,\"reason\":\"not_there\"") "}",
     0, "ship CUSTOMER 1; short LOST 2; short LOST 2; ", "packed",
     "short: line 1: 2 missing (none there)"},
    {"DAMAGED", "done", "",
     "{" PARCEL "," LINE("\"qty\":2,\"short\":1,\"reason\":\"damaged\"") "}", 0,
     "ship CUSTOMER 2; short QUARANTINE 1; ", "packed",
     "short: line 1: 1 missing (damaged)"},
    {"OTHER", "done", "",
     "{" PARCEL "," LINE("\"qty\":2,\"short\":1,\"reason\":\"other\"") "}", 0,
     "ship CUSTOMER 2; ", "packed",
     "short: line 1: 1 missing (another item there)"},
    {"TOO-MANY", "done", "", "{" PARCEL "," LINE("\"qty\":4") "}", 0,
     "ship CUSTOMER 4; ", "packed", ""}, // it is kept back: test_half_packed.c
    {"NOT-SO-MANY", "done", "", "{" PARCEL "," LINE("\"qty\":6") "}", 0, "",
     "claimed", "refused: more was packed than was reserved"},
    {"NO-LINE", "done", "", "{" NO_PARCEL ",\"lines\":[{\"pos\":7,\"qty\":1}]}",
     0, "", "claimed", "refused: a line that was never released"},
    {"NO-WEIGHT", "done", "",
     "{\"parcels\":[{\"sscc\":\"1\",\"tracking\":\"2\",\"copies\":1}]}", 0, "",
     "claimed", "refused: parcels: weight_mg: is missing"},
    {"NO-JSON", "done", "", "{", 0, "", "claimed",
     "refused: the body is not JSON"},
    {"OLD-FENCE", "done", "", "{" PARCEL "," LINE("\"qty\":3") "}", 1, "",
     "claimed",
     "refused: another bench has taken this order over: find the parcel and "
     "do not hand it over"},
    {"VOID", "void", "", "{}", 0, "", "cancelled", ""},
    {"HELD", "command", "held", "{\"command\":\"hold\"}", 0, "", "held",
     "held: put on hold at the bench"},
    {"RESUMED", "release", "resumed", "{}", 0, "", "claimed", ""},
    {"BROKEN", "scan", "damaged", "{\"item\":%s,\"qty\":1}", 0,
     "damaged QUARANTINE 1; ", "claimed",
     "damaged: a unit is in quarantine, fetch another"},
    {"SCAN", "scan", "took", "{\"item\":%s,\"qty\":1}", 0, "", "claimed", ""},
};

// Moves of an item but those by which it was counted in.
static void read_moves(const char *sku, char *out, size_t cap)
{
    struct text t;
    json_t *moves =
        lists_moves(&st, items_id(&st, sku), (struct lists_page){.limit = 50});
    text_init(&t, out, cap);
    for (size_t i = 0; i < json_array_size(moves); i++) {
        const json_t *m = json_array_get(moves, i);
        const char *reason = json_string_value(json_object_get(m, "reason"));
        if (strcmp(reason, "count") != 0)
            text_addf(&t, "%s %s %d; ", reason,
                      json_string_value(json_object_get(m, "to_place")),
                      (int)json_integer_value(json_object_get(m, "qty")));
    }
    json_decref(moves);
}

// The last exception of a shipment.
static void read_exception(int64_t shipment_id, char *out, size_t cap)
{
    json_t *all = lists_exceptions(&st, (struct lists_page){.limit = 200});
    out[0] = 0;
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *e = json_array_get(all, i);
        if (json_integer_value(json_object_get(e, "shipment_id")) ==
            shipment_id)
            snprintf(out, cap, "%s: %s",
                     json_string_value(json_object_get(e, "kind")),
                     json_string_value(json_object_get(e, "note")));
    }
    json_decref(all);
}

static void say(const struct effect_case *c, const struct claim_answer *a,
                int n)
{
    char body[1024], number[24];
    if (strcmp(c->kind, "scan") == 0)
        snprintf(number, sizeof number, "%lld",
                 (long long)items_id(&st, c->name));
    else
        snprintf(number, sizeof number, "0061414113%08d", n);
    const char *at = strstr(c->body, "%s");
    const char *more = at ? strstr(at + 2, "%s") : NULL;
    if (more)
        snprintf(body, sizeof body, "%.*s%s%.*s%s%s", (int)(at - c->body),
                 c->body, number, (int)(more - at - 2), at + 2, number,
                 more + 2);
    else if (at)
        snprintf(body, sizeof body, "%.*s%s%s", (int)(at - c->body), c->body,
                 number, at + 2);
    else
        snprintf(body, sizeof body, "%s", c->body);
    hand_in(c->kind, c->verdict, a->shipment_id, a->fence - c->fence_less,
            body);
}

// The books went back to before a weight chose another service: the labels say
// how it travels.
static void what_the_labels_name_is_how_it_travels(void **state)
{
    char body[300];
    (void)state;
    item("WAY", 100, 50);
    stock("WAY", "LIS", 5);
    begin_order("shop", "WAY", "PT", "1100-001");
    add_line("WAY", 3);
    int64_t id = take_order(OUTCOME_NEW);
    struct claim_answer a = claim(id);
    snprintf(body, sizeof body,
             "{\"service\":\"OTHER\",\"carrier\":\"VAN\",\"parcels\":[{"
             "\"sscc\":\"006141411500000001\",\"tracking\":\"WAY1\","
             "\"weight_mg\":1,\"copies\":1}]," LINE("\"qty\":3") "}");
    hand_in("done", "", a.shipment_id, a.fence, body);
    assert_string_equal(word(id, "shipments", 0, "service"), "OTHER");
    assert_string_equal(word(id, "shipments", 0, "carrier"), "VAN");
    assert_string_equal(word(id, "parcels", 0, "carrier"), "VAN");
    books_are_fine();
}

static void who_marked_dangerous_goods_stands_in_the_timeline(void **state)
{
    (void)state;
    item("ACID", 100, 50);
    stock("ACID", "LIS", 5);
    begin_order("shop", "ACID", "PT", "1100-001");
    add_line("ACID", 1);
    int64_t id = take_order(OUTCOME_NEW);
    struct claim_answer a = claim(id);
    hand_in("seen", "continued", a.shipment_id, a.fence, "{}");
    bool is_told = false;
    for (int n = 0; n < 10; n++)
        is_told |= strcmp(word(id, "timeline", n, "kind"), "act_hazmat") == 0;
    assert_true(is_told);
    books_are_fine();
}

static void each_event_does_what_it_means_and_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const struct effect_case *c = &CASES[i];
        char moves[300], exception[300];
        item(c->name, 100, 50);
        stock(c->name, "LIS", 5);
        begin_order("shop", c->name, "PT", "1100-001");
        add_line(c->name, 3);
        int64_t id = take_order(OUTCOME_NEW);
        struct claim_answer a = claim(id);
        say(c, &a, (int)i);
        read_moves(c->name, moves, sizeof moves);
        read_exception(a.shipment_id, exception, sizeof exception);
        print_message("%s\n", c->name);
        assert_string_equal(moves, c->moves);
        assert_string_equal(word(id, "shipments", 0, "state"), c->shipment);
        char *numbers = strstr(exception, " (");
        if (numbers && strncmp(c->exception, "refused", 7) == 0)
            *numbers = 0; // of its parcels, which stand on labels
        assert_string_equal(exception, c->exception);
        books_are_fine();
    }
}

static void what_a_bench_says_twice_counts_once(void **state)
{
    char moves[300];
    (void)state;
    item("TWICE", 100, 50);
    stock("TWICE", "LIS", 5);
    begin_order("shop", "TWICE", "PT", "1100-001");
    add_line("TWICE", 3);
    struct claim_answer a = claim(take_order(OUTCOME_NEW));
    for (int n = 0; n < 2; n++)
        say(&CASES[0], &a, 90);
    read_moves("TWICE", moves, sizeof moves);
    assert_string_equal(moves, "ship CUSTOMER 3; ");
    read_exception(a.shipment_id, moves, sizeof moves);
    assert_string_equal(moves, "doubled: told twice: SSCC 006141411300000090, "
                               "tracking T006141411300000090; look whether two "
                               "parcels bear these numbers, and keep one back");
    books_are_fine();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_marked_dangerous_goods_stands_in_the_timeline),
        cmocka_unit_test(each_event_does_what_it_means_and_no_more),
        cmocka_unit_test(what_the_labels_name_is_how_it_travels),
        cmocka_unit_test(what_a_bench_says_twice_counts_once)};
    return cmocka_run_group_tests(tests, fixture_open, NULL);
}
