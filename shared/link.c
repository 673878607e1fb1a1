#include "shared/link.h"
#include "shared/must.h"

#include <string.h>

enum { KIND_OPEN = 'O', KIND_DATA = 'D', KIND_ACK = 'A' };

uint8_t link_session(uint32_t start_no, uint32_t nth)
{
    return (uint8_t)((start_no % 31 + 1) << 3 | (nth & 7)); // 8 to 255
}

void link_init(struct link *l, uint8_t session, uint32_t now_ms)
{
    must(session != 0);
    memset(l, 0, sizeof *l);
    l->session = session;
    l->sent_ms = now_ms - LINK_RETRY_MS;
    l->heard_ms = now_ms;
}

int link_send(struct link *l, const void *payload, size_t len)
{
    if (l->in_flight || len > LINK_PAYLOAD_MAX)
        return ERR_FULL;
    memcpy(l->out, payload, len);
    l->out_len = (uint16_t)len;
    l->send_seq++;
    l->in_flight = true;
    l->sent_ms -= LINK_RETRY_MS;
    return ERR_OK;
}

bool link_is_idle(const struct link *l)
{
    return !l->in_flight;
}

bool link_is_stale(const struct link *l, uint32_t now_ms)
{
    return now_ms - l->heard_ms >= LINK_STALE_MS;
}

// A new session on the other side: its numbers start again, and what we had in
// flight may not have arrived there, so it goes out once more.
static void greet(struct link *l, uint8_t peer_session)
{
    if (l->peer_session != peer_session) {
        l->peer_session = peer_session;
        l->recv_seq = 0;
        l->open = false;
        if (l->in_flight)
            l->send_seq = 1;
        else
            l->send_seq = 0;
    }
}

int link_take(struct link *l, const uint8_t *body, size_t len, uint32_t now_ms,
              const uint8_t **payload)
{
    if (len < LINK_HEAD_LEN || body[1] != LINK_VERSION || body[2] == 0)
        return ERR_PARSE;
    uint8_t kind = body[0], seq = body[3], ack = body[4];
    if (kind != KIND_OPEN && kind != KIND_DATA && kind != KIND_ACK)
        return ERR_PARSE;
    l->heard_ms = now_ms;

    if (kind == KIND_OPEN) {
        greet(l, body[2]);
        // ack is the session the peer believes is ours, seq is 1 once the
        // peer is open; it is answered until both are so.
        l->open = ack == l->session;
        l->must_open = !l->open || seq == 0;
        return 0;
    }
    if (body[2] != l->peer_session) {
        l->must_open = true; // get in step first
        l->open = false;
        return 0;
    }
    if (l->in_flight && l->open && ack == l->send_seq)
        l->in_flight = false;
    if (kind == KIND_ACK)
        return 0;
    l->must_ack = true;
    if (seq != (uint8_t)(l->recv_seq + 1)) {
        l->repeat_count++;
        return 0;
    }
    l->recv_seq = seq;
    *payload = body + LINK_HEAD_LEN;
    return (int)(len - LINK_HEAD_LEN);
}

int link_give(struct link *l, uint32_t now_ms, uint8_t out[FRAME_BODY_MAX])
{
    bool due = now_ms - l->sent_ms >= LINK_RETRY_MS;
    out[1] = LINK_VERSION;
    out[2] = l->session;
    out[3] = l->send_seq;
    out[4] = l->recv_seq;
    if (l->must_open || (!l->open && due)) {
        out[0] = KIND_OPEN;
        out[3] = l->open;
        out[4] = l->peer_session;
        if (!l->open)
            l->sent_ms = now_ms;
        l->must_open = false;
        return LINK_HEAD_LEN;
    }
    if (!l->open)
        return 0;
    if (l->in_flight && due) {
        out[0] = KIND_DATA;
        memcpy(out + LINK_HEAD_LEN, l->out, l->out_len);
        l->sent_ms = now_ms;
        l->must_ack = false;
        l->retry_count++;
        return LINK_HEAD_LEN + l->out_len;
    }
    if (!l->must_ack)
        return 0;
    out[0] = KIND_ACK;
    l->must_ack = false;
    return LINK_HEAD_LEN;
}
