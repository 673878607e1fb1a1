// The parcel: its box, its weight, its label, and the printer's word for it.
#include "tests/domain/pack/pack_fixture.h"

static void a_new_box_makes_a_second_parcel(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 2)};
    (void)state;
    order(lines, 1);
    assert_int_equal(command(PACK_CMD_NEW_BOX), V_BOX_EMPTY);
    scan(1);
    assert_int_equal(command(PACK_CMD_NEW_BOX), V_BOXED);
    assert_int_equal(weigh(340000), V_WEIGHT_OK);
    print_and_label(1, "TM1");
    assert_int_equal(p.state, PACK_PICKING);
    scan(1);
    assert_int_equal(weigh(340000), V_WEIGHT_OK);
    print_and_label(2, "TM2");
    assert_int_equal(p.state, PACK_DONE);
    assert_int_equal(p.parcel_count, 2);
}

static void a_wrong_weight_blocks_the_label(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 3), line(2, 7, 1)};
    (void)state;
    order(lines, 2);
    scan_qty(1, 3);
    scan(7);
    assert_int_equal(weigh(1240000 - 100000), V_WEIGHT_LIGHT);
    assert_int_equal(p.weighed.cause_idx, 0);
    assert_int_equal(p.weighed.cause_qty, -1);
    assert_int_equal(queue(1, "TM1"), V_NOT_NOW);
    assert_int_equal(weigh(1240000 + 700000), V_WEIGHT_HEAVY);
    assert_int_equal(p.weighed.cause_idx, 1);
    assert_int_equal(step(&(struct pack_event){.kind = PACK_OVERRIDE}),
                     V_OVERRIDDEN);
    assert_int_equal(p.state, PACK_PRINTING);
}

static void missing_weight_data_is_unchecked_and_never_ok(void **state)
{
    struct pick_line l = line(1, 1, 1);
    (void)state;
    l.unit_mg = 0;
    order(&l, 1);
    scan(1);
    assert_int_equal(weigh(900000), V_WEIGHT_UNCHECKED);
    assert_int_equal(p.state, PACK_WEIGHING);
    assert_int_equal(command(PACK_CMD_CONTINUE), V_CONTINUED);
    assert_int_equal(p.open.weighed, V_WEIGHT_UNCHECKED);
}

static void an_unknown_job_is_settled_by_the_label_or_a_reprint(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 1)};
    (void)state;
    order(lines, 1);
    scan(1);
    weigh(340000);
    queue(1, "TM1");
    job(1, PACK_JOB_SENT);
    assert_int_equal(job(1, PACK_JOB_UNKNOWN), V_JOB_UNKNOWN);
    assert_int_equal(queue(2, "TM9"), V_NOT_NOW); // never sent again by itself
    assert_int_equal(command(PACK_CMD_REPRINT), V_CONTINUED);
    assert_int_equal(queue(2, "TM9"), V_JOB_QUEUED);
    assert_string_equal(p.open.tracking, "TM1"); // the same number
    assert_int_equal(p.open.copies, 2);
    job(2, PACK_JOB_SENT);
    job(2, PACK_JOB_UNKNOWN);
    assert_int_equal(label("TM1"), V_LABEL_RIGHT);
    assert_int_equal(p.state, PACK_DONE);
}

static void a_job_that_failed_is_no_copy(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 1)};
    (void)state;
    order(lines, 1);
    scan(1);
    weigh(340000);
    queue(1, "TM1");
    assert_int_equal(job(1, PACK_JOB_FAILED), V_JOB_FAILED);
    assert_int_equal(queue(2, "TM1"), V_JOB_QUEUED);
    assert_int_equal(p.open.copies, 1);
}

static void another_parcels_label_stops(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 1)};
    (void)state;
    order(lines, 1);
    scan(1);
    weigh(340000);
    queue(1, "TM1");
    job(1, PACK_JOB_SENT);
    job(1, PACK_JOB_PRINTED);
    assert_int_equal(label("TM2"), V_LABEL_OTHER);
    assert_int_equal(p.state, PACK_LABELLING);
    assert_int_equal(label("TM1"), V_LABEL_RIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_box_makes_a_second_parcel),
        cmocka_unit_test(a_wrong_weight_blocks_the_label),
        cmocka_unit_test(missing_weight_data_is_unchecked_and_never_ok),
        cmocka_unit_test(an_unknown_job_is_settled_by_the_label_or_a_reprint),
        cmocka_unit_test(a_job_that_failed_is_no_copy),
        cmocka_unit_test(another_parcels_label_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
