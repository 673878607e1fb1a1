// hand.h - the handheld: one struct, one loop, everything that happens in it.
//
//     trigger -> frame -> scan_frame -> code -> journal -> feedback, HID, link
//
// hand_step takes what the board has queued, moves every part on to now and
// draws the screen when something changed; it never waits. A scan is in flash
// before the person hears of it. Read in this order: hand.c (the loop, the
// trigger), code.c (what a code means), wire.c (the link), outbox.c (what goes
// over it), keys.c, ui.h.
#ifndef FIRMWARE_HAND_H
#define FIRMWARE_HAND_H

#include "firmware/core/face/feedback.h"
#include "firmware/core/hid.h"
#include "firmware/core/flash/journal.h"
#include "firmware/core/list.h"
#include "firmware/core/log_ring.h"
#include "firmware/core/read/scan.h"
#include "firmware/core/flash/settings.h"
#include "firmware/core/flash/update.h"
#include "firmware/core/face/words.h"
#include "firmware/hal/hal.h"
#include "shared/link.h"
#include "shared/message.h"

enum {
    HAND_RESULT_MS = 4000,      // the last scan stays on the screen
    HAND_ANSWER_MS = 1000,      // no word of the station: say that it is kept
    HAND_RESEND_MS = 2000,      // a record the station has not taken
    HAND_STATUS_MS = 2000,      // also says that we are here
    HAND_HOLD_MS = 700,         // a key held down
    HAND_REPEAT_MS = 250,
    HAND_CONFIRM_MS = 60000,    // up for so long: the image is good
    HAND_LOW_MV = 3500,         // "charge soon"
    HAND_EMPTY_MV = 3300,       // off, before the cell takes harm
    HAND_EMPTY_TIMES = 3,       // samples in a row, a second apart
    HAND_QTY_MAX = 9999,
    HAND_FRAMES_TRY = 8,        // then the frame goes to the station
    HAND_PICTURE_MAX = 16 * 1024,
    HAND_PICTURE_WAIT_MS = 15000,
};

enum hand_page {
    PAGE_WORK,      // scan, pick, return, count
    PAGE_MENU,
    PAGE_INFO,
};

enum menu_entry {
    MENU_SCAN, MENU_PICK, MENU_RETURN, MENU_COUNT, // as enum message_mode
    MENU_PLACE,     // another place
    MENU_SHORT,     // the item is not there
    MENU_VOLUME,
    MENU_LANGUAGE,
    MENU_INFO,
    MENU_BACK,
    MENU_ENTRIES,
};

struct wire {               // one way to the station
    struct frame frame;
    struct link link;
    uint32_t session_count; // since the start
    bool is_up;
    bool said_hello;        // in this session
    bool heard_hello;
    uint8_t out[FRAME_WIRE_MAX];
    uint16_t out_len, out_at;
};

struct hand_news {          // said once and not again: kept until acknowledged
    bool is_sent;           // over the link of port, in its present session
    uint8_t port;
    uint16_t len;           // 0: none
    uint8_t bytes[LINK_PAYLOAD_MAX];
};

struct outbox {             // what is to be said besides scans
    struct hand_news news;
    bool has_want, has_crash, has_setting, has_ask;
    struct message want;
    struct hal_crash crash;
    uint8_t setting_id;
    char ask[MESSAGE_CODE_MAX + 1];
    uint32_t sent_seq;      // the record under way, 0 for none
    uint32_t sent_ms;
    uint32_t status_ms;     // when it was said last
    uint16_t log_at;        // records of the log said
    uint32_t restart_ms;    // 0 unless an update waits for it
};

struct picture {            // a frame for the station to read
    uint32_t id;
    uint32_t len;           // packed; 0 while there is none
    uint32_t sent_len;
    uint32_t since_ms;
    uint8_t bytes[HAND_PICTURE_MAX];
};

struct hand_result {        // of the last scan, for the screen
    bool is_shown;
    uint8_t sign;           // enum feedback_sign
    uint32_t at_ms;
    uint32_t record_seq;
    enum word word;
    char text[MESSAGE_TEXT_MAX + 1];
    char code[24];
};

struct hand {
    uint32_t now_ms;
    int64_t clock_ms;       // UTC when now_ms was clock_at_ms; 0 not set
    uint32_t clock_at_ms;
    char serial[HAL_SERIAL_MAX + 1];

    struct settings settings;
    struct journal journal;
    struct list list;
    struct update update;
    struct hand_log log;
    struct wire wire[HAL_PORTS];
    struct outbox outbox;
    struct picture picture;
    struct hid hid;
    struct feedback feedback;
    struct hand_result result;

    struct scan scan;
    bool is_scanning;
    int frame_tries;        // of this trigger pull
    uint32_t read_count, miss_count, frame_count;

    enum hand_page page;
    enum menu_entry menu;
    int32_t qty;            // of the next scan
    char place[MESSAGE_PLACE_MAX + 1];  // in returns and counting
    uint8_t key_down;       // bit 0 left, bit 1 right
    bool key_was_held;
    uint32_t key_ms;        // when it went down, or repeated last

    uint16_t battery_mv;
    uint8_t empty_times;
    uint32_t battery_ms;
    uint32_t active_ms;     // somebody did something
    bool is_asleep;
    bool is_off;
    bool is_confirmed;      // this image has proved itself
    bool is_changed;        // the screen is to be drawn
    uint8_t pixels[HAL_SCREEN_LEN];
};

// version of the program as shown; storage is the caller's.
void hand_init(struct hand *h);

// One turn. Returns when it wants to be called again at the latest.
uint32_t hand_step(struct hand *h);

// hand.c, for the other files
int64_t hand_clock(const struct hand *h);           // UTC, or 0
void hand_show(struct hand *h, enum feedback_sign sign, enum word word,
               const char *text);
enum message_mode hand_mode(const struct hand *h);
bool hand_result_stays(const struct hand *h);   // until a key says "seen"
bool hand_is_linked(const struct hand *h);
bool hand_wants_list(const struct hand *h); // none, or it is done
const char *hand_word(const struct hand *h, enum word w);

// code.c: a symbol was read, here or by the station.
void code_take(struct hand *h, const struct reader_symbol *s);

// keys.c
void keys_event(struct hand *h, enum hal_event_kind kind);
void keys_step(struct hand *h);     // keys held down

// wire.c
void wire_init(struct hand *h);
void wire_step(struct hand *h);
bool wire_is_quiet(const struct hand *h);   // nothing is under way

// outbox.c: what is said on a port next, 0 when nothing; and what was said on
// one that broke; a list by its order's code, empty for the next in line.
size_t outbox_next(struct hand *h, int port, uint8_t *out, size_t cap);
void outbox_say_again(struct hand *h, int port);
void outbox_ask(struct hand *h, const char *code, size_t len);

#endif
