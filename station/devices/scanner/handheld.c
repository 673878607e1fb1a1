#include "station/devices/scanner/handheld.h"
#include "shared/bytes.h"
#include "shared/crc.h"
#include "shared/must.h"

#include <string.h>

enum { BUNDLE_HEAD = 12, HEAD_LEN = 256, PROTOCOL = 1 };

// The fields of an image's header that an offer needs; slots.h has them all.
static bool head_is_right(const uint8_t *image, uint32_t len, uint32_t slot)
{
    return len > HEAD_LEN && memcmp(image, "TJMI", 4) == 0 &&
           get32(image + 8) == slot && get32(image + 20) == len - HEAD_LEN &&
           crc32_more(0, image + HEAD_LEN, len - HEAD_LEN) ==
               get32(image + 24);
}

int handheld_update_read(struct handheld_update *u, const uint8_t *bytes,
                         size_t len)
{
    if (len < BUNDLE_HEAD || memcmp(bytes, "TJUP", 4) != 0)
        return ERR_PARSE;
    u->len[0] = get32(bytes + 4);
    u->len[1] = get32(bytes + 8);
    if ((uint64_t)u->len[0] + u->len[1] + BUNDLE_HEAD != len)
        return ERR_PARSE;
    u->image[0] = bytes + BUNDLE_HEAD;
    u->image[1] = u->image[0] + u->len[0];
    for (uint32_t i = 0; i < 2; i++)
        if (!head_is_right(u->image[i], u->len[i], i + 1))
            return ERR_PARSE;
    if (memcmp(u->image[0] + 12, u->image[1] + 12, 8) != 0)
        return ERR_PARSE; // two versions in one bundle
    u->board = u->image[0][4];
    u->version_no = get32(u->image[0] + 12);
    u->floor_no = get32(u->image[0] + 16);
    return ERR_OK;
}

void handheld_init(struct handheld *h, const struct handheld_update *update,
                   uint32_t start_no)
{
    memset(h, 0, sizeof *h);
    h->update = update;
    h->start_no = start_no;
}

static void begin_session(struct handheld *h, uint32_t now_ms)
{
    h->said_hello = h->heard_hello = false;
    link_init(&h->link, link_session(h->start_no, h->session_count++), now_ms);
}

void handheld_open(struct handheld *h, uint32_t now_ms)
{
    frame_init(&h->frame);
    h->put_count = h->take_count = 0;
    begin_session(h, now_ms);
}

int handheld_say(struct handheld *h, const struct message *m)
{
    if (h->put_count - h->take_count == HANDHELD_QUEUE_MAX)
        return ERR_FULL;
    h->queue[h->put_count++ % HANDHELD_QUEUE_MAX] = *m;
    if (m->kind == MESSAGE_LIST)
        h->lease_ms = m->list.until_ms;
    return ERR_OK;
}

static bool is_printable(const char *text)
{
    for (; *text; text++)
        if (*text < 0x20 || *text > 0x7E)
            return false;
    return true;
}

static void on_hello(struct handheld *h, const struct message *m)
{
    h->heard_hello = true;
    h->said_offer = false;
    h->clock_ms = 0;
    h->wants_piece = false;
    h->picture_len = 0;
    h->list_id = 0;
    h->lease_ms = 0;
    memcpy(h->name, m->hello.name, sizeof h->name);
    memcpy(h->version, m->hello.version, sizeof h->version);
    h->version_no = m->hello.version_no;
    h->journal_id = m->hello.journal_id;
    h->board = m->hello.board;
    h->slot = m->hello.slot;
}

// True when this piece completes the picture. A picture that begins anew
// replaces the one before; a piece out of place is dropped.
static bool on_picture(struct handheld *h, const struct message *m)
{
    if (m->picture.offset == 0) {
        h->picture_id = m->picture.picture_id;
        h->picture_len = 0;
    }
    if (m->picture.picture_id != h->picture_id ||
        m->picture.offset != h->picture_len ||
        h->picture_len + m->picture.len > sizeof h->picture)
        return false;
    memcpy(h->picture + h->picture_len, m->picture.bytes, m->picture.len);
    h->picture_len += m->picture.len;
    return h->picture_len == m->picture.total_len;
}

static void on_want(struct handheld *h, const struct message *m)
{
    h->want_state = m->want.state;
    h->want_why = m->want.why;
    h->slot = m->want.slot ? (uint8_t)(3 - m->want.slot) : h->slot;
    h->want_offset = m->want.offset;
    h->wants_piece = m->want.state == MESSAGE_WANT_PIECE;
}

static void on_status(struct handheld *h, const struct message *m)
{
    h->battery_mv = m->status.battery_mv;
    h->unsent_count = m->status.unsent_count;
    h->read_count = m->status.read_count;
    h->miss_count = m->status.miss_count;
    h->frame_count = m->status.frame_count;
    h->list_id = m->status.list_id;
}

static bool on_message(struct handheld *h, const struct message *m)
{
    switch (m->kind) {
    case MESSAGE_HELLO:
        if (!m->hello.name[0] || !is_printable(m->hello.name) ||
            !is_printable(m->hello.version)) {
            h->bad_count++;
            return false;
        }
        on_hello(h, m);
        return true;
    case MESSAGE_STATUS:
        on_status(h, m);
        return true;
    case MESSAGE_PICTURE:
        return on_picture(h, m);
    case MESSAGE_WANT:
        on_want(h, m);
        return true;
    case MESSAGE_SCAN:
        return m->scan.record_seq > 0 && h->heard_hello;
    case MESSAGE_CRASH:
        return h->heard_hello && is_printable(m->crash.file);
    case MESSAGE_ASK:
    case MESSAGE_LOG:
    case MESSAGE_SETTING:
        return h->heard_hello;
    case MESSAGE_TAKEN:
    case MESSAGE_FEEDBACK:
    case MESSAGE_CLOCK:
    case MESSAGE_LIST:
    case MESSAGE_LINE:
    case MESSAGE_CODE:
    case MESSAGE_SYMBOL:
    case MESSAGE_OFFER:
    case MESSAGE_IMAGE:
        h->bad_count++; // ours to say
        return false;
    }
    return false;
}

bool handheld_byte(struct handheld *h, uint8_t byte, uint32_t now_ms,
                   struct message *news)
{
    const uint8_t *body, *payload;
    int n = frame_byte(&h->frame, byte, &body);
    if (n <= 0)
        return false;
    uint8_t peer = h->link.peer_session;
    n = link_take(&h->link, body, (size_t)n, now_ms, &payload);
    if (h->link.peer_session != peer && peer) {
        // It was restarted; what it was told is gone with it.
        h->said_hello = h->heard_hello = false;
        h->take_count = h->put_count;
    }
    if (n <= 0)
        return false;
    if (message_read(news, payload, (size_t)n) < 0) {
        h->bad_count++;
        return false;
    }
    return on_message(h, news);
}

static void fill_offer(const struct handheld_update *u, struct message *m)
{
    m->kind = MESSAGE_OFFER;
    m->offer.version_no = u->version_no;
    m->offer.floor_no = u->floor_no;
    m->offer.board = u->board;
    m->offer.total_len[0] = u->len[0];
    m->offer.total_len[1] = u->len[1];
}

// False when the piece asked for is none of the image.
static bool fill_piece(struct handheld *h, struct message *m)
{
    int idx = h->slot == 1 ? 1 : 0; // into the slot that sleeps
    h->wants_piece = false;
    if (!h->update || h->want_offset >= h->update->len[idx])
        return false;
    uint32_t left = h->update->len[idx] - h->want_offset;
    m->kind = MESSAGE_IMAGE;
    m->image.offset = h->want_offset;
    m->image.len = (uint8_t)(left < MESSAGE_DATA_MAX ? left : MESSAGE_DATA_MAX);
    memcpy(m->image.bytes, h->update->image[idx] + h->want_offset,
           m->image.len);
    return true;
}

// What there is to say, most urgent first. False when nothing.
static bool next(struct handheld *h, uint32_t now_ms, int64_t wall_ms,
                 struct message *m)
{
    memset(m, 0, sizeof *m);
    int64_t offset_ms = wall_ms - now_ms;
    int64_t jump_ms = offset_ms - h->clock_offset_ms;
    bool has_jumped =
        jump_ms > HANDHELD_JUMP_MS || jump_ms < -HANDHELD_JUMP_MS;
    bool offers = h->update && h->update->board == h->board &&
                  h->update->version_no != h->version_no;
    if (!h->said_hello) {
        h->said_hello = true;
        m->kind = MESSAGE_HELLO;
        m->hello.protocol = PROTOCOL;
        memcpy(m->hello.name, "station", 8);
    } else if (!h->heard_hello) {
        return false;
    } else if (!h->clock_ms || has_jumped ||
               now_ms - h->clock_ms > HANDHELD_CLOCK_MS) {
        h->clock_ms = now_ms | 1;
        h->clock_offset_ms = offset_ms;
        m->kind = MESSAGE_CLOCK;
        m->clock.at_ms = wall_ms;
    } else if (h->put_count != h->take_count) {
        *m = h->queue[h->take_count++ % HANDHELD_QUEUE_MAX];
    } else if (offers && !h->said_offer) {
        h->said_offer = true;
        fill_offer(h->update, m);
    } else if (h->wants_piece) {
        return fill_piece(h, m);
    } else {
        return false;
    }
    return true;
}

size_t handheld_give(struct handheld *h, uint32_t now_ms, int64_t wall_ms,
                     uint8_t out[FRAME_WIRE_MAX])
{
    uint8_t body[FRAME_BODY_MAX];
    struct message m;
    // Silent for five seconds: what it has half done begins anew.
    if (link_is_stale(&h->link, now_ms) && h->heard_hello)
        begin_session(h, now_ms);
    if (h->link.open && link_is_idle(&h->link) &&
        next(h, now_ms, wall_ms, &m)) {
        uint8_t payload[LINK_PAYLOAD_MAX];
        int n = message_write(&m, payload, sizeof payload);
        if (n > 0)
            must(link_send(&h->link, payload, (size_t)n) == ERR_OK);
    }
    int n = link_give(&h->link, now_ms, body);
    if (n > 0)
        n = frame_write(body, (size_t)n, out, FRAME_WIRE_MAX);
    return n > 0 ? (size_t)n : 0;
}

int handheld_update_percent(const struct handheld *h)
{
    int idx = h->slot == 1 ? 1 : 0;
    if (!h->update || h->want_state != MESSAGE_WANT_PIECE || !h->said_offer ||
        h->want_offset == 0)
        return -1;
    return (int)((uint64_t)h->want_offset * 100 / h->update->len[idx]);
}
