// zpl_status.h - what a ZPL printer answers to ~HS.
//
// Three strings, each STX ... ETX CR LF (ZPL II Programming Guide, "~HS").
// XON and XOFF bytes may stand between them. A decoder; the caller owns it.
#ifndef DEVICES_PRINTER_ZPL_STATUS_H
#define DEVICES_PRINTER_ZPL_STATUS_H

#include "station/devices/event.h"

enum { ZPL_LINE_MAX = 100 };

struct zpl_answer {
    enum printer_state state;   // READY unless a flag says otherwise
    int32_t formats_waiting;    // in the receive buffer
    int32_t labels_left;        // of the batch under way
    bool is_partial;            // a format has begun and is not whole
};

struct zpl_status {             // private; initialise with zpl_status_init
    char line[ZPL_LINE_MAX + 1];
    size_t len;
    int line_idx;               // 0 to 2, of the answer under way
    bool inside;
    struct zpl_answer answer;
    uint32_t bad_count;
};

void zpl_status_init(struct zpl_status *z);

// Takes one byte. True with *out filled when the second string, which holds
// all that matters, is complete.
bool zpl_status_byte(struct zpl_status *z, uint8_t byte,
                     struct zpl_answer *out);

#endif
