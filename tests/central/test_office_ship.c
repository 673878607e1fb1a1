// Rules, shipping, papers and signatures of the office, on real SQLite.
#include "station/central/channels/exchange.h"
#include "station/central/channels/oauth.h"
#include "station/central/floor/claims.h"
#include "station/central/floor/floor.h"
#include "station/central/ship/papers.h"
#include "station/central/channels/shopify.h"
#include "station/label/pdf.h"
#include "tests/central/office_fixture.h"
#include "station/store/central/goods/box.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/outcome.h"
#include "station/store/central/rules/rules.h"
#include "station/store/central/ship/parcels.h"
#include "station/store/central/floor/feed.h"

#include <stdlib.h>

static void the_box_follows_from_the_items(void **state)
{
    struct box small = {.code = "S",
                        .name = "Small",
                        .length_mm = 150,
                        .width_mm = 150,
                        .height_mm = 150,
                        .cost_minor = 20};
    struct box large = {.code = "L",
                        .name = "Large",
                        .length_mm = 400,
                        .width_mm = 300,
                        .height_mm = 300,
                        .cost_minor = 60};
    (void)state;
    box_save(&st, &small);
    box_save(&st, &large);
    office.is_stale = true;
    at(MONDAY_9);
    begin_order("shop", "BOX", "PT", "1100-001");
    add_line("A", 1);
    int64_t id = take_order(OUTCOME_NEW);
    pack(id, 0, "");
    assert_string_equal(word(id, "shipments", 0, "box"), "S");
    assert_string_equal(word(id, "shipments", 0, "box_2"), "L");
    // The weighed parcel is priced by the same table.
    assert_int_equal(number(id, "parcels", 0, "cost_minor"), 400);
    assert_true(
        parcels_billed_set(&st, word(id, "parcels", 0, "tracking"), 450));
    json_t *bills = lists_bills(&st, 20, (struct lists_page){.limit = 200});
    assert_int_equal(json_array_size(bills), 1);
    json_decref(bills);
    books_are_fine();
}

static void a_manifest_hands_over_and_tracking_closes_the_order(void **s)
{
    (void)s;
    begin_order("shop", "TRACK", "PT", "1100-001");
    add_line("A", 1);
    int64_t id = take_order(OUTCOME_NEW);
    int64_t shipment = pack(id, 0, "");
    const char *from = warehouse_of(id, 0);
    struct office_lorry lorry = {.carrier = "CTT", .warehouse = from,
                                 .why = ""};
    assert_int_equal(office_hand_over(&office, &lorry), 0); // nothing loaded
    assert_string_equal(state_of(id), "packed");
    int64_t parcel = parcels_find(&st, word(id, "parcels", 0, "tracking"));
    assert_true(office_track(&office, parcel, TRACKING_HANDED_OVER,
                             MONDAY_9 + 60000, "loaded"));
    int64_t manifest = office_hand_over(&office, &lorry);
    assert_true(manifest > 0);
    assert_int_equal(office_hand_over(&office, &lorry), 0);
    assert_string_equal(word(id, "shipments", 0, "state"), "handed_over");
    assert_string_equal(state_of(id), "shipped");
    assert_true(office_track(&office, parcel, TRACKING_IN_TRANSIT,
                             MONDAY_9 + 3600000, "Coimbra"));
    assert_false(office_track(&office, parcel, TRACKING_IN_TRANSIT,
                              MONDAY_9 + 3600000, "Coimbra"));
    assert_true(office_track(&office, parcel, TRACKING_DELIVERED,
                             MONDAY_9 + 7200000, "Lisboa"));
    assert_true(office_track(&office, parcel, TRACKING_OUT_FOR_DELIVERY,
                             MONDAY_9 + 5400000, "late news"));
    assert_string_equal(state_of(id), "delivered");
    char *pdf = NULL;
    size_t len = 0;
    struct papers in = office_papers(&office);
    assert_int_equal(papers_manifest(&in, manifest, &pdf, &len), ERR_OK);
    assert_memory_equal(pdf, "%PDF", 4);
    free(pdf);
    assert_int_equal(
        papers_shipment(&in, shipment, PAPER_SLIP, false, &pdf, &len), ERR_OK);
    assert_memory_equal(pdf, "%PDF", 4);
    free(pdf);
    books_are_fine();
}

static void tracking_numbers_are_lent_once(void **state)
{
    (void)state;
    begin_order("shop", "NUMBERS", "PT", "1100-001");
    add_line("A", 1);
    int64_t id = take_order(OUTCOME_NEW);
    int64_t shipment = number(id, "shipments", 0, "shipment_id");
    struct papers in = office_papers(&office);
    char first[48] = "";
    for (int i = 0; i < 2; i++) {
        static struct work work; // large
        papers_lend_numbers(&in, shipment);
        assert_true(feed_work_load(&st, shipment, &work));
        papers_fill_work(&in, &work);
        const char *got = work.number[0];
        assert_true(work.number_count > 0);
        assert_true(tracking_is_s10(got));
        if (i == 0)
            snprintf(first, sizeof first, "%s", got);
        assert_string_equal(first, got);
    }
}

// The first ones may be on a label.
static void another_claim_gets_other_numbers(void **state)
{
    static struct work first, second; // large
    (void)state;
    begin_order("shop", "OTHERS", "PT", "1100-001");
    add_line("A", 1);
    int64_t shipment =
        number(take_order(OUTCOME_NEW), "shipments", 0, "shipment_id");
    struct claim_ask ask = {.station_id = 1,
                            .journal_no = 1,
                            .warehouse_id = packed_in("OTHERS"),
                            .code = "OTHERS",
                            .at_ms = MONDAY_9};
    struct claim_answer a;
    claims_take(&st, &ask, &a);
    assert_true(floor_work_begin(&office, shipment, &first));
    ask.station_id = ask.journal_no = 2;
    ask.take_over = true;
    claims_take(&st, &ask, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    assert_true(floor_work_begin(&office, shipment, &second));
    assert_int_equal(first.number_count, second.number_count);
    for (int32_t i = 0; i < first.number_count; i++)
        for (int32_t n = 0; n < second.number_count; n++)
            assert_string_not_equal(first.number[i], second.number[n]);
}

static void a_parcel_abroad_has_its_papers(void **state)
{
    (void)state;
    static struct work work; // large
    const struct customs *c = &work.customs.customs;
    char *out = NULL;
    size_t len = 0;
    begin_order("shop", "ABROAD", "CH", "8001");
    add_line("A", 2);
    int64_t id = take_order(OUTCOME_NEW);
    int64_t shipment = number(id, "shipments", 0, "shipment_id");
    assert_string_equal(word(id, "shipments", 0, "service"), "STD");
    assert_true(feed_work_load(&st, shipment, &work));
    struct papers in = office_papers(&office);
    papers_fill_work(&in, &work);
    assert_true(work.has_customs);
    assert_int_equal(work.customs.form, CUSTOMS_CN22);
    assert_int_equal(c->line_count, 1);
    assert_string_equal(c->line[0].hs, "691110");
    assert_int_equal(c->line[0].value_minor, 2000);
    static const char *const FORMS[] = {"cn22", "cn23", "invoice"};
    for (int i = 0; i < 3; i++) {
        enum paper_kind kind;
        assert_true(papers_find_kind(FORMS[i], &kind));
        assert_int_equal(
            papers_shipment(&in, shipment, kind, false, &out, &len), ERR_OK);
        assert_memory_equal(out, "%PDF", 4);
        free(out);
        assert_int_equal(papers_shipment(&in, shipment, kind, true, &out, &len),
                         ERR_OK);
        assert_memory_equal(out, "^XA", 3);
        free(out);
    }
    begin_order("shop", "HOME", "PT", "1100-001");
    add_line("A", 1);
    id = take_order(OUTCOME_NEW);
    assert_int_equal(papers_shipment(&in,
                                     number(id, "shipments", 0, "shipment_id"),
                                     PAPER_CN22, false, &out, &len),
                     ERR_MISSING);
}

static void amounts_are_changed_at_the_days_rate(void **state)
{
    int64_t out = 0;
    (void)state;
    rule("exchange", "USD-EUR", "{'rate':'0.92'}");
    rule("exchange", "JPY-EUR", "{'rate':'0.0061'}");
    assert_true(book_exchange(&office.book, 10000, "USD", "EUR", &out));
    assert_int_equal(out, 9200);
    assert_true(book_exchange(&office.book, 9200, "EUR", "USD", &out));
    assert_int_equal(out, 10000);
    assert_true(book_exchange(&office.book, 1000, "JPY", "EUR", &out));
    assert_int_equal(out, 610);
    assert_false(book_exchange(&office.book, 1, "GBP", "EUR", &out));
}

static void adobe_requests_are_signed_as_the_vector_says(void **state)
{
    static const struct oauth_param PARAMS[] = {
        {"searchCriteria[filter_groups][0][filters][0][field]", "updated_at"},
        {"searchCriteria[filter_groups][0][filters][0][value]",
         "2026-01-01 00:00:00"},
        {"searchCriteria[filter_groups][0][filters][0][condition_type]",
         "gteq"},
        {"searchCriteria[pageSize]", "50"}};
    struct oauth o = {"ck", "cs", "at", "ats", "n0nce", 1700000000};
    char chars[1000];
    struct text out;
    (void)state;
    text_init(&out, chars, sizeof chars);
    oauth_header(&o, "GET", "https://shop.example/rest/default/V1/orders",
                 PARAMS, 4, &out);
    // sNSayuxvEb47cdJc0DTV8XVQKK/IHCnOL9+Dph3v3aQ= with its signs encoded
    assert_non_null(strstr(chars, "oauth_signature=\"sNSayuxvEb47cdJc0DTV8XVQ"
                                  "KK%2FIHCnOL9%2BDph3v3aQ%3D\""));
}

static void webhooks_are_signed_as_the_standard_says(void **state)
{
    char chars[200];
    struct text out;
    (void)state;
    text_init(&out, chars, sizeof chars);
    webhook_sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                 "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                 "{\"test\": 2432232314}", &out);
    assert_string_equal(chars,
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void shopify_signatures_and_rotated_secrets(void **state)
{
    static const char BODY[] = "{\"id\":1}";
    static const char SIGN[] = "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=";
    (void)state;
    assert_true(shopify_is_signed("hush", "", BODY, 8, SIGN));
    assert_true(shopify_is_signed("new", "hush", BODY, 8, SIGN));
    assert_false(shopify_is_signed("", "", BODY, 8, SIGN));
    assert_false(shopify_is_signed("hush", "", BODY, 7, SIGN));
}

static void rules_hold_from_their_day_and_bad_ones_change_nothing(void **s)
{
    static const struct {
        const char *kind, *code, *body, *words;
    } BAD[] = {{"calendar", "X", "{\"weekdays\":\"11\"}", "weekdays"},
               {"calendar", "X", "{\"holidays\":[\"2026-02-31\"]}", "holidays"},
               {"warehouse", "X", "{\"zone\":\"Europe/Nowhere\"}", "zone"},
               {"warehouse", "X", "{\"latitude\":\"91\",\"longitude\":\"0\"}",
                "latitude"},
               {"carrier", "X", "{\"cutoff\":\"25:00\"}", "cutoff"},
               {"service", "X", "{\"carrier\":\"NOBODY\"}", "carrier"},
               {"service", "X", "{\"carrier\":\"CTT\"}", "areas"},
               {"service", "X",
                "{\"carrier\":\"CTT\",\"areas\":[{\"zone\":0,"
                "\"days\":1}],\"zones\":[{\"steps\":[[2,1],[1,1]]}]}",
                "zones"},
               {"profile", "X", "{\"strategy\":\"guess\"}", "strategy"},
               {"channel", "X", "{\"system\":\"fax\"}", "system"},
               {"exchange", "USDEUR", "{\"rate\":\"1\"}", "code"},
               {"exchange", "USD-EUR", "{\"rate\":\"0\"}", "rate"},
               {"restriction", "X", "{\"country\":\"XX\"}", "country"},
               {"nonsense", "X", "{}", "kind"}};
    (void)s;
    for (size_t i = 0; i < COUNT(BAD); i++) {
        char words[240];
        json_t *body = json_read(BAD[i].body, strlen(BAD[i].body), NULL, 0);
        assert_false(book_check(&office.book, &turn, BAD[i].kind, BAD[i].code,
                                body, words, sizeof words));
        if (!strstr(words, BAD[i].words))
            fail_msg("%s: \"%s\" does not name %s", BAD[i].kind, words,
                     BAD[i].words);
        json_decref(body);
    }
    struct rule later = {.kind = "profile",
                         .code = "later",
                         .body = "{}",
                         .from_ms = MONDAY_9 + 86400000,
                         .made_ms = MONDAY_9};
    rules_save(&st, &later);
    office.is_stale = true;
    at(MONDAY_9);
    assert_int_equal(book_profile_idx(&office.book, "later"), BOOK_NONE);
    at(MONDAY_9 + 86400000);
    assert_int_not_equal(book_profile_idx(&office.book, "later"), BOOK_NONE);
    at(MONDAY_9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_hold_from_their_day_and_bad_ones_change_nothing),
        cmocka_unit_test(the_box_follows_from_the_items),
        cmocka_unit_test(a_manifest_hands_over_and_tracking_closes_the_order),
        cmocka_unit_test(tracking_numbers_are_lent_once),
        cmocka_unit_test(another_claim_gets_other_numbers),
        cmocka_unit_test(a_parcel_abroad_has_its_papers),
        cmocka_unit_test(amounts_are_changed_at_the_days_rate),
        cmocka_unit_test(adobe_requests_are_signed_as_the_vector_says),
        cmocka_unit_test(webhooks_are_signed_as_the_standard_says),
        cmocka_unit_test(shopify_signatures_and_rotated_secrets),
    };
    int rc = cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
    pdf_finish();
    return rc;
}
