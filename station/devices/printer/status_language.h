// status_language.h - how a printer is asked how it is, in one language.
//
// A language is one file, with the driver of the printers that speak it at its
// end (zpl_status.c is the model). What is printed is written by the label
// writer of the same name (station/label), which the program pairs with it. A
// decoder, pure: the printer (printer.h) asks, waits and decides.
#ifndef DEVICES_PRINTER_STATUS_LANGUAGE_H
#define DEVICES_PRINTER_STATUS_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "station/devices/printer/printer_state.h"

enum { STATUS_LINE_MAX = 100 };

struct status_answer {
    enum printer_state state;   // READY unless it says otherwise
    int32_t formats_waiting;    // in the receive buffer
    int32_t labels_left;        // of the batch under way
    bool is_partial;            // a format has begun and is not whole
};

struct status_reader {          // private to the language; zero to begin
    char line[STATUS_LINE_MAX + 1];
    size_t len;
    int step;                   // of an answer in several parts
    bool inside;
    struct status_answer answer;
    uint32_t bad_count;
};

struct status_language {
    const char *ask;            // what to send to be answered

    // Takes one byte. True with *out filled when all that matters is there.
    bool (*byte)(struct status_reader *r, uint8_t byte,
                 struct status_answer *out);
};

#endif
