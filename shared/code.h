// code.h - what kind of thing was scanned, before anything is looked up.
//
// The order of the bench: command, badge, then GS1 and trade item numbers, and
// at last plain text, which may be an order, a tote, a box, a SKU or a label.
// Pure; O(length of the scan). At the bench and in the hand it is the same.
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
    CODE_TEXT,      // text
    CODE_MISREAD,   // why: it cannot be what it claims to be
};

struct code {
    enum code_kind kind;
    enum pack_command command;
    int32_t count;              // of CODE_COMMAND, or AI 30 and 37, else 1
    int32_t expiry_days;
    uint64_t gtin;
    const char *why;
    char sscc[19];
    char lot[PICK_TEXT_MAX + 1];
    char serial[PICK_TEXT_MAX + 1];
    char text[CODE_TEXT_MAX + 1];
    struct gs1 elements;        // private: too large for a handheld's stack
};

// Reads a scan as the scanner sent it, AIM identifier included if it has one.
// today_days decides the century of dates.
void code_read(struct code *c, const char *bytes, size_t len,
               int32_t today_days);

// What an item is looked up by, in this order.
enum code_key { CODE_BY_GTIN, CODE_BY_TEXT, CODE_BY_SKU };

// Looks one key up: OK, ERR_MISSING, or why it could not.
typedef int code_find_fn(void *arg, enum code_key key, uint64_t gtin,
                         const char *text);

// Tries each key the code has until one is known. Eight bare digits may be an
// EAN-8: only a look can tell.
int code_find(const struct code *c, code_find_fn *find, void *arg) MUST_USE;

// Single items the scan stands for, when its code is known to stand for qty: a
// count in the scan holds where the code itself is for one.
int32_t code_qty(const struct code *c, int32_t qty);

#endif
