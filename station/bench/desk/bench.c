// The one switch over everything that happens, and what a scan means here.
#include "station/bench/desk/bench.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "shared/date.h"

#include <stdio.h>
#include <string.h>

enum { PIN_TRIES = 3, PIN_WAIT_MS = 30000 };

void bench_notice(struct bench *b, enum bench_notice n, const char *text,
                  enum tone tone)
{
    b->notice = n;
    snprintf(b->notice_text, sizeof b->notice_text, "%s", text);
    if (tone != TONE_NONE) {
        b->tone = tone;
        b->tone_count++;
    }
}

bool bench_is_supervisor(const struct bench_person *p)
{
    return strcmp(p->role, "supervisor") == 0 ||
           strcmp(p->role, "manager") == 0;
}

// A journal row without a pack event: sign_in, sign_out.
int bench_commit(struct bench *b, struct journal_row *row)
{
    struct journal_tip tip = b->tip;
    journal_add(&b->store, &tip, row);
    hand_keep(b);
    int rc = store_commit(&b->store);
    hand_kept(b, rc);
    if (rc < 0) {
        log_error("row_not_kept kind=%s why=\"%s\"", row->kind,
                  store_why(&b->store));
        bench_notice(b, NOTICE_DISK, store_why(&b->store), TONE_STOP);
        return rc;
    }
    b->tip = tip;
    sync_push(b);
    return ERR_OK;
}

int bench_note(struct bench *b, const char *kind, int64_t person_id,
               int64_t at_ms)
{
    struct journal_row row = {.at_ms = at_ms,
                              .person_id = person_id,
                              .body = "{}",
                              .body_len = 2};
    bool is_in = strcmp(kind, "sign_in") == 0;
    snprintf(row.kind, sizeof row.kind, "%s", kind);
    store_begin(&b->store);
    store_counter_set(&b->store, "person_id", is_in ? person_id : 0);
    return bench_commit(b, &row);
}

static void sign_in(struct bench *b, const struct bench_person *p,
                    int64_t at_ms)
{
    if (bench_note(b, "sign_in", p->person_id, at_ms) < 0)
        return;
    b->person = *p;
    b->sign = SIGN_IN;
    b->pin_failures = 0;
    memset(&b->next_person, 0, sizeof b->next_person);
    bench_notice(b, NOTICE_NONE, "", TONE_OK);
}

static void sign_out(struct bench *b, int64_t at_ms)
{
    if (bench_note(b, "sign_out", b->person.person_id, at_ms) < 0)
        return;
    memset(&b->person, 0, sizeof b->person);
    b->sign = SIGN_OUT;
    bench_notice(b, NOTICE_NONE, "", TONE_OK);
}

void bench_pin(struct bench *b, const char *pin, int64_t at_ms)
{
    if (b->sign != SIGN_PIN)
        return;
    if (at_ms < b->pin_until_ms) {
        bench_notice(b, NOTICE_PIN_WAIT, "", TONE_WRONG);
    } else if (secret_matches(b->person.pin_hash, pin)) {
        sign_in(b, &b->person, at_ms);
    } else {
        b->pin_failures++;
        if (b->pin_failures % PIN_TRIES == 0)
            b->pin_until_ms = at_ms + PIN_WAIT_MS;
        bench_notice(b, NOTICE_PIN_WRONG, "", TONE_WRONG);
    }
}

// A supervisor's badge allows one act, not a session.
static bool authorise(struct bench *b, const struct bench_person *p,
                      int64_t at_ms)
{
    if (!b->has_work || !bench_is_supervisor(p))
        return false;
    struct pack_event ev = {.kind = PACK_OVERRIDE};
    bool is_off = b->pack.state == PACK_WEIGHING &&
                  (b->pack.weighed.verdict == V_WEIGHT_LIGHT ||
                   b->pack.weighed.verdict == V_WEIGHT_HEAVY);
    bool has_scale = false;
    for (int32_t i = 0; i < b->device_count; i++)
        if (b->device[i].kind == DEVICE_SCALE &&
            device_is_open(&b->device[i]))
            has_scale = true;
    if (b->pack.state == PACK_WEIGHING && (is_off || !has_scale)) {
        pack_flow(b, &ev, NULL, 0, p->person_id, at_ms);
        return true;
    }
    if (b->pending == ACT_REPRINT) {
        b->pending = ACT_NONE;
        ev.kind = PACK_COMMAND;
        ev.command = PACK_CMD_REPRINT;
        pack_flow(b, &ev, NULL, 0, p->person_id, at_ms);
        return true;
    }
    return false;
}

static void on_badge(struct bench *b, const char *badge, int64_t at_ms)
{
    struct bench_person p = {0};
    int rc = bench_badge_find(&b->store, badge, &p);
    if (rc < 0) {
        bench_notice(b, NOTICE_BADGE_UNKNOWN, "", TONE_WRONG);
        return;
    }
    if (b->sign == SIGN_IN && authorise(b, &p, at_ms))
        return;
    if (b->sign == SIGN_IN && p.person_id == b->person.person_id) {
        if (!b->has_work)
            sign_out(b, at_ms);
        return;
    }
    bool is_asked = b->next_person.person_id == p.person_id;
    if (b->sign == SIGN_IN && b->has_work && !is_asked) {
        b->next_person = p;
        bench_notice(b, NOTICE_HANDOVER, p.name, TONE_LOOK);
        return;
    }
    if (p.pin_hash[0]) {
        b->person = p;
        b->sign = SIGN_PIN;
        bench_notice(b, NOTICE_NONE, "", TONE_OK);
        return;
    }
    sign_in(b, &p, at_ms);
}

static void fill_item(struct bench *b, struct pack_event *ev,
                      const struct code *c, int64_t item_id, int32_t qty,
                      int64_t at_ms)
{
    struct pick_event *p = &ev->pick;
    ev->kind = PACK_SCAN;
    p->item_id = item_id;
    p->qty = qty;
    p->expiry_days = c->expiry_days;
    p->today_days = (int32_t)(at_ms / DATE_DAY_MS);
    memcpy(p->lot, c->lot, sizeof p->lot);
    memcpy(p->serial, c->serial, sizeof p->serial);
    p->was_shipped =
        c->serial[0] && bench_serial_is_shipped(&b->store, item_id, c->serial);
}

// With an order on the bench: command, label, box or item.
static void scan_for_pack(struct bench *b, const struct code *c,
                          struct pack_event *ev, int64_t at_ms)
{
    struct bench_box box;
    int64_t item_id = 0;
    int32_t qty = 1;
    bool wants_label =
        b->pack.state == PACK_LABELLING || b->pack.state == PACK_PRINTING;
    snprintf(ev->code, sizeof ev->code, "%.47s", c->text);
    if (c->kind == CODE_COMMAND) {
        ev->kind = PACK_COMMAND;
        ev->command = c->command;
        ev->count = c->count;
    } else if (c->kind == CODE_MISREAD) {
        ev->kind = PACK_MISREAD;
    } else if (c->kind == CODE_SSCC ||
               (wants_label && c->kind == CODE_TEXT)) {
        ev->kind = PACK_LABEL;
        memcpy(ev->sscc, c->sscc, sizeof ev->sscc);
    } else if (c->kind == CODE_TEXT &&
               bench_box_find(&b->store, c->text, &box) == ERR_OK) {
        ev->kind = PACK_BOX;
        ev->box_id = box.box_id;
        ev->tare_mg = box.tare_mg;
    } else if (bench_code_find(&b->store, c, &b->pack.pick, &item_id, &qty) ==
               ERR_OK) {
        fill_item(b, ev, c, item_id, qty, at_ms);
    } else {
        ev->kind = PACK_UNKNOWN;
    }
    b->last.item_id = item_id;
}

static void open_order(struct bench *b, const char *text, int64_t at_ms)
{
    struct bench_work w;
    if (bench_work_find(&b->store, text, &w) == ERR_OK) {
        work_open(b, &w, at_ms);
        return;
    }
    if (!sync_is_online(b)) {
        bench_notice(b, NOTICE_OFFLINE, text, TONE_LOOK);
        return;
    }
    bench_notice(b, NOTICE_FETCHING, text, TONE_NONE);
    sync_claim(b, text, false);
}

static void scan_when_free(struct bench *b, const struct code *c,
                           int64_t at_ms)
{
    struct bench_work list[1];
    bool is_next = c->kind == CODE_COMMAND &&
                   (c->command == PACK_CMD_CONTINUE ||
                    c->command == PACK_CMD_DONE);
    if (c->kind == CODE_TEXT) {
        open_order(b, c->text, at_ms);
    } else if (is_next && b->notice == NOTICE_TAKEN_OVER) {
        bench_notice(b, NOTICE_NONE, "", TONE_NONE);
    } else if (is_next && bench_work_list(&b->store, list, 1) > 0 &&
               strcmp(list[0].state, "held") != 0) {
        work_open(b, &list[0], at_ms); // CONTINUE takes the first in line
    } else {
        bench_notice(b, NOTICE_SCAN_ORDER, "", TONE_LOOK);
    }
}

static void note_last(struct bench *b, const char *bytes, size_t len,
                      int64_t at_ms)
{
    size_t n = len < sizeof b->last.code - 1 ? len : sizeof b->last.code - 1;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        b->last.code[i] = c < 0x20 || c > 0x7E ? '^' : bytes[i];
    }
    b->last.code[n] = 0;
    b->last.verdict = V_NOT_NOW;
    b->last.item_id = 0;
    b->last.at_ms = at_ms;
}

// The first reprint is the packer's; further ones are a supervisor's.
static bool needs_supervisor(const struct bench *b,
                             const struct pack_event *ev)
{
    return ev->kind == PACK_COMMAND && ev->command == PACK_CMD_REPRINT &&
           b->pack.open.copies >= 2 && !bench_is_supervisor(&b->person);
}

void bench_scan(struct bench *b, const char *bytes, size_t len, int64_t at_ms)
{
    struct code c;
    struct pack_event ev = {0};
    b->scan_count++;
    note_last(b, bytes, len, at_ms);
    code_read(&c, bytes, len, (int32_t)(at_ms / DATE_DAY_MS));
    if (c.kind == CODE_BADGE) {
        snprintf(b->last.code, sizeof b->last.code, "badge");
        on_badge(b, c.text, at_ms);
    } else if (b->sign != SIGN_IN) {
        bench_notice(b, NOTICE_SIGN_IN_FIRST, "", TONE_LOOK);
    } else if (!b->has_work) {
        scan_when_free(b, &c, at_ms);
    } else {
        scan_for_pack(b, &c, &ev, at_ms);
        if (needs_supervisor(b, &ev)) {
            b->pending = ACT_REPRINT;
            bench_notice(b, NOTICE_SUPERVISOR, "", TONE_LOOK);
        } else {
            pack_flow(b, &ev, bytes, len, b->person.person_id, at_ms);
        }
    }
    screen_show(b);
}

static void on_attached(struct bench *b, const struct event *ev)
{
    if (ev->device == DEVICE_SCALE)
        b->weight = (struct weigh_sample){0};
}

void bench_on_event(void *arg, const struct event *ev)
{
    struct bench *b = arg;
    switch (ev->kind) {
    case EVENT_SCAN:
        if (ev->scan.record.record_seq) {
            hand_scan(b, ev);
            return;
        }
        bench_scan(b, ev->scan.bytes, ev->scan.len, ev->at_ms);
        return;
    case EVENT_WEIGHT:
        pack_flow_weight(b, &ev->weight);
        return;
    case EVENT_JOB:
        pack_flow_job(b, ev);
        break;
    case EVENT_PRINTER:
        if (ev->printer == PRINTER_READY)
            pack_flow_act(b, ev->at_ms); // a job that failed may go now
        break;
    case EVENT_ATTACHED:
        on_attached(b, ev);
        break;
    case EVENT_DETACHED:
        log_warn("device_gone device=%s why=\"%s\"", b->device[ev->slot].name,
                 ev->why);
        break;
    case EVENT_HAND:
        hand_news(b, ev);
        break;
    }
    screen_show(b);
}
