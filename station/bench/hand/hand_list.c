// Picking lists on their way to handhelds: one is made from an order that the
// bench has leased, renewed while it is in the hand, and taken back when it is
// void.
//
// A hand that asks for the next in line gets an order that no hand has. One
// that names the order or its tote gets that order, also from another hand,
// whose battery may be dead; the other one is told when it is heard again.
#include "station/base/log.h"
#include "station/base/text.h"
#include "station/bench/hand/hand_internal.h"
#include "station/store/bench/bench_item.h"
#include "station/store/bench/bench_work.h"

#include <stdio.h>
#include <string.h>

enum { SHIFT_MS = 8 * 3600 * 1000 };    // how long a hand may be out of reach

// One line of a picking list. False when a hand cannot have it.
static bool fill_line(struct core *c, const struct work_line *line,
                      struct message *m)
{
    const struct pick_line *p = &line->pick;
    struct bench_item item;
    if (p->line_no > UINT16_MAX || p->qty_want < 1 ||
        p->qty_want > MESSAGE_QTY_MAX ||
        strlen(p->lot) >= sizeof m->line.lot ||
        strlen(line->place) >= sizeof m->line.place ||
        bench_item_load(&c->store, p->item_id, &item) < 0)
        return false;
    m->line.line_no = (uint16_t)p->line_no;
    m->line.qty_want = p->qty_want;
    m->line.needs_lot = p->needs_lot;
    m->line.needs_serial = p->needs_serial;
    memcpy(m->line.lot, p->lot, strlen(p->lot) + 1);
    memcpy(m->line.place, line->place, strlen(line->place) + 1);
    snprintf(m->line.sku, sizeof m->line.sku, "%.63s", item.sku);
    snprintf(m->line.name, sizeof m->line.name, "%.32s", item.name);
    // A name cut inside a character of UTF-8 ends before it.
    size_t len = strlen(m->line.name);
    while (len > 0 && !text_is_utf8(m->line.name, len))
        m->line.name[--len] = 0;
    return true;
}

// ERR_FULL when there are more lines than a hand can have.
static int fill_lines(struct core *c, const struct work *w, uint32_t list_id,
                      struct hand_list *out)
{
    uint16_t count = 0;
    for (int32_t i = 0; i < w->line_count; i++) {
        if (w->line[i].pick.is_kit)
            continue; // its parts are picked
        if (count == MESSAGE_LIST_LINES_MAX)
            return ERR_FULL;
        struct message *m = &out->line[count];
        *m = (struct message){.kind = MESSAGE_LINE};
        m->line.list_id = list_id;
        m->line.line_idx = count;
        out->item_id[count] = w->line[i].pick.item_id;
        if (!fill_line(c, &w->line[i], m))
            return ERR_PARSE;
        count++;
    }
    out->head.list.line_count = count;
    return count > 0 ? ERR_OK : ERR_MISSING;
}

// The codes of each line's item while there is room; what found none is known
// in the hand by its item code.
static void fill_codes(struct core *c, uint32_t list_id,
                       struct hand_list *out)
{
    struct bench_item_code code[MESSAGE_LIST_CODES_MAX];
    uint16_t count = 0;
    for (uint16_t i = 0; i < out->head.list.line_count; i++) {
        int n = bench_item_codes(&c->store, out->item_id[i], code,
                                 MESSAGE_LIST_CODES_MAX - count);
        for (int k = 0; k < n; k++) {
            struct message *m = &out->code[count];
            if (strlen(code[k].text) > MESSAGE_ITEM_CODE_MAX ||
                code[k].qty > MESSAGE_QTY_MAX)
                continue;
            *m = (struct message){.kind = MESSAGE_CODE};
            m->code.list_id = list_id;
            m->code.line_idx = i;
            m->code.qty = code[k].qty;
            memcpy(m->code.text, code[k].text, strlen(code[k].text) + 1);
            count++;
        }
    }
    out->head.list.code_count = count;
}

// Written down before the hand has it, so that a restart gives it to nobody
// else.
static int lend(struct hands *h, const struct event *ev, int64_t shipment_id,
                int64_t until_ms)
{
    struct core *c = h->core;
    struct origin o = {.at_ms = ev->at_ms};
    commit_begin(c);
    bench_work_hand(&c->store, shipment_id,
                    device_hand(&c->device[ev->slot])->name, until_ms);
    return commit(c, &o, NULL, 0);
}

// To a hand that has it already, the head alone: it renews the lease.
static void send_list(struct hands *h, const struct event *ev,
                 const struct bench_work *w)
{
    const struct device *d = &h->core->device[ev->slot];
    const struct hand_list *list = &h->list;
    bool has_it = device_hand(d)->list_id == list->head.list.list_id;
    hand_say(h, ev->slot, &list->head);
    for (int i = 0; !has_it && i < list->head.list.line_count; i++)
        hand_say(h, ev->slot, &list->line[i]);
    for (int i = 0; !has_it && i < list->head.list.code_count; i++)
        hand_say(h, ev->slot, &list->code[i]);
    log_info("list_sent device=%s order=%s lines=%d codes=%d renewed=%d",
             d->name, w->order_no, list->head.list.line_count,
             list->head.list.code_count, (int)has_it);
}

static void give(struct hands *h, const struct event *ev,
                 const struct bench_work *w)
{
    struct core *c = h->core;
    struct message *head = &h->list.head;
    uint32_t list_id = (uint32_t)w->shipment_id;
    *head = (struct message){.kind = MESSAGE_LIST};
    head->list.list_id = list_id;
    head->list.until_ms = ev->at_ms + SHIFT_MS;
    snprintf(head->list.order_no, sizeof head->list.order_no, "%s",
             w->order_no);
    if (bench_work_read(&c->store, w->shipment_id, &h->work) < 0 ||
        fill_lines(c, &h->work, list_id, &h->list) < 0) {
        hand_word(h, ev->slot, 0, "list_does_not_fit");
        return;
    }
    fill_codes(c, list_id, &h->list);
    if (lend(h, ev, w->shipment_id, head->list.until_ms) == ERR_OK)
        send_list(h, ev, w);
}

static bool is_stopping(struct hands *h, int64_t shipment_id)
{
    return bench_work_read(&h->core->store, shipment_id, &h->work) == ERR_OK &&
           h->work.is_stopping;
}

// A hand has no room for the question: the bench asks it, or the tote is
// scanned.
static bool is_one_of_many(struct hands *h, const struct bench_work *w,
                           const char *code)
{
    return strcmp(w->order_no, code) == 0 &&
           bench_work_read(&h->core->store, w->shipment_id, &h->work) ==
               ERR_OK &&
           h->work.has_twin;
}

void hand_list_ask(struct hands *h, const struct event *ev)
{
    struct core *c = h->core;
    struct bench_work w;
    const char *code = ev->hand->ask.code;
    const char *word = NULL;
    int rc = code[0] ? bench_work_find(&c->store, code, &w)
                     : bench_work_free(&c->store, ev->at_ms, &w);
    if (rc == ERR_OK && strcmp(w.state, "held") == 0)
        word = notice_name(NOTICE_ON_HOLD);
    else if (rc == ERR_OK && code[0] && is_one_of_many(h, &w, code))
        word = notice_name(NOTICE_WHICH);
    else if (rc == ERR_OK && is_stopping(h, w.shipment_id))
        word = notice_name(NOTICE_CANCELLED);
    else if (rc == ERR_MISSING)
        word = code[0] ? notice_name(NOTICE_NOT_FOUND) : "no_list";
    else if (rc < 0)
        word = notice_name(NOTICE_DISK);
    if (word)
        hand_word(h, ev->slot, 0, word);
    else
        give(h, ev, &w);
}

// Its order is still here to be packed, is not being cancelled, and no other
// hand has taken it.
static bool is_due(struct hands *h, const struct bench_work *w,
                   const char *hand)
{
    return !is_stopping(h, w->shipment_id) && strcmp(w->state, "over") != 0 &&
           (!w->hand[0] || strcmp(w->hand, hand) == 0);
}

void hand_list_check(struct hands *h, const struct event *ev)
{
    struct core *c = h->core;
    const struct handheld *hand = device_hand(&c->device[ev->slot]);
    struct message none = {.kind = MESSAGE_LIST};
    struct bench_work w;
    uint32_t list_id = ev->hand->status.list_id;
    if (!list_id)
        return;
    int rc = bench_work_load(&c->store, list_id, &w);
    if (rc < 0 && rc != ERR_MISSING)
        return; // the disk: it is asked again with the next status
    if (rc == ERR_MISSING || !is_due(h, &w, hand->name)) {
        none.list.list_id = list_id;
        hand_say(h, ev->slot, &none);
    } else if (hand->lease_ms - ev->at_ms < SHIFT_MS / 2) {
        give(h, ev, &w);
    }
}
