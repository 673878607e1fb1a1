// packer.h - a person at a bench: reads the screen, scans, weighs, errs.
//
// Acts only through the scanner, the scale and what the page shows, as a
// person would. What goes wrong is chosen by a seed from the mishaps allowed.
#ifndef TOOLS_PACKER_H
#define TOOLS_PACKER_H

#include "tools/day/site.h"

enum mishap {
    MISHAP_WRONG_ITEM,
    MISHAP_OVER_SCAN,
    MISHAP_WEIGHT_OFF,
    MISHAP_PAPER_OUT,
    MISHAP_SILENT,          // the printer prints, then says nothing
    MISHAP_DIES,            // the printer dies in the middle of a label
    MISHAP_KILL_STATION,
    MISHAP_CENTRAL_AWAY,
    MISHAP_CANCEL,
    MISHAP_TWO_BENCHES,
    MISHAP_SHORT,
    MISHAP_NEW_BOX,
    MISHAP_WRONG_LABEL,
    MISHAP_RESTORE,         // from here on rare: see disaster.h
    MISHAP_BENCH_FILE,
    MISHAP_CLONE,
    MISHAP_COUNT,
};

extern const char *const MISHAP_NAMES[MISHAP_COUNT];

enum { PACKER_KEPT_MAX = 400000, PACKER_CODE_MAX = 32 };

struct packer {
    struct site *site;
    int idx;
    uint64_t random;
    uint32_t mishaps;           // bits of those allowed
    int chance;                 // one order in so many has each of them, one
                                // in RARE times so many each of the rare ones
    pthread_t thread;
    int64_t box_mg;             // what really is in the box
    int64_t last_in_box;
    int64_t parcel_no;
    char order_no[64];
    uint32_t planned;           // mishaps of the order at hand
    int64_t orders_done, orders_void;
    int64_t happened[MISHAP_COUNT];
    int64_t acknowledged;       // scans whose verdict was seen
    uint64_t last_seen;         // of the screen, to see it move
    int64_t moved_ms;
    volatile int *stop;         // set when nothing is left
    pthread_mutex_t *central_lock;
    char trouble[300];          // why it gave up, empty when fine
};

void packer_start(struct packer *p);

#endif
