// The packing edge cases of the bench, by name, and random events.
#include "station/domain/pack/pack.h"
#include "tests/test.h"

static struct pack p;

static struct pick_line line(int32_t no, int64_t item, int32_t qty)
{
    return (struct pick_line){.line_no = no, .item_id = item, .qty_want = qty,
                              .unit_mg = 100000 * item,
                              .kit_idx = PICK_NO_LINE};
}

static void order(const struct pick_line *lines, size_t count)
{
    struct pack_rule rule = {.needs_weight = true,
                             .weigh = {.step_mg = 1000, .floor_mg = 5000,
                                       .permille = 10, .tare_mg = 200000,
                                       .packing_mg = 40000}};
    pack_init(&p, &rule);
    for (size_t i = 0; i < count; i++)
        assert_true(pack_add_line(&p, &lines[i]));
}

static enum verdict step(const struct pack_event *ev)
{
    enum verdict v = pack_step(&p, ev);
    pack_check(&p);
    return v;
}

static enum verdict scan_qty(int64_t item, int32_t qty)
{
    return step(&(struct pack_event){
        .kind = PACK_SCAN, .pick = {.item_id = item, .qty = qty}});
}

static enum verdict scan(int64_t item)
{
    return scan_qty(item, 1);
}

static enum verdict scan_lot(int64_t item, const char *lot, int32_t expiry,
                             const char *serial, bool was_shipped)
{
    struct pack_event ev = {.kind = PACK_SCAN,
                            .pick = {.item_id = item, .qty = 1,
                                     .expiry_days = expiry,
                                     .today_days = 20000,
                                     .was_shipped = was_shipped}};
    strcpy(ev.pick.lot, lot);
    strcpy(ev.pick.serial, serial);
    return step(&ev);
}

static enum verdict command(enum pack_command c)
{
    return step(&(struct pack_event){.kind = PACK_COMMAND, .command = c});
}

static enum verdict times(int32_t n)
{
    return step(&(struct pack_event){.kind = PACK_COMMAND,
                                     .command = PACK_CMD_TIMES, .count = n});
}

static enum verdict weigh(int64_t mg)
{
    return step(&(struct pack_event){.kind = PACK_WEIGHT, .gross_mg = mg});
}

static enum verdict job(int64_t id, enum pack_job_state s)
{
    return step(&(struct pack_event){.kind = PACK_JOB, .job_id = id,
                                     .job_state = s});
}

static enum verdict queue(int64_t id, const char *code)
{
    struct pack_event ev = {.kind = PACK_QUEUE, .job_id = id};
    strcpy(ev.code, code);
    strcpy(ev.sscc, "006141411234567890");
    return step(&ev);
}

static enum verdict label(const char *code)
{
    struct pack_event ev = {.kind = PACK_LABEL};
    strcpy(ev.code, code);
    return step(&ev);
}

static void print_and_label(int64_t id, const char *code)
{
    assert_int_equal(queue(id, code), V_JOB_QUEUED);
    assert_int_equal(job(id, PACK_JOB_SENT), V_JOB_SENT);
    assert_int_equal(job(id, PACK_JOB_PRINTED), V_JOB_PRINTED);
    assert_int_equal(label(code), V_LABEL_RIGHT);
}

static void an_order_is_scanned_weighed_labelled_and_done(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 1), line(2, 2, 2)};
    (void)state;
    order(lines, 2);
    assert_int_equal(scan(1), V_TOOK_LINE);
    assert_int_equal(scan(2), V_TOOK);
    assert_int_equal(scan(2), V_TOOK_LAST);
    assert_int_equal(p.state, PACK_WEIGHING);
    assert_int_equal(weigh(740000), V_WEIGHT_OK);
    print_and_label(1, "TM1");
    assert_int_equal(p.state, PACK_DONE);
    assert_int_equal(scan(1), V_NOT_NOW);
}

static void a_wrong_item_is_not_counted(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 1)};
    (void)state;
    order(lines, 1);
    assert_int_equal(scan(9), V_WRONG_ITEM);
    assert_int_equal(p.alarm, V_WRONG_ITEM);
    assert_int_equal(pick_qty_done(&p.pick), 0);
    assert_int_equal(scan(1), V_TOOK_LAST);
    assert_int_equal(p.alarm, V_OPENED); // the right scan acknowledges
}

static void an_unknown_code_and_a_misread_count_nothing(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 1)};
    (void)state;
    order(lines, 1);
    assert_int_equal(step(&(struct pack_event){.kind = PACK_UNKNOWN}),
                     V_UNKNOWN_CODE);
    assert_int_equal(p.alarm, V_UNKNOWN_CODE);
    assert_int_equal(command(PACK_CMD_CONTINUE), V_CONTINUED);
    assert_int_equal(p.alarm, V_OPENED);
    assert_int_equal(step(&(struct pack_event){.kind = PACK_MISREAD}),
                     V_MISREAD);
    assert_int_equal(pick_qty_done(&p.pick), 0);
}

static void an_over_scan_stops_and_remove_takes_out(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 2), line(2, 2, 1)};
    (void)state;
    order(lines, 2);
    scan_qty(1, 2);
    assert_int_equal(scan(1), V_TOO_MANY);
    assert_int_equal(command(PACK_CMD_REMOVE), V_ARMED);
    assert_int_equal(scan(1), V_REMOVED);
    assert_int_equal(pick_qty_done(&p.pick), 1);
    assert_int_equal(command(PACK_CMD_REMOVE), V_ARMED);
    assert_int_equal(scan(2), V_NOT_IN_BOX);
}

static void many_of_one_item_are_counted_at_once(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 30)};
    (void)state;
    order(lines, 1);
    assert_int_equal(times(0), V_NOT_NOW);
    assert_int_equal(times(PACK_TIMES_MAX + 1), V_NOT_NOW);
    assert_int_equal(times(5), V_ARMED);
    assert_int_equal(scan(1), V_TOOK);
    assert_int_equal(pick_qty_done(&p.pick), 5);
    assert_int_equal(scan(1), V_TOOK); // the count is for one scan only
    assert_int_equal(pick_qty_done(&p.pick), 6);
    assert_int_equal(times(2), V_ARMED);
    assert_int_equal(scan_qty(1, 12), V_TOOK_LAST);
}

static void a_case_code_counts_n_unless_it_is_too_big(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 20)};
    (void)state;
    order(lines, 1);
    assert_int_equal(scan_qty(1, 12), V_TOOK);
    assert_int_equal(scan_qty(1, 12), V_CASE_TOO_BIG);
    assert_int_equal(pick_qty_done(&p.pick), 12);
}

static void the_same_item_on_two_lines_fills_the_smaller_first(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 5), line(2, 1, 2)};
    (void)state;
    order(lines, 2);
    assert_int_equal(scan(1), V_TOOK);
    assert_int_equal(p.pick.line[1].qty_done, 1);
    assert_int_equal(scan_qty(1, 3), V_TOOK); // only the first still fits 3
    assert_int_equal(p.pick.line[0].qty_done, 3);
    assert_int_equal(scan(1), V_TOOK_LINE);
    assert_int_equal(scan_qty(1, 2), V_TOOK_LAST);
}

static void lots_must_be_given_allocated_and_fresh(void **state)
{
    struct pick_line l = line(1, 1, 3);
    (void)state;
    l.needs_lot = true;
    strcpy(l.lot, "A1");
    order(&l, 1);
    assert_int_equal(scan_lot(1, "", 0, "", false), V_LOT_MISSING);
    assert_int_equal(scan_lot(1, "B2", 0, "", false), V_LOT_OTHER);
    assert_int_equal(scan_lot(1, "A1", 19999, "", false), V_EXPIRED);
    assert_int_equal(scan_lot(1, "A1", 20000, "", false), V_TOOK);
}

static void serials_are_unique_and_never_shipped_twice(void **state)
{
    struct pick_line l = line(1, 1, 3);
    (void)state;
    l.needs_serial = true;
    order(&l, 1);
    assert_int_equal(scan_lot(1, "", 0, "", false), V_SERIAL_MISSING);
    assert_int_equal(scan_lot(1, "", 0, "S1", false), V_TOOK);
    assert_int_equal(scan_lot(1, "", 0, "S1", false), V_SERIAL_TWICE);
    assert_int_equal(scan_lot(1, "", 0, "S2", true), V_SERIAL_SHIPPED);
    assert_int_equal(pick_qty_done(&p.pick), 1);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(scan_lot(1, "", 0, "S1", false), V_TOOK);
}

static void a_kit_is_packed_by_its_parts_and_leaves_whole(void **state)
{
    struct pick_line kit = line(1, 50, 2), a = line(1, 1, 2), b = line(1, 2, 4);
    (void)state;
    kit.is_kit = true;
    a.kit_idx = b.kit_idx = 0;
    a.qty_per_kit = 1;
    b.qty_per_kit = 2;
    const struct pick_line lines[] = {kit, a, b};
    order(lines, 3);
    assert_int_equal(scan(50), V_KIT_SCAN_PARTS);
    assert_int_equal(scan(1), V_TOOK);
    assert_int_equal(scan(2), V_TOOK);
    assert_int_equal(command(PACK_CMD_NEW_BOX), V_KIT_PARTIAL);
    assert_int_equal(scan(2), V_TOOK);
    assert_int_equal(command(PACK_CMD_NEW_BOX), V_BOXED);
    assert_int_equal(p.state, PACK_WEIGHING);
}

static void a_kit_that_comes_assembled_is_one_item(void **state)
{
    const struct pick_line lines[] = {line(1, 50, 1)};
    (void)state;
    order(lines, 1);
    assert_int_equal(scan(50), V_TOOK_LAST);
}

static void a_short_line_ends_with_a_reason(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 3), line(2, 2, 1)};
    (void)state;
    order(lines, 2);
    scan(1);
    assert_int_equal(command(PACK_CMD_SHORT), V_ARMED);
    assert_int_equal(command(PACK_CMD_SHORT_DAMAGED), V_SHORT);
    assert_int_equal(p.pick.line[0].qty_short, 2);
    assert_int_equal(p.pick.line[0].short_reason, PICK_SHORT_DAMAGED);
    assert_int_equal(command(PACK_CMD_SHORT_NOT_THERE), V_SHORT);
    assert_int_equal(p.state, PACK_WEIGHING);
}

static void an_order_all_short_ends_without_a_parcel(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 3)};
    (void)state;
    order(lines, 1);
    assert_int_equal(command(PACK_CMD_DONE), V_NOT_NOW);
    command(PACK_CMD_SHORT_OTHER);
    assert_int_equal(command(PACK_CMD_DONE), V_TOOK_LAST);
    assert_int_equal(p.state, PACK_DONE);
    assert_int_equal(p.parcel_count, 0);
}

static void a_damaged_unit_leaves_the_line_open(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 2)};
    (void)state;
    order(lines, 1);
    scan(1);
    command(PACK_CMD_DAMAGED);
    assert_int_equal(scan(1), V_DAMAGED);
    assert_int_equal(pick_qty_done(&p.pick), 1); // it was not in the box yet
    scan(1);
    command(PACK_CMD_DAMAGED);
    assert_int_equal(scan(1), V_DAMAGED);
    assert_int_equal(pick_qty_done(&p.pick), 1); // it had to come out
    assert_int_equal(p.state, PACK_PICKING);
}

static void undo_takes_back_the_last_scan(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 20)};
    (void)state;
    order(lines, 1);
    scan_qty(1, 12);
    scan(1);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(pick_qty_done(&p.pick), 0);
    assert_int_equal(command(PACK_CMD_UNDO), V_NOTHING_TO_UNDO);
}

static void hold_stops_everything_until_it_is_released(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 2)};
    (void)state;
    order(lines, 1);
    scan(1);
    assert_int_equal(command(PACK_CMD_HOLD), V_HELD);
    assert_int_equal(scan(1), V_NOT_NOW);
    assert_int_equal(step(&(struct pack_event){.kind = PACK_RELEASE}),
                     V_RESUMED);
    assert_int_equal(scan(1), V_TOOK_LAST);
}

static void a_cancel_while_packing_unpacks_item_by_item(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 2), line(2, 2, 1)};
    (void)state;
    order(lines, 2);
    scan_qty(1, 2);
    assert_int_equal(step(&(struct pack_event){.kind = PACK_CANCEL}),
                     V_STOPPED);
    assert_int_equal(p.alarm, V_STOPPED);
    assert_int_equal(scan(2), V_NOT_IN_BOX);
    assert_int_equal(scan(1), V_REMOVED);
    assert_int_equal(scan(1), V_UNPACKED);
    assert_int_equal(p.state, PACK_VOID);
}

static void a_cancel_after_the_label_voids_the_label(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 1)};
    (void)state;
    order(lines, 1);
    scan(1);
    weigh(340000);
    queue(1, "TM1");
    job(1, PACK_JOB_SENT);
    job(1, PACK_JOB_PRINTED);
    step(&(struct pack_event){.kind = PACK_CANCEL});
    assert_int_equal(p.job_state, PACK_JOB_VOID);
    assert_int_equal(label("TM1"), V_NOT_NOW);
    assert_int_equal(scan(1), V_UNPACKED);
    assert_int_equal(p.state, PACK_VOID);
}

static void a_changed_order_keeps_valid_scans(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 3), line(2, 2, 1)};
    struct pack_event ev = {.kind = PACK_CHANGE};
    (void)state;
    order(lines, 2);
    scan_qty(1, 3);
    ev.pick.line = line(1, 1, 2);
    assert_int_equal(step(&ev), V_TAKE_OUT);
    assert_int_equal(scan(2), V_NOT_IN_BOX);
    assert_int_equal(scan(1), V_UNPACKED);
    assert_int_equal(p.state, PACK_PICKING);
    ev.pick.line = line(2, 2, 4);
    assert_int_equal(step(&ev), V_CHANGED);
    assert_int_equal(pick_qty_want(&p.pick), 6);
}

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

static struct pack_event random_event(uint64_t *seed)
{
    struct pack_event ev = {
        .kind = (enum pack_event_kind)(next_random(seed) % PACK_EVENT_COUNT),
        .command = (enum pack_command)(next_random(seed) % PACK_CMD_COUNT),
        .count = (int32_t)(next_random(seed) % 5),
        .job_id = (int64_t)(next_random(seed) % 4),
        .job_state = (enum pack_job_state)(next_random(seed) % 7)};
    ev.gross_mg = 240000 + 100000 * (int64_t)(next_random(seed) % 12);
    ev.pick.item_id = 1 + next_random(seed) % 4;
    ev.pick.qty = next_random(seed) % 4 ? 1 : 2;
    ev.pick.line = line((int32_t)(1 + next_random(seed) % 4),
                        1 + next_random(seed) % 4,
                        (int32_t)(next_random(seed) % 4));
    if (next_random(seed) % 3 == 0)
        sprintf(ev.pick.serial, "S%u", next_random(seed) % 6);
    strcpy(ev.code, next_random(seed) % 4 ? "TM1" : "TM2");
    if (next_random(seed) % 2) // mostly what a packer does
        ev.kind = PACK_SCAN;
    if (ev.kind == PACK_CANCEL && next_random(seed) % 10)
        ev.kind = PACK_WEIGHT;
    return ev;
}

// After any events: the invariants hold, and the same events on a copy of the
// first state give the same verdicts and the same end.
static void random_events_keep_the_rules_and_replay(void **state)
{
    static struct pack first, again;
    static struct pack_event events[60];
    static enum verdict verdicts[60];
    (void)state;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        uint64_t random = seed;
        struct pick_line kit = line(1, 9, 1), a = line(1, 1, 1),
                         b = line(1, 2, 2), c = line(2, 3, 2);
        kit.is_kit = true;
        a.kit_idx = b.kit_idx = 0;
        a.qty_per_kit = 1;
        b.qty_per_kit = 2;
        c.needs_serial = seed % 2;
        const struct pick_line lines[] = {kit, a, b, c, line(3, 3, 1)};
        order(lines, 5);
        pack_copy(&first, &p);
        for (int i = 0; i < 60; i++) {
            events[i] = random_event(&random);
            verdicts[i] = step(&events[i]);
        }
        pack_copy(&again, &first);
        for (int i = 0; i < 60; i++)
            assert_int_equal(pack_step(&again, &events[i]), verdicts[i]);
        assert_int_equal(again.state, p.state);
        assert_int_equal(pick_qty_done(&again.pick), pick_qty_done(&p.pick));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_is_scanned_weighed_labelled_and_done),
        cmocka_unit_test(a_wrong_item_is_not_counted),
        cmocka_unit_test(an_unknown_code_and_a_misread_count_nothing),
        cmocka_unit_test(an_over_scan_stops_and_remove_takes_out),
        cmocka_unit_test(many_of_one_item_are_counted_at_once),
        cmocka_unit_test(a_case_code_counts_n_unless_it_is_too_big),
        cmocka_unit_test(the_same_item_on_two_lines_fills_the_smaller_first),
        cmocka_unit_test(lots_must_be_given_allocated_and_fresh),
        cmocka_unit_test(serials_are_unique_and_never_shipped_twice),
        cmocka_unit_test(a_kit_is_packed_by_its_parts_and_leaves_whole),
        cmocka_unit_test(a_kit_that_comes_assembled_is_one_item),
        cmocka_unit_test(a_short_line_ends_with_a_reason),
        cmocka_unit_test(an_order_all_short_ends_without_a_parcel),
        cmocka_unit_test(a_damaged_unit_leaves_the_line_open),
        cmocka_unit_test(undo_takes_back_the_last_scan),
        cmocka_unit_test(hold_stops_everything_until_it_is_released),
        cmocka_unit_test(a_cancel_while_packing_unpacks_item_by_item),
        cmocka_unit_test(a_cancel_after_the_label_voids_the_label),
        cmocka_unit_test(a_changed_order_keeps_valid_scans),
        cmocka_unit_test(a_new_box_makes_a_second_parcel),
        cmocka_unit_test(a_wrong_weight_blocks_the_label),
        cmocka_unit_test(missing_weight_data_is_unchecked_and_never_ok),
        cmocka_unit_test(an_unknown_job_is_settled_by_the_label_or_a_reprint),
        cmocka_unit_test(a_job_that_failed_is_no_copy),
        cmocka_unit_test(another_parcels_label_stops),
        cmocka_unit_test(random_events_keep_the_rules_and_replay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
