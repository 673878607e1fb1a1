// Picking lists on their way to handhelds: one is made from an order that the
// bench has leased, renewed while it is in the hand, and taken back when it is
// void.
//
// A hand that asks for the next in line gets an order that no hand has. One
// that names the order or its tote gets that order, also from another hand,
// whose battery may be dead; the other one is told when it is heard again.
#include "station/bench/desk/bench.h"
#include "station/base/clock.h"
#include "station/base/log.h"

#include <stdio.h>
#include <string.h>

enum { LEASE_MS = 8 * 3600 * 1000 }; // a shift out of reach

// A picking list before it is sent, and the item of each line.
struct list_out {
    struct message head, line[MESSAGE_LIST_LINES_MAX];
    struct message code[MESSAGE_LIST_CODES_MAX];
    int64_t item_id[MESSAGE_LIST_LINES_MAX];
};

// One line of a picking list from an order's line as central gave it.
static bool fill_line(struct bench *b, const json_t *line, struct message *m,
                      int64_t *item_id)
{
    struct json_reader r;
    struct bench_item item;
    int32_t line_no = 0;
    json_reader_init(&r, line);
    json_take_int32(&r, "line_no", 0, UINT16_MAX, &line_no, true);
    json_take_int(&r, "item", 1, INT64_MAX, item_id, true);
    json_take_int32(&r, "qty", 1, MESSAGE_QTY_MAX, &m->line.qty_want, true);
    json_take_text(&r, "lot", m->line.lot, sizeof m->line.lot, false);
    json_take_text(&r, "place", m->line.place, sizeof m->line.place, false);
    if (!json_reader_ok(&r) ||
        bench_item_load(&b->store, *item_id, &item) < 0)
        return false;
    m->line.line_no = (uint16_t)line_no;
    m->line.needs_lot = json_is_true(json_object_get(line, "needs_lot"));
    m->line.needs_serial = json_is_true(json_object_get(line, "needs_serial"));
    snprintf(m->line.sku, sizeof m->line.sku, "%.63s", item.sku);
    snprintf(m->line.name, sizeof m->line.name, "%.32s", item.name);
    // A name cut inside a character of UTF-8 ends before it.
    size_t len = strlen(m->line.name);
    while (len > 0 && !text_is_utf8(m->line.name, len))
        m->line.name[--len] = 0;
    return true;
}

// ERR_FULL when there are more lines than a hand can have.
static int fill_lines(struct bench *b, const json_t *lines, uint32_t list_id,
                      struct list_out *out)
{
    size_t i;
    json_t *one;
    uint16_t count = 0;
    json_array_foreach(lines, i, one)
    {
        if (json_is_true(json_object_get(one, "is_kit")))
            continue; // its parts are picked
        if (count == MESSAGE_LIST_LINES_MAX)
            return ERR_FULL;
        struct message *m = &out->line[count];
        *m = (struct message){.kind = MESSAGE_LINE};
        m->line.list_id = list_id;
        m->line.line_idx = count;
        if (!fill_line(b, one, m, &out->item_id[count]))
            return ERR_PARSE;
        count++;
    }
    out->head.list.line_count = count;
    return count > 0 ? ERR_OK : ERR_MISSING;
}

// The codes of each line's item while there is room; what found none is known
// in the hand by its item code.
static void fill_codes(struct bench *b, uint32_t list_id,
                       struct list_out *out)
{
    struct bench_code code[MESSAGE_LIST_CODES_MAX];
    uint16_t count = 0;
    for (uint16_t i = 0; i < out->head.list.line_count; i++) {
        int n = bench_item_codes(&b->store, out->item_id[i], code,
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
static int lend(struct bench *b, int32_t slot, int64_t shipment_id,
                int64_t until_ms)
{
    store_begin(&b->store);
    bench_work_hand(&b->store, shipment_id, device_hand(&b->device[slot])->name,
                    until_ms);
    int rc = store_commit(&b->store);
    if (rc < 0) {
        log_error("list_not_lent why=\"%s\"", store_why(&b->store));
        bench_notice(b, NOTICE_DISK, store_why(&b->store), TONE_STOP);
    }
    return rc;
}

// To a hand that has it already, the head alone: it renews the lease.
static void send_list(struct bench *b, int32_t slot,
                      const struct bench_work *w)
{
    static struct list_out out;
    uint32_t list_id = (uint32_t)w->shipment_id;
    json_t *body = bench_work_body(&b->store, w->shipment_id);
    out.head = (struct message){.kind = MESSAGE_LIST};
    out.head.list.list_id = list_id;
    out.head.list.until_ms = clock_wall_ms() + LEASE_MS;
    snprintf(out.head.list.order_no, sizeof out.head.list.order_no, "%s",
             w->order_no);
    int rc = fill_lines(b, json_object_get(body, "lines"), list_id, &out);
    json_decref(body);
    if (rc < 0) {
        hand_answer(b, slot, 0, "list_does_not_fit");
        return;
    }
    fill_codes(b, list_id, &out);
    if (lend(b, slot, w->shipment_id, out.head.list.until_ms) < 0)
        return;
    hand_say(b, slot, &out.head);
    bool has_it = device_hand(&b->device[slot])->list_id == list_id;
    for (int i = 0; !has_it && i < out.head.list.line_count; i++)
        hand_say(b, slot, &out.line[i]);
    for (int i = 0; !has_it && i < out.head.list.code_count; i++)
        hand_say(b, slot, &out.code[i]);
    log_info("list_sent device=%s order=%s lines=%d codes=%d renewed=%d",
             b->device[slot].name, w->order_no, out.head.list.line_count,
             out.head.list.code_count, (int)has_it);
}

static bool is_stopping(struct bench *b, int64_t shipment_id)
{
    json_t *body = bench_work_body(&b->store, shipment_id);
    bool is_it = json_is_true(json_object_get(body, "is_stopping"));
    json_decref(body);
    return is_it;
}

void hand_list_ask(struct bench *b, int32_t slot, const char *code)
{
    struct bench_work w;
    int rc = code[0] ? bench_work_find(&b->store, code, &w)
                     : bench_work_free(&b->store, clock_wall_ms(), &w);
    if (rc == ERR_OK && strcmp(w.state, "held") == 0)
        hand_answer(b, slot, 0, notice_name(NOTICE_ON_HOLD));
    else if (rc == ERR_OK && is_stopping(b, w.shipment_id))
        hand_answer(b, slot, 0, notice_name(NOTICE_CANCELLED));
    else if (rc == ERR_OK)
        send_list(b, slot, &w);
    else if (rc != ERR_MISSING)
        hand_answer(b, slot, 0, notice_name(NOTICE_DISK));
    else
        hand_answer(b, slot, 0,
                    code[0] ? notice_name(NOTICE_NOT_FOUND) : "no_list");
}

// Its order is still here to be packed, is not being cancelled, and no other
// hand has taken it.
static bool is_due(struct bench *b, const struct bench_work *w,
                   const char *hand)
{
    return !is_stopping(b, w->shipment_id) && strcmp(w->state, "over") != 0 &&
           (!w->hand[0] || strcmp(w->hand, hand) == 0);
}

void hand_list_check(struct bench *b, int32_t slot, const struct message *m)
{
    const struct handheld *h = device_hand(&b->device[slot]);
    struct message none = {.kind = MESSAGE_LIST};
    struct bench_work w;
    if (!m->status.list_id)
        return;
    int rc = bench_work_load(&b->store, m->status.list_id, &w);
    if (rc < 0 && rc != ERR_MISSING)
        return; // the disk: it is asked again with the next status
    if (rc == ERR_MISSING || !is_due(b, &w, h->name)) {
        none.list.list_id = m->status.list_id;
        hand_say(b, slot, &none);
    } else if (h->lease_ms - clock_wall_ms() < LEASE_MS / 2) {
        send_list(b, slot, &w);
    }
}
