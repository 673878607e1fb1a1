// world.h - a central, benches and their printers in one process, each with a
// clock of its own, whose files can be copied, lost, put back and cloned; and
// what an onlooker would know who forgets nothing.
//
// Programs are the real ones but for their sockets' other end: benches call
// central over HTTP on loopback, their labels are read from the bytes that go
// to the printer. Time stands still unless the world moves it.
#ifndef TESTS_MODEL_WORLD_H
#define TESTS_MODEL_WORLD_H

#include "station/base/json.h"
#include "tests/test.h"

struct bench;
struct central_rooms;
struct loop;

enum {
    WORLD_BENCHES = 3,          // with a token each
    WORLD_CLONE = WORLD_BENCHES,    // a second machine with bench 0's token
    WORLD_PARTIES,
    WORLD_COPIES = 3,           // of each file, at different times
    WORLD_LABELS = 1000,
    WORLD_ORDERS = 200,
    WORLD_TEXT = 64,
};

// The clocks of the party whose turn it is; everything below asks them.
extern int64_t world_wall_ms, world_now_ms;

struct world_label {            // as it came out of the printer
    char sscc[WORLD_TEXT], tracking[WORLD_TEXT], order_no[WORLD_TEXT];
    int bench;                  // whose printer
    bool is_done;               // the packer has scanned it back
    int64_t at_ms;
    bool is_gone;               // its bench's file does not have it any more
    bool is_lost;               // nor did central then: nobody can know
};

struct world_central {
    bool is_up;
    char path[WORLD_TEXT];
    int port;
    struct central_rooms *rooms;
};

struct world_bench {
    bool is_up;
    int nr;
    char folder[WORLD_TEXT];
    char token[48];
    int64_t skew_ms;            // its clock less the world's
    int64_t start_no;
    struct bench *bench;        // of the process that runs now
    struct loop *loop;
    struct world *world;
    bool is_printer_ready;
    int64_t job_id;             // that came out and is not told yet, or 0
};

struct world_order {
    char order_no[WORLD_TEXT];
    int packed;                 // parcels finished for it, all benches
    int64_t shipment_id[8];     // it has been worked on under
    int shipment_count;
};

struct world {
    uint64_t random;
    uint64_t seed;
    bool is_traced;             // what happens is told, for one who looks
    char folder[WORLD_TEXT];
    int64_t wall_ms, now_ms;    // of the world
    struct world_central central;
    struct world_bench bench[WORLD_PARTIES];
    int64_t copied_ms[WORLD_PARTIES][WORLD_COPIES]; // 0: not yet
    int item_count;             // that were ever made
    bool is_shop_behind;        // central forgot orders and was not sent them
    int order_count;
    struct world_order order[WORLD_ORDERS];
    int label_count;
    struct world_label label[WORLD_LABELS];
};

#define WORLD_TELL(w, ...)                                                    \
    do {                                                                      \
        if ((w)->is_traced)                                                   \
            print_message(__VA_ARGS__);                                       \
    } while (0)

struct world *world_open(uint64_t seed);
void world_close(struct world *w);

// central.c
void central_make(struct world *w);     // the file, once
void central_up(struct world *w);
void central_down(struct world *w);     // as a kill leaves it
void central_run(struct world *w);      // what is due now
// As a program would ask. The answer is the caller's; *status may be NULL.
json_t *central_ask(struct world *w, const char *method, const char *path,
                    const char *body, int *status);
void central_order(struct world *w, const char *order_no);

// party.c
void party_up(struct world *w, int nr);
void party_down(struct world *w, int nr);
void party_scan(struct world *w, int nr, const char *code);
// Lets it speak with central for so many exchanges; false when it is cut off
// after central has acted and before the answer comes.
bool party_sync(struct world *w, int nr, int exchanges, bool is_cut);
// What its page would show; the caller's.
json_t *party_screen(struct world *w, int nr);
bool party_is_in_step(struct world *w, int nr); // nothing left to tell
// The name of an item there, "" when it has none of that number.
void party_item(struct world *w, int nr, int64_t item_id, char name[80]);
int64_t party_shipment(struct world *w, int nr, const char *order_no);

// people.c - packers, a shop and a supervisor.
void people_order(struct world *w);             // the shop sells something
void people_order_again(struct world *w);       // it sends all of them anew
void people_pack(struct world *w, int nr, int acts);    // so many scans
void people_catalogue(struct world *w);         // an item is new, one renamed
void people_look(struct world *w);              // at what is on hold
struct world_order *people_find(struct world *w, const char *order_no);

// faults.c - files that are lost, put back, copied. by_hand: with cp, as one
// should not. Nothing happens where no copy was made yet.
void faults_copy_central(struct world *w, int copy);
void faults_copy_bench(struct world *w, int nr, int copy);
void faults_restore_central(struct world *w, int copy, bool by_hand);
void faults_restore_bench(struct world *w, int nr, int copy, bool by_hand);
void faults_lose_bench(struct world *w, int nr);
void faults_clone(struct world *w);
void faults_unclone(struct world *w);
void faults_clock(struct world *w, int nr);

// truth.c - what must hold however the files came and went.
void truth_lost(struct world *w, int nr, int64_t since_ms); // of its file
void truth_forgot(struct world *w);         // central's file went back
void truth_check(struct world *w);          // at the end

#endif
