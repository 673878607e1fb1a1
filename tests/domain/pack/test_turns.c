// An order that takes a turn: held, cancelled or changed while it is packed;
// and random events, after which the rules hold and a replay ends the same.
#include "tests/domain/pack/pack_fixture.h"

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
    if (next_random(seed) % 2)
        sprintf(ev.pick.lot, "A%u", next_random(seed) % 4);
    if (next_random(seed) % 3 == 0)
        strcpy(ev.pick.for_lot, "A1");
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
        strcpy(c.lot, seed % 3 ? "A1" : "");
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
        cmocka_unit_test(hold_stops_everything_until_it_is_released),
        cmocka_unit_test(a_cancel_while_packing_unpacks_item_by_item),
        cmocka_unit_test(a_cancel_after_the_label_voids_the_label),
        cmocka_unit_test(a_changed_order_keeps_valid_scans),
        cmocka_unit_test(random_events_keep_the_rules_and_replay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
