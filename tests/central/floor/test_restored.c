// Central came back from an older file: what benches did since is told again
// and counts once, or a person hears of it; on real SQLite.
#include "station/central/floor/events.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/holds.h"
#include "station/store/central/people/people.h"
#include "station/base/badge.h"
#include "tests/central/office_fixture.h"

#include <stdlib.h>

static struct station one, two;
static int64_t skew_ms;

static int tell(struct station *s, struct journal_row *row)
{
    static char line[8192];
    char why[EVENTS_WHY_MAX];
    struct text t;
    row->seq = s->journal.last.seq + 1;
    row->body_len = strlen(row->body);
    journal_hash(&s->journal.last, row, row->hash);
    text_init(&t, line, sizeof line);
    journal_line_write(row, &t);
    return events_take_batch(&office, &s->journal, skew_ms, line, t.len, why);
}

static void done(struct station *s, int64_t shipment_id, int64_t fence,
                 const char *no)
{
    char body[400];
    struct journal_row row = {.at_ms = office.at_ms,
                              .kind = "done",
                              .shipment_id = shipment_id,
                              .fence = fence,
                              .body = body};
    snprintf(body, sizeof body,
             "{\"order_no\":\"N-%s\",\"parcels\":[{\"sscc\":\"S%s\","
             "\"tracking\":\"T%s\",\"weight_mg\":5,\"copies\":1}],\"lines\":"
             "[{\"pos\":0,\"qty\":1}]}",
             no, no, no);
    assert_int_equal(tell(s, &row), 1);
}

static int64_t order_of(const char *no)
{
    begin_order("shop", no, "PT", "1100-001");
    add_line("A", 1);
    return take_order(OUTCOME_NEW);
}

static int64_t shipment_of(int64_t order_id)
{
    return number(order_id, "shipments", 0, "shipment_id");
}

static struct claim_answer claim_by(const struct station *s, const char *no)
{
    struct claim_answer a;
    struct claim_ask ask = {.station_id = s->station_id,
                            .journal_no = s->journal.journal_no,
                            .warehouse_id = packed_in(no),
                            .code = no,
                            .at_ms = office.at_ms};
    claims_take(&st, &ask, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    return a;
}

static enum shipment_state state_now(int64_t shipment_id)
{
    struct packing p;
    assert_true(packing_load(&st, shipment_id, &p));
    return p.claim.state;
}

// The note of the newest exception of a kind; its count comes back.
static int told(const char *kind, char note[400])
{
    json_t *list = lists_exceptions(&st, (struct lists_page){.limit = 200});
    size_t i;
    json_t *row;
    int count = 0;
    note[0] = 0;
    json_array_foreach(list, i, row)
    {
        if (strcmp(json_string_value(json_object_get(row, "kind")), kind))
            continue;
        count++;
        snprintf(note, 400, "%s",
                 json_string_value(json_object_get(row, "note")));
    }
    json_decref(list);
    return count;
}

static void a_parcel_of_a_forgotten_claim_counts_once(void **state)
{
    char note[400];
    (void)state;
    int64_t order_id = order_of("N-F1");
    int64_t shipment_id = shipment_of(order_id);
    done(&one, shipment_id, 7, "F1"); // central knows no claim of it
    assert_int_equal(state_now(shipment_id), SHIPMENT_PACKED);
    assert_string_equal(state_of(order_id), "packed");
    assert_int_equal(told("refused", note), 0);
    done(&two, shipment_id, 9, "F1B");
    assert_int_equal(told("doubled", note), 1);
    assert_non_null(strstr(note, "SSCC SF1, tracking TF1 counts"));
    assert_non_null(strstr(note, "SSCC SF1B, tracking TF1B"));
    books_are_fine();
}

// A label of it may lie there: told whatever became of the order since, but
// for one that is on hold, of which it was told.
static void an_order_given_up_with_a_file_is_told(void **state)
{
    char note[400], body[300];
    struct journal_row row = {.kind = "journal",
                              .verdict = "begun",
                              .at_ms = office.at_ms,
                              .body = body};
    (void)state;
    int before = told("lost", note);
    int64_t packed = shipment_of(order_of("N-U1"));
    int64_t held = shipment_of(order_of("N-U2"));
    done(&two, packed, claim_by(&two, "N-U1").fence, "U1");
    claim_by(&one, "N-U2");
    claims_hold_lost(&st, held);
    snprintf(body, sizeof body,
             "{\"parent\":\"\",\"why\":\"copy\",\"orders\":["
             "{\"shipment_id\":%lld,\"order_no\":\"N-U1\"},"
             "{\"shipment_id\":%lld,\"order_no\":\"N-U2\"},"
             "{\"shipment_id\":\"no\",\"order_no\":7}]}",
             (long long)packed, (long long)held);
    assert_int_equal(tell(&one, &row), 1);
    assert_int_equal(told("lost", note), before + 1);
    assert_non_null(strstr(note, "had begun order N-U1"));
}

static void the_first_parcel_counts_though_another_bench_has_the_order(void **s)
{
    char note[400];
    (void)s;
    int64_t shipment_id = shipment_of(order_of("N-G1"));
    struct claim_answer before = claim_by(&one, "N-G1");
    identity_renew(&st, office.at_ms, "A copy was put back");
    // The books came back from before it was packed, and two has it now.
    assert_true(claims_unhold(&st, shipment_id) == false);
    struct claim_ask ask = {.station_id = two.station_id,
                            .journal_no = two.journal.journal_no,
                            .warehouse_id = packed_in("N-G1"),
                            .code = "N-G1",
                            .take_over = true,
                            .at_ms = office.at_ms};
    struct claim_answer now;
    claims_take(&st, &ask, &now);
    assert_int_equal(now.verdict, CLAIM_GIVEN);
    assert_true(now.fence > before.fence + IDENTITY_SKIP);
    done(&one, shipment_id, before.fence, "G1");
    assert_int_equal(state_now(shipment_id), SHIPMENT_PACKED);
    int doubled = told("doubled", note);
    done(&two, shipment_id, now.fence, "G2");
    assert_int_equal(told("doubled", note), doubled + 1);
    books_are_fine();
}

static void who_was_taken_over_does_not_count(void **state)
{
    char note[400];
    (void)state;
    int64_t shipment_id = shipment_of(order_of("N-H1"));
    struct claim_answer before = claim_by(&one, "N-H1");
    struct claim_ask ask = {.station_id = two.station_id,
                            .journal_no = two.journal.journal_no,
                            .warehouse_id = packed_in("N-H1"),
                            .code = "N-H1",
                            .take_over = true,
                            .at_ms = office.at_ms};
    struct claim_answer now;
    claims_take(&st, &ask, &now);
    done(&one, shipment_id, before.fence, "H1");
    assert_int_equal(state_now(shipment_id), SHIPMENT_CLAIMED);
    assert_int_equal(told("refused", note), 1);
    assert_non_null(strstr(note, "SSCC SH1, tracking TH1"));
    books_are_fine();
}

static void a_parcel_without_an_order_is_named_and_the_order_held(void **state)
{
    char note[400];
    (void)state;
    int64_t waiting = order_of("N-O1"); // taken in again before the bench
    done(&one, 987654321, 3, "O1");
    assert_int_equal(told("orphan", note), 1);
    assert_non_null(strstr(note, "order N-O1"));
    assert_non_null(strstr(note, "SSCC SO1, tracking TO1"));
    assert_true(holds_is_open(&st, waiting, ORDER_HOLD_PACKED_BEFORE));
    done(&one, 987654322, 3, "O2");
    int64_t later = order_of("N-O2");
    assert_string_equal(state_of(later), "held");
    assert_true(holds_is(&st, later, ORDER_HOLD_PACKED_BEFORE,
                         "SSCC SO2, tracking TO2"));
    books_are_fine();
}

static void a_number_on_two_parcels_does_not_stop_the_line(void **state)
{
    char note[400];
    (void)state;
    int64_t first = shipment_of(order_of("N-P1"));
    int64_t second = shipment_of(order_of("N-P2"));
    struct claim_answer a = claim_by(&one, "N-P1");
    struct claim_answer b = claim_by(&one, "N-P2");
    done(&one, first, a.fence, "P1");
    int refused = told("refused", note);
    struct journal_row row = {
        .at_ms = office.at_ms,
        .kind = "done",
        .shipment_id = second,
        .fence = b.fence,
        .body = "{\"parcels\":[{\"sscc\":\"SP2\",\"tracking\":\"TP1\","
                "\"weight_mg\":5,\"copies\":1}],\"lines\":[{\"pos\":0,"
                "\"qty\":1}]}"};
    assert_int_equal(tell(&one, &row), 1);
    assert_int_equal(told("refused", note), refused + 1);
    assert_non_null(strstr(note, "SSCC SP2, tracking TP1"));
    done(&one, second, b.fence, "P3");
    assert_int_equal(state_now(second), SHIPMENT_PACKED);
    books_are_fine();
}

static void a_wrong_clock_dates_nothing(void **state)
{
    static const int64_t YEARS = INT64_C(30) * 365 * 86400000;
    static const int64_t OFF[] = {3 * 3600000, -3 * 3600000, YEARS, -YEARS};
    (void)state;
    for (size_t i = 0; i < COUNT(OFF); i++) {
        char no[16], body[300];
        snprintf(no, sizeof no, "N-C%zu", i);
        int64_t order_id = order_of(no);
        int64_t shipment_id = shipment_of(order_id);
        struct claim_answer a = claim_by(&one, no);
        struct journal_row row = {.at_ms = office.at_ms + OFF[i],
                                  .kind = "done",
                                  .shipment_id = shipment_id,
                                  .fence = a.fence,
                                  .body = body};
        snprintf(body, sizeof body,
                 "{\"parcels\":[{\"sscc\":\"SC%zu\",\"tracking\":\"TC%zu\","
                 "\"weight_mg\":5,\"copies\":1}],\"lines\":[{\"pos\":0,"
                 "\"qty\":1}]}",
                 i, i);
        skew_ms = i % 2 ? OFF[i] : 0; // said with the batch, or not
        assert_int_equal(tell(&one, &row), 1);
        skew_ms = 0;
        assert_int_equal(number(order_id, "parcels", 0, "at_ms"), office.at_ms);
    }
    books_are_fine();
}

static void numbers_jump_and_are_never_given_again(void **state)
{
    struct identity before, after;
    char note[400];
    (void)state;
    int64_t order_id = order_of("N-J1");
    int64_t sscc = store_counter(&st, "sscc_next", 1);
    int renewed = told("restored", note);
    identity_load(&st, &before);
    identity_renew(&st, office.at_ms, "A copy was put back");
    identity_load(&st, &after);
    assert_string_equal(before.database_id, after.database_id);
    assert_string_not_equal(before.incarnation, after.incarnation);
    assert_int_equal(told("restored", note), renewed + 1);
    assert_true(order_of("N-J2") > order_id + IDENTITY_SKIP);
    assert_true(store_counter(&st, "sscc_next", 1) >= sscc + IDENTITY_SKIP);
    // A carrier's range that was never used in this file has moved as well.
    assert_true(store_counter(&st, "track.CTT", 0) > IDENTITY_SKIP);
    books_are_fine();
}

static void confirmed_rows_that_come_again_renew_the_numbers(void **state)
{
    struct identity before, after;
    (void)state;
    struct journal_row row = {
        .at_ms = office.at_ms, .kind = "scan", .verdict = "took", .body = "{}"};
    at(office.at_ms + 3600000);
    identity_load(&st, &before);
    two.journal.acked_seq = two.journal.last.seq + 1;
    assert_int_equal(tell(&two, &row), 1);
    identity_load(&st, &after);
    assert_string_not_equal(before.incarnation, after.incarnation);
    two.journal.acked_seq = two.journal.last.seq + 1; // another, soon after
    assert_int_equal(tell(&two, &row), 1);
    identity_load(&st, &before);
    assert_string_equal(before.incarnation, after.incarnation);
    books_are_fine();
}

// Somebody with a badge: the row that signs her in at a station.
static struct journal_row sign_in_row(char digit, char body[100])
{
    struct person p = {.role = "supervisor", .name = "Sol", .is_active = true};
    char proof[BADGE_PROOF_TEXT + 1];
    snprintf(p.login, sizeof p.login, "sol-%c", digit);
    memset(p.badge, digit, BADGE_TEXT);
    badge_prove(p.badge, two.journal.last.hash, proof);
    snprintf(body, 100, "{\"proof\":\"%s\"}", proof);
    return (struct journal_row){.at_ms = office.at_ms,
                                .kind = "sign_in",
                                .person_id = people_save(&st, &p),
                                .body = body};
}

static void who_has_a_token_alone_signs_nobody_in(void **state)
{
    char note[400], body[100], kept[100];
    (void)state;
    struct journal_row row = sign_in_row('1', body);
    assert_int_equal(tell(&two, &row), 1);
    assert_int_equal(two.journal.person_id, row.person_id);
    memcpy(kept, body, sizeof kept);
    const char *const forged[] = {"{}", kept, "{\"proof\":\"\"}",
                                  "{\"proof\":7}", "["};
    for (size_t i = 0; i < COUNT(forged); i++) {
        row.body = forged[i];
        assert_int_equal(tell(&two, &row), 1);
        assert_int_equal(two.journal.person_id, 0);
    }
    assert_int_equal(told("person", note), 0);
}

static void a_person_who_never_signed_in_is_told_once(void **state)
{
    char note[400], body[100];
    (void)state;
    struct journal_row row = sign_in_row('2', body);
    int64_t person_id = row.person_id;
    assert_int_equal(tell(&two, &row), 1);
    assert_int_equal(two.journal.person_id, person_id);
    snprintf(row.kind, sizeof row.kind, "scan");
    assert_int_equal(tell(&two, &row), 1);
    assert_int_equal(told("person", note), 0);
    row.person_id = person_id + 1;
    assert_int_equal(tell(&two, &row), 1);
    assert_int_equal(tell(&two, &row), 1);
    assert_int_equal(told("person", note), 1);
    snprintf(row.kind, sizeof row.kind, "sign_out");
    row.person_id = person_id;
    assert_int_equal(tell(&two, &row), 1);
    assert_int_equal(two.journal.person_id, 0);
    books_are_fine();
}

static int open_restored(void **state)
{
    if (fixture_open_with_goods(state) != 0)
        return -1;
    identity_make(&st);
    stations_add(&st, "one", "one");
    stations_add(&st, "two", "two");
    return stations_find(&st, "one", &one) == ERR_OK &&
                   stations_find(&st, "two", &two) == ERR_OK
               ? 0
               : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_given_up_with_a_file_is_told),
        cmocka_unit_test(a_parcel_of_a_forgotten_claim_counts_once),
        cmocka_unit_test(
            the_first_parcel_counts_though_another_bench_has_the_order),
        cmocka_unit_test(who_was_taken_over_does_not_count),
        cmocka_unit_test(a_parcel_without_an_order_is_named_and_the_order_held),
        cmocka_unit_test(a_number_on_two_parcels_does_not_stop_the_line),
        cmocka_unit_test(a_wrong_clock_dates_nothing),
        cmocka_unit_test(numbers_jump_and_are_never_given_again),
        cmocka_unit_test(confirmed_rows_that_come_again_renew_the_numbers),
        cmocka_unit_test(who_has_a_token_alone_signs_nobody_in),
        cmocka_unit_test(a_person_who_never_signed_in_is_told_once)};
    return cmocka_run_group_tests(tests, open_restored, NULL);
}
