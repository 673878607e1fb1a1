#include "station/domain/pack/pack_internal.h"
#include "shared/must.h"
#include "shared/pick_kit.h"

#include <stddef.h>
#include <string.h>

void pack_init(struct pack *p, const struct pack_rule *rule)
{
    memset(p, 0, offsetof(struct pack, pick));
    pick_init(&p->pick);
    p->state = PACK_PICKING;
    p->armed = PACK_CMD_DONE;
    p->times = 1;
    p->alarm = V_OPENED;
    p->weighed.cause_idx = -1;
    p->rule = *rule;
}

bool pack_add_line(struct pack *p, const struct pick_line *line)
{
    return pick_add(&p->pick, line);
}

void pack_copy(struct pack *to, const struct pack *from)
{
    memcpy(to, from, offsetof(struct pack, pick));
    pick_copy(&to->pick, &from->pick);
}

bool pack_is_over(const struct pack *p)
{
    return p->state == PACK_DONE || p->state == PACK_VOID;
}

// After the contents changed: the parcel is weighed when nothing is left to
// scan or a new box was asked for.
static void settle(struct pack *p)
{
    bool has_items = pick_qty_in_box(&p->pick) > 0;
    bool is_full = p->pick.state == PICK_COMPLETE || p->is_closing;
    bool is_closed = has_items && is_full && p->pick.state <= PICK_COMPLETE &&
                     pick_kits_are_whole(&p->pick);
    p->weighed = (struct weigh_answer){.cause_idx = -1};
    p->gross_mg = 0;
    p->is_seen = false;
    if (p->pick.state == PICK_EMPTY)
        p->state = PACK_VOID;
    else if (!is_closed)
        p->state = PACK_PICKING;
    else
        p->state = p->rule.needs_weight ? PACK_WEIGHING : PACK_PRINTING;
}

static bool changes_contents(enum verdict v)
{
    return v == V_TOOK || v == V_TOOK_LINE || v == V_TOOK_LAST ||
           v == V_REMOVED || v == V_UNDONE || v == V_SHORT ||
           v == V_DAMAGED || v == V_UNPACKED;
}

static enum verdict pick_then_settle(struct pack *p,
                                     const struct pick_event *ev)
{
    enum verdict v = pick_step(&p->pick, ev);
    if (changes_contents(v))
        settle(p);
    if (v == V_TOOK_LAST && !pick_kits_are_whole(&p->pick))
        return V_KIT_PARTIAL;
    return v;
}

static enum verdict scan(struct pack *p, const struct pick_event *scanned)
{
    struct pick_event ev = *scanned;
    if (p->times > 1 && ev.qty > PACK_TIMES_MAX / p->times)
        return V_TOO_MANY;
    ev.qty *= p->times;
    ev.kind = PICK_SCAN;
    if (p->armed == PACK_CMD_REMOVE)
        ev.kind = PICK_REMOVE;
    if (p->armed == PACK_CMD_DAMAGED) {
        ev.kind = PICK_DAMAGE;
        ev.qty = scanned->qty;
    }
    p->armed = PACK_CMD_DONE;
    p->times = 1;
    return pick_then_settle(p, &ev);
}

static enum verdict missing(struct pack *p, enum pick_short reason)
{
    p->armed = PACK_CMD_DONE;
    int32_t idx = pick_next_line(&p->pick);
    if (idx == PICK_NO_LINE)
        return V_NOT_NOW;
    struct pick_event ev = {
        .kind = PICK_MISSING, .line_idx = idx, .reason = reason};
    return pick_then_settle(p, &ev);
}

static enum verdict new_box(struct pack *p)
{
    if (p->parcel_count + 1 >= PACK_PARCELS_MAX)
        return V_FULL; // the last one has to hold the rest
    if (pick_qty_in_box(&p->pick) == 0)
        return V_BOX_EMPTY;
    if (!pick_kits_are_whole(&p->pick))
        return V_KIT_PARTIAL;
    p->is_closing = true;
    settle(p);
    return V_BOXED;
}

static enum verdict undo(struct pack *p)
{
    if (p->is_closing) { // reopens the box, takes nothing out
        p->is_closing = false;
        settle(p);
        return V_UNDONE;
    }
    return pick_then_settle(p, &(struct pick_event){.kind = PICK_UNDO});
}

// Everything is short or already boxed: the order ends without a last parcel.
static enum verdict finish_empty(struct pack *p)
{
    if (p->pick.state != PICK_COMPLETE || pick_qty_in_box(&p->pick) > 0)
        return V_NOT_NOW;
    p->state = PACK_DONE;
    return V_TOOK_LAST;
}

// All that the last scan's line still wants is there. What has a lot or a
// serial of its own is scanned.
int32_t pack_rest(const struct pack *p)
{
    const struct pick *k = &p->pick;
    if (!p->rule.may_count || k->take_count == 0 ||
        k->take[k->take_count - 1].line_idx != k->last_idx ||
        k->take[k->take_count - 1].is_short)
        return 0;
    const struct pick_line *l = &k->line[k->last_idx];
    if (l->needs_lot || l->needs_serial || l->needs_expiry)
        return 0;
    return l->qty_want - l->qty_done - l->qty_short;
}

static enum verdict rest(struct pack *p)
{
    int32_t left = pack_rest(p);
    if (left <= 0)
        return p->pick.take_count > 0 &&
                       pick_next_line(&p->pick) == p->pick.last_idx
                   ? V_SCAN_EACH
                   : V_NOT_NOW;
    struct pick_event ev = {.kind = PICK_SCAN,
                            .item_id = p->pick.line[p->pick.last_idx].item_id,
                            .qty = left};
    return pick_then_settle(p, &ev);
}

static enum verdict arm(struct pack *p, const struct pack_event *ev)
{
    if (ev->command == PACK_CMD_TIMES) {
        if (!p->rule.may_count)
            return V_SCAN_EACH;
        if (ev->count < 1 || ev->count > PACK_TIMES_MAX)
            return V_NOT_NOW;
        p->times = ev->count;
    } else {
        p->armed = ev->command;
    }
    return V_ARMED;
}

// In PICKING and WEIGHING the contents may still change.
static enum verdict content_command(struct pack *p,
                                    const struct pack_event *ev)
{
    switch (ev->command) {
    case PACK_CMD_UNDO:
        return undo(p);
    case PACK_CMD_REMOVE:
    case PACK_CMD_DAMAGED:
    case PACK_CMD_SHORT:
    case PACK_CMD_TIMES:
    case PACK_CMD_TICK:
        return arm(p, ev);
    case PACK_CMD_SHORT_NOT_THERE:
    case PACK_CMD_SHORT_DAMAGED:
    case PACK_CMD_SHORT_OTHER:
    case PACK_CMD_SHORT_FEWER:
        return missing(p, (enum pick_short)command_reason(ev->command));
    case PACK_CMD_NEW_BOX:
        return new_box(p);
    case PACK_CMD_DONE:
        return finish_empty(p);
    case PACK_CMD_REST:
        return rest(p);
    case PACK_CMD_CONTINUE:
        p->armed = PACK_CMD_DONE;
        p->times = 1;
        return V_CONTINUED;
    case PACK_CMD_HOLD:
    case PACK_CMD_REPRINT:
    case PACK_CMD_TICK_UNREADABLE: // of the desk: it makes a tick of them
    case PACK_CMD_TICK_NONE:
    case PACK_CMD_TICK_OTHER:
    case PACK_CMD_WHY_1: // the same: the answer to its question
    case PACK_CMD_WHY_2:
    case PACK_CMD_WHY_3:
    case PACK_CMD_WHY_4:
    case PACK_CMD_COUNT:
        return V_NOT_NOW;
    }
    must_fail(__FILE__, __LINE__, "pack command out of range");
}

static enum verdict weighing_step(struct pack *p, const struct pack_event *ev)
{
    if (ev->kind == PACK_WEIGHT)
        return pack_weigh(p, ev->gross_mg);
    if (ev->kind == PACK_OVERRIDE)
        return pack_accept_weight(p, V_OVERRIDDEN);
    if (ev->kind == PACK_COMMAND && ev->command == PACK_CMD_CONTINUE &&
        p->gross_mg > 0 && p->weighed.verdict == V_WEIGHT_UNCHECKED)
        return pack_accept_weight(p, V_WEIGHT_UNCHECKED);
    if (ev->kind == PACK_COMMAND)
        return content_command(p, ev);
    return V_NOT_NOW;
}

static enum verdict label_scanned(struct pack *p, const struct pack_event *ev)
{
    bool same = ev->code[0] && strcmp(ev->code, p->open.tracking) == 0;
    same = same || (ev->sscc[0] && strcmp(ev->sscc, p->open.sscc) == 0);
    if (!same)
        return V_LABEL_OTHER;
    must(p->parcel_count < PACK_PARCELS_MAX);
    p->parcel[p->parcel_count++] = p->open;
    p->open = (struct pack_parcel){0};
    p->job_id = 0;
    p->job_state = PACK_JOB_NONE;
    p->is_closing = p->is_seen = false;
    struct pick_event boxed = {.kind = PICK_NEW_BOX};
    must(pick_step(&p->pick, &boxed) == V_BOXED);
    if (p->pick.state == PICK_COMPLETE)
        p->state = PACK_DONE;
    else
        settle(p);
    return V_LABEL_RIGHT;
}

static enum verdict queue_job(struct pack *p, const struct pack_event *ev)
{
    bool is_free = p->job_state == PACK_JOB_NONE ||
                   p->job_state == PACK_JOB_FAILED ||
                   p->job_state == PACK_JOB_VOID;
    if (!is_free)
        return V_NOT_NOW;
    // A reprint keeps the numbers: never two live numbers on one parcel.
    if (!p->open.tracking[0]) {
        memcpy(p->open.tracking, ev->code, sizeof p->open.tracking);
        memcpy(p->open.sscc, ev->sscc, sizeof p->open.sscc);
        memcpy(p->open.to, ev->to, sizeof p->open.to);
        p->number_count++;
    }
    if (p->job_state != PACK_JOB_FAILED)
        p->open.copies++;
    p->job_id = ev->job_id;
    p->job_state = PACK_JOB_QUEUED;
    return V_JOB_QUEUED;
}

static enum verdict job_became(struct pack *p, const struct pack_event *ev)
{
    bool is_out = p->job_state == PACK_JOB_QUEUED ||
                  p->job_state == PACK_JOB_SENT;
    if (ev->job_id != p->job_id || !is_out)
        return V_NOT_NOW;
    switch (ev->job_state) {
    case PACK_JOB_SENT:
        p->job_state = PACK_JOB_SENT;
        return V_JOB_SENT;
    case PACK_JOB_PRINTED:
        p->job_state = PACK_JOB_PRINTED;
        p->state = PACK_LABELLING;
        return V_JOB_PRINTED;
    case PACK_JOB_FAILED:
        p->job_state = PACK_JOB_FAILED;
        return V_JOB_FAILED;
    case PACK_JOB_UNKNOWN:
        p->job_state = PACK_JOB_UNKNOWN;
        return V_JOB_UNKNOWN;
    case PACK_JOB_NONE: case PACK_JOB_QUEUED: case PACK_JOB_VOID:
        return V_NOT_NOW;
    }
    return V_NOT_NOW;
}

// The person says that the label is no good or did not come.
static enum verdict reprint(struct pack *p)
{
    if (p->job_state != PACK_JOB_UNKNOWN && p->job_state != PACK_JOB_PRINTED)
        return V_NOT_NOW;
    p->job_state = PACK_JOB_VOID;
    p->state = PACK_PRINTING;
    return V_CONTINUED;
}

static enum verdict paper_step(struct pack *p, const struct pack_event *ev)
{
    bool may_scan = p->job_state == PACK_JOB_PRINTED ||
                    p->job_state == PACK_JOB_UNKNOWN;
    if (ev->kind == PACK_QUEUE)
        return p->state == PACK_PRINTING ? queue_job(p, ev) : V_NOT_NOW;
    if (ev->kind == PACK_JOB)
        return job_became(p, ev);
    if (ev->kind == PACK_SEEN && p->state == PACK_PRINTING && !p->is_seen) {
        p->is_seen = true;
        return V_CONTINUED;
    }
    if (ev->kind == PACK_LABEL)
        return may_scan ? label_scanned(p, ev) : V_NOT_NOW;
    if (ev->kind != PACK_COMMAND)
        return V_NOT_NOW;
    if (ev->command == PACK_CMD_REPRINT)
        return reprint(p);
    return ev->command == PACK_CMD_CONTINUE ? V_CONTINUED : V_NOT_NOW;
}

// Stops whatever is under way; a label that may be out becomes void.
static enum verdict interrupt(struct pack *p, const struct pick_event *ev)
{
    struct pick before;
    pick_copy(&before, &p->pick);
    enum verdict v = pick_step(&p->pick, ev);
    if (v == V_NOT_NOW || v == V_FULL) {
        pick_copy(&p->pick, &before);
        return v;
    }
    if (p->open.tracking[0])
        p->job_state = PACK_JOB_VOID;
    p->is_closing = false;
    p->armed = PACK_CMD_DONE;
    p->times = 1;
    settle(p);
    if (p->state == PACK_VOID)
        return V_STOPPED;
    return v;
}

static enum verdict hold(struct pack *p)
{
    if (p->job_state == PACK_JOB_QUEUED || p->job_state == PACK_JOB_SENT)
        return V_NOT_NOW; // the printer answers first
    p->held_from = p->state;
    p->state = PACK_HELD;
    return V_HELD;
}

// A parcel that was too heavy is judged again.
static enum verdict change_service(struct pack *p, int64_t max_mg)
{
    bool was_over = pack_is_over_service(p);
    if (p->state != PACK_PICKING && p->state != PACK_WEIGHING)
        return V_NOT_NOW;
    p->rule.max_mg = max_mg;
    if (!was_over || p->state != PACK_WEIGHING)
        return V_SERVICE_NEW;
    enum verdict v = pack_weigh(p, p->gross_mg);
    return v == V_WEIGHT_OK ? V_SERVICE_NEW : v;
}

// The label that may be out is void with its numbers: another is printed when
// the packer has seen why.
static enum verdict readdress(struct pack *p)
{
    bool is_out = p->state == PACK_PRINTING || p->state == PACK_LABELLING;
    if (!is_out || !p->open.tracking[0])
        return V_NOT_NOW;
    p->open.tracking[0] = p->open.sscc[0] = p->open.to[0] = 0;
    p->open.copies = 0;
    p->job_state = PACK_JOB_VOID;
    p->state = PACK_PRINTING;
    return V_READDRESSED;
}

static bool is_command(const struct pack_event *ev, enum pack_command c)
{
    return ev->kind == PACK_COMMAND && ev->command == c;
}

static enum verdict route(struct pack *p, const struct pack_event *ev)
{
    if (pack_is_over(p))
        return V_NOT_NOW;
    if (ev->kind == PACK_CANCEL) {
        if (p->state == PACK_HELD)
            p->state = p->held_from;
        return interrupt(p, &(struct pick_event){.kind = PICK_CANCEL});
    }
    if (p->state == PACK_HELD) {
        if (ev->kind != PACK_RELEASE)
            return V_NOT_NOW;
        p->state = p->held_from;
        return V_RESUMED;
    }
    if (ev->kind == PACK_CHANGE) {
        struct pick_event change = ev->pick;
        change.kind = PICK_CHANGE;
        return interrupt(p, &change);
    }
    if (ev->kind == PACK_SERVICE)
        return change_service(p, ev->max_mg);
    if (ev->kind == PACK_READDRESS)
        return readdress(p);
    if (is_command(ev, PACK_CMD_HOLD))
        return hold(p);
    if (ev->kind == PACK_UNKNOWN)
        return V_UNKNOWN_CODE;
    if (ev->kind == PACK_MISREAD)
        return V_MISREAD;
    if (p->state == PACK_PRINTING || p->state == PACK_LABELLING)
        return paper_step(p, ev);
    if (ev->kind == PACK_SCAN || ev->kind == PACK_TICK)
        return scan(p, &ev->pick);
    if (ev->kind == PACK_BOX && ev->is_too_large)
        return V_BOX_OVER_SERVICE;
    if (ev->kind == PACK_BOX) {
        p->open.box_id = ev->box_id;
        p->rule.weigh.tare_mg = ev->tare_mg;
        return V_BOX_SET;
    }
    if (p->state == PACK_WEIGHING)
        return weighing_step(p, ev);
    return ev->kind == PACK_COMMAND ? content_command(p, ev) : V_NOT_NOW;
}

// What has to be acknowledged; what was right acknowledges it.
static bool is_alarm(enum verdict v)
{
    enum tone t = verdict_tone(v);
    return t == TONE_OVER || t == TONE_WRONG || t == TONE_STOP;
}

// An alarm stays until somebody has seen it.
static enum verdict disarm(struct pack *p)
{
    if (p->armed == PACK_CMD_DONE && p->times == 1)
        return V_NOT_NOW;
    p->armed = PACK_CMD_DONE;
    p->times = 1;
    return V_CONTINUED;
}

enum verdict pack_step(struct pack *p, const struct pack_event *ev)
{
    if (ev->kind == PACK_DISARM)
        return disarm(p);
    enum verdict v = route(p, ev);
    if (v == V_NOT_NOW || v == V_JOB_SENT || v == V_JOB_QUEUED)
        return v;
    p->alarm = is_alarm(v) ? v : V_OPENED;
    return v;
}

void pack_check(const struct pack *p)
{
    pick_check(&p->pick);
    must(p->parcel_count >= 0 && p->parcel_count <= PACK_PARCELS_MAX);
    must(p->times >= 1 && p->times <= PACK_TIMES_MAX);
    if (p->state == PACK_WEIGHING || p->state == PACK_PRINTING ||
        p->state == PACK_LABELLING) {
        must(pick_qty_in_box(&p->pick) > 0);
        must(p->pick.state <= PICK_COMPLETE);
    }
    if (p->state == PACK_LABELLING)
        must(p->open.tracking[0] && p->job_state == PACK_JOB_PRINTED);
    if (p->state == PACK_PRINTING && p->rule.needs_weight)
        must(p->open.weighed == V_WEIGHT_OK ||
             p->open.weighed == V_WEIGHT_UNCHECKED ||
             p->open.weighed == V_OVERRIDDEN);
    if (p->state == PACK_DONE)
        must(p->pick.state == PICK_COMPLETE &&
             pick_qty_in_box(&p->pick) == 0);
    if (p->state == PACK_VOID)
        must(p->pick.state == PICK_EMPTY);
    for (int32_t i = 0; i < p->parcel_count; i++)
        must(p->parcel[i].tracking[0] && p->parcel[i].copies >= 1);
}
