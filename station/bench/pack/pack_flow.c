// Decide on a copy, commit, then act: the way of every event of an order.
#include "station/bench/pack/pack_internal.h"
#include "station/base/log.h"
#include "station/record/pack.h"
#include "shared/must.h"
#include "station/store/bench/bench_work.h"

#include <stdlib.h>

static char *dump(json_t *body)
{
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    return text;
}

static struct row row_of(const struct pack_desk *d, const char *kind,
                         const char *verdict, const char *body)
{
    return (struct row){.kind = kind,
                        .verdict = verdict,
                        .body = body,
                        .shipment_id = d->work.shipment_id,
                        .fence = d->work.fence};
}

// The desk's own writes beside the journal's rows.
static void write_state(struct pack_desk *d, const struct pack_event *ev,
                        enum verdict v, const struct origin *o)
{
    struct store *st = &d->core->store;
    if (d->next.state == PACK_HELD && d->pack.state != PACK_HELD)
        bench_work_state(st, d->work.shipment_id, "held");
    if (ev->kind == PACK_QUEUE && v == V_JOB_QUEUED)
        store_counter_set(st, "job_id", ev->job_id);
    if (ev->kind == PACK_TICK &&
        (v == V_TOOK || v == V_TOOK_LINE || v == V_TOOK_LAST))
        pack_tick_count(d, o);
    // The order ends: the address goes.
    if (pack_is_over(&d->next))
        bench_work_erase(st, d->work.shipment_id);
}

static int keep(struct pack_desk *d, const struct pack_event *ev,
                enum verdict v, const struct origin *o)
{
    struct row row[3];
    int count = 1;
    bool is_over = pack_is_over(&d->next), is_done = d->next.state == PACK_DONE;
    char *body = dump(pack_event_to_json(ev, o->raw, o->len));
    char *parcel = NULL, *end = NULL; // central gets what was packed
    const struct pack_way way = {d->work.order_no, d->order.service,
                                 d->order.carrier};
    row[0] = row_of(d, pack_event_name(ev->kind), verdict_name(v), body);
    if (v == V_LABEL_RIGHT) {
        parcel = dump(pack_contents_to_json(&d->pack));
        row[count++] = row_of(d, "parcel", "", parcel);
    }
    if (is_over) {
        end = dump(is_done ? pack_done_to_json(&d->next, &way)
                           : json_object());
        row[count++] = row_of(d, is_done ? "done" : "void", "", end);
    }
    commit_begin(d->core);
    write_state(d, ev, v, o);
    int rc = commit(d->core, o, row, count);
    free(body);
    free(parcel);
    free(end);
    return rc;
}

static void feel(struct pack_desk *d, const struct pack_event *ev,
                 enum verdict v)
{
    struct notices *n = &d->core->notices;
    enum tone tone = verdict_tone(v);
    bool is_scan = ev->kind != PACK_QUEUE && ev->kind != PACK_JOB &&
                   ev->kind != PACK_DISARM;
    if (is_scan)
        n->last.verdict = v;
    if (is_scan || v == V_JOB_PRINTED)
        n->now = NOTICE_NONE;
    if (v == V_LABEL_RIGHT && d->pack.state != PACK_DONE)
        tone = TONE_LINE; // a parcel is done, the order is not
    notice_tone(d->core, tone);
}

static void leave(struct pack_desk *d, int64_t at_ms)
{
    if (pack_is_over(&d->pack)) {
        d->done = d->work;
        d->done_state = d->pack.state;
        d->done_parcels = d->pack.parcel_count;
        log_info("order_over shipment=%lld state=%s parcels=%d",
                 (long long)d->work.shipment_id,
                 pack_state_name(d->pack.state), d->pack.parcel_count);
    }
    pack_work_close(d, at_ms);
}

int pack_flow(struct pack_desk *d, const struct pack_event *ev,
              const struct origin *o)
{
    must(pack_work_is_open(d));
    pack_copy(&d->next, &d->pack);
    enum verdict v = pack_step(&d->next, ev);
    int rc = keep(d, ev, v, o);
    if (rc < 0)
        return rc;
    d->was_armed = d->pack.armed;
    pack_copy(&d->pack, &d->next);
    feel(d, ev, v);
    pack_half_after(d, ev, v, o->at_ms);
    pack_wait_after(d, ev);
    pack_other_look(d, ev, v);
    pack_tick_after(d, ev, v);
    d->armed_ms = o->at_ms;
    d->is_asking = true;
    if (ev->kind == PACK_SCAN || ev->kind == PACK_TICK ||
        ev->kind == PACK_COMMAND) {
        weight_changed(d->core, o->at_ms);
        d->judged_mg = 0;
    }
    if (v == V_LABEL_RIGHT)
        pack_work_clear_scale(d, o->at_ms);
    if (pack_is_over(&d->pack) || d->pack.state == PACK_HELD)
        leave(d, o->at_ms);
    return ERR_OK;
}
