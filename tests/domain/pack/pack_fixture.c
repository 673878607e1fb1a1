// What the tests of packing share: an order on the desk, and its events.
#include "tests/domain/pack/pack_fixture.h"

struct pack p;

struct pick_line line(int32_t no, int64_t item, int32_t qty)
{
    return (struct pick_line){.line_no = no, .item_id = item, .qty_want = qty,
                              .unit_mg = 100000 * item,
                              .kit_idx = PICK_NO_LINE};
}

void order(const struct pick_line *lines, size_t count)
{
    struct pack_rule rule = {.needs_weight = true,
                             .may_count = true,
                             .weigh = {.step_mg = 1000, .floor_mg = 5000,
                                       .permille = 10, .tare_mg = 200000,
                                       .packing_mg = 40000}};
    pack_init(&p, &rule);
    for (size_t i = 0; i < count; i++)
        assert_true(pack_add_line(&p, &lines[i]));
}

enum verdict step(const struct pack_event *ev)
{
    enum verdict v = pack_step(&p, ev);
    pack_check(&p);
    return v;
}

enum verdict scan_qty(int64_t item, int32_t qty)
{
    return step(&(struct pack_event){
        .kind = PACK_SCAN, .pick = {.item_id = item, .qty = qty}});
}

enum verdict scan(int64_t item)
{
    return scan_qty(item, 1);
}

enum verdict scan_lot(int64_t item, const char *lot, int32_t expiry,
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

enum verdict command(enum pack_command c)
{
    return step(&(struct pack_event){.kind = PACK_COMMAND, .command = c});
}

enum verdict times(int32_t n)
{
    return step(&(struct pack_event){.kind = PACK_COMMAND,
                                     .command = PACK_CMD_TIMES, .count = n});
}

enum verdict weigh(int64_t mg)
{
    return step(&(struct pack_event){.kind = PACK_WEIGHT, .gross_mg = mg});
}

enum verdict job(int64_t id, enum pack_job_state s)
{
    return step(&(struct pack_event){.kind = PACK_JOB, .job_id = id,
                                     .job_state = s});
}

enum verdict queue(int64_t id, const char *code)
{
    struct pack_event ev = {.kind = PACK_QUEUE, .job_id = id};
    strcpy(ev.code, code);
    strcpy(ev.sscc, "006141411234567890");
    return step(&ev);
}

enum verdict label(const char *code)
{
    struct pack_event ev = {.kind = PACK_LABEL};
    strcpy(ev.code, code);
    return step(&ev);
}

void print_and_label(int64_t id, const char *code)
{
    assert_int_equal(queue(id, code), V_JOB_QUEUED);
    assert_int_equal(job(id, PACK_JOB_SENT), V_JOB_SENT);
    assert_int_equal(job(id, PACK_JOB_PRINTED), V_JOB_PRINTED);
    assert_int_equal(label(code), V_LABEL_RIGHT);
}
