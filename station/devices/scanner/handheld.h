// handheld.h - the station's end of the link to one tallyman-hand.
//
// A decoder with a memory: bytes in, news out; messages in, bytes out. It
// keeps the session (shared/link.h), greets, sets the clock, assembles
// pictures and serves the firmware image piece by piece. It never tells the
// handheld that a scan is safe: that is the program's to say, after its
// commit, with a MESSAGE_TAKEN. Pure but for the time, which is an argument;
// the caller owns the struct and the update's bytes.
#ifndef DEVICES_SCANNER_HANDHELD_H
#define DEVICES_SCANNER_HANDHELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/frame.h"
#include "shared/link.h"
#include "shared/message.h"

enum {
    HANDHELD_QUEUE_MAX = 160,   // messages waiting: a whole list and more
    HANDHELD_PICTURE_MAX = 64 * 1024,
    HANDHELD_CLOCK_MS = 600000, // the clock is set again so often,
    HANDHELD_JUMP_MS = 2000,    // and at once when ours has jumped so far
};

// A firmware bundle: "TJUP", the lengths of two images, little-endian, and the
// images for slot 1 and slot 2 with their headers
// (firmware/core/flash/slots.h).
struct handheld_update {
    const uint8_t *image[2];
    uint32_t len[2];
    uint32_t version_no, floor_no;
    uint8_t board;
};

// ERR_PARSE when the bytes are no bundle; they must outlive the struct.
int handheld_update_read(struct handheld_update *u, const uint8_t *bytes,
                         size_t len) MUST_USE;

struct handheld {           // private but for reading
    const struct handheld_update *update;   // or NULL
    uint32_t start_no, session_count;
    struct frame frame;
    struct link link;
    bool said_hello, heard_hello, said_offer;
    char name[MESSAGE_NAME_MAX + 1];    // empty before its hello
    char version[MESSAGE_NAME_MAX + 1];
    uint32_t version_no, journal_id;
    uint8_t board, slot;
    uint16_t battery_mv;
    uint32_t unsent_count, read_count, miss_count, frame_count;
    uint32_t list_id;                   // it has, as it said last; 0 none
    int64_t lease_ms;       // end of the lease said in this session, UTC
    uint8_t want_state, want_why;       // of the update
    bool wants_piece;
    uint32_t want_offset;
    uint32_t clock_ms;                  // when it was set last, 0 never
    int64_t clock_offset_ms;            // UTC less now_ms, as it was set
    struct message queue[HANDHELD_QUEUE_MAX];
    uint32_t put_count, take_count;
    uint8_t picture[HANDHELD_PICTURE_MAX];
    uint32_t picture_id, picture_len;
    uint32_t bad_count;     // messages that were none of a handheld's
};

// start_no: of this program, see link_session.
void handheld_init(struct handheld *h, const struct handheld_update *update,
                   uint32_t start_no);

// The connection is there, perhaps again: a session begins.
void handheld_open(struct handheld *h, uint32_t now_ms);

// Takes one byte. True when *news is a message for the program: a hello, a
// scan, a status, a crash, a log, a setting, an ask, a want or, when its last
// piece is here, a picture, whose bytes are in picture. A hello or a crash
// whose texts are not printable ASCII is dropped: they stand in the log.
bool handheld_byte(struct handheld *h, uint8_t byte, uint32_t now_ms,
                   struct message *news);

// Queues a message. ERR_FULL when HANDHELD_QUEUE_MAX wait.
int handheld_say(struct handheld *h, const struct message *m) MUST_USE;

// The next bytes for the wire, at most FRAME_WIRE_MAX, or 0. wall_ms is UTC.
size_t handheld_give(struct handheld *h, uint32_t now_ms, int64_t wall_ms,
                     uint8_t out[FRAME_WIRE_MAX]);

// 0 to 100 while an update goes over, -1 when none does.
int handheld_update_percent(const struct handheld *h);

#endif
