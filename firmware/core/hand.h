// hand.h - the handheld without its board: all that one knows, and the
// questions about it.
//
// One struct, owned by the program; the files beside this one change it, and
// none of them keeps anything elsewhere. The parts in flash/, face/ and read/
// know nothing of it. Read in this order: app.h (the loop), task.h (what a
// code means), wire.h, inbox.h and outbox.h (the station), keys.h, ui.h.
#ifndef FIRMWARE_HAND_H
#define FIRMWARE_HAND_H

#include "firmware/core/face/feedback.h"
#include "firmware/core/face/words.h"
#include "firmware/core/flash/journal.h"
#include "firmware/core/flash/settings.h"
#include "firmware/core/flash/update.h"
#include "firmware/core/hid.h"
#include "firmware/core/list.h"
#include "firmware/core/log_ring.h"
#include "firmware/core/outbox.h"
#include "firmware/core/read/scan.h"
#include "firmware/core/wire.h"
#include "firmware/hal/hal.h"
#include "shared/link.h"
#include "shared/message.h"

enum {
    HAND_QTY_MAX = 9999,
    HAND_PICTURE_MAX = 16 * 1024,
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

    // Too large for the stack, and of one function at a time.
    struct message record;  // a scan on its way into the journal
    struct message heard;   // from the station
    uint8_t payload[LINK_PAYLOAD_MAX], body[FRAME_BODY_MAX];    // to it
};

int64_t hand_clock(const struct hand *h);           // UTC, or 0
enum message_mode hand_mode(const struct hand *h);
bool hand_is_linked(const struct hand *h);
bool hand_wants_list(const struct hand *h); // none, or it is done
const char *hand_word(const struct hand *h, enum word w);

// Sign and words on the screen until the next, with the sign's tone and light.
void hand_show(struct hand *h, enum feedback_sign sign, enum word word,
               const char *text);
bool hand_result_stays(const struct hand *h);   // until a key says "seen"

// Changes a setting and lets the station know what holds now. As settings_set.
int hand_set(struct hand *h, enum message_setting id,
             int32_t value) MUST_USE;

#endif
