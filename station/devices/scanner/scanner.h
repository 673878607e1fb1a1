// scanner.h - scanners: what each kind sends becomes scans.
//
// This one sends lines, on a serial port or TCP. A scan ends with CR, LF,
// Tab, FF, NUL, EOT, or ETX after STX, whatever the scanner is set to: none
// stands in a code that the bench knows. An AIM identifier in front and the
// separator 0x1D are kept. A decoder: it never opens or waits. The caller owns
// the struct. Long lines are dropped whole and counted.
#ifndef DEVICES_SCANNER_SCANNER_H
#define DEVICES_SCANNER_SCANNER_H

#include "station/devices/event.h"

struct scanner {            // private; initialise with scanner_init
    char line[SCAN_MAX + 1];
    size_t len;
    bool skipping;
    uint32_t bad_count;
};

void scanner_init(struct scanner *s);

// Takes one byte. Returns the length of a whole scan in s->line, or 0.
size_t scanner_byte(struct scanner *s, uint8_t byte);

#endif
