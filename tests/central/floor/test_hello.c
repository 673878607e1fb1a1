// Who a station is: known, new, a branch, a second one, another's; on real
// SQLite.
#include "station/central/floor/events.h"
#include "station/central/floor/hello.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/lists/lists.h"
#include "tests/central/office_fixture.h"

#include <stdlib.h>

#define J1 "1111111111111111"
#define J2 "2222222222222222"
#define J3 "3333333333333333"
#define RUN_A "aaaaaaaaaaaaaaaa"
#define RUN_B "bbbbbbbbbbbbbbbb"

// The rows that a bench has, all of them by their number.
enum { ROWS_MAX = 64 };
struct file {
    struct journal_tip tip[ROWS_MAX];
    int64_t count;
};

static struct station s;
static struct welcome w;
static int station_no;

static void text(char *out, const char *in)
{
    snprintf(out, IDENTITY_MAX + 1, "%s", in);
}

static int fresh(void **state)
{
    char name[32];
    (void)state;
    snprintf(name, sizeof name, "hello-%d", ++station_no);
    stations_add(&st, name, name);
    return stations_find(&st, name, &s) == ERR_OK ? 0 : -1;
}

static struct hello greeting(const char *journal, const char *run,
                             const struct file *f)
{
    struct hello h = {.tip_seq = f->count};
    text(h.journal_id, journal);
    text(h.run, run);
    return h;
}

static void probe_at(struct hello *h, const struct file *f, int64_t seq)
{
    h->probe_seq = seq;
    secret_hex(f->tip[seq].hash, SECRET_DIGEST_LEN, h->probe_hash);
}

static void say(const struct hello *h)
{
    hello_take(&office, &s, h, "10.0.0.5", &w);
    struct welcome once = w;
    hello_take(&office, &s, h, "10.0.0.5", &w); // the answer was lost
    assert_int_equal(w.verdict, once.verdict);
    assert_int_equal(w.last_seq, once.last_seq);
    assert_string_equal(w.journal_id, once.journal_id);
    assert_string_equal(w.last_hash, once.last_hash);
}

static void begin(const char *journal, const char *parent, const struct file *f,
                  int64_t at_seq)
{
    struct hello h = greeting(journal, RUN_A, f);
    probe_at(&h, f, at_seq);
    text(h.parent_id, parent);
    h.begins = true;
    say(&h);
    assert_int_equal(w.verdict, HELLO_WELCOME);
}

static int push(struct file *f, int64_t from, const char *body)
{
    static char line[8192];
    char why[EVENTS_WHY_MAX];
    struct text t;
    struct journal_row row = {.seq = from + 1,
                              .at_ms = office.at_ms,
                              .kind = "scan",
                              .verdict = "took",
                              .body = body,
                              .body_len = strlen(body)};
    journal_hash(&f->tip[from], &row, row.hash);
    f->count = row.seq;
    f->tip[row.seq].seq = row.seq;
    memcpy(f->tip[row.seq].hash, row.hash, sizeof row.hash);
    text_init(&t, line, sizeof line);
    journal_line_write(&row, &t);
    return events_take_batch(&office, &s.journal, 0, line, t.len, why);
}

static void nobody_is_heard_before_the_hello(void **state)
{
    const char *why;
    struct hello_said said = {"", "", w.incarnation};
    struct file f = {.count = 0};
    (void)state;
    assert_false(hello_agrees(&st, &s, &said, &why));
    assert_string_equal(why, "this station has not said hello yet");
    begin(J1, "", &f, 0);
    assert_false(hello_agrees(&st, &s, &said, &why));
    said = (struct hello_said){J1, RUN_A, w.incarnation};
    assert_true(hello_agrees(&st, &s, &said, &why));
}

static int count_exceptions(const char *kind)
{
    json_t *list = lists_exceptions(&st, (struct lists_page){.limit = 200});
    size_t i;
    json_t *row;
    int count = 0;
    json_array_foreach(list, i, row)
    {
        bool is_it =
            strcmp(json_string_value(json_object_get(row, "kind")), kind) == 0;
        bool is_ours = json_integer_value(json_object_get(row, "station_id")) ==
                       s.station_id;
        count += is_it && is_ours;
    }
    json_decref(list);
    return count;
}

static void a_file_from_before_keeps_its_journal(void **state)
{
    static struct file f;
    (void)state;
    memset(&f, 0, sizeof f);
    assert_int_equal(push(&f, 0, "{}"), 1);
    int64_t journal_no = s.journal.journal_no;
    struct hello h = greeting(J1, RUN_A, &f);
    say(&h);
    assert_int_equal(w.verdict, HELLO_UNKNOWN);
    assert_string_equal(w.journal_id, "");
    assert_int_equal(w.last_seq, 1);
    begin(J1, "", &f, 1);
    assert_int_equal(s.journal.journal_no, journal_no);
    assert_string_equal(s.journal.journal_id, J1);
    assert_int_equal(w.last_seq, 1);
    assert_int_equal(push(&f, 1, "{}"), 1);
}

static void a_known_journal_is_told_how_far_it_is(void **state)
{
    static struct file f;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    for (int64_t i = 0; i < 5; i++)
        assert_int_equal(push(&f, i, "{}"), 1);
    struct hello h = greeting(J1, RUN_A, &f);
    probe_at(&h, &f, 3);
    say(&h);
    assert_int_equal(w.verdict, HELLO_WELCOME);
    assert_int_equal(w.probe, HELLO_PROBE_SAME);
    assert_int_equal(w.last_seq, 5);
    char hex[SECRET_DIGEST_TEXT + 1];
    secret_hex(f.tip[5].hash, SECRET_DIGEST_LEN, hex);
    assert_string_equal(w.last_hash, hex);
    h.probe_hash[0] = h.probe_hash[0] == '0' ? '1' : '0';
    say(&h);
    assert_int_equal(w.probe, HELLO_PROBE_OTHER);
    h.tip_seq = h.probe_seq = 6;
    say(&h);
    assert_int_equal(w.probe, HELLO_PROBE_NONE);
}

static void the_same_number_with_another_hash_is_no_repeat(void **state)
{
    static struct file f;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    for (int64_t i = 0; i < 3; i++)
        assert_int_equal(push(&f, i, "{}"), 1);
    struct journal before = s.journal;
    f.count = 1;
    assert_int_equal(push(&f, 1, "{\"other\":1}"), ERR_CONFLICT);
    assert_int_equal(s.journal.last.seq, before.last.seq);
}

// A file that went back to row 2 and went on: its new rows are a branch.
static void an_older_file_goes_on_in_a_branch(void **state)
{
    static struct file f, old;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    for (int64_t i = 0; i < 4; i++)
        assert_int_equal(push(&f, i, "{}"), 1);
    old = f;
    old.count = 2;
    int64_t first_no = s.journal.journal_no;
    struct hello h = greeting(J2, RUN_A, &old);
    text(h.parent_id, J1);
    probe_at(&h, &old, 2);
    say(&h);
    assert_int_equal(w.verdict, HELLO_UNKNOWN);
    assert_string_equal(w.journal_id, J1);
    assert_int_equal(w.last_seq, 4);
    assert_int_equal(w.probe, HELLO_PROBE_SAME);
    begin(J2, J1, &old, 2);
    assert_int_not_equal(s.journal.journal_no, first_no);
    assert_int_equal(s.journal.parent_no, first_no);
    assert_int_equal(w.last_seq, 2);
    assert_int_equal(push(&old, 2, "{\"branch\":1}"), 1);
    assert_int_equal(push(&old, 3, "{\"branch\":2}"), 1);
    // A branch of the branch, which begins among its parent's parent's rows.
    struct file third = old;
    third.count = 1;
    begin(J3, J2, &third, 1);
    assert_int_equal(push(&third, 1, "{\"third\":1}"), 1);
    // And the first file again: it is where it was.
    h = greeting(J1, RUN_A, &f);
    say(&h);
    assert_int_equal(w.verdict, HELLO_WELCOME);
    assert_int_equal(w.last_seq, 4);
    assert_int_equal(push(&f, 4, "{}"), 1);
    books_are_fine();
}

static void a_branch_where_the_rows_differ_is_not_begun(void **state)
{
    static struct file f, other;
    (void)state;
    memset(&f, 0, sizeof f);
    memset(&other, 0, sizeof other);
    begin(J1, "", &f, 0);
    assert_int_equal(push(&f, 0, "{}"), 1);
    other.count = 1;
    memset(other.tip[1].hash, 7, SECRET_DIGEST_LEN);
    struct hello h = greeting(J2, RUN_A, &other);
    text(h.parent_id, J1);
    probe_at(&h, &other, 1);
    h.begins = true;
    say(&h);
    assert_int_equal(w.verdict, HELLO_UNKNOWN);
    assert_int_equal(w.probe, HELLO_PROBE_OTHER);
    assert_string_equal(s.journal.journal_id, J1);
}

static void what_a_lost_file_had_goes_on_hold(void **state)
{
    static struct file f, none;
    struct packing p;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    begin_order("shop", "LOST-1", "PT", "1100-001");
    add_line("A", 1);
    int64_t order_id = take_order(OUTCOME_NEW);
    int64_t shipment_id = number(order_id, "shipments", 0, "shipment_id");
    struct claim_ask ask = {.station_id = s.station_id,
                            .warehouse_id = packed_in("LOST-1"),
                            .code = "LOST-1",
                            .at_ms = MONDAY_9,
                            .journal_no = s.journal.journal_no};
    struct claim_answer a;
    claims_take(&st, &ask, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    begin(J2, "", &none, 0);
    assert_true(packing_load(&st, shipment_id, &p));
    assert_int_equal(p.claim.state, SHIPMENT_HELD);
    assert_int_equal(count_exceptions("lost"), 1);
    struct hello h = greeting(J2, RUN_A, &none);
    say(&h);
    assert_int_equal(count_exceptions("lost"), 1);
    // When there is no parcel anybody may have it, under another fence.
    assert_true(claims_unhold(&st, shipment_id));
    ask.journal_no = s.journal.journal_no;
    struct claim_answer again;
    claims_take(&st, &ask, &again);
    assert_int_equal(again.verdict, CLAIM_GIVEN);
    assert_true(again.fence > a.fence);
}

// Central and the bench both went back: what is in neither file is nobody's
// to tell but a person's.
static void a_lost_file_after_a_restore_is_told(void **state)
{
    static struct file f, none;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    assert_int_equal(push(&f, 0, "{}"), 1);
    begin(J2, "", &none, 0);
    assert_int_equal(count_exceptions("unheard"), 0); // central has its rows
    identity_renew(&st, office.at_ms, "a copy");
    struct hello h = greeting(J2, RUN_A, &none);
    say(&h);
    begin(J3, "", &none, 0);
    assert_int_equal(count_exceptions("unheard"), 0); // it was heard before
    identity_renew(&st, office.at_ms, "a copy again");
    begin(J1, "", &f, 1);
    assert_int_equal(count_exceptions("unheard"), 1);
    begin(J1, "", &f, 1);
    assert_int_equal(count_exceptions("unheard"), 1);
}

static void works_are_compared(void **state)
{
    static struct file f;
    struct packing p;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    begin_order("shop", "WORK-1", "PT", "1100-001");
    add_line("A", 1);
    int64_t order_id = take_order(OUTCOME_NEW);
    int64_t shipment_id = number(order_id, "shipments", 0, "shipment_id");
    struct hello h = greeting(J1, RUN_A, &f);
    h.work_count = 2; // the second is nobody's
    h.work[0] = (struct hello_work){shipment_id, 9, true, "WORK-1"};
    h.work[1] = (struct hello_work){shipment_id + 1000, 1, false, "WORK-0"};
    say(&h);
    assert_int_equal(w.gone_count, 1);
    assert_int_equal(w.gone[0], shipment_id + 1000);
    assert_true(packing_load(&st, shipment_id, &p));
    assert_int_equal(p.claim.state, SHIPMENT_CLAIMED);
    assert_int_equal(p.claim.station_id, s.station_id);
    assert_int_equal(p.claim.fence, 9);
}

// Its label may be out already: the order waits for a person, whether it is
// here or comes later.
static void work_begun_that_is_not_in_the_books_holds_its_order(void **state)
{
    static struct file f;
    int told = count_exceptions("orphan");
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    begin_order("shop", "BEGUN-1", "PT", "1100-001");
    add_line("A", 1);
    int64_t here = take_order(OUTCOME_NEW);
    struct hello h = greeting(J1, RUN_A, &f);
    h.work_count = 2;
    h.work[0] = (struct hello_work){900001, 9, true, "BEGUN-1"};
    h.work[1] = (struct hello_work){900002, 9, true, "BEGUN-2"};
    say(&h);
    say(&h); // its answer was lost
    assert_int_equal(w.gone_count, 2);
    assert_int_equal(count_exceptions("orphan"), told + 2);
    assert_string_equal(state_of(here), "held");
    begin_order("shop", "BEGUN-2", "PT", "1100-001");
    add_line("A", 1);
    assert_string_equal(state_of(take_order(OUTCOME_NEW)), "held");
    books_are_fine();
}

static void a_second_machine_waits_until_the_first_is_silent(void **state)
{
    static struct file f;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    struct hello other = greeting(J2, RUN_B, &f);
    hello_take(&office, &s, &other, "10.0.0.9", &w);
    assert_int_equal(w.verdict, HELLO_SECOND);
    assert_string_equal(w.rival, "10.0.0.5");
    hello_take(&office, &s, &other, "10.0.0.9", &w);
    assert_int_equal(w.verdict, HELLO_SECOND);
    assert_int_equal(count_exceptions("second"), 0); // is the first alive?
    assert_true(hello_has_rival(&office, &s));
    assert_true(hello_has_rival(&office, &s));
    assert_int_equal(count_exceptions("second"), 1);
    struct station now;
    char name[32];
    snprintf(name, sizeof name, "hello-%d", station_no);
    assert_int_equal(stations_find(&st, name, &now), ERR_OK);
    assert_string_equal(now.rival, "10.0.0.9");
    assert_string_equal(now.run, RUN_A);
    at(office.at_ms + STATION_QUIET_MS);
    hello_take(&office, &s, &other, "10.0.0.9", &w);
    assert_int_equal(w.verdict, HELLO_UNKNOWN);
    other.begins = true;
    hello_take(&office, &s, &other, "10.0.0.9", &w);
    assert_int_equal(w.verdict, HELLO_WELCOME);
    assert_false(hello_has_rival(&office, &s)); // it is alone now
}

static void the_same_file_started_anew_is_let_in_at_once(void **state)
{
    static struct file f;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    struct hello h = greeting(J1, RUN_B, &f);
    text(h.run_before, RUN_A);
    say(&h);
    assert_int_equal(w.verdict, HELLO_WELCOME);
    assert_string_equal(s.run, RUN_B);
    const char *why;
    struct hello_said said = {J1, RUN_A, w.incarnation};
    assert_false(hello_agrees(&st, &s, &said, &why));
    said.run = RUN_B;
    assert_true(hello_agrees(&st, &s, &said, &why));
    said.incarnation = RUN_A;
    assert_false(hello_agrees(&st, &s, &said, &why));
    said = (struct hello_said){J2, RUN_B, w.incarnation};
    assert_false(hello_agrees(&st, &s, &said, &why));
}

static void a_file_of_another_database_is_refused(void **state)
{
    static struct file f;
    (void)state;
    memset(&f, 0, sizeof f);
    struct hello h = greeting(J1, RUN_A, &f);
    text(h.database_id, RUN_B);
    say(&h);
    assert_int_equal(w.verdict, HELLO_FOREIGN);
    assert_string_equal(s.run, "");
}

static void numbers_that_were_lent_before_are_not_lent_again(void **state)
{
    static struct file f;
    (void)state;
    memset(&f, 0, sizeof f);
    begin(J1, "", &f, 0);
    int64_t end = store_counter(&st, "sscc_next", 1) + 5 * JOURNALS_LEND;
    struct hello h = greeting(J1, RUN_A, &f);
    h.sscc_end = end; // central forgot that it lent these
    say(&h);
    assert_int_equal(s.journal.sscc_end, end);
    journals_lend(&st, &s.journal, office.at_ms);
    assert_int_equal(s.journal.sscc_next, end);
    h.sscc_end = INT64_C(1) << 60; // nobody lent that
    say(&h);
    assert_int_equal(store_counter(&st, "sscc_next", 1), end + JOURNALS_LEND);
}

static int open_hellos(void **state)
{
    if (fixture_open_with_goods(state) != 0)
        return -1;
    identity_make(&st);
    return 0;
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup(test, fresh)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nobody_is_heard_before_the_hello, fresh),
        EACH(a_file_from_before_keeps_its_journal),
        EACH(a_known_journal_is_told_how_far_it_is),
        EACH(the_same_number_with_another_hash_is_no_repeat),
        EACH(an_older_file_goes_on_in_a_branch),
        EACH(a_branch_where_the_rows_differ_is_not_begun),
        EACH(what_a_lost_file_had_goes_on_hold),
        EACH(a_lost_file_after_a_restore_is_told),
        EACH(works_are_compared),
        EACH(work_begun_that_is_not_in_the_books_holds_its_order),
        EACH(a_second_machine_waits_until_the_first_is_silent),
        EACH(the_same_file_started_anew_is_let_in_at_once),
        EACH(a_file_of_another_database_is_refused),
        EACH(numbers_that_were_lent_before_are_not_lent_again)};
    return cmocka_run_group_tests(tests, open_hellos, NULL);
}
