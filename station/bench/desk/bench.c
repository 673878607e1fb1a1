#include "station/bench/desk/bench.h"
#include "station/base/log.h"
#include "station/bench/core/sound.h"
#include "station/bench/core/sync.h"
#include "shared/date.h"
#include "shared/must.h"
#include "station/store/bench/bench_person.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWS_MAX = 8 };

static const struct desk *desk(const struct bench *b)
{
    return b->desk[b->at];
}

static void *state(const struct bench *b)
{
    return b->state[b->at];
}

static struct origin origin_at(const struct bench *b, int64_t at_ms)
{
    return (struct origin){.person_id = b->core.sign.person.person_id,
                           .at_ms = at_ms};
}

// What the state asks for by itself, until it asks for nothing more. A printer
// may answer while it is asked: that is seen in the next round.
static void ask_next(struct bench *b, int64_t at_ms)
{
    struct origin o = origin_at(b, at_ms);
    if (b->is_asking || !desk(b)->next || sync_block(&b->core) != SYNC_FREE)
        return;
    b->is_asking = true;
    while (desk(b)->next(state(b), &o))
        continue;
    b->is_asking = false;
}

// What the bench asks for by itself after whatever happened.
static void look_after(struct bench *b, int64_t at_ms)
{
    struct origin o = origin_at(b, at_ms);
    ask_next(b, at_ms);
    if (b->core.sign.is_unsure)
        sign_check(&b->core, &o);
}

// With the bench free a scan may be another desk's.
static void choose_desk(struct bench *b, const struct code *code)
{
    if (b->core.busy_desk)
        return;
    for (int32_t i = 0; i < b->desk_count; i++)
        if (b->desk[i]->takes(b->state[i], code)) {
            b->at = i;
            return;
        }
}

// While another machine is at work as this bench, or the file is none of this
// central's, nothing is packed here. True after saying so.
static bool is_blocked(struct bench *b)
{
    struct core *c = &b->core;
    enum sync_block block = sync_block(c);
    if (block == SYNC_FREE)
        return false;
    notice_set(c, block == SYNC_SECOND ? NOTICE_SECOND : NOTICE_FOREIGN,
               sync_rival(c), TONE_STOP);
    return true;
}

// A supervisor's badge allows one act, not a session.
static void on_badge(struct bench *b, const char *badge, const struct origin *o)
{
    struct core *c = &b->core;
    struct sign_who w;
    if (!sign_find(c, badge, o, &w))
        return;
    bool may_allow = c->sign.state == SIGN_IN && c->busy_desk &&
                     desk(b)->allow && sign_is_supervisor(&w.person);
    if (!may_allow || !desk(b)->allow(state(b), &w, o))
        sign_badge(c, &w, o);
}

static void on_scan(struct bench *b, const struct origin *o)
{
    struct core *c = &b->core;
    struct code code;
    c->scan_count++;
    c->is_changed = true;
    notice_last(c, o->raw, o->len, o->at_ms);
    code_read(&code, o->raw, o->len, o->at_ms);
    if (code.kind == CODE_BADGE) {
        snprintf(c->notices.last.code, sizeof c->notices.last.code, "badge");
        on_badge(b, code.text, o);
    } else if (is_blocked(b)) {
        log_warn("scan_refused block=%d", (int)sync_block(c));
    } else if (c->sign.state != SIGN_IN) {
        notice_set(c, NOTICE_SIGN_IN_FIRST, "", TONE_LOOK);
    } else {
        sign_withdraw(c);
        choose_desk(b, &code);
        desk(b)->scan(state(b), &code, o);
    }
    look_after(b, o->at_ms);
}

// The text a handheld shows: the desk's line, or what the screen says.
static void describe(const struct bench *b, char *out, size_t cap)
{
    const struct notices *n = &b->core.notices;
    if (n->now != NOTICE_NONE)
        snprintf(out, cap, "%s %.60s", notice_name(n->now), n->text);
    else if (!desk(b)->tell || !desk(b)->tell(state(b), out, cap))
        snprintf(out, cap, "%s", verdict_name(n->last.verdict));
}

static void tell_hands(struct bench *b, const struct hand_record *r)
{
    char text[MESSAGE_TEXT_MAX + 1];
    if (!hand_is_due(&b->hands, r))
        return;
    describe(b, text, sizeof text);
    hand_feel(&b->hands, r, text);
}

static void set_state(const struct core *c, json_t *o)
{
    if (c->sign.state != SIGN_IN)
        screen_set(o, "state",
                   c->sign.state == SIGN_OUT ? "signed_out" : "pin");
}

static void draw(struct bench *b, const struct moment *at)
{
    struct core *c = &b->core;
    json_t *o = screen_begin(c, at);
    c->is_changed = false;
    screen_set(o, "desk", desk(b)->name);
    json_object_set_new(o, "hands", hand_json(&b->hands));
    if (desk(b)->show)
        desk(b)->show(state(b), o, at);
    set_state(c, o); // signing in comes before any desk's work
    sound_follow(c, json_object_get(o, "alarm") != NULL);
    screen_show(c, o);
}

// What sounded is shown and told before the next thing happens: of all that one
// turn of the loop brings only the last sound would be heard.
static void let_hear(struct bench *b, int64_t at_ms)
{
    struct moment at = {.wall_ms = at_ms, .now_ms = loop_now_ms(b->core.loop)};
    if (b->is_asking)
        return; // it belongs to what happens now
    tell_hands(b, NULL);
    if (b->core.notices.tone_count != b->core.screen.tone_count)
        draw(b, &at);
}

static void take_scan(struct bench *b, const char *bytes, size_t len,
                      bool is_typed, int64_t at_ms)
{
    let_hear(b, at_ms);
    struct origin o = origin_at(b, at_ms);
    o.raw = bytes;
    o.len = len;
    o.is_typed = is_typed;
    on_scan(b, &o);
}

void bench_type(struct bench *b, const char *bytes, size_t len, int64_t at_ms)
{
    take_scan(b, bytes, len, true, at_ms);
}

void bench_pin(struct bench *b, const char *pin, int64_t at_ms)
{
    let_hear(b, at_ms);
    b->core.is_changed = true;
    sign_pin(&b->core, pin, at_ms);
}

void bench_sign_out(struct bench *b, int64_t at_ms)
{
    struct origin o = origin_at(b, at_ms);
    b->core.is_changed = true;
    sign_leave(&b->core, &o);
    look_after(b, at_ms);
}

bool bench_command(struct bench *b, const char *name, const char *text,
                   int64_t at_ms)
{
    struct origin o = origin_at(b, at_ms);
    if (is_blocked(b))
        return true;
    if (!desk(b)->command || !desk(b)->command(state(b), name, text, &o))
        return false;
    look_after(b, at_ms);
    return true;
}

// A handheld's scan does what any scan does, and is told what became of it.
static void on_hand_scan(struct bench *b, const struct event *ev)
{
    struct hand_record r;
    struct origin o = origin_at(b, ev->at_ms);
    if (sync_block(&b->core) != SYNC_FREE) {
        if (b->core.notices.now == NOTICE_NONE)
            (void)is_blocked(b);
        return; // it stays in the handheld, and comes again
    }
    if (!hand_scan_begin(&b->hands, ev, &r))
        return;
    uint64_t tones = b->core.notices.tone_count;
    o.raw = ev->scan.bytes;
    o.len = ev->scan.len;
    o.hand = &r;
    bool is_live = hand_scan_is_live(ev);
    if (is_live)
        on_scan(b, &o);
    else
        b->core.scan_count++;
    o.person_id = sign_named(&b->core.sign); // by a badge
    if (r.is_kept)
        tell_hands(b, &r);
    if (!hand_scan_end(&b->hands, ev, &o))
        return;
    tell_hands(b, &r);
    if (is_live && tones == b->core.notices.tone_count)
        hand_answer(&b->hands, &r, notice_name(b->core.notices.now));
}

static void on_weight(struct bench *b, const struct event *ev)
{
    struct origin o = origin_at(b, ev->at_ms);
    enum weigh_look look = weight_take(&b->core, &ev->weight);
    if (desk(b)->weight && sync_block(&b->core) == SYNC_FREE)
        desk(b)->weight(state(b), look, &o);
}

static void on_printer(struct bench *b, const struct event *ev)
{
    struct origin o = origin_at(b, ev->at_ms);
    b->core.is_changed = true;
    if (desk(b)->job)
        desk(b)->job(state(b), ev, &o);
}

// The desk that has begun work by itself has the bench.
static void follow_work(struct bench *b)
{
    for (int32_t i = 0; i < b->desk_count; i++)
        if (b->core.busy_desk == b->state[i])
            b->at = i;
}

// Each desk looks for what concerns it.
static void on_central(struct bench *b, const struct event *ev)
{
    struct origin o = origin_at(b, ev->at_ms);
    b->core.is_changed = true;
    if (ev->kind == EVENT_FEED)
        b->core.sign.is_unsure = true;
    for (int32_t i = 0; i < b->desk_count; i++)
        if (b->desk[i]->feed)
            b->desk[i]->feed(b->state[i], ev, &o);
    follow_work(b);
}

void bench_on_event(void *arg, const struct event *ev)
{
    struct bench *b = arg;
    let_hear(b, ev->at_ms);
    switch (ev->kind) {
    case EVENT_SCAN:
        if (ev->scan.record.record_seq)
            on_hand_scan(b, ev);
        else
            take_scan(b, ev->scan.bytes, ev->scan.len, false, ev->at_ms);
        break;
    case EVENT_WEIGHT:
        on_weight(b, ev);
        break;
    case EVENT_PRINTER:
    case EVENT_JOB:
        on_printer(b, ev);
        break;
    case EVENT_ATTACHED:
        b->core.is_changed = true;
        if (ev->device == DEVICE_SCALE)
            weight_forget(&b->core);
        break;
    case EVENT_DETACHED:
        b->core.is_changed = true;
        log_warn("device_gone device=%s why=\"%s\"",
                 b->core.device[ev->slot].name, ev->why);
        break;
    case EVENT_HAND:
        b->core.is_changed = true;
        hand_news(&b->hands, ev);
        break;
    case EVENT_NUMBERS:
    case EVENT_FEED:
    case EVENT_WORK:
        on_central(b, ev);
        break;
    }
    look_after(b, ev->at_ms);
}

const char *bench_screen(struct bench *b, const struct moment *at, size_t *len)
{
    if (b->core.is_changed || b->core.screen.count == 0)
        draw(b, at);
    return screen_json(&b->core, len);
}

// Showing serves requests that have just come, so it may change again; what a
// flood of them changes is shown in the next turn.
static void show(struct bench *b, const struct moment *at)
{
    tell_hands(b, NULL);
    for (int i = 0; i < SHOWS_MAX && b->core.is_changed; i++) {
        draw(b, at);
        tell_hands(b, NULL);
    }
}

void bench_tick(struct bench *b, int64_t at_ms)
{
    struct origin o = origin_at(b, at_ms);
    sign_tick(&b->core, at_ms);
    if (desk(b)->tick && sync_block(&b->core) == SYNC_FREE)
        desk(b)->tick(state(b), &o);
    b->core.is_changed = true;
}

// What people wait for goes out before central is called.
void bench_settle(struct bench *b, const struct moment *at)
{
    show(b, at);
    sync_step(&b->core, at);
    show(b, at);
}

void bench_open(struct bench *b, const struct desk *const *desks)
{
    for (; desks[b->desk_count]; b->desk_count++) {
        const struct desk *d = desks[b->desk_count];
        must(b->desk_count < BENCH_DESKS_MAX && d->takes && d->scan &&
             d->restore);
        b->desk[b->desk_count] = d;
        b->state[b->desk_count] = calloc(1, d->state_size);
        must(b->state[b->desk_count] != NULL); // once, at start
    }
    must(b->desk_count > 0);
    b->core.is_changed = true;
}

void bench_setup(struct bench *b, struct conf *conf)
{
    for (int32_t i = 0; i < b->desk_count; i++)
        if (b->desk[i]->setup)
            b->desk[i]->setup(b->state[i], conf);
}

void bench_restore(struct bench *b, int64_t at_ms)
{
    sign_restore(&b->core);
    for (int32_t i = 0; i < b->desk_count; i++)
        if (b->desk[i]->restore(b->state[i], &b->core, at_ms))
            b->at = i;
    follow_work(b);
    ask_next(b, at_ms);
}

void bench_close(struct bench *b)
{
    for (int32_t i = 0; i < b->desk_count; i++)
        free(b->state[i]);
    core_close(&b->core);
}
