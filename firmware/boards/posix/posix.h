// posix.h - the handheld as a Linux program: the scanner simulator.
//
// The core is the one of the real device. Its flash is a file, its camera is
// fed from image files or from barcodes drawn on the spot, its screen can be
// drawn in a terminal, and its two ways to a station are TCP ports (listening,
// as a serial box on the network does) or pseudo-terminals. main.c has the
// command line and the commands on standard input.
#ifndef FIRMWARE_POSIX_H
#define FIRMWARE_POSIX_H

#include "firmware/hal/hal.h"

struct posix_setup {
    const char *flash;      // file of 2 MB, made when it is missing
    const char *serial;
    const char *port[HAL_PORTS];    // "tcp:HOST:PORT", "pty:LINK" or NULL
    const char *hid;        // file to which reports are appended, or NULL
    bool draws;             // the screen, in the terminal
};

// Exits with a message when a file or a port cannot be opened.
void posix_open(const struct posix_setup *setup);

// The TCP port that port p listens on, 0 for none: tcp:HOST:0 takes a free one.
int posix_tcp_port(int p);

// Queues what a person's hand does.
void posix_push(enum hal_event_kind kind);

// The frame that the camera sees from now on; NULL is darkness.
void posix_see(const uint8_t *pixels);

// Waits up to ms for standard input. Returns a whole line without its end, or
// NULL when there is none yet; *is_over when there will be no more.
char *posix_line(int ms, bool *is_over);

// With a terminal: keys come one by one, without Enter. Returns the next byte,
// or -1 when there is none. The terminal is as before when the program ends.
void posix_raw(void);
int posix_key(void);

void posix_battery(uint16_t mv);
const uint8_t *posix_screen(void);
uint16_t posix_tone(void);      // the last one that sounded, Hz

// frame.c: QVGA frames. Each returns NULL when there is one in pixels, else
// what is wrong. A file is PGM (P5) or PNG, scaled to fit; a text becomes
// EAN-13, Code 128 or, when it is too long for lines, a QR code.
const char *frame_load(const char *path, uint8_t *pixels);
const char *frame_draw(const char *text, uint8_t *pixels);

#endif
