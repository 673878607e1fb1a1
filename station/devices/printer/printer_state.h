// printer_state.h - what a printer said last about itself, for people.
#ifndef DEVICES_PRINTER_PRINTER_STATE_H
#define DEVICES_PRINTER_PRINTER_STATE_H

enum printer_state {
    PRINTER_ABSENT,         // no connection
    PRINTER_SILENT,         // connected, no answer: not ready
    PRINTER_READY,
    PRINTER_PAUSED,
    PRINTER_NO_PAPER,
    PRINTER_NO_RIBBON,
    PRINTER_HEAD_OPEN,
    PRINTER_FAULT,          // too hot, corrupt memory
    PRINTER_BUSY,           // a job is under way
};

const char *printer_state_name(enum printer_state s);

#endif
