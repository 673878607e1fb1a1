// notice.h - what the screen says beside the desk's work, and the sound to it.
//
// One notice at a time: the newest replaces the last. The page and the
// handhelds play a tone when its count grows.
#ifndef BENCH_CORE_NOTICE_H
#define BENCH_CORE_NOTICE_H

#include <stddef.h>
#include <stdint.h>
#include "shared/verdict.h"

struct core;

enum notice {
    NOTICE_NONE,
    NOTICE_SIGN_IN_FIRST,
    NOTICE_BADGE_UNKNOWN,
    NOTICE_BADGE_WAIT, // too many unknown badges
    NOTICE_PIN_WRONG,
    NOTICE_PIN_WAIT,
    NOTICE_SCAN_ORDER, // an order or tote is wanted, not this
    NOTICE_FETCHING,
    NOTICE_NOT_FOUND,
    NOTICE_TAKEN, // by text
    NOTICE_ON_HOLD,
    NOTICE_ALREADY_PACKED,
    NOTICE_CANCELLED,
    NOTICE_NO_STOCK,
    NOTICE_OFFLINE,    // not claimed here, and central does not answer
    NOTICE_TAKEN_OVER, // another bench has this order now: stop
    NOTICE_HANDOVER,   // scan the badge again to take this parcel over
    NOTICE_SUPERVISOR, // a supervisor's badge is needed
    NOTICE_RECOVERED,
    NOTICE_DISK,        // the last event could not be kept; text says what
                        // the disk is: full, read_only or broken
    NOTICE_LATE,        // a scan came too late to be counted: text
    NOTICE_NOT_ALLOWED, // text may not work here any more
    NOTICE_NO_NUMBERS,  // none for a parcel until central lends some
    NOTICE_SECOND,      // another machine works under our token: text
    NOTICE_FOREIGN,     // this file belongs to another central
    NOTICE_RECOVERING,  // central was restored: wait a moment
    NOTICE_COMPANION,   // a lot or serial was read: now the item's code
    NOTICE_ELSEWHERE,   // another warehouse packs it: text
    NOTICE_BUSY,        // nobody signs out while an order is on the bench
    NOTICE_WHY,         // an act waits for its reason
    NOTICE_NO_PEOPLE,   // central has told this bench of nobody yet
    NOTICE_WHICH,       // several orders have this number: text
    NOTICE_ADDRESS_LONG, // no label has room for it in letters to be read
    NOTICE_REFUSED,     // by central: text
    NOTICE_NEW_FILE,    // what the bench had is on hold: lay it aside
    NOTICE_COUNT,
};

struct notice_scan { // the last scan, for the page
    char code[80];   // printable
    enum verdict verdict;
    int64_t item_id; // 0: none
    int64_t at_ms;
};

struct notices {
    enum notice now;
    char text[80];
    enum tone tone;
    uint64_t tone_count;
    struct notice_scan last;
};

// TONE_NONE says it without a sound.
void notice_set(struct core *c, enum notice n, const char *text,
                enum tone tone);
void notice_tone(struct core *c, enum tone tone);

// A scan has come; its verdict is not_now until a desk knows better.
void notice_last(struct core *c, const char *bytes, size_t len, int64_t at_ms);

// As the page's catalogue of words and the handhelds know it; "" for none.
const char *notice_name(enum notice n);

#endif
