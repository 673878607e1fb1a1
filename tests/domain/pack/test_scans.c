// What each scan at the desk counts: items, cases, lots, serials, kits, what
// is short or damaged.
#include "tests/domain/pack/pack_fixture.h"

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

static void a_short_is_taken_back_like_a_scan(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 3), line(2, 2, 1)};
    (void)state;
    order(lines, 2);
    assert_int_equal(scan(1), V_TOOK);
    assert_int_equal(command(PACK_CMD_SHORT_FEWER), V_SHORT);
    assert_int_equal(p.pick.line[0].qty_short, 2);
    assert_int_equal(p.pick.line[0].short_reason, PICK_SHORT_FEWER);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(p.pick.line[0].qty_short, 0);
    assert_int_equal(pick_qty_done(&p.pick), 1); // the good one stays
    assert_int_equal(scan(1), V_TOOK);
    assert_int_equal(command(PACK_CMD_SHORT_NOT_THERE), V_SHORT);
    assert_int_equal(scan(2), V_TOOK_LAST);
    assert_int_equal(p.state, PACK_WEIGHING);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(p.pick.line[0].qty_short, 0);
    assert_int_equal(p.state, PACK_PICKING);
}

static void the_rest_of_a_line_is_counted_after_one_scan(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 30), line(2, 2, 1),
                                      {.line_no = 3, .item_id = 3,
                                       .qty_want = 2, .needs_lot = true,
                                       .kit_idx = PICK_NO_LINE}};
    (void)state;
    order(lines, 3);
    assert_int_equal(command(PACK_CMD_REST), V_NOT_NOW); // nothing scanned yet
    assert_int_equal(scan(1), V_TOOK);
    assert_int_equal(command(PACK_CMD_REST), V_TOOK_LINE);
    assert_int_equal(pick_qty_done(&p.pick), 30);
    assert_int_equal(command(PACK_CMD_REST), V_NOT_NOW);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(pick_qty_done(&p.pick), 1);
    assert_int_equal(scan_lot(3, "L1", 0, "", false), V_TOOK);
    assert_int_equal(command(PACK_CMD_REST), V_SCAN_EACH);
}

static void where_each_is_scanned_none_is_counted(void **state)
{
    const struct pick_line lines[] = {line(1, 1, 30)};
    (void)state;
    order(lines, 1);
    p.rule.may_count = false;
    assert_int_equal(times(5), V_SCAN_EACH);
    assert_int_equal(scan(1), V_TOOK);
    assert_int_equal(pick_qty_done(&p.pick), 1);
    assert_int_equal(command(PACK_CMD_REST), V_SCAN_EACH);
    assert_int_equal(scan_qty(1, 12), V_TOOK); // a case is scanned
    assert_int_equal(pick_qty_done(&p.pick), 13);
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

static enum verdict swap_lot(const char *lot, enum pack_event_kind kind)
{
    struct pack_event ev = {.kind = kind, .pick = {.item_id = 1, .qty = 1}};
    strcpy(ev.pick.lot, lot);
    strcpy(ev.pick.for_lot, "A1");
    return step(&ev);
}

static void other_lots_are_counted_apart(void **state)
{
    struct pick_line l = line(1, 1, 4);
    (void)state;
    l.needs_lot = true;
    strcpy(l.lot, "A1");
    order(&l, 1);
    assert_int_equal(swap_lot("B2", PACK_SCAN), V_TOOK);
    assert_int_equal(swap_lot("B3", PACK_SCAN), V_TOOK);
    assert_int_equal(scan_lot(1, "A1", 0, "", false), V_TOOK);
    assert_int_equal(swap_lot("B2", PACK_SCAN), V_TOOK_LAST);
    assert_int_equal(p.pick.swap_count, 2);
    assert_int_equal(p.pick.swap[0].qty, 2);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(p.pick.swap[0].qty, 1);
    command(PACK_CMD_REMOVE);
    assert_int_equal(scan_lot(1, "B3", 0, "", false), V_REMOVED);
    assert_int_equal(p.pick.swap[1].qty, 0);
    for (int i = 0; i < 2; i++) { // without its lot the last of them goes
        command(PACK_CMD_REMOVE);
        assert_int_equal(scan(1), V_REMOVED);
    }
    assert_int_equal(p.pick.swap[0].qty, 0);
    assert_int_equal(p.pick.line[0].qty_done, 0);
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

// It stands on the shelf as one: its own code is all its parts, in and out.
static void one_scan_of_an_assembled_kit_is_all_its_parts(void **state)
{
    struct pick_line kit = line(1, 50, 2), a = line(1, 1, 2), b = line(1, 2, 3),
                     more = line(1, 2, 1);
    (void)state;
    kit.is_kit = kit.takes_whole = true;
    a.kit_idx = b.kit_idx = more.kit_idx = 0;
    a.qty_per_kit = 1;
    b.qty_per_kit = more.qty_per_kit = 2; // one part out of two places
    const struct pick_line lines[] = {kit, a, b, more};
    order(lines, 4);
    assert_int_equal(scan(50), V_TOOK);
    assert_int_equal(pick_qty_done(&p.pick), 3);
    assert_int_equal(scan(50), V_TOOK_LAST);
    assert_int_equal(p.pick.line[3].qty_done, 1);
    assert_int_equal(p.state, PACK_WEIGHING);
    assert_int_equal(scan(50), V_TOO_MANY);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(pick_qty_done(&p.pick), 3);
    command(PACK_CMD_REMOVE);
    assert_int_equal(scan(50), V_REMOVED);
    assert_int_equal(pick_qty_done(&p.pick), 0);
    command(PACK_CMD_REMOVE);
    assert_int_equal(scan(50), V_NOT_IN_BOX);
    p.pick.line[2].needs_serial = true;
    assert_int_equal(scan(50), V_KIT_SCAN_PARTS);
    assert_int_equal(pick_qty_done(&p.pick), 0);
}

// Its parts may have no codes of their own: it comes out as it went in.
static void an_assembled_kit_is_unpacked_by_its_own_code(void **state)
{
    struct pick_line kit = line(1, 50, 1), a = line(1, 1, 1), b = line(1, 2, 2),
                     other = line(2, 9, 1);
    (void)state;
    kit.is_kit = kit.takes_whole = true;
    a.kit_idx = b.kit_idx = 0;
    a.qty_per_kit = 1;
    b.qty_per_kit = 2;
    const struct pick_line lines[] = {kit, a, b, other};
    order(lines, 4);
    scan(50);
    command(PACK_CMD_NEW_BOX);
    assert_int_equal(weigh(1000000), V_WEIGHT_HEAVY);
    step(&(struct pack_event){.kind = PACK_OVERRIDE});
    print_and_label(1, "TM1"); // the kit lies in a closed parcel
    assert_int_equal(p.state, PACK_PICKING);
    step(&(struct pack_event){.kind = PACK_CANCEL});
    assert_int_equal(scan(50), V_UNPACKED);
    assert_int_equal(p.state, PACK_VOID);
}

static enum verdict scan_date(int32_t expiry_days, int32_t until_days)
{
    struct pack_event ev = {.kind = PACK_SCAN,
                            .pick = {.item_id = 1, .qty = 1,
                                     .expiry_days = expiry_days,
                                     .today_days = 20000,
                                     .until_days = until_days}};
    return step(&ev);
}

static void a_date_is_asked_for_and_lasts_until_it_arrives(void **state)
{
    struct pick_line l = line(1, 1, 3);
    (void)state;
    l.needs_expiry = true;
    order(&l, 1);
    assert_int_equal(scan_date(PICK_NO_DATE, 0), V_EXPIRY_MISSING);
    assert_int_equal(scan_date(19999, 20090), V_EXPIRED);
    assert_int_equal(scan_date(20089, 20090), V_LIFE_SHORT);
    assert_int_equal(scan_date(20090, 20090), V_TOOK);
    assert_int_equal(command(PACK_CMD_REST), V_SCAN_EACH);
    assert_int_equal(scan_date(20000, 0), V_TOOK);
}

static enum verdict scan_net(int64_t net_mg)
{
    struct pack_event ev = {
        .kind = PACK_SCAN,
        .pick = {.item_id = 1, .qty = 1, .net_mg = net_mg}};
    return step(&ev);
}

// Cheese by weight: each piece counts as one and weighs what its code says.
static void what_its_code_says_is_what_a_piece_weighs(void **state)
{
    struct pick_line l = line(1, 1, 3);
    struct weigh_answer a;
    (void)state;
    l.unit_mg = 0;
    order(&l, 1);
    assert_int_equal(scan_net(412000), V_TOOK);
    assert_int_equal(scan_net(388000), V_TOOK);
    assert_int_equal(command(PACK_CMD_UNDO), V_UNDONE);
    assert_int_equal(scan_net(390000), V_TOOK);
    command(PACK_CMD_REMOVE);
    assert_int_equal(scan_net(412000), V_REMOVED);
    assert_int_equal(scan_net(300000), V_TOOK);
    assert_int_equal(scan_net(310000), V_TOOK_LAST);
    pack_expect(&p, &a);
    assert_int_equal(a.verdict, V_WEIGHT_OK); // all is known
    assert_int_equal(a.expected_mg - p.rule.weigh.tare_mg -
                         p.rule.weigh.packing_mg, 1000000);
    assert_int_equal(weigh(a.expected_mg), V_WEIGHT_OK);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_is_scanned_weighed_labelled_and_done),
        cmocka_unit_test(a_wrong_item_is_not_counted),
        cmocka_unit_test(an_unknown_code_and_a_misread_count_nothing),
        cmocka_unit_test(an_over_scan_stops_and_remove_takes_out),
        cmocka_unit_test(many_of_one_item_are_counted_at_once),
        cmocka_unit_test(a_short_is_taken_back_like_a_scan),
        cmocka_unit_test(the_rest_of_a_line_is_counted_after_one_scan),
        cmocka_unit_test(where_each_is_scanned_none_is_counted),
        cmocka_unit_test(a_case_code_counts_n_unless_it_is_too_big),
        cmocka_unit_test(the_same_item_on_two_lines_fills_the_smaller_first),
        cmocka_unit_test(lots_must_be_given_allocated_and_fresh),
        cmocka_unit_test(other_lots_are_counted_apart),
        cmocka_unit_test(serials_are_unique_and_never_shipped_twice),
        cmocka_unit_test(a_kit_is_packed_by_its_parts_and_leaves_whole),
        cmocka_unit_test(a_kit_that_comes_assembled_is_one_item),
        cmocka_unit_test(one_scan_of_an_assembled_kit_is_all_its_parts),
        cmocka_unit_test(an_assembled_kit_is_unpacked_by_its_own_code),
        cmocka_unit_test(a_date_is_asked_for_and_lasts_until_it_arrives),
        cmocka_unit_test(what_its_code_says_is_what_a_piece_weighs),
        cmocka_unit_test(a_short_line_ends_with_a_reason),
        cmocka_unit_test(an_order_all_short_ends_without_a_parcel),
        cmocka_unit_test(a_damaged_unit_leaves_the_line_open),
        cmocka_unit_test(undo_takes_back_the_last_scan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
