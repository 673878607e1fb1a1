// sim.h - a scanner, a scale and a ZPL printer that speak the real protocols.
//
// Each listens on its own TCP port on loopback and runs on its own thread. The
// printer interprets what it is sent as far as labels, their barcodes, ~HS and
// its own faults go. For tools and tests only: threads and malloc are fine.
#ifndef TOOLS_SIM_H
#define TOOLS_SIM_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>
#include "tools/day/record.h"

enum { SIM_FORMAT_MAX = 65536 };

struct sim_line {           // one listening port
    int listen_fd;
    int fd;                 // the connection, or -1
    int port;
    pthread_mutex_t lock;
};

struct sim_scanner {
    struct sim_line line;
    pthread_t thread;
    pid_t hand;             // a simulated handheld instead, or 0
    FILE *to_hand, *from_hand;
};

struct sim_scale {
    struct sim_line line;
    pthread_t thread;
    int64_t mg;             // on the platter; under line.lock
    bool is_moving;
};

enum sim_fault {
    SIM_FINE,
    SIM_NO_PAPER,           // flags in ~HS, prints nothing
    SIM_SILENT_AFTER,       // prints the next label, then does not answer
    SIM_DIES_IN_LABEL,      // hangs up in the middle of the next label
    SIM_HEAD_OPEN,
    SIM_PAUSED,
};

struct sim_printer {
    struct sim_line line;
    pthread_t thread;
    enum sim_fault fault;   // under line.lock
    bool is_silent;
    int label_count;        // labels with a barcode that came out
    int format_count;       // all formats that came out, slips included
    struct record_label last;       // of them
    const char *record_to;  // each is added there, record.h; or NULL
    const char *forms_to;   // so is each customs form
    char format[SIM_FORMAT_MAX];    // the one being received
    size_t format_len;
    bool in_format;
    const char *save_to;    // append raw formats to this file, or NULL
};

// Each opens a port (0 takes a free one) and starts its thread. They abort on
// failure: a tool without its simulator is no tool.
void sim_scanner_start(struct sim_scanner *s, int port);

// A tallyman-hand in place of the scanner: what it scans it sees as pixels.
// program is its path; its flash is made anew in folder.
void sim_hand_start(struct sim_scanner *s, const char *program,
                    const char *folder, const char *name);
void sim_scale_start(struct sim_scale *s, int port);
void sim_printer_start(struct sim_printer *p, int port);

// True when a station was connected to take it; of a handheld when the
// station has it for good.
bool sim_scan(struct sim_scanner *s, const char *code);
void sim_weigh(struct sim_scale *s, int64_t mg);
void sim_printer_fault(struct sim_printer *p, enum sim_fault fault);

// The label that came out last, or false.
bool sim_last_label(struct sim_printer *p, struct record_label *out);
int sim_label_count(struct sim_printer *p);

#endif
