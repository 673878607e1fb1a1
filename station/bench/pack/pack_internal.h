// pack_internal.h - the packing desk's state, and what its files ask of one
// another: pack_desk.c above pack_next.c above pack_flow.c, pack_paper.c and
// pack_work.c.
#ifndef BENCH_PACK_PACK_INTERNAL_H
#define BENCH_PACK_PACK_INTERNAL_H

#include "station/bench/pack/pack_desk.h"
#include "station/domain/pack/pack.h"
#include "station/label/layout/label_shipping.h"
#include "station/record/work.h"
#include "station/store/bench/bench_work.h"

// What an order asks for by itself, in this order, each once.
enum pack_ask {
    ASK_RELEASE,    // it was on hold when it was put away
    ASK_JOB,        // a job was under way when the power went
    ASK_STOP,       // central cancels it
    ASK_LINES,      // central changed its lines
    ASK_SERVICE,    // central sends it another way
    ASK_ADDRESS,    // central changed where it goes
    ASK_LABEL,      // a label, whenever the state wants one
};

enum {
    PACK_HALF_MS = 60000,   // so long it waits for the other half
    PACK_WAIT_MS = 30000,   // for a reason, or a supervisor's badge
    PACK_ARMED_MS = 60000,  // REMOVE and others for the scan they are about
};

// An act that is not whole yet; see pack_wait.c.
struct pack_wait {
    enum pack_waits { PACK_WAITS_NOT, PACK_WAITS_WHY, PACK_WAITS_BADGE } wants;
    int64_t at_ms;
    enum pack_act act;          // of PACK_WAITS_WHY
    struct pack_event ev;
    int64_t by_id;              // whose act it is, of PACK_WAITS_WHY
    int64_t gross_mg;           // what lay on the scale when it began
};

// One half of an item that takes two scans; see pack_half.c.
struct pack_half {
    enum verdict wants;         // V_LOT_MISSING, V_SERIAL_MISSING or
                                // V_EXPIRY_MISSING of pick, or V_OPENED: pick
                                // came before its item
    int64_t at_ms;              // 0: there is none
    enum pack_event_kind kind;  // of the first half: PACK_SCAN or PACK_TICK
    enum pack_command command;  // of PACK_TICK
    struct pick_event pick;
};

struct pack_desk {
    struct core *core;
    struct weigh_rule rule;     // but for the scale's step
    bool prints_slip;           // unless the order's profile wants none
    struct bench_work work;     // on the desk while it is busy
    struct work order;          // the same as central gave it
    struct pack pack;           // the truth
    struct pack next;           // the copy on which an event is decided
    struct bench_work done;     // the last one that is over, for the page
    enum pack_state done_state;
    int32_t done_parcels;
    int32_t which_count;        // orders of one number, see pack_which.c
    struct claim_choice which[CLAIM_CHOICES_MAX];
    char which_no[64];
    int64_t which_ms;
    struct pack_wait wait;
    int64_t armed_ms;           // the last event that left something armed
    int32_t ticks_max;          // of a person in a day, then a supervisor's
    int32_t short_pieces;       // at once by a packer, more by a supervisor
    int64_t short_minor;        // and worth so much; 0: whatever they are worth
    struct pack_half half;
    char unknown[PACK_CODE_MAX + 1]; // the last code that no item has, until
                                // the next item: what a tick may bear
    char other[64];             // the order that the last wrong scan belongs
    char other_tote[64];        // to, and its tote; empty for none
    struct work other_order;    // scratch of looking for it
    enum pack_command was_armed;    // before the last event
    char lane[SCAN_MAX];        // an item that was scanned at a free bench:
    size_t lane_len;            // counted once its order is on the desk
    int64_t judged_mg;          // the last weight that was judged, or 0
    bool is_asking;             // something happened since it was asked
    enum pack_ask ask;
    int32_t ask_line;           // of ASK_LINES
    char printed_to[sizeof ((struct work *)0)->address]; // of the label that
                                // is out; empty after a restart
    struct label page;          // scratch of a label under way
    char label[DEVICE_JOB_MAX];
};

// One pack event: decided on the copy, kept, and only then true, seen and
// heard. An order that is over or on hold leaves the desk.
int pack_flow(struct pack_desk *d, const struct pack_event *ev,
              const struct origin *o);

// Puts an order on the desk, as it was left when it was here before.
int pack_work_open(struct pack_desk *d, const struct bench_work *w,
                   const struct origin *o);
bool pack_work_is_open(const struct pack_desk *d);

// Claimed orders that central stops, and that nobody has begun, go back.
void pack_work_give_back(struct pack_desk *d, int64_t at_ms);
void pack_work_close(struct pack_desk *d, int64_t at_ms);

// The next weight belongs to another parcel.
void pack_work_clear_scale(struct pack_desk *d, int64_t at_ms);

// The open parcel's label with the customs' form of what lies in it, its slip
// and with the first one a gift's card, into d->label. ERR_FULL when it is too
// long; the first says beforehand whether the address can be read on a label.
bool pack_paper_fits(struct pack_desk *d);
int pack_paper_write(struct pack_desk *d, size_t *len) MUST_USE;
void pack_slip_write(struct pack_desk *d, const struct label_parcel *p,
                     struct text *out);

// Dangerous goods lie in the open parcel.
bool pack_paper_is_hazmat(const struct pack_desk *d);
// They do, and the packer has not said yet that the box is marked: it gets no
// label before.
bool pack_next_asks_hazmat(const struct pack_desk *d);
// And nothing else is on the screen that a CONTINUE would be about.
bool pack_next_takes_seen(const struct pack_desk *d);

// Several orders of one number; see pack_which.c. The first when an order that
// lies here was scanned, the second when central answered so: true when it is
// asked. The answer is true when the scan was about the question.
bool pack_which_asks(struct pack_desk *d, const struct bench_work *w,
                     const char *text, int64_t at_ms);
void pack_which_take(struct pack_desk *d, const struct event *ev);
bool pack_which_answer(struct pack_desk *d, const struct code *code,
                       const struct origin *o);
void pack_which_tick(struct pack_desk *d, int64_t at_ms);
void pack_which_show(const struct pack_desk *d, json_t *o);

// Makes one event of two scans of one item. True when this one waits for the
// other: there is no event yet.
bool pack_half_take(struct pack_desk *d, const struct code *c,
                    struct pack_event *ev, int64_t at_ms);
// After each event: what its verdict asks the next scan for.
void pack_half_after(struct pack_desk *d, const struct pack_event *ev,
                     enum verdict v, int64_t at_ms);

// What a scan means to an act that waits, and whether it becomes one: true when
// there is nothing more to do now. An answer makes *ev the act and *o its
// person.
bool pack_wait_take(struct pack_desk *d, struct pack_event *ev,
                    struct origin *o);
// Asks why by does this.
void pack_wait_ask(struct pack_desk *d, enum pack_act act,
                   const struct pack_event *ev, const struct origin *by);
// What a supervisor's badge allows now, if anything.
bool pack_wait_allow(struct pack_desk *d, struct pack_event *out);
void pack_wait_after(struct pack_desk *d, const struct pack_event *ev);
void pack_wait_drop(struct pack_desk *d);
void pack_wait_tick(struct pack_desk *d, int64_t at_ms);
void pack_wait_show(const struct pack_desk *d, json_t *screen);

// Of an item's scan: the allocated lot that its own may replace, if any.
void pack_swap_find(const struct pack_desk *d, struct pick_event *ev);

// After a scan that was wrong: whose it is, into other and other_tote.
void pack_other_look(struct pack_desk *d, const struct pack_event *ev,
                     enum verdict v);

// One of the next line without a scan, for the reason that c names. False when
// c is no such command, or nothing is left to take.
bool pack_tick_make(const struct pack_desk *d, enum pack_command c,
                    int64_t at_ms, struct pack_event *ev);
// After each event: which code no item had.
void pack_tick_after(struct pack_desk *d, const struct pack_event *ev,
                     enum verdict v);
// Whether this person has ticked as often today as is allowed.
bool pack_tick_is_over(const struct pack_desk *d, const struct origin *o);
// Inside the transaction that keeps one.
void pack_tick_count(struct pack_desk *d, const struct origin *o);

// See struct desk.
bool pack_next(void *state, const struct origin *o);
void pack_show(void *state, json_t *screen, const struct moment *at);

#endif
