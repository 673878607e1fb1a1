// A station is taken out of use while it has work.
#include "station/central/floor/withdraw.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/station_tokens.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/lists/lists.h"
#include "tests/central/office_fixture.h"

static struct station old, other;

static int two_benches(void **state)
{
    static int n;
    char token[2][16];
    (void)state;
    n++;
    snprintf(token[0], sizeof token[0], "old-%d", n);
    snprintf(token[1], sizeof token[1], "other-%d", n);
    stations_add(&st, token[0], token[0]);
    stations_add(&st, token[1], token[1]);
    return stations_find(&st, token[0], &old) == ERR_OK &&
                   stations_find(&st, token[1], &other) == ERR_OK
               ? 0
               : -1;
}

static int64_t order_of(const char *no)
{
    begin_order("api", no, "PT", "1000-001");
    add_line("A", 1);
    return take_order(OUTCOME_NEW);
}

static struct claim_answer ask(const struct station *s, const char *no)
{
    struct claim_answer a;
    struct claim_ask want = {.station_id = s->station_id,
                             .journal_no = s->journal.journal_no,
                             .warehouse_id = packed_in(no),
                             .code = no,
                             .at_ms = office.at_ms};
    claims_take(&st, &want, &a);
    return a;
}

static void expect(const struct station *s, const char *no, const char *verdict)
{
    assert_string_equal(claim_verdict_name(ask(s, no).verdict), verdict);
}

// Exceptions of the kind "lost" about this shipment.
static int told(int64_t shipment_id)
{
    size_t i;
    json_t *row;
    struct lists_page page = {.limit = LISTS_PAGE_MAX};
    json_t *list = lists_exceptions(&st, page);
    int count = 0;
    json_array_foreach(list, i, row)
    {
        const char *kind = json_string_value(json_object_get(row, "kind"));
        const char *note = json_string_value(json_object_get(row, "note"));
        int64_t of = json_integer_value(json_object_get(row, "shipment_id"));
        if (of == shipment_id && strcmp(kind, "lost") == 0 &&
            strstr(note, "was withdrawn while it had this order"))
            count++;
    }
    json_decref(list);
    return count;
}

static void what_it_had_is_held_until_somebody_looked(void **state)
{
    char why[FIELD_NAME_MAX + 1] = "";
    (void)state;
    order_of("W-1");
    order_of("W-2");
    int64_t mine = ask(&old, "W-1").shipment_id;
    expect(&other, "W-2", "given");
    withdraw_station(&office, old.station_id, old.name, "given away");
    assert_true(stations_is_withdrawn(&st, old.station_id, why));
    assert_string_equal(why, "given away");
    assert_int_equal(told(mine), 1);
    expect(&other, "W-1", "held");
    expect(&other, "W-2", "given"); // as before
    // Nobody found a parcel there: any bench may have it.
    assert_true(claims_unhold(&st, mine));
    expect(&other, "W-1", "given");
}

static void a_station_that_is_back_goes_on_with_what_it_had(void **state)
{
    char why[FIELD_NAME_MAX + 1];
    (void)state;
    order_of("W-3");
    int64_t mine = ask(&old, "W-3").shipment_id;
    withdraw_station(&office, old.station_id, old.name, "given away");
    stations_renew(&st, old.station_id, "new token", office.at_ms);
    assert_false(stations_is_withdrawn(&st, old.station_id, why));
    assert_true(claims_unhold(&st, mine));
    expect(&other, "W-3", "taken");
    expect(&old, "W-3", "given");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_it_had_is_held_until_somebody_looked,
                               two_benches),
        cmocka_unit_test_setup(a_station_that_is_back_goes_on_with_what_it_had,
                               two_benches),
    };
    return cmocka_run_group_tests(tests, fixture_open_with_goods, NULL);
}
