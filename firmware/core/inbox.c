#include "firmware/core/inbox.h"
#include "firmware/core/face/said.h"
#include "firmware/core/hand.h"
#include "firmware/core/task.h"

#include <string.h>

static void on_hello(struct hand *h, int port)
{
    struct wire *w = &h->wire[port];
    if (!w->heard_hello)
        hand_log_add(&h->log, h->now_ms, LOG_LINK_UP, (uint32_t)port);
    w->heard_hello = true;
    h->outbox.sent_seq = 0;
    h->outbox.status_ms = h->now_ms - OUTBOX_STATUS_MS;
    h->is_changed = true;
}

// What a tone of the station looks like in large letters.
static enum word word_of(uint8_t tone)
{
    static const enum word WORD[] = {
        [MESSAGE_TONE_NONE] = WORD_NONE,  [MESSAGE_TONE_OK] = WORD_OK,
        [MESSAGE_TONE_LINE] = WORD_LINE_DONE,
        [MESSAGE_TONE_ORDER] = WORD_ALL_DONE, [MESSAGE_TONE_LOOK] = WORD_LOOK,
        [MESSAGE_TONE_OVER] = WORD_TOO_MANY,
        [MESSAGE_TONE_WRONG] = WORD_WRONG, [MESSAGE_TONE_STOP] = WORD_STOP};
    return WORD[tone];
}

// Answers to older records are history: the hand has moved on. A stop counts
// whenever it comes.
static void on_feedback(struct hand *h, const struct message *m)
{
    char text[MESSAGE_TEXT_MAX + 1];
    said_text(m->feedback.text, h->settings.value[MESSAGE_SET_LANGUAGE], text,
              sizeof text);
    bool is_ours = m->feedback.record_seq == 0 ||
                   m->feedback.record_seq == h->result.record_seq;
    if (m->feedback.tone == MESSAGE_TONE_NONE) {
        if (is_ours && text[0])
            hand_show(h, SIGN_NONE, WORD_OK, text);
        else if (is_ours)
            h->result.is_shown = false;
        h->is_changed = true;
        return;
    }
    if (is_ours || m->feedback.tone == MESSAGE_TONE_STOP)
        hand_show(h, (enum feedback_sign)m->feedback.tone,
                  word_of(m->feedback.tone), text);
}

static void on_symbol(struct hand *h, const struct message *m)
{
    struct reader_symbol s = {.votes = 1};
    if (!h->picture.len || m->symbol.picture_id != h->picture.id)
        return; // an answer nobody waits for any more
    h->picture.len = 0;
    if (!m->symbol.aim[0]) {
        h->miss_count++;
        hand_show(h, SIGN_LOOK, WORD_AGAIN,
                  hand_word(h, WORD_NOTHING_READ));
        return;
    }
    memcpy(s.aim, m->symbol.aim, sizeof s.aim);
    memcpy(s.text, m->symbol.bytes, m->symbol.len);
    s.len = m->symbol.len;
    h->read_count++;
    task_code(h, &s);
}

static void on_list(struct hand *h, const struct message *m)
{
    bool had_work = h->list.is_active && !list_is_done(&h->list);
    uint32_t had_id = h->list.is_active ? h->list.list_id : 0;
    if (!list_take(&h->list, m, h->journal.next_seq))
        return;
    if (list_keep(&h->list) < 0)
        hand_log_add(&h->log, h->now_ms, LOG_FLASH_FAILED, 0);
    h->is_changed = true;
    if (h->list.is_active && h->list.list_id != had_id)
        hand_show(h, SIGN_OK, WORD_PICK, h->list.order_no);
    else if (!h->list.is_active && had_work)
        hand_show(h, SIGN_STOP, WORD_STOP, hand_word(h, WORD_WITHDRAWN));
}

static void on_setting(struct hand *h, const struct message *m)
{
    enum message_setting id = (enum message_setting)m->setting.id;
    // Out of range is answered with what holds; a full flash is logged.
    if (hand_set(h, id, m->setting.value) == ERR_IO)
        hand_log_add(&h->log, h->now_ms, LOG_FLASH_FAILED, 0);
    h->is_changed = true;
}

static void on_update(struct hand *h, const struct message *m)
{
    struct outbox *o = &h->outbox;
    if (m->kind == MESSAGE_OFFER)
        update_offer(&h->update, m, h->battery_mv, &o->want);
    else
        update_piece(&h->update, m, &o->want);
    o->has_want = true;
    if (o->want.want.state != MESSAGE_WANT_PIECE)
        hand_log_add(&h->log, h->now_ms, LOG_UPDATE,
                     o->want.want.state * 256u + o->want.want.why);
    if (m->kind == MESSAGE_OFFER || h->update.done_len % 4096 < 220)
        h->is_changed = true;
}

void inbox_take(struct hand *h, int port, const uint8_t *payload, size_t len)
{
    struct message *m = &h->heard;
    if (message_read(m, payload, len) < 0) {
        hand_log_add(&h->log, h->now_ms, LOG_BAD_MESSAGE, (uint32_t)port);
        return;
    }
    switch (m->kind) {
    case MESSAGE_HELLO:
        on_hello(h, port);
        return;
    case MESSAGE_TAKEN:
        journal_taken(&h->journal, m->taken.record_seq);
        if (m->taken.record_seq >= h->outbox.sent_seq)
            h->outbox.sent_seq = 0;
        h->is_changed = true;
        return;
    case MESSAGE_FEEDBACK:
        on_feedback(h, m);
        return;
    case MESSAGE_CLOCK:
        h->clock_ms = m->clock.at_ms;
        h->clock_at_ms = h->now_ms;
        return;
    case MESSAGE_SETTING:
        on_setting(h, m);
        return;
    case MESSAGE_LIST:
    case MESSAGE_LINE:
    case MESSAGE_CODE:
        on_list(h, m);
        return;
    case MESSAGE_SYMBOL:
        on_symbol(h, m);
        return;
    case MESSAGE_OFFER:
    case MESSAGE_IMAGE:
        on_update(h, m);
        return;
    case MESSAGE_SCAN:
    case MESSAGE_STATUS:
    case MESSAGE_CRASH:
    case MESSAGE_ASK:
    case MESSAGE_PICTURE:
    case MESSAGE_WANT:
    case MESSAGE_LOG:
        hand_log_add(&h->log, h->now_ms, LOG_BAD_MESSAGE, (uint32_t)port);
        return;
    }
}
