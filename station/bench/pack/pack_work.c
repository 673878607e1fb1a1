// Which order is on the bench: opened, restored, changed, taken away.
#include "station/bench/desk/bench.h"
#include "station/base/clock.h"
#include "station/base/log.h"
#include "station/record/pack.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct replay {
    struct pack *pack;
    bool is_open;
    int64_t different;
};

// Replays one row: the pack comes to the state it had after it.
static bool replay_row(void *arg, const struct journal_row *row)
{
    struct replay *r = arg;
    struct pack_event ev;
    if (strcmp(row->kind, "open") == 0) {
        json_t *body = json_read(row->body, row->body_len, NULL, 0);
        r->is_open = body && pack_open_from_json(body, r->pack) == ERR_OK;
        json_decref(body);
        return true;
    }
    if (!r->is_open ||
        pack_event_from_json(row->kind, row->body, row->body_len, &ev) < 0)
        return true;
    enum verdict v = pack_step(r->pack, &ev);
    if (strcmp(verdict_name(v), row->verdict) != 0)
        r->different++;
    return true;
}

int work_restore(struct bench *b, int64_t shipment_id, struct pack *p)
{
    struct replay r = {.pack = p};
    int64_t rc = journal_each(&b->store, 0, shipment_id, replay_row, &r);
    if (rc < 0)
        return (int)rc;
    if (r.different > 0)
        log_error("replay_differs shipment=%lld rows=%lld",
                  (long long)shipment_id, (long long)r.different);
    return r.is_open ? ERR_OK : ERR_MISSING;
}

// The order's lines as central gave them, with the bench's rule.
static int build(struct bench *b, json_t *body, struct pack *p)
{
    const struct weigh_rule *w = &b->conf.rule.weigh;
    json_object_set_new(body, "step_mg", json_integer(w->step_mg));
    json_object_set_new(body, "floor_mg", json_integer(w->floor_mg));
    json_object_set_new(body, "permille", json_integer(w->permille));
    json_object_set_new(body, "tare_mg", json_integer(w->tare_mg));
    json_object_set_new(body, "packing_mg", json_integer(w->packing_mg));
    json_object_set_new(body, "needs_weight",
                        json_boolean(b->conf.rule.needs_weight));
    return pack_open_from_json(body, p);
}

static int write_open(struct bench *b, const struct bench_work *w,
                      int64_t at_ms, bool is_new)
{
    struct journal_tip tip = b->tip;
    struct journal_row row = {.at_ms = at_ms,
                              .person_id = b->person.person_id,
                              .shipment_id = w->shipment_id,
                              .fence = w->fence,
                              .kind = "open",
                              .verdict = "opened"};
    json_t *body = pack_open_to_json(&b->next);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    row.body = text;
    row.body_len = strlen(text);
    store_begin(&b->store);
    if (is_new)
        journal_add(&b->store, &tip, &row);
    bench_work_state(&b->store, w->shipment_id, "open");
    hand_keep(b);
    int rc = store_commit(&b->store);
    free(text);
    hand_kept(b, rc);
    if (rc == ERR_OK)
        b->tip = tip;
    return rc;
}

void work_close(struct bench *b)
{
    json_decref(b->body);
    b->body = NULL;
    b->has_work = false;
    b->pending = ACT_NONE;
    pack_flow_clear_scale(b, clock_wall_ms());
}

int work_open(struct bench *b, const struct bench_work *w, int64_t at_ms)
{
    if (strcmp(w->state, "held") == 0) {
        bench_notice(b, NOTICE_ON_HOLD, w->order_no, TONE_LOOK);
        return ERR_CONFLICT;
    }
    json_t *body = bench_work_body(&b->store, w->shipment_id);
    int rc = work_restore(b, w->shipment_id, &b->next);
    bool is_new = rc == ERR_MISSING;
    if (is_new && body)
        rc = build(b, body, &b->next);
    if (rc == ERR_OK)
        rc = write_open(b, w, at_ms, is_new);
    if (rc < 0 || !body) {
        log_error("work_not_opened shipment=%lld rc=%d",
                  (long long)w->shipment_id, rc);
        bench_notice(b, NOTICE_DISK, store_why(&b->store), TONE_STOP);
        json_decref(body);
        return rc < 0 ? rc : ERR_MISSING;
    }
    json_decref(b->body);
    b->body = body;
    b->work = *w;
    b->has_work = true;
    b->done.shipment_id = 0;
    pack_copy(&b->pack, &b->next);
    pack_flow_clear_scale(b, at_ms);
    b->last.verdict = V_OPENED;
    bench_notice(b, NOTICE_NONE, "", TONE_OK);
    if (b->pack.state == PACK_HELD) {
        struct pack_event ev = {.kind = PACK_RELEASE};
        pack_flow(b, &ev, NULL, 0, b->person.person_id, at_ms);
    }
    // A job that was under way when the power went: nobody can say.
    if (b->pack.job_state == PACK_JOB_QUEUED ||
        b->pack.job_state == PACK_JOB_SENT) {
        struct pack_event ev = {.kind = PACK_JOB,
                                .job_id = b->pack.job_id,
                                .job_state = PACK_JOB_UNKNOWN};
        pack_flow(b, &ev, NULL, 0, b->person.person_id, at_ms);
    }
    if (b->has_work)
        work_reconcile(b, at_ms);
    if (b->has_work)
        pack_flow_act(b, at_ms);
    sync_push(b);
    return ERR_OK;
}

static bool changed_line(const struct pack *p, const json_t *lines, size_t i,
                         struct pack_event *ev)
{
    struct json_reader r;
    struct pick_line *l = &ev->pick.line;
    json_reader_init(&r, json_array_get(lines, i));
    json_take_int32(&r, "line_no", 0, INT32_MAX, &l->line_no, true);
    json_take_int(&r, "item", 1, INT64_MAX, &l->item_id, true);
    json_take_int32(&r, "qty", 0, INT32_MAX, &l->qty_want, true);
    json_take_int(&r, "unit_mg", 0, INT64_MAX, &l->unit_mg, false);
    l->kit_idx = PICK_NO_LINE;
    if (!json_reader_ok(&r) || i >= (size_t)p->pick.line_count)
        return false;
    const struct pick_line *have = &p->pick.line[i];
    return have->line_no == l->line_no && have->item_id == l->item_id &&
           have->qty_want != l->qty_want;
}

// Brings the open order to what central says now: changes, then the stop.
void work_reconcile(struct bench *b, int64_t at_ms)
{
    // Held for the loop: an event may close the order and drop its body.
    json_t *lines = json_incref(json_object_get(b->body, "lines"));
    bool is_stopping =
        json_is_true(json_object_get(b->body, "is_stopping"));
    if (is_stopping && !b->pack.pick.is_cancelled) {
        struct pack_event ev = {.kind = PACK_CANCEL};
        pack_flow(b, &ev, NULL, 0, b->person.person_id, at_ms);
        json_decref(lines);
        return;
    }
    for (size_t i = 0; i < json_array_size(lines); i++) {
        struct pack_event ev = {.kind = PACK_CHANGE};
        if (b->has_work && !b->pack.pick.is_cancelled &&
            changed_line(&b->pack, lines, i, &ev))
            pack_flow(b, &ev, NULL, 0, b->person.person_id, at_ms);
    }
    json_decref(lines);
}

static bool read_work(const json_t *work, struct bench_work *w)
{
    struct json_reader r;
    memset(w, 0, sizeof *w);
    json_reader_init(&r, work);
    json_take_int(&r, "shipment_id", 1, INT64_MAX, &w->shipment_id, true);
    json_take_int(&r, "fence", 0, INT64_MAX, &w->fence, true);
    json_take_int(&r, "due_ms", 0, INT64_MAX, &w->due_ms, false);
    json_take_text(&r, "order_no", w->order_no, sizeof w->order_no, true);
    json_take_text(&r, "tote", w->tote, sizeof w->tote, false);
    return json_reader_ok(&r);
}

// Inside a transaction: an order claimed for this bench is kept.
void work_take(struct bench *b, const json_t *work, int64_t at_ms)
{
    struct bench_work w;
    if (!read_work(work, &w))
        return;
    char *body = json_dumps(work, JSON_COMPACT);
    must(body != NULL);
    w.claimed_ms = at_ms;
    bench_work_add(&b->store, &w, body);
    free(body);
}

// One shipment of the feed, inside a transaction. What concerns the order on
// the bench is acted on after the commit, by sync.c.
void work_feed(struct bench *b, const json_t *work, int64_t at_ms)
{
    struct bench_work w, have;
    if (!read_work(work, &w))
        return;
    const char *state = json_string_value(json_object_get(work, "state"));
    int64_t owner =
        json_integer_value(json_object_get(work, "station_id"));
    bool is_ours = owner == store_counter(&b->store, "station_id", -1);
    bool is_known =
        bench_work_load(&b->store, w.shipment_id, &have) == ERR_OK;
    if (is_ours && state && strcmp(state, "claimed") == 0) {
        work_take(b, work, at_ms);
        if (is_known && strcmp(have.state, "held") == 0)
            bench_work_state(&b->store, w.shipment_id, "leased");
        return;
    }
    bool is_held = is_ours && state && strcmp(state, "held") == 0;
    if (is_known && !is_held)
        bench_work_erase(&b->store, w.shipment_id);
}

// After a restart: the order that was open is open again, to the exact scan.
void work_recover(struct bench *b, int64_t at_ms)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    int count = bench_work_list(&b->store, list, BENCH_QUEUE_MAX);
    for (int i = 0; i < count; i++) {
        if (strcmp(list[i].state, "open") != 0)
            continue;
        if (work_open(b, &list[i], at_ms) == ERR_OK && b->has_work)
            bench_notice(b, NOTICE_RECOVERED, "", TONE_LOOK);
        return;
    }
}
