// What the page shows, as one JSON object: everything in it is derived from
// the bench's state, so that a page that comes late shows the same.
//
// Its size does not grow with the order: of the lines only a window is sent.
#include "station/bench/desk/bench.h"
#include "station/base/clock.h"
#include "station/base/log.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 7 };

const char *notice_name(enum bench_notice n)
{
    static const char *const NAMES[] = {
        "", "sign_in_first", "badge_unknown", "pin_wrong", "pin_wait",
        "scan_order", "fetching", "not_found", "taken", "on_hold",
        "already_packed", "cancelled", "no_stock", "offline", "taken_over",
        "handover", "supervisor", "recovered", "disk", "late"};
    must(n >= NOTICE_NONE && n < NOTICE_COUNT);
    return NAMES[n];
}

static const char *state_name(const struct bench *b)
{
    if (b->sign == SIGN_OUT)
        return "signed_out";
    if (b->sign == SIGN_PIN)
        return "pin";
    if (b->has_work) {
        bool is_unpacking = b->pack.state == PACK_PICKING &&
                            b->pack.pick.state == PICK_UNPACKING;
        return is_unpacking ? "unpacking" : pack_state_name(b->pack.state);
    }
    if (b->notice == NOTICE_FETCHING)
        return "loading";
    if (b->done.shipment_id)
        return b->done_state == PACK_DONE ? "done" : "void";
    return "ready";
}

static json_t *item_json(struct bench *b, int64_t item_id)
{
    struct bench_item item;
    if (item_id == 0 || bench_item_load(&b->store, item_id, &item) != ERR_OK)
        return json_null();
    return json_pack("{s:s,s:s,s:s}", "sku", item.sku, "name", item.name,
                     "picture", item.picture_url);
}

static json_t *line_json(struct bench *b, int32_t idx, int32_t now_idx)
{
    const struct pick_line *l = &b->pack.pick.line[idx];
    int32_t left = l->qty_want - l->qty_done - l->qty_short;
    const char *is = idx == now_idx                  ? "now"
                     : l->qty_short > 0 && left <= 0 ? "short"
                     : left <= 0                     ? "done"
                                                     : "todo";
    return json_pack("{s:i,s:o,s:i,s:i,s:i,s:s,s:s,s:b}", "no", idx + 1,
                     "item", item_json(b, l->item_id), "want", l->qty_want,
                     "done", l->qty_done, "short", l->qty_short, "lot",
                     l->lot, "is", is, "is_kit", (int)l->is_kit);
}

static void add_lines(struct bench *b, json_t *o)
{
    const struct pick *p = &b->pack.pick;
    int32_t now = pick_next_line(p);
    int32_t first = now == PICK_NO_LINE ? p->line_count - WINDOW : now - 2;
    if (first > p->line_count - WINDOW)
        first = p->line_count - WINDOW;
    if (first < 0)
        first = 0;
    json_t *lines = json_array();
    for (int32_t i = first; i < p->line_count && i < first + WINDOW; i++)
        json_array_append_new(lines, line_json(b, i, now));
    json_object_set_new(o, "lines", lines);
    json_object_set_new(o, "above", json_integer(first));
    json_object_set_new(o, "line_count", json_integer(p->line_count));
    if (now != PICK_NO_LINE)
        json_object_set_new(o, "line", line_json(b, now, now));
}

static json_t *weigh_json(struct bench *b)
{
    static const char *const STATUS[] = {"stable", "moving", "under",
                                         "over", "rezero", "fault"};
    static const char *const LOOKS[] = {"no_sample", "not_cleared", "zero",
                                        "wait", "taken", "trouble"};
    struct weigh_answer a = b->pack.weighed;
    int64_t step = b->conf.rule.weigh.step_mg;
    enum weigh_look look = weigh_watch_look(&b->watch, clock_wall_ms(), step);
    bool is_judged = b->pack.gross_mg != 0;
    if (!is_judged)
        pack_expect(&b->pack, &a);
    json_t *o = json_pack(
        "{s:I,s:s,s:s,s:I,s:I,s:b,s:I,s:I}", "mg", (json_int_t)b->weight.mg,
        "status", STATUS[b->weight.status], "look", LOOKS[look],
        "expected_mg", (json_int_t)a.expected_mg, "tolerance_mg",
        (json_int_t)a.tolerance_mg, "is_judged", (int)is_judged, "gross_mg",
        (json_int_t)b->pack.gross_mg, "diff_mg",
        (json_int_t)(is_judged ? a.diff_mg : 0));
    json_object_set_new(o, "tare_mg",
                        json_integer(b->pack.rule.weigh.tare_mg));
    json_object_set_new(o, "packing_mg",
                        json_integer(b->pack.rule.weigh.packing_mg));
    if (is_judged)
        json_object_set_new(o, "verdict",
                            json_string(verdict_name(a.verdict)));
    if (is_judged && a.cause_idx >= 0) {
        const struct pick_line *l = &b->pack.pick.line[a.cause_idx];
        json_object_set_new(o, "cause", item_json(b, l->item_id));
        json_object_set_new(o, "cause_qty", json_integer(a.cause_qty));
        json_object_set_new(o, "cause_unit_mg", json_integer(l->unit_mg));
    }
    return o;
}

static json_t *order_json(const struct bench_work *w)
{
    return json_pack("{s:s,s:s,s:I,s:I}", "order_no", w->order_no, "tote",
                     w->tote, "due_ms", (json_int_t)w->due_ms, "since_ms",
                     (json_int_t)w->claimed_ms);
}

static void add_work(struct bench *b, json_t *o)
{
    const struct pack *p = &b->pack;
    json_object_set_new(o, "order", order_json(&b->work));
    add_lines(b, o);
    json_object_set_new(
        o, "sum",
        json_pack("{s:i,s:i,s:i,s:i}", "done", pick_qty_done(&p->pick),
                  "want", pick_qty_want(&p->pick), "in_box",
                  pick_qty_in_box(&p->pick), "excess",
                  pick_qty_excess(&p->pick)));
    json_object_set_new(
        o, "parcel",
        json_pack("{s:i,s:I,s:s,s:s,s:I,s:i}", "no", p->parcel_count + 1,
                  "box_id", (json_int_t)p->open.box_id, "tracking",
                  p->open.tracking, "sscc", p->open.sscc, "weight_mg",
                  (json_int_t)p->open.weight_mg, "copies", p->open.copies));
    if (p->state == PACK_WEIGHING || p->state == PACK_PRINTING)
        json_object_set_new(o, "weigh", weigh_json(b));
    json_object_set_new(o, "job", json_string(pack_job_name(p->job_state)));
    json_object_set_new(o, "times", json_integer(p->times));
    json_object_set_new(o, "is_cancelled",
                        json_boolean(p->pick.is_cancelled));
    if (p->armed != PACK_CMD_DONE)
        json_object_set_new(o, "armed",
                            json_string(pack_command_name(p->armed)));
    if (p->alarm != V_OPENED)
        json_object_set_new(o, "alarm", json_string(verdict_name(p->alarm)));
}

static json_t *device_json(const char *is, const char *word)
{
    return json_pack("{s:s,s:s}", "is", is, "word", word);
}

static json_t *one_device(struct bench *b, const struct device *d)
{
    if (!device_is_open(d))
        return device_json("wrong", "gone");
    if (d->kind == DEVICE_SCANNER)
        return device_json("ok", "ready");
    if (d->kind == DEVICE_PRINTER) {
        enum printer_state s = device_printer(d);
        bool is_fine = s == PRINTER_READY || s == PRINTER_BUSY;
        return device_json(is_fine ? "ok" : "wrong", printer_state_name(s));
    }
    static const char *const WORDS[] = {"stable", "moving", "under",
                                        "over",   "rezero", "fault"};
    int64_t age = clock_wall_ms() - b->weight.at_ms;
    if (b->weight.at_ms == 0 || age > WEIGH_FRESH_MS)
        return device_json("wrong", "silent");
    bool is_fine = b->weight.status <= WEIGH_MOVING;
    bool is_zero = b->weight.status == WEIGH_STABLE && b->weight.mg == 0;
    return device_json(is_fine ? "ok" : "look",
                       is_zero ? "zero" : WORDS[b->weight.status]);
}

static void add_health(struct bench *b, json_t *o)
{
    static const char *const NAMES[] = {"scanner", "scale", "printer"};
    json_t *health = json_object();
    for (int k = DEVICE_SCANNER; k <= DEVICE_PRINTER; k++) {
        json_t *one = NULL;
        for (int32_t i = 0; i < b->device_count; i++)
            if ((int)b->device[i].kind == k && !one)
                one = one_device(b, &b->device[i]);
        json_object_set_new(health, NAMES[k],
                            one ? one : device_json("look", "none"));
    }
    bool is_online = sync_is_online(b);
    int64_t heard = sync_heard_ms(b), skew = sync_skew_ms(b);
    json_t *central =
        b->conf.is_practice     ? device_json("look", "practice")
        : !b->conf.central[0]   ? device_json("look", "none")
        : is_online             ? device_json("ok", "online")
                                : device_json("look", "offline");
    json_object_set_new(central, "unsent", json_integer(sync_unsent(b)));
    json_object_set_new(
        central, "age_s",
        json_integer(heard ? (clock_now_ms() - heard) / 1000 : -1));
    json_object_set_new(health, "central", central);
    if (skew > BENCH_CLOCK_OFF_MS || skew < -BENCH_CLOCK_OFF_MS)
        json_object_set_new(health, "clock_off_s",
                            json_integer(skew / 1000));
    json_object_set_new(o, "health", health);
}

static void add_queue(struct bench *b, json_t *o)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    int count = bench_work_list(&b->store, list, BENCH_QUEUE_MAX);
    json_t *queue = json_array();
    for (int i = 0; i < count; i++) {
        json_t *one = order_json(&list[i]);
        json_object_set_new(one, "state", json_string(list[i].state));
        json_array_append_new(queue, one);
    }
    json_object_set_new(o, "queue", queue);
}

static json_t *screen_json(struct bench *b)
{
    json_t *o = json_pack(
        "{s:I,s:I,s:s,s:s,s:s,s:b,s:s,s:s,s:s,s:I,s:I}", "n",
        (json_int_t)b->screen_count, "scans", (json_int_t)b->scan_count,
        "state", state_name(b), "bench", b->conf.name, "language",
        b->conf.language, "practice", (int)b->conf.is_practice, "notice",
        notice_name(b->notice), "notice_text", b->notice_text, "tone",
        tone_name(b->tone), "tone_n", (json_int_t)b->tone_count, "now_ms",
        (json_int_t)clock_wall_ms());
    if (b->sign != SIGN_OUT)
        json_object_set_new(o, "person",
                            json_pack("{s:s,s:s}", "name", b->person.name,
                                      "role", b->person.role));
    json_object_set_new(
        o, "last",
        json_pack("{s:s,s:s,s:I,s:o}", "code", b->last.code, "verdict",
                  verdict_name(b->last.verdict), "at_ms",
                  (json_int_t)b->last.at_ms, "item",
                  item_json(b, b->last.item_id)));
    add_health(b, o);
    json_object_set_new(o, "hands", hand_json(b));
    if (b->has_work) {
        add_work(b, o);
    } else {
        add_queue(b, o);
        if (b->done.shipment_id) {
            json_object_set_new(o, "order", order_json(&b->done));
            json_object_set_new(o, "parcels", json_integer(b->done_parcels));
        }
    }
    return o;
}

void screen_show(struct bench *b)
{
    b->screen_count++;
    hand_feel(b);
    json_t *o = screen_json(b);
    must(o != NULL);
    char *at = b->screen;
    memcpy(at, "data: ", 6);
    size_t len = json_dumpb(o, at + 6, BENCH_SCREEN_MAX, JSON_COMPACT);
    json_decref(o);
    must(len <= BENCH_SCREEN_MAX);
    memcpy(at + 6 + len, "\n\n", 3);
    b->channel.text = b->screen;
    b->channel.len = len + 8;
    b->channel.version++;
    http_channel_publish(b->http, &b->channel);
}
