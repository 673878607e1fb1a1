// code.h - what kind of thing was scanned, before anything is looked up.
//
// The order of the bench: command, badge, then GS1 and trade item numbers, and
// at last plain text, which may be an order, a tote, a box, a SKU or a label.
// Pure; O(length of the scan).
#ifndef DOMAIN_CODE_H
#define DOMAIN_CODE_H

#include <stddef.h>
#include <stdint.h>
#include "station/domain/pack.h"

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
};

// Reads a scan as the scanner sent it, AIM identifier included if it has one.
// today_days decides the century of dates.
void code_read(struct code *c, const char *bytes, size_t len,
               int32_t today_days);

#endif
