// message.h - what a handheld and a station say to each other.
//
// Plain structs to bytes and back; PROTOCOL.md has the layouts. Integers are
// little-endian. A reader refuses what is short, long or out of range and
// changes nothing. Nothing is allocated; texts are copied into the struct.
#ifndef SHARED_MESSAGE_H
#define SHARED_MESSAGE_H

#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"
#include "shared/link.h"

enum {
    MESSAGE_SCAN_MAX = 200,     // bytes of one barcode
    MESSAGE_TEXT_MAX = 120,     // bytes of UTF-8, no NUL
    MESSAGE_NAME_MAX = 32,
};

enum message_kind {
    MESSAGE_HELLO = 1,      // who is speaking; first in each session
    MESSAGE_SCAN = 2,       // handheld: one trigger pull
    MESSAGE_TAKEN = 3,      // station: scans up to record_seq are safe
    MESSAGE_FEEDBACK = 4,   // station: verdict, tone and words
    MESSAGE_CLOCK = 5,      // station: time of day
    MESSAGE_STATUS = 6,     // handheld: battery and unsent count
};

enum message_tone {
    MESSAGE_TONE_NONE, MESSAGE_TONE_OK, MESSAGE_TONE_LINE, MESSAGE_TONE_ORDER,
    MESSAGE_TONE_LOOK, MESSAGE_TONE_OVER, MESSAGE_TONE_WRONG, MESSAGE_TONE_STOP,
};

struct message {
    enum message_kind kind;
    union {
        struct {
            uint16_t protocol;
            char name[MESSAGE_NAME_MAX + 1];
            char version[MESSAGE_NAME_MAX + 1];
        } hello;
        struct {
            uint32_t record_seq;    // of the handheld's journal, from 1
            int64_t at_ms;          // its clock, UTC; 0 when never set
            char aim[4];            // AIM identifier "]C1" or empty
            uint8_t bytes[MESSAGE_SCAN_MAX];
            uint8_t len;
        } scan;
        struct {
            uint32_t record_seq;
        } taken;
        struct {
            uint32_t record_seq;    // the scan this answers, 0 for none
            uint16_t verdict;
            uint8_t tone;           // enum message_tone
            char text[MESSAGE_TEXT_MAX + 1];
        } feedback;
        struct {
            int64_t at_ms;
        } clock;
        struct {
            uint16_t battery_mv;
            uint32_t unsent_count;
        } status;
    };
};

// Returns the bytes written (at most LINK_PAYLOAD_MAX) or ERR_FULL.
int message_write(const struct message *m, uint8_t *out, size_t cap) MUST_USE;

// Returns ERR_OK or ERR_PARSE; on ERR_PARSE *m is unspecified.
int message_read(struct message *m, const uint8_t *bytes, size_t len) MUST_USE;

#endif
