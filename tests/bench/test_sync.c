// Central as a device: what it sends is stored, then told; what is lost on the
// way is asked for again.
#include "station/bench/core/sync.h"
#include "tests/bench/central_fixture.h"

static bool has_catalogue(struct central *k)
{
    return k->feed_count >= 2;
}

static void what_central_sends_is_stored_and_shown(void **state)
{
    (void)state;
    static struct central k; // large
    memset(&k, 0, sizeof k);
    central_open(&k, ":memory:");
    struct core *c = &k.site->bench.core;
    site_scan(k.site, "!BANA");
    k.feed = "{'kind':'shipment','data':{'shipment_id':1,'order_no':'A-1',"
             "'fence':1,'state':'claimed','station_id':7,'lines':["
             "{'line_no':1,'item':1,'qty':2}]}}";
    central_run(&k, has_catalogue);
    json_t *o = site_screen(k.site);
    json_t *queue = json_object_get(o, "queue");
    assert_int_equal(json_array_size(queue), 1);
    assert_string_equal(text_of(json_array_get(queue, 0), "order_no"), "A-1");
    json_decref(o);
    assert_true(sync_is_online(c));
    assert_int_equal(sync_unsent(c), 0);
    assert_int_equal(store_counter(&c->store, "sscc_end", 0), 900);
    assert_int_equal(store_counter(&c->store, "feed_rev", 0), 1);
    central_close(&k);
}

static bool has_order(struct central *k)
{
    return k->site->bench.core.busy_desk != NULL;
}

static void an_order_that_is_asked_for_is_opened_when_it_comes(void **state)
{
    (void)state;
    static struct central k; // large
    memset(&k, 0, sizeof k);
    central_open(&k, ":memory:");
    site_scan(k.site, "!BANA");
    central_run(&k, has_catalogue);
    k.claim = "{'verdict':'given','work':{'shipment_id':2,'order_no':'A-2',"
              "'fence':1,'state':'claimed','station_id':7,'lines':["
              "{'line_no':1,'item':1,'qty':2}]}}";
    k.fail_count = 1;
    site_scan(k.site, "A-2");
    assert_true(site_is(k.site, "loading", "fetching"));
    central_run(&k, has_order);
    assert_true(site_is(k.site, "picking", ""));
    // The first answer was lost: the same request was made again.
    assert_string_equal(k.request_id[0], k.request_id[1]);
    central_close(&k);
}

static bool is_refused(struct central *k)
{
    return k->site->bench.core.notices.now == NOTICE_TAKEN;
}

static void a_refusal_names_who_has_it(void **state)
{
    (void)state;
    static struct central k; // large
    memset(&k, 0, sizeof k);
    central_open(&k, ":memory:");
    site_scan(k.site, "!BANA");
    central_run(&k, has_catalogue);
    k.claim = "{'verdict':'taken','holder':'bench-2'}";
    site_scan(k.site, "A-3");
    central_run(&k, is_refused);
    assert_string_equal(k.site->bench.core.notices.text, "bench-2");
    central_close(&k);
}

static bool has_stored(struct central *k)
{
    return store_counter(&k->site->bench.core.store, "feed_rev", 0) > 0;
}

// Else what was in it would be passed over for good.
static void a_feed_without_its_list_is_asked_for_again(void **state)
{
    (void)state;
    static struct central k; // large
    memset(&k, 0, sizeof k);
    central_open(&k, ":memory:");
    k.has_no_list = true;
    central_run(&k, has_catalogue);
    assert_false(has_stored(&k));
    k.has_no_list = false;
    central_run(&k, has_stored);
    central_close(&k);
}

static bool has_asked(struct central *k)
{
    return k->claim_count > 0 && k->feed_count >= 6;
}

static void bytes_that_are_no_text_are_not_asked_for(void **state)
{
    static const char *const SCANS[] = {"CAF\xE9-1", "\xFF\xFE", "\xED\xA0\x80",
                                        "]C0\xC3", "A-7"};
    (void)state;
    static struct central k; // large
    memset(&k, 0, sizeof k);
    central_open(&k, ":memory:");
    site_scan(k.site, "!BANA");
    central_run(&k, has_catalogue);
    for (size_t i = 0; i < COUNT(SCANS); i++) {
        site_scan(k.site, SCANS[i]);
        assert_true(site_is(k.site, i + 1 < COUNT(SCANS) ? "ready" : "loading",
                            i + 1 < COUNT(SCANS) ? "scan_order" : "fetching"));
    }
    central_run(&k, has_asked);
    assert_int_equal(k.claim_count, 1);
    central_close(&k);
}

// Names as long as they may be, cut in the middle of a character; numbers that
// no parcel has; a tracking number that would be a line of the printer's.
static void what_central_may_not_say_stops_no_bench(void **state)
{
    char feed[1200], name[130] = "x";
    (void)state;
    static struct central k; // large
    memset(&k, 0, sizeof k);
    central_open(&k, ":memory:");
    for (size_t i = 1; i + 2 < sizeof name; i += 2)
        memcpy(name + i, "\xC3\xA9", 3);
    snprintf(feed, sizeof feed,
             "{'kind':'item','data':{'item_id':3,'sku':'BIG','name':'%.127s',"
             "'codes':[{'code':'BIG'}]}},"
             "{'kind':'shipment','data':{'shipment_id':1,'order_no':'A-1',"
             "'fence':1,'state':'claimed','station_id':7,"
             "'tracking':['A\\u0007'],'lines':["
             "{'line_no':1,'item':1,'qty':2}]}},"
             "{'kind':'shipment','data':{'shipment_id':2,'order_no':'A-2',"
             "'fence':9223372036854775807,'due_ms':9223372036854775807,"
             "'state':'claimed','station_id':7,'lines':["
             "{'line_no':1,'item':1,'qty':2}]}},"
             "{'kind':'shipment','data':{'shipment_id':3,'order_no':'A-3',"
             "'fence':9223372036854775807,'state':'claimed','station_id':7,"
             "'lines':[{'line_no':1,'item':3,'qty':100000000,"
             "'unit_mg':1000000000000000}]}}",
             name);
    k.feed = feed;
    central_run(&k, has_catalogue);
    notice_set(&k.site->bench.core, NOTICE_HANDOVER, name, TONE_LOOK);
    site_scan(k.site, "!BANA");
    site_scan(k.site, "A-3");
    site_scan(k.site, "BIG");
    json_t *o = site_screen(k.site);
    assert_string_equal(text_of(o, "state"), "picking");
    json_decref(o);
    assert_int_equal(site_rows(k.site, "open"), 1);
    central_close(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_central_sends_is_stored_and_shown),
        cmocka_unit_test(an_order_that_is_asked_for_is_opened_when_it_comes),
        cmocka_unit_test(a_refusal_names_who_has_it),
        cmocka_unit_test(a_feed_without_its_list_is_asked_for_again),
        cmocka_unit_test(bytes_that_are_no_text_are_not_asked_for),
        cmocka_unit_test(what_central_may_not_say_stops_no_bench),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
