// An act that wants more than one scan: its reason, from the list on the
// screen (%WHY-n), a supervisor's badge, or both, in this order. It waits
// PACK_WAIT_MS.
// CONTINUE gives it up; any other scan of the work does, too, and counts. So
// does what happens to the order meanwhile, but for a parcel that only moves on
// the scale: what weighs otherwise is another load, and nobody vouched for it.
#include "shared/must.h"
#include "station/bench/pack/pack_internal.h"

static bool is_short(enum pack_command c)
{
    return command_reason(c) != COMMAND_NO_REASON;
}

// More pieces, or dearer ones, than a packer alone says are missing. Of what
// came after the order was claimed no price is known.
static bool is_large_short(const struct pack_desk *d, enum pack_command c)
{
    const struct pick *p = &d->pack.pick;
    int32_t idx = pick_next_line(p);
    if (!is_short(c) || d->pack.state != PACK_PICKING || idx == PICK_NO_LINE)
        return false;
    const struct pick_line *l = &p->line[idx];
    const struct work_line *w = &d->order.line[idx];
    int32_t left = l->qty_want - l->qty_done - l->qty_short;
    int64_t each_minor = idx < d->order.line_count &&
                                 w->pick.item_id == l->item_id
                             ? w->value_minor
                             : 0;
    bool is_dear = d->short_minor > 0 && left > 0 &&
                   each_minor > d->short_minor / left;
    return left > d->short_pieces || is_dear;
}

// The first reprint is the packer's, and so many ticks and missing pieces;
// further ones are a supervisor's.
static bool needs_supervisor(const struct pack_desk *d,
                             const struct pack_event *ev,
                             const struct origin *o)
{
    bool is_command = ev->kind == PACK_COMMAND;
    bool is_reprint = is_command && ev->command == PACK_CMD_REPRINT &&
                      d->pack.open.copies >= 2;
    bool is_tick = ev->kind == PACK_TICK && pack_tick_is_over(d, o);
    bool is_large = is_command && is_large_short(d, ev->command);
    return (is_reprint || is_tick || is_large) &&
           !sign_is_supervisor(&d->core->sign.person);
}

// Whether the rules would do it now: what is refused asks for no reason.
static bool would_do(struct pack_desk *d, const struct pack_event *ev)
{
    pack_copy(&d->next, &d->pack);
    return pack_step(&d->next, ev) != V_NOT_NOW;
}

// The act that wants a reason. Who says that no label came out has given it.
static enum pack_act act_of(struct pack_desk *d, struct pack_event *ev)
{
    if (ev->kind != PACK_COMMAND)
        return PACK_ACT_NONE;
    if (ev->command == PACK_CMD_REPRINT &&
        d->pack.job_state == PACK_JOB_UNKNOWN) {
        ev->why = PACK_WHY_NOT_OUT;
        return PACK_ACT_NONE;
    }
    bool is_hold = ev->command == PACK_CMD_HOLD;
    bool is_reprint = ev->command == PACK_CMD_REPRINT;
    if (!(is_hold || is_reprint) || !would_do(d, ev))
        return PACK_ACT_NONE;
    return is_hold ? PACK_ACT_HOLD : PACK_ACT_REPRINT;
}

void pack_wait_drop(struct pack_desk *d)
{
    struct core *c = d->core;
    if (d->wait.wants == PACK_WAITS_NOT)
        return;
    d->wait = (struct pack_wait){.wants = PACK_WAITS_NOT};
    if (c->notices.now == NOTICE_WHY || c->notices.now == NOTICE_SUPERVISOR)
        notice_set(c, NOTICE_NONE, "", TONE_NONE);
    c->is_changed = true;
}

static void wait_for_badge(struct pack_desk *d, const struct pack_event *ev,
                           int64_t at_ms)
{
    d->wait = (struct pack_wait){.wants = PACK_WAITS_BADGE,
                                 .at_ms = at_ms,
                                 .ev = *ev,
                                 .gross_mg = d->pack.gross_mg};
    notice_set(d->core, NOTICE_SUPERVISOR, "", TONE_LOOK);
}

void pack_wait_ask(struct pack_desk *d, enum pack_act act,
                   const struct pack_event *ev, const struct origin *by)
{
    d->wait = (struct pack_wait){.wants = PACK_WAITS_WHY,
                                 .at_ms = by->at_ms,
                                 .act = act,
                                 .ev = *ev,
                                 .by_id = by->person_id,
                                 .gross_mg = d->pack.gross_mg};
    notice_set(d->core, NOTICE_WHY, "", TONE_LOOK);
}

// The reason that was asked for makes the act whole.
static bool answer(struct pack_desk *d, struct pack_event *ev,
                   struct origin *o)
{
    const struct pack_wait w = d->wait;
    bool is_why = ev->kind == PACK_COMMAND &&
                  ev->command >= PACK_CMD_WHY_1 &&
                  ev->command <= PACK_CMD_WHY_4;
    if (!is_why || w.wants != PACK_WAITS_WHY)
        return false;
    enum pack_command said = ev->command;
    *ev = w.ev;
    ev->why = pack_why_of(w.act, (int32_t)(said - PACK_CMD_WHY_1) + 1);
    o->person_id = w.by_id;
    return true;
}

bool pack_wait_take(struct pack_desk *d, struct pack_event *ev,
                    struct origin *o)
{
    bool is_back = ev->kind == PACK_COMMAND &&
                   ev->command == PACK_CMD_CONTINUE &&
                   d->wait.wants != PACK_WAITS_NOT;
    bool is_answer = answer(d, ev, o);
    pack_wait_drop(d);
    if (is_back)
        return true;
    enum pack_act act = is_answer ? PACK_ACT_NONE : act_of(d, ev);
    if (act != PACK_ACT_NONE) {
        pack_wait_ask(d, act, ev, o);
        return true;
    }
    if (!needs_supervisor(d, ev, o))
        return false;
    wait_for_badge(d, ev, o->at_ms);
    return true;
}

bool pack_wait_allow(struct pack_desk *d, struct pack_event *out)
{
    if (d->wait.wants != PACK_WAITS_BADGE)
        return false;
    *out = d->wait.ev;
    pack_wait_drop(d);
    return true;
}

void pack_wait_after(struct pack_desk *d, const struct pack_event *ev)
{
    int64_t moved_mg = d->pack.gross_mg - d->wait.gross_mg;
    bool is_same_load = moved_mg <= d->rule.floor_mg &&
                        moved_mg >= -d->rule.floor_mg;
    if (ev->kind != PACK_WEIGHT || d->pack.state != PACK_WEIGHING ||
        !is_same_load)
        pack_wait_drop(d);
}

void pack_wait_tick(struct pack_desk *d, int64_t at_ms)
{
    // A clock that was set back keeps nothing waiting for longer.
    int64_t waited_ms = at_ms - d->wait.at_ms;
    if (waited_ms < 0 || waited_ms >= PACK_WAIT_MS)
        pack_wait_drop(d);
}

void pack_wait_show(const struct pack_desk *d, json_t *screen)
{
    const struct pack_wait *w = &d->wait;
    if (w->wants != PACK_WAITS_WHY)
        return;
    json_t *whys = json_array();
    for (int32_t n = 1; n <= PACK_WHYS_MAX; n++) {
        const char *name = pack_why_name(pack_why_of(w->act, n));
        must(json_array_append_new(whys, json_string(name)) == 0);
    }
    screen_set(screen, "asks_why", pack_act_name(w->act));
    json_object_set_new(screen, "whys", whys);
}
