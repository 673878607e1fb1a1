// What central decided of a parcel is what its printer is given.
#include "station/bench/pack/pack_internal.h"
#include "tests/bench/bench_fixture.h"

#define ORDER                                                                  \
    "'shipment_id':1,'order_no':'A-1','fence':1,'state':'claimed',"            \
    "'station_id':7,'customer':'Kim Example','address':'12 Main Street',"      \
    "'country':'Norway','service_name':'Night parcel',"                        \
    "'tracking':['RR100','RR200'],'lines':["                                   \
    "{'line_no':1,'item':1,'qty':1,'unit_mg':300000},"                         \
    "{'line_no':2,'item':2,'qty':1,'unit_mg':150000}]"

#define CUSTOMS                                                                \
    ",'customs':{'form':1,'digits':2,'category':0,'currency':'EUR',"           \
    "'from':{},'to':{},'lines':[{'item':1,"                               \
    "'what':'Stoneware','qty':2,"                                              \
    "'net_mg':600000,'value_minor':2400}]}"

static struct pack_desk *desk_of(struct site *s)
{
    return s->bench.state[0];
}

// An order on the desk, with this much beside what every order has.
static struct site *open_order(const char *more)
{
    char body[2000], why[200];
    struct site *s = site_open(PACKING, ":memory:");
    struct core *c = &s->bench.core;
    c->conf.dpi = 203;
    c->writer = label_writer_find("zpl", why, sizeof why);
    desk_of(s)->prints_slip = true;
    snprintf(body, sizeof body, "{" ORDER "%s}", more);
    site_feed(s, "shipment", body);
    site_scan(s, "!BANA");
    site_scan(s, "A-1");
    return s;
}

static void job_is(struct site *s, int64_t job_id, enum job_result result)
{
    struct event ev = {.kind = EVENT_JOB, .at_ms = s->at_ms};
    ev.job.job_id = job_id;
    ev.job.result = result;
    bench_on_event(&s->bench, &ev);
}

// A label is queued as the desk does it, written, and printed.
static const char *print(struct site *s)
{
    struct pack_desk *d = desk_of(s);
    struct pack_event ev = {.kind = PACK_QUEUE,
                            .job_id = d->pack.job_id + 1};
    struct origin o = {.person_id = 1, .at_ms = s->at_ms};
    size_t len = 0;
    assert_int_equal(d->pack.state, PACK_PRINTING);
    memcpy(ev.code, d->order.number[d->pack.parcel_count], sizeof ev.code);
    memcpy(ev.sscc, "035000000000000010", 19);
    assert_int_equal(pack_flow(d, &ev, &o), ERR_OK);
    assert_int_equal(pack_paper_write(d, &len), ERR_OK);
    assert_true(len > 0 && d->label[len] == 0);
    job_is(s, ev.job_id, JOB_SENT);
    job_is(s, ev.job_id, JOB_PRINTED);
    return d->label;
}

static void packs_all(struct site *s)
{
    site_scan(s, "MUG");
    site_scan(s, "TEE");
}

static void the_label_says_what_central_decided(void **state)
{
    static const char *const WORDS[] = {"Kim Example", "12 Main Street",
                                        "Norway", "A-1", "Night parcel",
                                        "RR100"};
    (void)state;
    struct site *s = open_order("");
    packs_all(s);
    const char *label = print(s);
    for (size_t i = 0; i < COUNT(WORDS); i++)
        assert_non_null(strstr(label, WORDS[i]));
    assert_non_null(strstr(label, "Packing slip"));
    assert_null(strstr(label, "CN 22"));
    site_close(s);
}

static void a_profile_without_a_slip_prints_none(void **state)
{
    (void)state;
    struct site *s = open_order(",'prints_slip':false");
    packs_all(s);
    assert_null(strstr(print(s), "Packing slip"));
    site_close(s);
}

// A slip in each parcel, of what lies in it.
static void each_parcel_has_its_slip_and_the_form_of_its_goods(void **state)
{
    (void)state;
    struct site *s = open_order(CUSTOMS);
    site_scan(s, "MUG");
    site_scan(s, "%NEWBOX");
    const char *label = print(s);
    const char *slip = strstr(label, "Packing slip");
    assert_non_null(slip);
    assert_non_null(strstr(slip, "^FDMUG"));
    assert_null(strstr(slip, "^FDTEE"));
    assert_non_null(strstr(label, "Stoneware"));
    // Of the two that the order has one lies here.
    assert_non_null(strstr(label, "12.00"));
    assert_null(strstr(label, "24.00"));
    site_scan(s, "RR100"); // the label, scanned back
    site_scan(s, "TEE");
    label = print(s);
    assert_non_null(strstr(label, "RR200"));
    slip = strstr(label, "Packing slip");
    assert_non_null(slip);
    assert_non_null(strstr(slip, "^FDTEE"));
    assert_null(strstr(slip, "^FDMUG"));
    assert_non_null(strstr(slip, "2 of 2"));
    assert_null(strstr(label, "Stoneware"));
    site_close(s);
}

static void what_the_house_says_of_a_parcel_is_printed(void **state)
{
    static const char *const LABEL[] = {"Correio", "PT 10-N", "2026-11-20",
                                        "Lista de embalagem",
                                        "Send it to Quay Road 1"};
    (void)state;
    struct site *s = open_order(
        ",'carrier_name':'Correio','routing':'PT 10-N',"
        "'ordered_on':'2026-11-20','slip_language':'pt',"
        "'return_note':'Send it to Quay Road 1',"
        "'gift_text':'Happy birthday, Kim'");
    site_scan(s, "MUG");
    site_scan(s, "%NEWBOX");
    const char *label = print(s);
    for (size_t i = 0; i < COUNT(LABEL); i++)
        assert_non_null(strstr(label, LABEL[i]));
    assert_non_null(strstr(label, "Happy birthday, Kim"));
    site_scan(s, "RR100");
    site_scan(s, "TEE");
    assert_null(strstr(print(s), "Happy birthday")); // one card is enough
    site_close(s);
}

static bool find_done(void *arg, const struct journal_row *row)
{
    if (strcmp(row->kind, "done") == 0)
        *(bool *)arg = strstr(row->body, "\"order_no\":\"A-1\"") != NULL;
    return true;
}

static void what_was_packed_names_its_order(void **state)
{
    bool names_it = false;
    (void)state;
    struct site *s = open_order("");
    packs_all(s);
    print(s);
    site_scan(s, "RR100");
    assert_true(site_is(s, "done", ""));
    assert_true(journal_each(&s->bench.core.store, 0, 0, find_done,
                             &names_it) >= 0);
    assert_true(names_it);
    site_close(s);
}

// It gets its label when the packer has marked it, each parcel anew.
static void dangerous_goods_are_marked_before_they_are_labelled(void **state)
{
    char body[2000];
    (void)state;
    struct site *s = open_order("");
    snprintf(body, sizeof body, "%s",
             "{" ORDER ",'prints_slip':true}");
    char *line = strstr(body, "'unit_mg':300000");
    memmove(line + 18, line, strlen(line) + 1);
    memcpy(line, "'is_hazmat':true, ", 18);
    site_feed(s, "shipment", body);
    site_scan(s, "MUG");
    site_scan(s, "%NEWBOX");
    json_t *o = site_screen(s);
    assert_true(json_is_true(json_object_get(o, "asks_hazmat")));
    json_decref(o);
    site_scan(s, "%HOLD");
    site_scan(s, "%CONT"); // gives up the question why, and marks nothing
    assert_int_equal(site_rows(s, "seen"), 0);
    site_scan(s, "%CONT");
    assert_int_equal(site_rows(s, "seen"), 1);
    o = site_screen(s);
    assert_true(json_is_false(json_object_get(o, "asks_hazmat")));
    json_decref(o);
    assert_non_null(strstr(print(s), "DANGEROUS GOODS"));
    site_scan(s, "RR100");
    site_scan(s, "TEE"); // in a parcel of its own: nothing to mark
    o = site_screen(s);
    assert_true(json_is_false(json_object_get(o, "asks_hazmat")));
    json_decref(o);
    assert_null(strstr(print(s), "DANGEROUS GOODS"));
    site_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_label_says_what_central_decided),
        cmocka_unit_test(a_profile_without_a_slip_prints_none),
        cmocka_unit_test(
            each_parcel_has_its_slip_and_the_form_of_its_goods),
        cmocka_unit_test(what_the_house_says_of_a_parcel_is_printed),
        cmocka_unit_test(what_was_packed_names_its_order),
        cmocka_unit_test(dangerous_goods_are_marked_before_they_are_labelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
