// link.h - messages that arrive once and in order, over frames that may not.
//
// Stop and wait: one message is on its way each way, sent again until its
// acknowledgement comes. A session number chosen at start-up tells a restarted
// peer from a repeated frame. Pure: the caller moves the bytes and passes the
// time; a link never gives up by itself, the caller decides by link_is_stale.
//
//     CLOSED --open frame / its answer--> OPEN --other session seen--> CLOSED
//
// Wire format: PROTOCOL.md, "Link". The caller owns the struct.
#ifndef SHARED_LINK_H
#define SHARED_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"
#include "shared/frame.h"

enum {
    LINK_VERSION = 1,
    LINK_HEAD_LEN = 5,      // kind, version, session, seq, ack
    LINK_PAYLOAD_MAX = FRAME_BODY_MAX - LINK_HEAD_LEN,
    LINK_RETRY_MS = 200,
    LINK_STALE_MS = 5000,
};

struct link {               // private; initialise with link_init
    uint8_t session;        // ours
    uint8_t peer_session;   // theirs, 0 while unknown
    uint8_t send_seq;       // of the message in flight or sent last
    uint8_t recv_seq;       // of the message taken last
    bool open;              // the peer has answered with our session
    bool in_flight;
    bool must_ack;
    bool must_open;         // the peer asked for an open frame
    uint16_t out_len;
    uint8_t out[LINK_PAYLOAD_MAX];
    uint32_t sent_ms;       // when the frame in flight went out last
    uint32_t heard_ms;
    uint32_t repeat_count;  // duplicates dropped since init
    uint32_t retry_count;
};

// A session number that no session of the start before has had, so that the
// peer cannot take a restart for a repeated frame: start_no counts the starts
// of a device or a program and is kept over them, nth the sessions since.
uint8_t link_session(uint32_t start_no, uint32_t nth);

// session: as link_session gives it.
void link_init(struct link *l, uint8_t session, uint32_t now_ms);

// Queues one message. ERR_FULL while another is unacknowledged or when len is
// above LINK_PAYLOAD_MAX.
int link_send(struct link *l, const void *payload, size_t len) MUST_USE;

// The peer has acknowledged everything that was sent.
bool link_is_idle(const struct link *l);

// Nothing has been heard for LINK_STALE_MS.
bool link_is_stale(const struct link *l, uint32_t now_ms);

// Takes a frame body. Returns the length of a new message with *payload set
// into body, 0 when there is none, ERR_PARSE when the body is not a link frame
// of a version this code speaks.
int link_take(struct link *l, const uint8_t *body, size_t len, uint32_t now_ms,
              const uint8_t **payload) MUST_USE;

// What to put on the wire now: a frame body in out (LINK_HEAD_LEN to
// FRAME_BODY_MAX bytes) or 0. Call after link_take, after link_send and at
// least every LINK_RETRY_MS.
int link_give(struct link *l, uint32_t now_ms, uint8_t out[FRAME_BODY_MAX]);

#endif
