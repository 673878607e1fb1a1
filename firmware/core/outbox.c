#include "firmware/core/outbox.h"
#include "firmware/core/hand.h"
#include "firmware/core/version.h"
#include "shared/must.h"

#include <string.h>

enum {
    PROTOCOL = 1,
    RESEND_MS = 2000,   // a record the station has not taken
};

void outbox_say_again(struct hand *h, int port)
{
    h->outbox.sent_seq = 0;
    if (h->outbox.news.port == port)
        h->outbox.news.is_sent = false;
}

// The port that carries scans: the first one whose station has said hello.
static int carrier(const struct hand *h)
{
    for (int p = 0; p < HAL_PORTS; p++)
        if (h->wire[p].heard_hello)
            return p;
    return -1;
}

static void fill_hello(struct hand *h, struct message *m)
{
    m->kind = MESSAGE_HELLO;
    m->hello.protocol = PROTOCOL;
    memcpy(m->hello.name, h->serial, sizeof h->serial);
    memcpy(m->hello.version, HAND_VERSION, sizeof HAND_VERSION);
    m->hello.journal_id = h->journal.id;
    m->hello.version_no = HAND_VERSION_NO;
    m->hello.board = hal_board();
    m->hello.slot = hal_slot();
}

static void fill_status(struct hand *h, struct message *m)
{
    m->kind = MESSAGE_STATUS;
    m->status.battery_mv = h->battery_mv;
    m->status.is_charging = hal_is_charging();
    m->status.unsent_count = journal_unsent(&h->journal);
    m->status.read_count = h->read_count;
    m->status.miss_count = h->miss_count;
    m->status.frame_count = h->frame_count;
    m->status.uptime_s = h->now_ms / 1000;
    m->status.list_id = h->list.is_active ? h->list.list_id : 0;
    h->outbox.status_ms = h->now_ms;
}

static void fill_picture(struct hand *h, struct message *m)
{
    struct picture *p = &h->picture;
    uint32_t n = p->len - p->sent_len;
    m->kind = MESSAGE_PICTURE;
    m->picture.picture_id = p->id;
    m->picture.total_len = p->len;
    m->picture.offset = p->sent_len;
    m->picture.len = (uint8_t)(n < MESSAGE_DATA_MAX ? n : MESSAGE_DATA_MAX);
    memcpy(m->picture.bytes, p->bytes + p->sent_len, m->picture.len);
    p->sent_len += m->picture.len;
}

static void fill_log(struct hand *h, struct message *m)
{
    struct hand_log *l = &h->log;
    uint16_t *at = &h->outbox.log_at;
    if ((uint16_t)(l->count - *at) > HAND_LOG_CAP)
        *at = (uint16_t)(l->count - HAND_LOG_CAP);
    m->kind = MESSAGE_LOG;
    for (; *at != l->count && m->log.count < MESSAGE_LOGS_MAX; (*at)++) {
        int i = *at % HAND_LOG_CAP, to = m->log.count++;
        m->log.record[to].at_ms = l->record[i].at_ms;
        m->log.record[to].code = l->record[i].code;
        m->log.record[to].value = l->record[i].value;
    }
}

static void fill_crash(struct hand *h, struct message *m)
{
    const struct hal_crash *c = &h->outbox.crash;
    m->kind = MESSAGE_CRASH;
    memcpy(m->crash.file, c->file, sizeof c->file);
    m->crash.file[sizeof c->file - 1] = 0;
    m->crash.line = c->line;
    m->crash.uptime_ms = c->uptime_ms;
    h->outbox.has_crash = false;
}

// The scan that is due: the oldest not taken, once, and again after a while.
// Returns its bytes as they are in the journal, or 0.
static size_t due_scan(struct hand *h, uint8_t out[JOURNAL_PAYLOAD_MAX])
{
    struct outbox *o = &h->outbox;
    uint32_t seq = 0;
    if (o->sent_seq && h->now_ms - o->sent_ms < RESEND_MS)
        return 0;
    size_t len = journal_peek(&h->journal, out, &seq);
    if (len > 0) {
        o->sent_seq = seq;
        o->sent_ms = h->now_ms;
    }
    return len;
}

// Pictures, wants and the status begin anew when a link breaks; the rest is
// said once.
static bool is_said_once(uint8_t kind)
{
    return kind == MESSAGE_CRASH || kind == MESSAGE_ASK ||
           kind == MESSAGE_SETTING || kind == MESSAGE_LOG;
}

// The link is idle: news that went over it has arrived. What went over a link
// that broke goes out again.
static size_t due_news(struct hand *h, int port, uint8_t *out)
{
    struct outbox_news *n = &h->outbox.news;
    if (n->is_sent && n->port == port)
        n->len = 0;
    n->is_sent = n->len > 0;
    n->port = (uint8_t)port;
    memcpy(out, n->bytes, n->len);
    return n->len;
}

// What else there is to say, most urgent first. False when nothing.
static bool next_news(struct hand *h, struct message *m)
{
    struct outbox *o = &h->outbox;
    if (o->has_want) {
        *m = o->want;
        o->has_want = false;
    } else if (o->has_crash) {
        fill_crash(h, m);
    } else if (o->has_ask) {
        m->kind = MESSAGE_ASK;
        memcpy(m->ask.code, o->ask, sizeof o->ask);
        o->has_ask = false;
    } else if (o->has_setting) {
        m->kind = MESSAGE_SETTING;
        m->setting.id = o->setting_id;
        m->setting.value = h->settings.value[o->setting_id];
        o->has_setting = false;
    } else if (h->picture.len && h->picture.sent_len < h->picture.len) {
        fill_picture(h, m);
    } else if (h->now_ms - o->status_ms >= OUTBOX_STATUS_MS) {
        fill_status(h, m);
    } else if (o->log_at != h->log.count) {
        fill_log(h, m);
    } else {
        return false;
    }
    return true;
}

size_t outbox_next(struct hand *h, int port, uint8_t *out, size_t cap)
{
    struct message *m = &h->outbox.said;
    struct wire *w = &h->wire[port];
    struct outbox_news *news = &h->outbox.news;
    memset(m, 0, sizeof *m);
    if (!w->said_hello) {
        fill_hello(h, m);
        w->said_hello = true;
    } else if (port != carrier(h)) {
        return 0;
    } else {
        size_t len = due_news(h, port, out);
        if (len == 0)
            len = due_scan(h, out);
        if (len > 0)
            return len;
        if (!next_news(h, m))
            return 0;
    }
    int n = message_write(m, out, cap);
    must(n > 0);
    if (is_said_once(m->kind)) {
        memcpy(news->bytes, out, (size_t)n);
        news->len = (uint16_t)n;
        news->port = (uint8_t)port;
        news->is_sent = true;
    }
    return (size_t)n;
}

void outbox_ask(struct hand *h, const char *code, size_t len)
{
    struct outbox *o = &h->outbox;
    if (len > MESSAGE_CODE_MAX || memchr(code, 0, len))
        return;
    memcpy(o->ask, code, len);
    o->ask[len] = 0;
    o->has_ask = true;
}
