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
    MESSAGE_SCAN_MAX = 190,     // bytes of one barcode
    MESSAGE_TEXT_MAX = 120,     // bytes of UTF-8, no NUL
    MESSAGE_NAME_MAX = 32,
    MESSAGE_PLACE_MAX = 24,
    MESSAGE_CODE_MAX = 63,      // an order, a tote, an item's code
    MESSAGE_DATA_MAX = 220,     // a piece of a picture or of an image
    MESSAGE_LOGS_MAX = 24,
    MESSAGE_LIST_LINES_MAX = 40,    // of one picking list
    MESSAGE_LIST_CODES_MAX = 80,    // of all its lines
    MESSAGE_ITEM_CODE_MAX = 31,     // of one of them
    MESSAGE_QTY_MAX = 99999,        // of a line, or in one code
};

enum message_kind {
    MESSAGE_HELLO = 1,      // who is speaking; first in each session
    MESSAGE_SCAN = 2,       // handheld: one trigger pull
    MESSAGE_TAKEN = 3,      // station: scans up to record_seq are safe
    MESSAGE_FEEDBACK = 4,   // station: verdict, tone and words
    MESSAGE_CLOCK = 5,      // station: time of day
    MESSAGE_STATUS = 6,     // handheld: battery, unsent count, statistics
    MESSAGE_CRASH = 7,      // handheld: a must() failed before this start
    MESSAGE_SETTING = 8,    // either: one setting, see enum message_setting
    MESSAGE_LIST = 9,       // station: a picking list begins, or is withdrawn
    MESSAGE_LINE = 10,      // station: one line of it
    MESSAGE_ASK = 11,       // handheld: wants the list of this order or tote
    MESSAGE_PICTURE = 12,   // handheld: a piece of a frame it could not read
    MESSAGE_SYMBOL = 13,    // station: what was in the picture
    MESSAGE_OFFER = 14,     // station: there is a firmware image
    MESSAGE_WANT = 15,      // handheld: where the image is to go on, or why not
    MESSAGE_IMAGE = 16,     // station: a piece of the image
    MESSAGE_LOG = 17,       // handheld: its latest log records
    MESSAGE_CODE = 18,      // station: one code of a line's item
};

enum message_tone {
    MESSAGE_TONE_NONE, MESSAGE_TONE_OK, MESSAGE_TONE_LINE, MESSAGE_TONE_ORDER,
    MESSAGE_TONE_LOOK, MESSAGE_TONE_OVER, MESSAGE_TONE_WRONG, MESSAGE_TONE_STOP,
};

enum message_mode {         // what the person was doing
    MESSAGE_MODE_SCAN, MESSAGE_MODE_PICK, MESSAGE_MODE_RETURN,
    MESSAGE_MODE_COUNT, MESSAGE_MODES,
};

enum message_setting {
    MESSAGE_SET_LANGUAGE,   // 0 en, 1 pt, 2 es
    MESSAGE_SET_VOLUME,     // 0 silent, 1 low, 2 loud
    MESSAGE_SET_HID,        // 0 off, 1 keyboard, 2 HID POS
    MESSAGE_SET_VIBRATE,    // 0, 1
    MESSAGE_SET_SLEEP_S,    // idle seconds before sleep, 10 to 3600
    MESSAGE_SET_MODE,       // enum message_mode
    MESSAGE_SETTINGS,
};

enum message_board { MESSAGE_BOARD_NONE, MESSAGE_BOARD_PICO,
                     MESSAGE_BOARD_POSIX };

enum message_want {
    MESSAGE_WANT_PIECE,     // send from offset on
    MESSAGE_WANT_NOTHING,   // it runs this version already
    MESSAGE_WANT_RESTART,   // all of it is here; the next start decides
    MESSAGE_WANT_REFUSED,   // why says why
};

enum message_why {          // of MESSAGE_WANT_REFUSED
    MESSAGE_WHY_NONE,
    MESSAGE_WHY_BOARD,      // for another board
    MESSAGE_WHY_OLD,        // under the floor
    MESSAGE_WHY_SIZE,       // does not fit into a slot
    MESSAGE_WHY_DAMAGED,    // checksum
    MESSAGE_WHY_SIGNATURE,
    MESSAGE_WHY_BATTERY,    // too low to begin
    MESSAGE_WHY_FLASH,      // the flash did not take it
    MESSAGE_WHY_TRIAL,      // it was tried and did not come up
};

struct message {
    enum message_kind kind;
    union {
        struct {
            uint16_t protocol;
            char name[MESSAGE_NAME_MAX + 1];
            char version[MESSAGE_NAME_MAX + 1];
            uint32_t journal_id;    // records count anew in each; 0 station
            uint32_t version_no;    // as in the image's header; 0 station
            uint8_t board;          // enum message_board
            uint8_t slot;           // it runs from: 1 or 2, 0 none
        } hello;
        struct {
            uint32_t record_seq;    // of the handheld's journal, from 1
            int64_t at_ms;          // its clock, UTC; 0 when never set
            char aim[4];            // AIM identifier "]C1" or empty
            uint8_t mode;           // enum message_mode
            uint8_t verdict;        // enum verdict given in the hand
            int32_t qty;
            uint32_t list_id;       // of a picking list, or 0
            uint16_t line_no;
            char place[MESSAGE_PLACE_MAX + 1];  // scanned before, or empty
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
            uint8_t is_charging;
            uint32_t unsent_count;
            uint32_t read_count;    // since it was started
            uint32_t miss_count;    // trigger pulls that read nothing
            uint32_t frame_count;
            uint32_t uptime_s;
            uint32_t list_id;       // it has, or 0
        } status;
        struct {
            char file[MESSAGE_NAME_MAX + 1];
            uint32_t line;
            uint32_t uptime_ms;     // when it happened
        } crash;
        struct {
            uint8_t id;             // enum message_setting
            int32_t value;
        } setting;
        struct {
            uint32_t list_id;       // never 0
            int64_t until_ms;       // leased until then, UTC
            uint16_t line_count;    // 0 withdraws the list
            uint16_t code_count;
            char order_no[MESSAGE_CODE_MAX + 1];
        } list;
        struct {
            uint32_t list_id;
            uint16_t line_idx;
            uint16_t line_no;
            int32_t qty_want;       // 1 or more
            uint8_t needs_lot;
            uint8_t needs_serial;
            char place[MESSAGE_PLACE_MAX + 1];
            char sku[MESSAGE_CODE_MAX + 1];
            char name[MESSAGE_NAME_MAX + 1];
            char lot[21];
        } line;
        struct {
            uint32_t list_id;
            uint16_t line_idx;
            int32_t qty;            // single items it stands for, 1 or more
            char text[MESSAGE_ITEM_CODE_MAX + 1];   // GTIN-14 or other text
        } code;
        struct {
            char code[MESSAGE_CODE_MAX + 1];    // empty: the next one
        } ask;
        struct {
            uint32_t picture_id;
            uint32_t total_len;     // packed, see picture.h
            uint32_t offset;
            uint8_t bytes[MESSAGE_DATA_MAX];
            uint8_t len;
        } picture;
        struct {
            uint32_t picture_id;
            char aim[4];            // empty: nothing was found
            uint8_t bytes[MESSAGE_SCAN_MAX];
            uint8_t len;
        } symbol;
        struct {
            uint32_t version_no;
            uint32_t floor_no;      // of the image
            uint8_t board;
            uint32_t total_len[2];  // of the image for slot 1 and for slot 2
        } offer;
        struct {
            uint8_t state;          // enum message_want
            uint8_t why;            // enum message_why
            uint8_t slot;           // the image wanted
            uint32_t offset;
        } want;
        struct {
            uint32_t offset;
            uint8_t bytes[MESSAGE_DATA_MAX];
            uint8_t len;
        } image;
        struct {
            uint8_t count;
            struct {
                uint32_t at_ms;     // since it was started
                uint16_t code;      // enum hand_log_code
                uint16_t value;
            } record[MESSAGE_LOGS_MAX];
        } log;
    };
};

// Returns the bytes written (at most LINK_PAYLOAD_MAX) or ERR_FULL.
int message_write(const struct message *m, uint8_t *out, size_t cap) MUST_USE;

// Returns ERR_OK or ERR_PARSE; on ERR_PARSE *m is unspecified.
int message_read(struct message *m, const uint8_t *bytes, size_t len) MUST_USE;

#endif
