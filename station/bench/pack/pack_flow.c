// Decide on a copy, commit, then act: the way of every event of an order.
#include "station/bench/desk/bench.h"
#include "station/base/clock.h"
#include "station/base/log.h"
#include "station/record/pack.h"
#include "shared/must.h"
#include "shared/gs1/sscc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill_row(struct bench *b, struct journal_row *row,
                     const char *kind, const char *verdict,
                     int64_t person_id, int64_t at_ms, char *body)
{
    memset(row, 0, sizeof *row);
    row->at_ms = at_ms;
    row->person_id = person_id;
    row->shipment_id = b->work.shipment_id;
    row->fence = b->work.fence;
    snprintf(row->kind, sizeof row->kind, "%s", kind);
    snprintf(row->verdict, sizeof row->verdict, "%s", verdict);
    row->body = body;
    row->body_len = strlen(body);
}

static char *dump(json_t *body)
{
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    return text;
}

// The order ends with this event: central gets what was packed, and the
// address goes.
static void write_end(struct bench *b, struct journal_tip *tip,
                      int64_t person_id, int64_t at_ms)
{
    struct journal_row row;
    bool is_done = b->next.state == PACK_DONE;
    char *body = dump(is_done ? pack_done_to_json(&b->next) : json_object());
    fill_row(b, &row, is_done ? "done" : "void", "", person_id, at_ms, body);
    journal_add(&b->store, tip, &row);
    bench_work_erase(&b->store, b->work.shipment_id);
    free(body);
}

static void write_event(struct bench *b, struct journal_tip *tip,
                        const struct pack_event *ev, const char *raw,
                        size_t raw_len, enum verdict v, int64_t person_id,
                        int64_t at_ms)
{
    struct journal_row row;
    char *body = dump(pack_event_to_json(ev, raw, raw_len));
    fill_row(b, &row, pack_event_name(ev->kind), verdict_name(v), person_id,
             at_ms, body);
    journal_add(&b->store, tip, &row);
    if (b->next.state == PACK_HELD && b->pack.state != PACK_HELD)
        bench_work_state(&b->store, b->work.shipment_id, "held");
    if (ev->kind == PACK_QUEUE && v == V_JOB_QUEUED)
        store_counter_set(&b->store, "job_id", ev->job_id);
    free(body);
}

static void feel(struct bench *b, const struct pack_event *ev, enum verdict v)
{
    enum tone tone = verdict_tone(v);
    bool is_scan = ev->kind != PACK_QUEUE && ev->kind != PACK_JOB;
    if (is_scan)
        b->last.verdict = v;
    if (v == V_LABEL_RIGHT && b->pack.state != PACK_DONE)
        tone = TONE_LINE; // a parcel is done, the order is not
    if (tone != TONE_NONE) {
        b->tone = tone;
        b->tone_count++;
    }
    if (is_scan || v == V_JOB_PRINTED)
        b->notice = NOTICE_NONE;
}

static void after_end(struct bench *b)
{
    b->done = b->work;
    b->done_state = b->pack.state;
    b->done_parcels = b->pack.parcel_count;
    log_info("order_over shipment=%lld state=%s parcels=%d",
             (long long)b->work.shipment_id, pack_state_name(b->pack.state),
             b->pack.parcel_count);
    work_close(b);
}

// The next weight belongs to another parcel: the scale has to be seen empty,
// and is when it is empty now.
void pack_flow_clear_scale(struct bench *b, int64_t at_ms)
{
    weigh_watch_clear(&b->watch, at_ms);
    b->judged_mg = 0;
    if (b->weight.at_ms && at_ms - b->weight.at_ms <= WEIGH_FRESH_MS)
        weigh_watch_sample(&b->watch, &b->weight,
                           b->conf.rule.weigh.step_mg);
}

int pack_flow(struct bench *b, const struct pack_event *ev, const char *raw,
              size_t raw_len, int64_t person_id, int64_t at_ms)
{
    struct journal_tip tip = b->tip;
    must(b->has_work);
    pack_copy(&b->next, &b->pack);
    enum verdict v = pack_step(&b->next, ev);

    store_begin(&b->store);
    write_event(b, &tip, ev, raw, raw_len, v, person_id, at_ms);
    if (pack_is_over(&b->next))
        write_end(b, &tip, person_id, at_ms);
    hand_keep(b);
    int rc = store_commit(&b->store);
    hand_kept(b, rc);
    if (rc < 0) {
        log_error("event_not_kept why=\"%s\"", store_why(&b->store));
        bench_notice(b, NOTICE_DISK, store_why(&b->store), TONE_STOP);
        return rc;
    }
    b->tip = tip;
    pack_copy(&b->pack, &b->next);
    feel(b, ev, v);
    if (ev->kind == PACK_SCAN || ev->kind == PACK_COMMAND) {
        weigh_watch_changed(&b->watch, at_ms);
        b->judged_mg = 0;
    }
    if (v == V_LABEL_RIGHT)
        pack_flow_clear_scale(b, at_ms);
    sync_push(b);
    if (pack_is_over(&b->pack))
        after_end(b);
    else if (b->pack.state == PACK_HELD)
        work_close(b);
    else
        pack_flow_act(b, at_ms);
    return ERR_OK;
}

static struct device *find_printer(struct bench *b)
{
    for (int32_t i = 0; i < b->device_count; i++)
        if (b->device[i].kind == DEVICE_PRINTER)
            return &b->device[i];
    return NULL;
}

// The carrier's number that central lent for this parcel of the order.
static bool carrier_number(struct bench *b, char *out, size_t cap)
{
    const char *number = json_string_value(
        json_array_get(json_object_get(b->body, "tracking"),
                       (size_t)b->pack.parcel_count));
    if (!number || b->conf.is_practice || strlen(number) >= cap)
        return false;
    snprintf(out, cap, "%s", number);
    return true;
}

// Parcel numbers come from the range central lent, so that labels can be
// printed while central is away.
static bool take_numbers(struct bench *b, struct pack_event *ev)
{
    char prefix[16];
    int64_t next = store_counter(&b->store, "sscc_next", 0);
    int64_t end = store_counter(&b->store, "sscc_end", 0);
    store_setting(&b->store, "sscc_prefix", prefix, sizeof prefix);
    if (next >= end ||
        sscc_make(0, prefix, (uint64_t)next, ev->sscc) < 0) {
        bench_notice(b, NOTICE_OFFLINE, "parcel numbers", TONE_LOOK);
        return false;
    }
    if (carrier_number(b, ev->code, sizeof ev->code))
        return true;
    // A carrier without a range: the tracking number is the house's own, TM
    // and the SSCC's serial with the SSCC's check digit.
    snprintf(ev->code, sizeof ev->code, "%s%010lld%c",
             b->conf.is_practice ? "PX" : "TM", (long long)next,
             ev->sscc[SSCC_DIGITS - 1]);
    return true;
}

// Writes the job down, commits, and only then hands it to the printer.
static void queue_job(struct bench *b, int64_t at_ms)
{
    struct device *printer = find_printer(b);
    struct pack_event ev = {.kind = PACK_QUEUE};
    size_t len = 0;
    if (!printer || device_printer(printer) != PRINTER_READY)
        return; // the page says what the printer needs
    ev.job_id = store_counter(&b->store, "job_id", 0) + 1;
    if (!b->pack.open.tracking[0] && !take_numbers(b, &ev))
        return;
    bool takes_new = !b->pack.open.tracking[0];
    int64_t next = store_counter(&b->store, "sscc_next", 0) + takes_new;
    if (takes_new) { // spent before it is used: a crash only loses a number
        store_begin(&b->store);
        store_counter_set(&b->store, "sscc_next", next);
        if (store_commit(&b->store) < 0)
            return;
    } else {
        memcpy(ev.code, b->pack.open.tracking, sizeof ev.code);
        memcpy(ev.sscc, b->pack.open.sscc, sizeof ev.sscc);
    }
    if (pack_flow(b, &ev, NULL, 0, b->person.person_id, at_ms) < 0 ||
        b->pack.job_state != PACK_JOB_QUEUED)
        return;
    if (paper_write(b, &len) < 0 ||
        device_print(printer, ev.job_id, b->label, len) < 0) {
        struct pack_event failed = {.kind = PACK_JOB,
                                    .job_id = ev.job_id,
                                    .job_state = PACK_JOB_FAILED};
        log_error("label_not_made shipment=%lld",
                  (long long)b->work.shipment_id);
        pack_flow(b, &failed, NULL, 0, b->person.person_id, at_ms);
    }
}

// What the state asks for by itself.
void pack_flow_act(struct bench *b, int64_t at_ms)
{
    bool is_free = b->pack.job_state == PACK_JOB_NONE ||
                   b->pack.job_state == PACK_JOB_FAILED ||
                   b->pack.job_state == PACK_JOB_VOID;
    if (b->has_work && b->pack.state == PACK_PRINTING && is_free)
        queue_job(b, at_ms);
}

void pack_flow_job(struct bench *b, const struct event *ev)
{
    static const enum pack_job_state STATES[] = {
        [JOB_SENT] = PACK_JOB_SENT,
        [JOB_PRINTED] = PACK_JOB_PRINTED,
        [JOB_FAILED] = PACK_JOB_FAILED,
        [JOB_UNKNOWN] = PACK_JOB_UNKNOWN};
    struct pack_event job = {.kind = PACK_JOB,
                             .job_id = ev->job.job_id,
                             .job_state = STATES[ev->job.result]};
    if (!b->has_work || b->pack.job_id != ev->job.job_id)
        return; // the order was cancelled under way
    pack_flow(b, &job, NULL, 0, b->person.person_id, ev->at_ms);
}

static bool is_new_weight(const struct bench *b, int64_t mg)
{
    int64_t step = b->conf.rule.weigh.step_mg;
    int64_t diff = mg - b->judged_mg;
    return b->judged_mg == 0 || diff > step || diff < -step;
}

void pack_flow_weight(struct bench *b, const struct weigh_sample *s)
{
    bool is_shown = s->mg != b->weight.mg || s->status != b->weight.status;
    enum weigh_look look =
        weigh_watch_sample(&b->watch, s, b->conf.rule.weigh.step_mg);
    b->weight = *s;
    if (look == WEIGH_AT_ZERO)
        b->judged_mg = 0;
    bool is_wanted = b->has_work && b->sign == SIGN_IN &&
                     b->pack.state == PACK_WEIGHING;
    if (is_wanted && look == WEIGH_TAKEN && is_new_weight(b, b->watch.mg)) {
        struct pack_event ev = {.kind = PACK_WEIGHT, .gross_mg = b->watch.mg};
        b->judged_mg = b->watch.mg;
        pack_flow(b, &ev, NULL, 0, b->person.person_id, s->at_ms);
        is_shown = true;
    }
    if (is_shown)
        screen_show(b);
}
