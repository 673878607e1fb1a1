// A station's first word: what is no identity is refused by its name.
#include "station/record/hello.h"
#include "tests/test.h"

static const char ID[] = "0123456789abcdef";

static json_t *good(void)
{
    struct hello h = {
        .tip_seq = 9, .acked_seq = 7, .probe_seq = 7, .work_count = 1};
    snprintf(h.run, sizeof h.run, "%s", ID);
    snprintf(h.journal_id, sizeof h.journal_id, "%s", ID);
    memset(h.probe_hash, 'a', SECRET_DIGEST_TEXT);
    h.work[0] = (struct hello_work){5, 2, true, "N-5"};
    return hello_to_json(&h);
}

static void a_hello_reads_back(void **state)
{
    struct hello h;
    char why[RECORD_WHY_MAX];
    (void)state;
    json_t *o = good();
    assert_int_equal(hello_from_json(o, &h, why), ERR_OK);
    assert_string_equal(h.run, ID);
    assert_string_equal(h.run_before, "");
    assert_int_equal(h.tip_seq, 9);
    assert_int_equal(h.work_count, 1);
    assert_int_equal(h.work[0].shipment_id, 5);
    assert_true(h.work[0].is_open);
    json_decref(o);
}

static void what_is_no_identity_is_refused(void **state)
{
    static const struct {
        const char *name, *value, *why;
    } CASES[] = {
        {"run", "", "run: is empty"},
        {"run", "0123", "run: must be 16 hex digits"},
        {"run", "0123456789ABCDEF", "run: must be 16 hex digits"},
        {"journal_id", "", "journal_id: is empty"},
        {"journal_id", "not hexadecimal!", "journal_id: must be 16 hex digits"},
        {"parent_id", "7", "parent_id: must be 16 hex digits"},
        {"incarnation", "7", "incarnation: must be 16 hex digits"},
        {"database_id", "7", "database_id: must be 16 hex digits"},
        {"probe_hash", "ff", "probe_hash: must be 64 hex digits"}};
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct hello h;
        char why[RECORD_WHY_MAX] = "";
        json_t *o = good();
        json_object_set_new(o, CASES[i].name, json_string(CASES[i].value));
        assert_int_equal(hello_from_json(o, &h, why), ERR_PARSE);
        assert_string_equal(why, CASES[i].why);
        json_decref(o);
    }
}

static void nobody_asks_for_a_row_he_has_not(void **state)
{
    struct hello h;
    char why[RECORD_WHY_MAX];
    (void)state;
    json_t *o = good();
    json_object_set_new(o, "probe_seq", json_integer(10));
    assert_int_equal(hello_from_json(o, &h, why), ERR_PARSE);
    assert_string_equal(why, "probe_seq: lies behind the newest row");
    json_decref(o);
}

static void a_welcome_names_what_is_gone(void **state)
{
    struct welcome w = {.verdict = HELLO_WELCOME,
                        .probe = HELLO_PROBE_SAME,
                        .station_id = 3,
                        .gone_count = 2,
                        .gone = {7, 8}};
    struct welcome got;
    char why[RECORD_WHY_MAX];
    (void)state;
    snprintf(w.database_id, sizeof w.database_id, "%s", ID);
    snprintf(w.incarnation, sizeof w.incarnation, "%s", ID);
    json_t *o = welcome_to_json(&w);
    assert_int_equal(welcome_from_json(o, &got, why), ERR_OK);
    assert_int_equal(got.verdict, HELLO_WELCOME);
    assert_int_equal(got.probe, HELLO_PROBE_SAME);
    assert_int_equal(got.gone_count, 2);
    assert_int_equal(got.gone[1], 8);
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hello_reads_back),
        cmocka_unit_test(what_is_no_identity_is_refused),
        cmocka_unit_test(nobody_asks_for_a_row_he_has_not),
        cmocka_unit_test(a_welcome_names_what_is_gone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
