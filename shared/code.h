// code.h - what kind of thing was scanned, before anything is looked up.
//
// The order of the bench: command, badge, then GS1 and trade item numbers, and
// at last plain text, which may be an order, a tote, a box, a SKU or a label.
// Pure; O(length of the scan). At the bench and in the hand it is the same.
//
// Many scanners send no AIM identifier. Without one, data is taken for GS1 only
// where it is unmistakable: it holds a separator, or stands in brackets, or
// begins with a whole item or parcel number (01 and a right GTIN, 00 and a
// right SSCC) and can be read to its end. Such a reading, and that of an EAN-13
// of a book or magazine with its add-on of two or five digits, is a guess: what
// the catalogue knows by the whole text comes first (General Specifications
// 5.2, 7.8.2; ISO/IEC 15424).
#ifndef SHARED_CODE_H
#define SHARED_CODE_H

#include <stddef.h>
#include <stdint.h>
#include "shared/command.h"
#include "shared/err.h"
#include "shared/gs1/gs1.h"
#include "shared/pick.h"

enum { CODE_TEXT_MAX = 63, CODE_SCAN_MAX = 512 };

enum code_kind {
    CODE_COMMAND,   // "%UNDO": command and count
    CODE_BADGE,     // "!B" and the badge number: text without the mark
    CODE_GTIN,      // gtin, and what GS1 says beside it
    CODE_SSCC,      // sscc
    CODE_COMPANION, // lot, serial or expiry of an item that is named by
                    // another symbol beside it
    CODE_TEXT,      // text
    CODE_MISREAD,   // why: it cannot be what it claims to be
};

struct code {
    enum code_kind kind;
    enum pack_command command;
    int32_t count;              // of CODE_COMMAND, or AI 30 and 37, else 1
    int32_t expiry_days;        // its last good day: the earliest of AI 15,
                                // 16, 17 and 7003; of 7003 the day before
                                // once the hour is past
    int64_t net_mg;             // AI 310n and 320n, or 0
    uint64_t gtin;
    uint64_t measure_gtin;      // of an in-store number (EAN-13 from 20 to
                                // 29) with its five digits of weight as
                                // zeros, or 0
    int64_t measure_mg;         // these digits as grams
    bool is_guess;              // no identifier said so: text comes first
    const char *why;            // of CODE_MISREAD
    const char *doubt;          // or NULL: what is wrong with a text when
                                // nobody knows it
    char sscc[19];
    char lot[PICK_TEXT_MAX + 1];
    char serial[PICK_TEXT_MAX + 1];
    char text[CODE_TEXT_MAX + 1];
    struct gs1 elements;        // private: too large for a handheld's stack
};

// Reads a scan as the scanner sent it, AIM identifier included if it has one.
// now_ms, since 1970, decides the century of dates and whether an hour is past.
void code_read(struct code *c, const char *bytes, size_t len, int64_t now_ms);

// What an item is looked up by. CODE_BY_MEASURE is an in-store number that the
// catalogue lists with zeros for the weight: the weight is measure_mg then.
enum code_key { CODE_BY_GTIN, CODE_BY_TEXT, CODE_BY_SKU, CODE_BY_MEASURE };

// Looks one key up: OK, ERR_MISSING, or why it could not.
typedef int code_find_fn(void *arg, enum code_key key, uint64_t gtin,
                         const char *text);

// Tries each key the code has until one is known: number, text, SKU, and of a
// guess the number last. Eight bare digits may be an EAN-8 and eleven a UPC
// whose leading zero was lost: only a look can tell.
int code_find(const struct code *c, code_find_fn *find, void *arg) MUST_USE;

// Single items the scan stands for, when its code is known to stand for qty: a
// count in the scan holds where the code itself is for one.
int32_t code_qty(const struct code *c, int32_t qty);

#endif
