// Which order is on the desk: built, restored from the journal, put away.
#include "station/bench/pack/pack_internal.h"
#include "station/base/log.h"
#include "station/record/pack.h"
#include "shared/must.h"
#include "station/store/bench/bench_work.h"

#include <stdlib.h>
#include <string.h>

struct replay {
    struct pack *pack;
    int64_t fence;
    bool is_open;
    int64_t different;
};

// Replays one row: the pack comes to the state it had after it. What was done
// under an earlier claim is over: central may give the same order out again,
// when it forgot how that ended.
static bool replay_row(void *arg, const struct journal_row *row)
{
    struct replay *r = arg;
    struct pack_event ev;
    if (row->fence != r->fence)
        return true;
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

static int replay(struct core *c, const struct bench_work *w, struct pack *p)
{
    struct replay r = {.pack = p, .fence = w->fence};
    int64_t rc = journal_each(&c->store, 0, w->shipment_id, replay_row, &r);
    if (rc < 0)
        return (int)rc;
    if (r.different > 0)
        log_error("replay_differs shipment=%lld rows=%lld",
                  (long long)w->shipment_id, (long long)r.different);
    return r.is_open ? ERR_OK : ERR_MISSING;
}

// The order's lines as central gave them, with the bench's rule.
static int build(const struct pack_desk *d, const struct work *w,
                 struct pack *p)
{
    struct pack_rule rule = {
        .weigh = d->rule,
        .needs_weight = core_device(d->core, DEVICE_SCALE) != NULL,
        .may_count = !w->verifies_each,
        .max_mg = w->max_mg};
    rule.weigh.step_mg = d->core->conf.step_mg;
    pack_init(p, &rule);
    for (int32_t i = 0; i < w->line_count; i++)
        if (!pack_add_line(p, &w->line[i].pick))
            return ERR_PARSE;
    return ERR_OK;
}

static int keep_open(struct pack_desk *d, const struct bench_work *w,
                     const struct origin *o, bool is_new)
{
    struct core *c = d->core;
    json_t *body = pack_open_to_json(&d->next);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    struct row row = {.kind = "open",
                      .verdict = "opened",
                      .body = text,
                      .shipment_id = w->shipment_id,
                      .fence = w->fence};
    commit_begin(c);
    bench_work_state(&c->store, w->shipment_id, "open");
    int rc = commit(c, o, &row, is_new ? 1 : 0);
    free(text);
    return rc;
}

void pack_work_clear_scale(struct pack_desk *d, int64_t at_ms)
{
    weight_clear(d->core, at_ms);
    d->judged_mg = 0;
}

bool pack_work_is_open(const struct pack_desk *d)
{
    return d->core->busy_desk == d;
}

void pack_work_close(struct pack_desk *d, int64_t at_ms)
{
    d->core->busy_desk = NULL;
    d->core->is_changed = true;
    pack_wait_drop(d);
    pack_work_clear_scale(d, at_ms);
}

// The order as it was left, or as central gave it, into d->next.
static int load(struct pack_desk *d, const struct bench_work *w, bool *is_new)
{
    int rc = bench_work_read(&d->core->store, w->shipment_id, &d->order);
    if (rc < 0)
        return rc;
    rc = replay(d->core, w, &d->next);
    *is_new = rc == ERR_MISSING;
    return *is_new ? build(d, &d->order, &d->next) : rc;
}

static void put_on_desk(struct pack_desk *d, const struct bench_work *w,
                        int64_t at_ms)
{
    struct core *c = d->core;
    d->work = *w;
    d->done.shipment_id = 0;
    d->ask = ASK_RELEASE;
    d->is_asking = true;
    d->armed_ms = at_ms;
    d->unknown[0] = d->other[0] = 0;
    pack_copy(&d->pack, &d->next);
    pack_work_clear_scale(d, at_ms);
    c->busy_desk = d;
    c->is_sync_due = true;
    c->notices.last.verdict = V_OPENED;
    notice_set(c, NOTICE_NONE, "", TONE_OK);
}

int pack_work_open(struct pack_desk *d, const struct bench_work *w,
                   const struct origin *o)
{
    struct core *c = d->core;
    if (strcmp(w->state, "held") == 0) {
        notice_set(c, NOTICE_ON_HOLD, w->order_no, TONE_LOOK);
        return ERR_CONFLICT;
    }
    bool is_new = false;
    int rc = load(d, w, &is_new);
    if (rc < 0) {
        log_error("work_not_opened shipment=%lld rc=%d",
                  (long long)w->shipment_id, rc);
        commit_disk_failed(c, rc);
        return rc;
    }
    rc = keep_open(d, w, o, is_new);
    if (rc < 0)
        return rc; // said by commit
    put_on_desk(d, w, o->at_ms);
    return ERR_OK;
}

// As if it had been opened, stopped and found empty; nobody did it. One that
// was on the desk before may have something in its box.
static void give_back(struct pack_desk *d, const struct bench_work *w,
                      int64_t at_ms)
{
    struct core *c = d->core;
    struct origin o = {.at_ms = at_ms};
    const struct pack_event cancel = {.kind = PACK_CANCEL};
    if (replay(c, w, &d->next) != ERR_MISSING ||
        build(d, &d->other_order, &d->next) < 0)
        return;
    json_t *opened = pack_open_to_json(&d->next);
    char *text = json_dumps(opened, JSON_COMPACT);
    json_decref(opened);
    must(text != NULL);
    enum verdict v = pack_step(&d->next, &cancel);
    must(pack_is_over(&d->next));
    const char *const facts[][3] = {{"open", "opened", text},
                                    {"cancel", verdict_name(v), "{}"},
                                    {"void", "", "{}"}};
    struct row row[3];
    for (int i = 0; i < 3; i++)
        row[i] = (struct row){.kind = facts[i][0],
                              .verdict = facts[i][1],
                              .body = facts[i][2],
                              .shipment_id = w->shipment_id,
                              .fence = w->fence};
    commit_begin(c);
    bench_work_erase(&c->store, w->shipment_id);
    if (commit(c, &o, row, 3) == ERR_OK) // else said, and tried again
        log_info("work_given_back shipment=%lld", (long long)w->shipment_id);
    free(text);
}

void pack_work_give_back(struct pack_desk *d, int64_t at_ms)
{
    struct store *st = &d->core->store;
    struct bench_work list[BENCH_QUEUE_MAX];
    int count = bench_work_list(st, list, BENCH_QUEUE_MAX);
    for (int i = 0; i < count; i++) {
        const struct bench_work *w = &list[i];
        bool is_untouched = strcmp(w->state, "leased") == 0 && !w->hand[0];
        if (is_untouched &&
            bench_work_read(st, w->shipment_id, &d->other_order) == ERR_OK &&
            d->other_order.is_stopping)
            give_back(d, w, at_ms);
    }
}
