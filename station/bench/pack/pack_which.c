// Orders of several channels that bear one number: which one is meant? The
// screen lists them with channel and customer; %WHY-n or a touch says it, any
// other scan is about something else. Asked of central while it is in touch,
// since it knows of all of them; else of what lies here.
#include "station/bench/core/sync.h"
#include "station/bench/pack/pack_internal.h"

#include <stdio.h>
#include <string.h>

static void ask(struct pack_desk *d, const char *order_no, int64_t at_ms)
{
    d->which_ms = at_ms;
    snprintf(d->which_no, sizeof d->which_no, "%s", order_no);
    notice_set(d->core, NOTICE_WHICH, order_no, TONE_LOOK);
}

static void drop(struct pack_desk *d)
{
    d->which_count = 0;
    if (d->core->notices.now == NOTICE_WHICH)
        notice_set(d->core, NOTICE_NONE, "", TONE_NONE);
}

void pack_which_take(struct pack_desk *d, const struct event *ev)
{
    d->which_count = ev->work.choice_count;
    for (int32_t i = 0; i < d->which_count; i++)
        d->which[i] = ev->work.choice[i];
    ask(d, ev->work.code, ev->at_ms);
}

// Those that lie here; when their others are not here, the packer still sees
// of which channel it is.
static void ask_here(struct pack_desk *d, const char *order_no, int64_t at_ms)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    struct store *st = &d->core->store;
    int count = bench_work_list(st, list, BENCH_QUEUE_MAX);
    d->which_count = 0;
    for (int i = 0; i < count && d->which_count < CLAIM_CHOICES_MAX; i++) {
        struct claim_choice *c = &d->which[d->which_count];
        if (strcmp(list[i].order_no, order_no) != 0 ||
            bench_work_read(st, list[i].shipment_id, &d->other_order) < 0)
            continue;
        c->shipment_id = list[i].shipment_id;
        snprintf(c->channel, sizeof c->channel, "%s", d->other_order.channel);
        const char *customer = d->other_order.customer;
        text_copy(c->customer, sizeof c->customer, customer,
                  strlen(customer));
        d->which_count++;
    }
    ask(d, order_no, at_ms);
}

// Central says so, or both lie here already.
static bool has_twin(struct pack_desk *d, const struct bench_work *w)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    struct store *st = &d->core->store;
    int count = bench_work_list(st, list, BENCH_QUEUE_MAX);
    for (int i = 0; i < count; i++)
        if (list[i].shipment_id != w->shipment_id &&
            strcmp(list[i].order_no, w->order_no) == 0)
            return true;
    return bench_work_read(st, w->shipment_id, &d->other_order) == ERR_OK &&
           d->other_order.has_twin;
}

bool pack_which_asks(struct pack_desk *d, const struct bench_work *w,
                     const char *text, int64_t at_ms)
{
    struct core *c = d->core;
    if (strcmp(w->order_no, text) != 0 || !has_twin(d, w))
        return false;
    if (!sync_is_online(c)) {
        ask_here(d, text, at_ms);
        return true;
    }
    notice_set(c, NOTICE_FETCHING, text, TONE_NONE);
    sync_claim(c, text, false);
    return true;
}

void pack_which_tick(struct pack_desk *d, int64_t at_ms)
{
    int64_t for_ms = at_ms - d->which_ms;
    if (d->which_count > 0 && (for_ms < 0 || for_ms >= PACK_WAIT_MS)) {
        drop(d);
        d->core->is_changed = true;
    }
}

bool pack_which_answer(struct pack_desk *d, const struct code *code,
                       const struct origin *o)
{
    struct core *c = d->core;
    struct bench_work w;
    bool is_answer = code->kind == CODE_COMMAND &&
                     code->command >= PACK_CMD_WHY_1 &&
                     code->command <= PACK_CMD_WHY_4;
    int32_t idx = is_answer ? (int32_t)(code->command - PACK_CMD_WHY_1) : -1;
    int32_t count = d->which_count;
    bool was_asked = count > 0;
    drop(d);
    if (!was_asked)
        return false;
    if (idx < 0 || idx >= count)
        return code->kind == CODE_COMMAND &&
               code->command == PACK_CMD_CONTINUE; // back
    int64_t shipment_id = d->which[idx].shipment_id;
    if (bench_work_load(&c->store, shipment_id, &w) == ERR_OK &&
        strcmp(w.state, "over") != 0) {
        (void)pack_work_open(d, &w, o); // not opened: said
    } else if (sync_is_online(c)) {
        notice_set(c, NOTICE_FETCHING, d->which_no, TONE_NONE);
        sync_claim_shipment(c, shipment_id, d->which_no);
    } else {
        notice_set(c, NOTICE_OFFLINE, d->which_no, TONE_LOOK);
    }
    return true;
}

void pack_which_show(const struct pack_desk *d, json_t *o)
{
    if (d->which_count == 0)
        return;
    json_t *list = json_array();
    for (int32_t i = 0; i < d->which_count; i++)
        json_array_append_new(list, json_pack("{s:s,s:s}", "channel",
                                              d->which[i].channel, "customer",
                                              d->which[i].customer));
    json_object_set_new(o, "which", list);
    screen_set(o, "which_no", d->which_no);
}
