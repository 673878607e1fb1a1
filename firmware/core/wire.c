#include "firmware/core/wire.h"
#include "firmware/core/hand.h"
#include "firmware/core/inbox.h"
#include "firmware/core/outbox.h"
#include "shared/must.h"

#include <string.h>

enum { BYTES_A_TURN = 1024 };

static void begin_session(struct hand *h, struct wire *w)
{
    link_init(&w->link,
              link_session(h->settings.start_count, w->session_count++),
              h->now_ms);
    frame_init(&w->frame);
    w->said_hello = false;
    w->heard_hello = false;
    w->out_len = w->out_at = 0;
}

void wire_init(struct hand *h)
{
    for (int p = 0; p < HAL_PORTS; p++)
        begin_session(h, &h->wire[p]);
}

static void lost(struct hand *h, int port)
{
    struct wire *w = &h->wire[port];
    if (w->heard_hello)
        hand_log_add(&h->log, h->now_ms, LOG_LINK_DOWN, (uint32_t)port);
    begin_session(h, w);
    outbox_say_again(h, port);
    h->picture.sent_len = 0; // it begins anew with whoever answers next
    h->is_changed = true;
}

static void take_bytes(struct hand *h, int port)
{
    struct wire *w = &h->wire[port];
    const uint8_t *body, *payload;
    uint8_t byte;
    for (int i = 0; i < BYTES_A_TURN && hal_port_byte(port, &byte); i++) {
        int n = frame_byte(&w->frame, byte, &body);
        if (n <= 0)
            continue;
        uint8_t peer = w->link.peer_session;
        n = link_take(&w->link, body, (size_t)n, h->now_ms, &payload);
        if (peer && w->link.peer_session != peer) {
            // The station was restarted: it has not heard our hello.
            w->said_hello = w->heard_hello = false;
            outbox_say_again(h, port);
        }
        if (n > 0)
            inbox_take(h, port, payload, (size_t)n);
    }
}

static void give_bytes(struct hand *h, int port)
{
    struct wire *w = &h->wire[port];
    for (int i = 0; i < 4; i++) {
        if (w->out_at < w->out_len)
            w->out_at = (uint16_t)(w->out_at +
                                   hal_port_write(port, w->out + w->out_at,
                                                  (size_t)(w->out_len -
                                                           w->out_at)));
        if (w->out_at < w->out_len)
            return;
        if (w->link.open && link_is_idle(&w->link)) {
            size_t len = outbox_next(h, port, h->payload,
                                     sizeof h->payload);
            if (len > 0)
                must(link_send(&w->link, h->payload, len) == ERR_OK);
        }
        int n = link_give(&w->link, h->now_ms, h->body);
        if (n <= 0)
            return;
        n = frame_write(h->body, (size_t)n, w->out, sizeof w->out);
        must(n > 0);
        w->out_at = 0;
        w->out_len = (uint16_t)n;
    }
}

void wire_step(struct hand *h)
{
    for (int p = 0; p < HAL_PORTS; p++) {
        struct wire *w = &h->wire[p];
        bool is_up = hal_port_is_up(p);
        if (is_up != w->is_up) {
            lost(h, p);
            w->is_up = is_up;
        }
        if (!is_up)
            continue;
        take_bytes(h, p);
        if (link_is_stale(&w->link, h->now_ms) && w->heard_hello)
            lost(h, p);
        give_bytes(h, p);
    }
}

bool wire_is_quiet(const struct hand *h)
{
    const struct outbox *o = &h->outbox;
    for (int p = 0; p < HAL_PORTS; p++)
        if (h->wire[p].is_up && h->wire[p].link.open &&
            (!link_is_idle(&h->wire[p].link) ||
             h->wire[p].out_at < h->wire[p].out_len))
            return false;
    return !o->has_want && !o->has_ask && o->sent_seq == 0;
}
