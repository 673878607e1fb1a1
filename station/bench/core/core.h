// core.h - what every desk of a bench needs, and nothing of any one desk.
//
// The bench's own file and its journal, who is signed in, what is on the
// scale, what the screen has to say, the devices, and central. Nothing in this
// room calls a desk: it returns, or calls through a function it was given. The
// caller owns the struct; it must not move once devices are open.
#ifndef BENCH_CORE_CORE_H
#define BENCH_CORE_CORE_H

#include "station/base/child.h"
#include "station/bench/core/identity.h"
#include "station/bench/core/notice.h"
#include "station/bench/core/screen.h"
#include "station/bench/core/sign.h"
#include "station/bench/core/weight.h"
#include "station/devices/device.h"
#include "station/label/label_writer.h"
#include "station/store/bench/journal.h"
#include "station/store/engine/pulse.h"

enum {
    CORE_DEVICES_MAX = 128,     // a hundred handhelds and the rest
    CORE_LEASE_MAX = 8,
};

struct core_conf {
    char name[64];
    char central[128];      // empty: for practice, and nobody can sign in
    char token[64];
    char host[64];
    int port;
    char hosts[256];        // names its page is asked for by, besides its own
    char data[256];         // folder of the database
    char assets[256];
    char language[8];
    char sound[256];        // program that makes the sounds; empty: the page
    int lease;              // orders claimed ahead
    int dpi;                // of the label printer
    int64_t step_mg;        // the scale's division
    bool is_practice;       // own store, nothing is posted
};

// One instant by both clocks. Above station/base time is an argument.
struct moment {
    int64_t wall_ms;        // UTC since 1970
    int64_t now_ms;         // monotonic
};

struct sync;
struct pictures;

struct sound {              // see sound.h
    struct child child;
    uint64_t tone_count;    // as it was heard last
};

struct core {
    struct core_conf conf;
    struct loop *loop;
    struct store store;
    struct journal_tip tip;     // moved by commit alone
    struct identity identity;
    struct sign sign;
    struct notices notices;
    struct weight weight;
    struct screen screen;
    struct device device[CORE_DEVICES_MAX];
    int32_t device_count;
    struct port_bus bus;        // what the devices' ports share
    const struct label_writer *writer;  // of the first printer's language
    uint64_t scan_count;        // scans taken, whatever their verdict
    const void *busy_desk;      // state of the one with work under way, or NULL
    struct sound sound;
    bool is_changed;            // the screen does not show what is
    bool is_sync_due;           // central may be called now
    struct pulse pulse;         // can anything be kept?
    struct sync *sync;          // NULL: without a central
    struct pictures *pictures;  // NULL: none are kept
};

// Opens the bench's file; conf is filled in before. ERR_* with store_why.
int core_open(struct core *c, const char *path, int64_t at_ms) MUST_USE;
void core_close(struct core *c);    // after its loop

// The first device of a kind, or NULL; and whether one of them is there.
struct device *core_device(struct core *c, enum device_kind kind);
bool core_has_open(struct core *c, enum device_kind kind);

#endif
