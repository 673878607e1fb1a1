// What the order on the desk asks for by itself, one thing at a time.
#include "station/bench/pack/pack_internal.h"
#include "station/base/log.h"
#include "shared/gs1/sscc.h"

#include <stdio.h>
#include <string.h>

// The next of the carrier's numbers that central lent for this order: one that
// stands on a void label is not printed again.
static bool carrier_number(const struct pack_desk *d, char *out, size_t cap)
{
    const struct work *w = &d->order;
    int32_t n = d->pack.number_count;
    if (n >= w->number_count || d->core->conf.is_practice ||
        strlen(w->number[n]) >= cap)
        return false;
    snprintf(out, cap, "%s", w->number[n]);
    return true;
}

// Parcel numbers come from the range central lent, so that labels can be
// printed while central is away. Spent before it is used: a crash only loses a
// number.
static bool take_numbers(struct pack_desk *d, struct pack_event *ev)
{
    struct core *c = d->core;
    char prefix[16];
    int64_t next = store_counter(&c->store, "sscc_next", 0);
    int64_t end = store_counter(&c->store, "sscc_end", 0);
    store_setting(&c->store, "sscc_prefix", prefix, sizeof prefix);
    if (next >= end || sscc_make(0, prefix, (uint64_t)next, ev->sscc) < 0) {
        notice_set(c, NOTICE_NO_NUMBERS, "", TONE_LOOK);
        return false;
    }
    // A carrier without a range: the tracking number is the house's own, TM
    // and the SSCC's serial with the SSCC's check digit.
    if (!carrier_number(d, ev->code, sizeof ev->code))
        snprintf(ev->code, sizeof ev->code, "%s%010lld%c",
                 c->conf.is_practice ? "PX" : "TM", (long long)next,
                 ev->sscc[SSCC_DIGITS - 1]);
    commit_begin(c);
    store_counter_set(&c->store, "sscc_next", next + 1);
    return commit(c, NULL, NULL, 0) == ERR_OK;
}

static bool fill_numbers(struct pack_desk *d, struct pack_event *ev)
{
    const struct pack_parcel *open = &d->pack.open;
    if (!open->tracking[0])
        return take_numbers(d, ev);
    memcpy(ev->code, open->tracking, sizeof ev->code);
    memcpy(ev->sscc, open->sscc, sizeof ev->sscc);
    return true;
}

// Writes the job down, commits, and only then hands it to the printer. One
// that cannot be made has failed, and is not tried again at once.
static void queue_job(struct pack_desk *d, const struct origin *o)
{
    struct device *printer = core_device(d->core, DEVICE_PRINTER);
    struct pack_event ev = {.kind = PACK_QUEUE};
    size_t len = 0;
    if (!printer || device_printer(printer) != PRINTER_READY)
        return; // the page says what the printer needs
    if (!pack_paper_fits(d)) {
        if (d->core->notices.now != NOTICE_ADDRESS_LONG)
            notice_set(d->core, NOTICE_ADDRESS_LONG, "", TONE_WRONG);
        return;
    }
    ev.job_id = store_counter(&d->core->store, "job_id", 0) + 1;
    work_to_mark(d->order.customer, d->order.address, ev.to);
    if (!fill_numbers(d, &ev) || pack_flow(d, &ev, o) < 0 ||
        d->pack.job_state != PACK_JOB_QUEUED)
        return;
    snprintf(d->printed_to, sizeof d->printed_to, "%s", d->order.address);
    if (pack_paper_write(d, &len) == ERR_OK &&
        device_print(printer, ev.job_id, d->label, len) == ERR_OK)
        return;
    log_error("label_not_made shipment=%lld", (long long)d->work.shipment_id);
    ev = (struct pack_event){.kind = PACK_JOB,
                             .job_id = ev.job_id,
                             .job_state = PACK_JOB_FAILED};
    (void)pack_flow(d, &ev, o); // not kept: it is unknown after a restart
    d->is_asking = false;
}

bool pack_next_asks_hazmat(const struct pack_desk *d)
{
    return d->pack.state == PACK_PRINTING && !d->pack.is_seen &&
           pack_paper_is_hazmat(d);
}

bool pack_next_takes_seen(const struct pack_desk *d)
{
    return pack_next_asks_hazmat(d) && d->pack.alarm == V_OPENED &&
           d->wait.wants == PACK_WAITS_NOT;
}

static void ask_for_label(struct pack_desk *d, const struct origin *o)
{
    bool is_free = d->pack.job_state == PACK_JOB_NONE ||
                   d->pack.job_state == PACK_JOB_FAILED ||
                   d->pack.job_state == PACK_JOB_VOID;
    bool is_seen = d->pack.alarm != V_READDRESSED;
    if (d->pack.state == PACK_PRINTING && is_free && is_seen &&
        !pack_next_asks_hazmat(d))
        queue_job(d, o);
}

// The next line that central has changed since it was opened.
static bool next_change(struct pack_desk *d, struct pack_event *ev)
{
    const struct work *w = &d->order;
    const struct pick *p = &d->pack.pick;
    while (d->ask_line < w->line_count && d->ask_line < p->line_count) {
        const struct pick_line *have = &p->line[d->ask_line];
        const struct pick_line *want = &w->line[d->ask_line++].pick;
        if (have->line_no != want->line_no ||
            have->item_id != want->item_id ||
            have->qty_want == want->qty_want)
            continue;
        *ev = (struct pack_event){.kind = PACK_CHANGE};
        ev->pick.line.line_no = want->line_no;
        ev->pick.line.item_id = want->item_id;
        ev->pick.line.qty_want = want->qty_want;
        ev->pick.line.unit_mg = want->unit_mg;
        ev->pick.line.kit_idx = PICK_NO_LINE;
        return true;
    }
    return false;
}

// The label that is out names another address than central does now.
static bool is_elsewhere(const struct pack_desk *d)
{
    const struct pack_parcel *open = &d->pack.open;
    char to[PACK_TO_MAX + 1];
    bool is_out = d->pack.state == PACK_PRINTING ||
                  d->pack.state == PACK_LABELLING;
    work_to_mark(d->order.customer, d->order.address, to);
    return is_out && open->to[0] && strcmp(open->to, to) != 0;
}

// The event that the state asks for at this point, if any.
static bool event_now(struct pack_desk *d, struct pack_event *ev)
{
    *ev = (struct pack_event){.kind = PACK_RELEASE};
    switch (d->ask) {
    case ASK_RELEASE:
        d->ask = ASK_JOB;
        return d->pack.state == PACK_HELD;
    case ASK_JOB: // nobody can say what became of it
        d->ask = ASK_STOP;
        ev->kind = PACK_JOB;
        ev->job_id = d->pack.job_id;
        ev->job_state = PACK_JOB_UNKNOWN;
        return d->pack.job_state == PACK_JOB_QUEUED ||
               d->pack.job_state == PACK_JOB_SENT;
    case ASK_STOP:
        d->ask = ASK_LINES;
        d->ask_line = 0;
        ev->kind = PACK_CANCEL;
        return d->order.is_stopping && !d->pack.pick.is_cancelled;
    case ASK_LINES:
        if (!d->pack.pick.is_cancelled && next_change(d, ev))
            return true;
        d->ask = ASK_SERVICE;
        return false;
    case ASK_SERVICE:
        d->ask = ASK_ADDRESS;
        ev->kind = PACK_SERVICE;
        ev->max_mg = d->order.max_mg;
        return d->order.max_mg != d->pack.rule.max_mg &&
               (d->pack.state == PACK_PICKING ||
                d->pack.state == PACK_WEIGHING);
    case ASK_ADDRESS:
        d->ask = ASK_LABEL;
        ev->kind = PACK_READDRESS;
        return is_elsewhere(d);
    case ASK_LABEL:
        return false;
    }
    return false;
}

bool pack_next(void *state, const struct origin *o)
{
    struct pack_desk *d = state;
    struct pack_event ev;
    if (!pack_work_is_open(d) || !d->is_asking)
        return false;
    if (d->ask != ASK_LABEL) {
        if (event_now(d, &ev))
            (void)pack_flow(d, &ev, o); // not kept: said, and asked no more
        return true;
    }
    d->is_asking = false;
    ask_for_label(d, o);
    return d->is_asking;
}
