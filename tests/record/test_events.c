// Bodies of events at the bench: each kind keeps all that it carries, and
// nothing else.
#include "station/record/pack.h"
#include "tests/test.h"

#include <stdlib.h>

// Every member is set, whatever the kind.
static struct pack_event full_event(enum pack_event_kind kind)
{
    struct pack_event ev;
    memset(&ev, 0, sizeof ev); // what is between members is compared too
    ev.kind = kind;
    ev.command = PACK_CMD_TIMES;
    ev.job_state = PACK_JOB_VOID;
    ev.count = 7;
    ev.box_id = 11;
    ev.tare_mg = 120000;
    ev.is_too_large = true;
    ev.gross_mg = -5;
    ev.job_id = 13;
    ev.why = PACK_WHY_TORN;
    strcpy(ev.code, "X\"1");
    strcpy(ev.sscc, "006141411234567890");
    strcpy(ev.to, "0123456789abcdef");
    ev.max_mg = 43000;
    ev.pick.item_id = 17;
    ev.pick.qty = 12;
    ev.pick.expiry_days = 20800;
    ev.pick.today_days = 20781;
    ev.pick.until_days = 20874;
    ev.pick.net_mg = 412000;
    ev.pick.was_shipped = true;
    strcpy(ev.pick.lot, "L-19");
    strcpy(ev.pick.for_lot, "L-18");
    strcpy(ev.pick.serial, "S 23");
    ev.pick.line.line_no = 29;
    ev.pick.line.item_id = 31;
    ev.pick.line.qty_want = 37;
    ev.pick.line.unit_mg = 41000;
    return ev;
}

static void keep_scan(const struct pick_event *from, struct pick_event *out)
{
    out->item_id = from->item_id;
    out->qty = from->qty;
    out->expiry_days = from->expiry_days;
    out->today_days = from->today_days;
    out->until_days = from->until_days;
    out->net_mg = from->net_mg;
    out->was_shipped = from->was_shipped;
    strcpy(out->lot, from->lot);
    strcpy(out->for_lot, from->for_lot);
    strcpy(out->serial, from->serial);
}

static void keep_command(const struct pack_event *from, struct pack_event *out)
{
    out->command = from->command;
    out->count = from->count;
    out->why = from->why;
}

static void keep_box(const struct pack_event *from, struct pack_event *out)
{
    out->box_id = from->box_id;
    out->tare_mg = from->tare_mg;
    out->is_too_large = from->is_too_large;
    out->count = from->count;
}

// What of it belongs to its kind.
static struct pack_event carried(const struct pack_event *ev)
{
    struct pack_event out;
    memset(&out, 0, sizeof out);
    out.kind = ev->kind;
    if (ev->kind == PACK_SCAN)
        keep_scan(&ev->pick, &out.pick);
    if (ev->kind == PACK_TICK) {
        keep_scan(&ev->pick, &out.pick);
        memset(out.pick.for_lot, 0, sizeof out.pick.for_lot);
        strcpy(out.code, ev->code);
        out.command = ev->command;
    }
    if (ev->kind == PACK_OVERRIDE)
        out.why = ev->why;
    if (ev->kind == PACK_COMMAND)
        keep_command(ev, &out);
    if (ev->kind == PACK_BOX)
        keep_box(ev, &out);
    if (ev->kind == PACK_WEIGHT) {
        out.gross_mg = ev->gross_mg;
        out.box_id = ev->box_id;
        out.count = ev->count;
    }
    if (ev->kind == PACK_SERVICE)
        out.max_mg = ev->max_mg;
    if (ev->kind == PACK_QUEUE)
        strcpy(out.to, ev->to);
    if (ev->kind == PACK_QUEUE || ev->kind == PACK_JOB)
        out.job_id = ev->job_id;
    if (ev->kind == PACK_JOB)
        out.job_state = ev->job_state;
    if (ev->kind == PACK_QUEUE || ev->kind == PACK_LABEL) {
        strcpy(out.code, ev->code);
        strcpy(out.sscc, ev->sscc);
    }
    if (ev->kind == PACK_CHANGE) {
        out.pick.line = ev->pick.line;
        out.pick.line.kit_idx = PICK_NO_LINE;
    }
    return out;
}

static struct pack_event read_back(const struct pack_event *ev)
{
    struct pack_event got;
    json_t *body = pack_event_to_json(ev, "raw\x1D\xFF", 5);
    char *text = json_dumps(body, JSON_COMPACT);
    assert_null(strpbrk(text, "\t\n")); // they separate the journal's fields
    assert_int_equal(pack_event_from_json(pack_event_name(ev->kind), text,
                                          strlen(text), &got), ERR_OK);
    free(text);
    json_decref(body);
    return got;
}

static void every_kind_keeps_all_that_it_carries(void **state)
{
    (void)state;
    for (int kind = 0; kind < PACK_EVENT_COUNT; kind++) {
        struct pack_event ev = full_event((enum pack_event_kind)kind);
        struct pack_event want = carried(&ev), got = read_back(&ev);
        if (memcmp(&got, &want, sizeof got) != 0)
            fail_msg("%s is read back as another", pack_event_name(ev.kind));
    }
}

static void every_command_and_state_of_a_job_has_a_name(void **state)
{
    (void)state;
    for (int c = 0; c < PACK_CMD_COUNT; c++) {
        struct pack_event ev = full_event(PACK_COMMAND);
        ev.command = (enum pack_command)c;
        assert_int_equal(read_back(&ev).command, c);
        assert_int_equal(read_back(&ev).count, c == PACK_CMD_TIMES ? 7 : 0);
    }
    for (int s = 0; s <= PACK_JOB_VOID; s++) {
        struct pack_event ev = full_event(PACK_JOB);
        ev.job_state = (enum pack_job_state)s;
        assert_int_equal(read_back(&ev).job_state, s);
    }
}

static void a_scan_without_a_date_has_no_day_either(void **state)
{
    struct pack_event ev = full_event(PACK_SCAN);
    (void)state;
    ev.pick.expiry_days = PICK_NO_DATE;
    assert_int_equal(read_back(&ev).pick.expiry_days, PICK_NO_DATE);
    assert_int_equal(read_back(&ev).pick.today_days, PICK_NO_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_keeps_all_that_it_carries),
        cmocka_unit_test(every_command_and_state_of_a_job_has_a_name),
        cmocka_unit_test(a_scan_without_a_date_has_no_day_either),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
