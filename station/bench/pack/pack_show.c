// What the page shows of packing. Its size does not grow with the order: of
// the lines only a window is sent.
#include "shared/pick_kit.h"
#include "station/bench/pack/pack_internal.h"
#include "station/store/bench/bench_box.h"
#include "station/store/bench/bench_work.h"

enum { WINDOW = 7 };

// What central said of the line, or NULL of one that came later.
static const struct work_line *told(const struct pack_desk *d, int32_t idx)
{
    const struct work_line *l = &d->order.line[idx];
    bool is_same = idx < d->order.line_count &&
                   l->pick.item_id == d->pack.pick.line[idx].item_id;
    return is_same ? l : NULL;
}


static const char *state_name(const struct pack_desk *d)
{
    const struct core *c = d->core;
    if (pack_work_is_open(d)) {
        bool is_unpacking = d->pack.state == PACK_PICKING &&
                            d->pack.pick.state == PICK_UNPACKING;
        return is_unpacking ? "unpacking" : pack_state_name(d->pack.state);
    }
    if (c->notices.now == NOTICE_FETCHING)
        return "loading";
    if (d->done.shipment_id)
        return d->done_state == PACK_DONE ? "done" : "void";
    return "ready";
}

static json_t *line_json(struct pack_desk *d, int32_t idx, int32_t now_idx)
{
    const struct pick_line *l = &d->pack.pick.line[idx];
    int32_t left = l->qty_want - l->qty_done - l->qty_short;
    const char *is = idx == now_idx                  ? "now"
                     : l->qty_short > 0 && left <= 0 ? "short"
                     : left <= 0                     ? "done"
                                                     : "todo";
    const struct work_line *w = told(d, idx);
    return json_pack("{s:i,s:o,s:i,s:i,s:i,s:s,s:s,s:b,s:s,s:b}", "no", idx + 1,
                     "item", screen_item(d->core, l->item_id), "want",
                     l->qty_want, "done", l->qty_done, "short", l->qty_short,
                     "lot", l->lot, "is", is, "is_kit", (int)l->is_kit,
                     "place", w ? w->place : "", "is_hazmat",
                     (int)(w && w->is_hazmat));
}

static void add_lines(struct pack_desk *d, json_t *o)
{
    const struct pick *p = &d->pack.pick;
    int32_t now = pick_next_line(p);
    int32_t first = now == PICK_NO_LINE ? p->line_count - WINDOW : now - 2;
    if (first > p->line_count - WINDOW)
        first = p->line_count - WINDOW;
    if (first < 0)
        first = 0;
    json_t *lines = json_array();
    for (int32_t i = first; i < p->line_count && i < first + WINDOW; i++)
        json_array_append_new(lines, line_json(d, i, now));
    json_object_set_new(o, "lines", lines);
    json_object_set_new(o, "above", json_integer(first));
    json_object_set_new(o, "line_count", json_integer(p->line_count));
    if (now != PICK_NO_LINE)
        json_object_set_new(o, "line", line_json(d, now, now));
}

static void add_cause(struct pack_desk *d, json_t *o)
{
    const struct weigh_answer *a = &d->pack.weighed;
    screen_set(o, "verdict", verdict_name(a->verdict));
    if (a->cause_idx < 0)
        return;
    const struct pick_line *l = &d->pack.pick.line[a->cause_idx];
    json_object_set_new(o, "cause", screen_item(d->core, l->item_id));
    json_object_set_new(o, "cause_qty", json_integer(a->cause_qty));
    json_object_set_new(o, "cause_unit_mg", json_integer(l->unit_mg));
}

static json_t *weigh_json(struct pack_desk *d, int64_t at_ms)
{
    static const char *const LOOKS[] = {
        [WEIGH_NO_SAMPLE] = "no_sample", [WEIGH_NOT_CLEARED] = "not_cleared",
        [WEIGH_AT_ZERO] = "zero",        [WEIGH_WAIT] = "wait",
        [WEIGH_TAKEN] = "taken",         [WEIGH_TROUBLE] = "trouble"};
    const struct weight *w = &d->core->weight;
    const struct weigh_rule *rule = &d->pack.rule.weigh;
    struct weigh_answer a = d->pack.weighed;
    int64_t step_mg = d->core->conf.step_mg;
    enum weigh_look look = weigh_watch_look(&w->watch, at_ms, step_mg);
    bool is_judged = d->pack.gross_mg != 0;
    if (!is_judged)
        pack_expect(&d->pack, &a);
    json_t *o = json_pack(
        "{s:I,s:s,s:s,s:I,s:I,s:b,s:I,s:I,s:I,s:I}", "mg",
        (json_int_t)w->sample.mg, "status",
        weight_status_name(w->sample.status), "look", LOOKS[look],
        "expected_mg", (json_int_t)a.expected_mg, "tolerance_mg",
        (json_int_t)a.tolerance_mg, "is_judged", (int)is_judged, "gross_mg",
        (json_int_t)d->pack.gross_mg, "diff_mg",
        (json_int_t)(is_judged ? a.diff_mg : 0), "tare_mg",
        (json_int_t)rule->tare_mg, "packing_mg",
        (json_int_t)rule->packing_mg);
    if (is_judged)
        add_cause(d, o);
    return o;
}

static json_t *sum_json(const struct pick *p)
{
    return json_pack("{s:i,s:i,s:i,s:i}", "done", pick_qty_done(p), "want",
                     pick_qty_want(p), "in_box", pick_qty_in_box(p),
                     "excess", pick_qty_excess(p));
}

static json_t *parcel_json(struct pack_desk *d)
{
    const struct pack *p = &d->pack;
    struct bench_box box = {.code = ""};
    if (p->open.box_id) // one that is gone since then has no code
        (void)!bench_box_load(&d->core->store, p->open.box_id, &box);
    return json_pack("{s:i,s:I,s:s,s:s,s:s,s:I,s:i}", "no",
                     p->parcel_count + 1, "box_id",
                     (json_int_t)p->open.box_id, "box", box.code, "tracking",
                     p->open.tracking, "sscc", p->open.sscc, "weight_mg",
                     (json_int_t)p->open.weight_mg, "copies", p->open.copies);
}

// The order as its page heads it: which box, and what the packer has to know.
static json_t *order_json(const struct pack_desk *d)
{
    const struct work *w = &d->order;
    bool is_hazmat = false;
    json_t *o = screen_order(&d->work);
    for (int32_t i = 0; i < w->line_count; i++)
        is_hazmat |= w->line[i].is_hazmat;
    screen_set(o, "box", w->box);
    screen_set(o, "box_2", w->box_2);
    screen_set(o, "packing_note", w->packing_note);
    json_object_set_new(o, "is_on_hold", json_boolean(w->is_on_hold));
    screen_set(o, "service", w->service_name);
    json_object_set_new(o, "max_mg", json_integer(w->max_mg));
    json_object_set_new(o, "is_hazmat", json_boolean(is_hazmat));
    json_object_set_new(o, "has_card", json_boolean(w->gift_text[0] != 0));
    return o;
}

static void add_work(struct pack_desk *d, json_t *o, int64_t at_ms)
{
    const struct pack *p = &d->pack;
    json_object_set_new(o, "order", order_json(d));
    add_lines(d, o);
    json_object_set_new(o, "sum", sum_json(&p->pick));
    json_object_set_new(o, "parcel", parcel_json(d));
    if (p->state == PACK_WEIGHING || p->state == PACK_PRINTING)
        json_object_set_new(o, "weigh", weigh_json(d, at_ms));
    screen_set(o, "job", pack_job_name(p->job_state));
    json_object_set_new(o, "asks_hazmat",
                        json_boolean(pack_next_asks_hazmat(d)));
    json_object_set_new(o, "times", json_integer(p->times));
    if (d->half.wants != V_OPENED && at_ms - d->half.at_ms < PACK_HALF_MS) {
        screen_set(o, "wants",
                   d->half.wants == V_LOT_MISSING      ? "lot"
                   : d->half.wants == V_EXPIRY_MISSING ? "expiry"
                                                       : "serial");
        json_object_set_new(o, "wants_of",
                            screen_item(d->core, d->half.pick.item_id));
    }
    json_object_set_new(o, "is_kit_short",
                        json_boolean(p->pick.state == PICK_COMPLETE &&
                                     !pick_kits_are_whole(&p->pick)));
    json_object_set_new(o, "rest", json_integer(pack_rest(p)));
    if (p->alarm == V_READDRESSED) {
        screen_set(o, "to_before", d->printed_to);
        screen_set(o, "to_now", d->order.address);
    }
    json_object_set_new(o, "is_cancelled",
                        json_boolean(p->pick.is_cancelled));
    pack_wait_show(d, o);
    if (p->armed != PACK_CMD_DONE)
        screen_set(o, "armed", command_name(p->armed));
    if (p->alarm != V_OPENED)
        screen_set(o, "alarm", verdict_name(p->alarm));
    if (p->alarm != V_OPENED && d->other[0]) {
        screen_set(o, "other", d->other);
        screen_set(o, "other_tote", d->other_tote);
    }
}

static void add_queue(struct pack_desk *d, json_t *o)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    int count = bench_work_list(&d->core->store, list, BENCH_QUEUE_MAX);
    json_t *queue = json_array();
    for (int i = 0; i < count; i++) {
        json_t *one = screen_order(&list[i]);
        screen_set(one, "state", list[i].state);
        json_array_append_new(queue, one);
    }
    json_object_set_new(o, "queue", queue);
}

void pack_show(void *state, json_t *screen, const struct moment *at)
{
    struct pack_desk *d = state;
    screen_set(screen, "state", state_name(d));
    if (pack_work_is_open(d)) {
        add_work(d, screen, at->wall_ms);
        return;
    }
    add_queue(d, screen);
    pack_which_show(d, screen);
    if (d->done.shipment_id) {
        json_object_set_new(screen, "order", screen_order(&d->done));
        json_object_set_new(screen, "parcels",
                            json_integer(d->done_parcels));
    }
}
