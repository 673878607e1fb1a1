// The packing desk's side of the contract: what each thing that happens is to
// an order.
#include "station/base/text.h"
#include "station/bench/core/sync.h"
#include "station/bench/pack/pack_internal.h"
#include "shared/date.h"
#include "shared/gs1/gtin.h"
#include "station/store/bench/bench_box.h"
#include "station/store/bench/bench_item.h"
#include "station/store/bench/bench_person.h"
#include "station/store/bench/bench_work.h"

#include <stdio.h>
#include <string.h>

enum { SHORT_MINOR_MAX = 1000000000 };

static void fill_item(const struct pack_desk *d, struct pack_event *ev,
                      const struct code *c, int64_t at_ms)
{
    struct pick_event *p = &ev->pick;
    ev->kind = PACK_SCAN;
    p->expiry_days = c->expiry_days;
    p->today_days = (int32_t)(at_ms / DATE_DAY_MS);
    p->until_days = d->order.until_days;
    memcpy(p->lot, c->lot, sizeof p->lot);
    memcpy(p->serial, c->serial, sizeof p->serial);
}

// Has the number left the house before? Whichever scan it came with.
static void look_at_serial(struct pack_desk *d, struct pick_event *p)
{
    p->was_shipped =
        p->serial[0] &&
        bench_item_has_left(&d->core->store, p->item_id, p->serial);
    d->core->notices.last.item_id = p->item_id;
}

static bool is_too_large(const struct pack_desk *d, int64_t box_id)
{
    for (int32_t i = 0; i < d->order.too_large_count; i++)
        if (d->order.too_large[i].box_id == box_id)
            return true;
    return false;
}

// What is no command and no label: a box, an item, or nothing we know.
static void fill_thing(struct pack_desk *d, const struct code *c,
                       struct pack_event *ev, int64_t at_ms)
{
    struct store *st = &d->core->store;
    struct pick_event *p = &ev->pick;
    struct bench_item_found found;
    struct bench_box box;
    ev->kind = c->doubt ? PACK_MISREAD : PACK_UNKNOWN;
    if (c->kind == CODE_TEXT && bench_box_find(st, c->text, &box) == ERR_OK) {
        ev->kind = PACK_BOX;
        ev->box_id = box.box_id;
        ev->tare_mg = box.tare_mg;
        ev->count = d->pack.parcel_count + 1;
        ev->is_too_large = is_too_large(d, box.box_id);
    } else if (bench_item_find(st, c, &d->pack.pick, &found) == ERR_OK) {
        p->item_id = found.item_id;
        p->qty = found.qty;
        p->net_mg = found.net_mg;
        fill_item(d, ev, c, at_ms);
    }
}

// Many carriers' numbers pass for a trade item's: the label that was printed
// is known by its own number.
static bool is_label(const struct pack_desk *d, const struct code *c)
{
    return c->kind == CODE_TEXT || c->sscc[0] ||
           (c->text[0] && strcmp(c->text, d->pack.open.tracking) == 0);
}

static void fill_event(struct pack_desk *d, const struct code *c,
                       struct pack_event *ev, int64_t at_ms)
{
    bool wants_label =
        d->pack.state == PACK_LABELLING || d->pack.state == PACK_PRINTING;
    text_copy(ev->code, sizeof ev->code, c->text, strlen(c->text));
    if (!ev->code[0] && c->gtin)
        gtin_text(c->gtin, ev->code);
    if (c->kind == CODE_COMMAND) {
        ev->kind = PACK_COMMAND;
        ev->command = c->command;
        ev->count = c->count;
    } else if (c->kind == CODE_MISREAD) {
        ev->kind = PACK_MISREAD;
    } else if (c->kind == CODE_SSCC || (wants_label && is_label(d, c))) {
        ev->kind = PACK_LABEL;
        memcpy(ev->sscc, c->sscc, sizeof ev->sscc);
    } else {
        fill_thing(d, c, ev, at_ms);
    }
}

static void scan_for_order(struct pack_desk *d, const struct code *code,
                           const struct origin *o)
{
    struct pack_event ev = {0};
    struct origin by = *o;
    fill_event(d, code, &ev, o->at_ms);
    bool is_continue =
        ev.kind == PACK_COMMAND && ev.command == PACK_CMD_CONTINUE;
    if (is_continue && pack_next_takes_seen(d))
        ev = (struct pack_event){.kind = PACK_SEEN};
    else if (ev.kind == PACK_COMMAND) // which it stays, unless it is a tick
        (void)pack_tick_make(d, ev.command, o->at_ms, &ev);
    if (d->pack.state == PACK_PICKING &&
        pack_half_take(d, code, &ev, o->at_ms)) {
        notice_set(d->core, NOTICE_COMPANION, "", TONE_LOOK);
        return;
    }
    if (ev.kind == PACK_SCAN)
        look_at_serial(d, &ev.pick);
    if (ev.kind == PACK_SCAN && ev.pick.lot[0])
        pack_swap_find(d, &ev.pick);
    if (!pack_wait_take(d, &ev, &by))
        (void)pack_flow(d, &ev, &by); // not kept: said
}

// The scan that opened a single item's order is that item's first.
static void count_lane(struct pack_desk *d, const struct origin *o)
{
    struct code code;
    struct origin scan = *o;
    struct bench_item_found found;
    if (d->lane_len == 0 || !pack_work_is_open(d) || !d->order.is_single)
        return;
    scan.raw = d->lane;
    scan.len = d->lane_len;
    d->lane_len = 0;
    code_read(&code, scan.raw, scan.len, o->at_ms);
    if (pick_qty_done(&d->pack.pick) == 0 &&
        bench_item_find(&d->core->store, &code, &d->pack.pick, &found) ==
            ERR_OK)
        scan_for_order(d, &code, &scan);
}

// Of the single items' orders that this bench has, the most urgent of one.
static bool find_single_here(struct pack_desk *d, const struct code *code,
                             struct bench_work *out)
{
    struct store *st = &d->core->store;
    struct bench_work list[BENCH_QUEUE_MAX];
    struct bench_item_found item;
    if (bench_item_find(st, code, NULL, &item) < 0)
        return false;
    int count = bench_work_list(st, list, BENCH_QUEUE_MAX);
    for (int i = 0; i < count; i++) {
        if (strcmp(list[i].state, "leased") != 0 || list[i].hand[0] ||
            bench_work_read(st, list[i].shipment_id, &d->order) < 0 ||
            !d->order.is_single ||
            d->order.line[0].pick.item_id != item.item_id)
            continue;
        *out = list[i];
        return true;
    }
    return false;
}

static void open_order(struct pack_desk *d, const struct code *code,
                       const struct origin *o)
{
    struct core *c = d->core;
    struct bench_work w;
    char digits[GTIN_DIGITS + 1];
    const char *text = code->text;
    if (text[0] && bench_work_find(&c->store, text, &w) == ERR_OK) {
        if (!pack_which_asks(d, &w, text, o->at_ms))
            (void)pack_work_open(d, &w, o); // not opened: said
        return;
    }
    d->lane_len = o->len <= sizeof d->lane ? o->len : 0;
    memcpy(d->lane, o->raw, d->lane_len);
    if (find_single_here(d, code, &w)) {
        if (pack_work_open(d, &w, o) == ERR_OK) // else said
            count_lane(d, o);
        return;
    }
    if (!text[0]) {
        gtin_text(code->gtin, digits);
        text = digits;
    }
    if (!sync_is_online(c)) {
        notice_set(c, NOTICE_OFFLINE, text, TONE_LOOK);
        return;
    }
    notice_set(c, NOTICE_FETCHING, text, TONE_NONE);
    sync_claim(c, text, false);
}

static void scan_when_free(struct pack_desk *d, const struct code *code,
                           const struct origin *o)
{
    struct core *c = d->core;
    struct bench_work list[1];
    bool may_be_order = code->text[0] || code->kind == CODE_GTIN;
    bool is_next =
        code->kind == CODE_COMMAND &&
        (code->command == PACK_CMD_CONTINUE || code->command == PACK_CMD_DONE);
    d->lane_len = 0;
    if (may_be_order && code->kind != CODE_MISREAD)
        open_order(d, code, o);
    else if (is_next && (c->notices.now == NOTICE_TAKEN_OVER ||
                         c->notices.now == NOTICE_NEW_FILE))
        notice_set(c, NOTICE_NONE, "", TONE_NONE);
    else if (is_next && bench_work_list(&c->store, list, 1) > 0 &&
             strcmp(list[0].state, "held") != 0)
        (void)pack_work_open(d, &list[0], o); // the first in line
    else
        notice_set(c, NOTICE_SCAN_ORDER, "", TONE_LOOK);
}

static void scan(void *state, const struct code *code, const struct origin *o)
{
    struct pack_desk *d = state;
    if (pack_work_is_open(d))
        scan_for_order(d, code, o);
    else if (!pack_which_answer(d, code, o))
        scan_when_free(d, code, o);
}

// The last desk of the table: what no other takes is an order, or says so.
static bool takes(const void *state, const struct code *code)
{
    (void)state;
    (void)code;
    return true;
}

static bool is_weight_off(const struct pack_desk *d)
{
    enum verdict v = d->pack.weighed.verdict;
    return v == V_WEIGHT_LIGHT || v == V_WEIGHT_HEAVY;
}

// No scale, a silent one, or one that says that something is wrong with it: a
// supervisor lets the parcel go on without a weight.
static bool has_no_weight(const struct pack_desk *d, int64_t at_ms)
{
    struct core *c = d->core;
    enum weigh_look look =
        weigh_watch_look(&c->weight.watch, at_ms, c->conf.step_mg);
    return !core_has_open(c, DEVICE_SCALE) || look == WEIGH_NO_SAMPLE ||
           look == WEIGH_TROUBLE;
}

// What waits for the badge is done; at the scale it says why the parcel passes.
static bool allow(void *state, const struct sign_who *w,
                  const struct origin *o)
{
    struct pack_desk *d = state;
    struct pack_event ev;
    struct origin by = {.person_id = w->person.person_id,
                        .at_ms = o->at_ms,
                        .hand = o->hand};
    bool is_act = pack_wait_allow(d, &ev);
    bool is_off = d->pack.state == PACK_WEIGHING &&
                  (is_weight_off(d) || has_no_weight(d, o->at_ms));
    if (!is_act && !is_off)
        return false;
    if (!sign_vouch(d->core, w, o))
        return true; // said
    if (is_act) {
        (void)pack_flow(d, &ev, &by); // not kept: said
        return true;
    }
    ev = (struct pack_event){.kind = PACK_OVERRIDE};
    pack_wait_ask(d, PACK_ACT_OVERRIDE, &ev, &by);
    return true;
}

static void tick(void *state, const struct origin *o)
{
    struct pack_desk *d = state;
    struct pack_event ev = {.kind = PACK_DISARM};
    pack_wait_tick(d, o->at_ms);
    pack_which_tick(d, o->at_ms);
    bool is_armed = pack_work_is_open(d) &&
                    (d->pack.armed != PACK_CMD_DONE || d->pack.times > 1);
    int64_t armed_for_ms = o->at_ms - d->armed_ms;
    if (!is_armed || (armed_for_ms >= 0 && armed_for_ms < PACK_ARMED_MS))
        return;
    d->armed_ms = o->at_ms;     // what cannot be kept is not tried at once
    (void)pack_flow(d, &ev, o); // not kept: said
}

static bool is_new_weight(const struct pack_desk *d, int64_t mg)
{
    int64_t step = d->core->conf.step_mg;
    int64_t diff = mg - d->judged_mg;
    return d->judged_mg == 0 || diff > step || diff < -step;
}

static void weight(void *state, enum weigh_look look, const struct origin *o)
{
    struct pack_desk *d = state;
    struct core *c = d->core;
    int64_t mg = c->weight.watch.mg;
    if (look == WEIGH_AT_ZERO)
        d->judged_mg = 0;
    bool is_wanted = pack_work_is_open(d) && c->sign.state == SIGN_IN &&
                     d->pack.state == PACK_WEIGHING;
    if (!is_wanted || look != WEIGH_TAKEN || !is_new_weight(d, mg))
        return;
    struct pack_event ev = {.kind = PACK_WEIGHT,
                            .gross_mg = mg,
                            .box_id = d->pack.open.box_id,
                            .count = d->pack.parcel_count + 1};
    d->judged_mg = mg;
    (void)pack_flow(d, &ev, o); // not kept: said
}

static void job(void *state, const struct event *ev, const struct origin *o)
{
    static const enum pack_job_state STATES[] = {
        [JOB_SENT] = PACK_JOB_SENT,
        [JOB_PRINTED] = PACK_JOB_PRINTED,
        [JOB_FAILED] = PACK_JOB_FAILED,
        [JOB_UNKNOWN] = PACK_JOB_UNKNOWN};
    struct pack_desk *d = state;
    if (ev->kind == EVENT_PRINTER) {
        // A job that failed may go now.
        d->is_asking = d->is_asking || ev->printer == PRINTER_READY;
        return;
    }
    struct pack_event job = {.kind = PACK_JOB,
                             .job_id = ev->job.job_id,
                             .job_state = STATES[ev->job.result]};
    if (!pack_work_is_open(d) || d->pack.job_id != ev->job.job_id)
        return;                  // the order was cancelled under way
    (void)pack_flow(d, &job, o); // not kept: said
}

// What the feed changed about the order on the desk.
static void look_at_work(struct pack_desk *d, int64_t at_ms)
{
    struct core *c = d->core;
    struct bench_work w;
    if (!pack_work_is_open(d))
        return;
    int rc = bench_work_load(&c->store, d->work.shipment_id, &w);
    if (rc == ERR_MISSING || (rc == ERR_OK && w.fence != d->work.fence)) {
        pack_work_close(d, at_ms);
        if (c->notices.now != NOTICE_NEW_FILE) // which says more
            notice_set(c, NOTICE_TAKEN_OVER, d->work.order_no, TONE_STOP);
        return;
    }
    if (bench_work_read(&c->store, d->work.shipment_id, &d->order) < 0)
        return;
    d->ask = ASK_STOP;
    d->is_asking = true;
}

static void show_refusal(struct core *c, const struct event *ev)
{
    static const enum notice NOTICES[CLAIM_VERDICT_COUNT] = {
        [CLAIM_UNKNOWN] = NOTICE_NOT_FOUND,
        [CLAIM_TAKEN] = NOTICE_TAKEN,
        [CLAIM_HELD] = NOTICE_ON_HOLD,
        [CLAIM_PACKED] = NOTICE_ALREADY_PACKED,
        [CLAIM_CANCELLED] = NOTICE_CANCELLED,
        [CLAIM_RECOVERING] = NOTICE_RECOVERING,
        [CLAIM_ELSEWHERE] = NOTICE_ELSEWHERE,
        [CLAIM_WAITING] = NOTICE_NO_STOCK};
    enum notice n = NOTICES[ev->work.verdict];
    const char *about = ev->work.holder[0] ? ev->work.holder : ev->work.code;
    if (n != NOTICE_NONE)
        notice_set(c, n, about, TONE_LOOK);
}

static void take_work(struct pack_desk *d, const struct event *ev,
                      const struct origin *o)
{
    struct core *c = d->core;
    struct bench_work w;
    int64_t shipment_id = ev->work.shipment_id;
    if (shipment_id && !c->busy_desk && c->sign.state == SIGN_IN &&
        bench_work_load(&c->store, shipment_id, &w) == ERR_OK) {
        if (pack_work_open(d, &w, o) == ERR_OK) // else said
            count_lane(d, o);
    } else if (ev->work.verdict == CLAIM_MANY) {
        if (!c->busy_desk) // else another one was opened meanwhile
            pack_which_take(d, ev);
    } else if (!shipment_id) {
        show_refusal(c, ev);
    }
}

static void feed(void *state, const struct event *ev, const struct origin *o)
{
    struct pack_desk *d = state;
    if (ev->kind == EVENT_NUMBERS) {
        d->is_asking = true; // it may have waited for them
    } else if (ev->kind == EVENT_FEED) {
        look_at_work(d, o->at_ms);
        pack_work_give_back(d, o->at_ms);
    } else {
        take_work(d, ev, o);
    }
}

// Taking an order from another bench: asked for on the page, allowed by
// central for supervisors only.
static bool command(void *state, const char *name, const char *text,
                    const struct origin *o)
{
    struct core *c = ((struct pack_desk *)state)->core;
    (void)o;
    if (strcmp(name, "take-over") != 0)
        return false;
    if (c->sign.state == SIGN_IN && !c->busy_desk)
        sync_claim(c, text, true);
    return true;
}

static bool tell(const void *state, char *out, size_t cap)
{
    const struct pack_desk *d = state;
    if (!pack_work_is_open(d))
        return false;
    snprintf(out, cap, "%s %d/%d", d->work.order_no,
             pick_qty_done(&d->pack.pick), pick_qty_want(&d->pack.pick));
    return true;
}

static void setup(void *state, struct conf *conf)
{
    struct pack_desk *d = state;
    const char *s = "packing";
    d->rule.floor_mg = conf_int(conf, s, "tolerance_mg", 0, 10000000, 10000);
    d->rule.permille =
        (int32_t)conf_int(conf, s, "tolerance_permille", 0, 500, 10);
    d->rule.tare_mg = conf_int(conf, s, "box_mg", 0, 100000000, 250000);
    d->rule.packing_mg = conf_int(conf, s, "paper_mg", 0, 10000000, 40000);
    d->prints_slip = conf_bool(conf, s, "slip", true);
    d->ticks_max = (int32_t)conf_int(conf, s, "ticks", 0, 1000, 20);
    d->short_pieces =
        (int32_t)conf_int(conf, s, "short_pieces", 0, 1000000, 20);
    d->short_minor = conf_int(conf, s, "short_minor", 0, SHORT_MINOR_MAX, 0);
}

// The order that was open is open again, to the exact scan.
static bool restore(void *state, struct core *c, int64_t at_ms)
{
    struct pack_desk *d = state;
    struct bench_work list[BENCH_QUEUE_MAX];
    struct origin o = {.person_id = c->sign.person.person_id, .at_ms = at_ms};
    bool is_open = false;
    d->core = c;
    int count = bench_work_list(&c->store, list, BENCH_QUEUE_MAX);
    for (int i = 0; i < count && !c->busy_desk; i++)
        if (strcmp(list[i].state, "open") == 0) {
            is_open = pack_work_open(d, &list[i], &o) == ERR_OK;
            break;
        }
    while (pack_next(d, &o))
        continue;
    if (is_open && pack_work_is_open(d))
        notice_set(c, NOTICE_RECOVERED, "", TONE_LOOK);
    return pack_work_is_open(d);
}

const struct desk PACK_DESK = {.name = "pack",
                               .state_size = sizeof(struct pack_desk),
                               .setup = setup,
                               .restore = restore,
                               .takes = takes,
                               .scan = scan,
                               .allow = allow,
                               .weight = weight,
                               .job = job,
                               .feed = feed,
                               .command = command,
                               .tick = tick,
                               .next = pack_next,
                               .show = pack_show,
                               .tell = tell};
