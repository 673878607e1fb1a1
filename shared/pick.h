// pick.h - the rules of what goes into the box: items, lines, lots, serials.
//
// Pure: no clock, no I/O, no allocation, no logging. The same events applied
// to the same struct always give the same verdicts, so a journal of events is
// enough to replay a day at the bench. Weighing, printing and the label are in
// pack.h, which holds a struct pick.
//
//     SCANNING <--undo, remove-- COMPLETE          every line done or short
//         |  --last item-->         |
//         |                         |
//         +------- change that leaves too much, cancel ------+
//                                                            v
//     SCANNING or COMPLETE <--excess is out-- UNPACKING --cancelled--> EMPTY
//
// Cost of a scan: O(lines of the order).
//
// The same rules judge at the bench and in the hand. A handheld has no room for
// a wholesale order, so its build sets the three limits lower.
#ifndef SHARED_PICK_H
#define SHARED_PICK_H

#include <stdbool.h>
#include <stdint.h>
#include "shared/verdict.h"

#ifndef PICK_LIMIT_LINES
#define PICK_LIMIT_LINES 1280   // real wholesale orders reach 1 114
#define PICK_LIMIT_UNDO 32
#define PICK_LIMIT_SERIALS 256
#endif

enum {
    PICK_LINES_MAX = PICK_LIMIT_LINES,
    PICK_UNDO_MAX = PICK_LIMIT_UNDO, // takes and shorts that UNDO takes back
    PICK_SERIALS_MAX = PICK_LIMIT_SERIALS, // serial numbers in one order
    PICK_SWAPS_MAX = 8,     // other lots taken in one order
    PICK_TEXT_MAX = 20,     // a lot or serial, AI 10 and 21
    PICK_QTY_MAX = 1000000000,  // items wanted over all lines
    PICK_NO_LINE = -1,
    PICK_NO_DATE = 0,       // days since 1970 when there is none
};

enum pick_state {
    PICK_SCANNING,  // some items are still to be scanned
    PICK_COMPLETE,  // every line is done or short
    PICK_UNPACKING, // some items have to come out again
    PICK_EMPTY,     // cancelled, and everything is out
};

enum pick_short {
    PICK_SHORT_NOT_THERE, // none in its place: the place is counted
    PICK_SHORT_DAMAGED,   // to quarantine
    PICK_SHORT_OTHER,     // another item lies there
    PICK_SHORT_FEWER,     // some were there, not enough: only what is missing
                          // is doubted
};

struct pick_line {
    int64_t item_id;
    int64_t unit_mg;     // catalogue weight of one, 0 when unknown
    int64_t spread_mg;   // standard deviation of one
    int32_t line_no;     // of the order
    int32_t qty_want;
    int32_t qty_done;    // in all parcels
    int32_t qty_boxed;   // of these in closed parcels
    int32_t qty_short;
    enum pick_short short_reason; // of the last short
    int32_t kit_idx;     // of the kit this is a part of, or PICK_NO_LINE
    int32_t qty_per_kit; // of a part
    int32_t net_qty;     // of those in the open parcel, how many were weighed
    int64_t net_mg;      // by their own codes, and what they weigh together
    bool is_kit;         // a heading: its parts are scanned, not itself
    bool takes_whole;    // of a kit: one scan of its own code is all its parts
    bool needs_lot;
    bool needs_serial;
    bool needs_expiry;   // its code has the date, or it is asked for
    char lot[PICK_TEXT_MAX + 1]; // the allocated lot; empty takes any
};

enum pick_event_kind {
    PICK_SCAN,     // item_id, qty, lot, expiry_days, serial
    PICK_REMOVE,   // item_id, qty, serial
    PICK_DAMAGE,   // item_id: one unit is broken
    PICK_UNDO,
    PICK_MISSING,  // line_idx, reason: what is left of the line is short
    PICK_NEW_BOX,  // what is in the box stays there
    PICK_CANCEL,
    PICK_CHANGE,   // line: replaces qty_want of its line_no, or is new
};

struct pick_event {
    enum pick_event_kind kind;
    int64_t item_id;
    int32_t qty;            // single items; a case code of 12 has 12
    int32_t line_idx;
    enum pick_short reason;
    int32_t expiry_days;    // days since 1970, or PICK_NO_DATE
    int32_t today_days;     // the day of the event, for expiry
    int32_t until_days;     // so long it has to last, or PICK_NO_DATE
    int64_t net_mg;         // what one weighs, as its code says; 0: it does not
    bool was_shipped;       // this serial has left the house before
    char lot[PICK_TEXT_MAX + 1];
    char for_lot[PICK_TEXT_MAX + 1]; // the allocated lot that lot replaces;
                                     // empty when it replaces none
    char serial[PICK_TEXT_MAX + 1];
    struct pick_line line;
};

struct pick_take {
    int32_t line_idx;
    int32_t qty;
    bool with_serial;       // the last serial belongs to it
    bool is_short;          // qty was called missing, not taken
    bool is_joined;         // one scan with the take before it
    int64_t net_mg;         // of all of qty, 0 when they were not weighed
    int32_t swap_idx;       // of another lot, or PICK_NO_LINE
};

struct pick_swap {          // of what is done, this much is of another lot
    int32_t line_idx;
    int32_t qty;            // 0 when it came out again
    char lot[PICK_TEXT_MAX + 1];
};

struct pick_serial {
    int32_t line_idx;
    char text[PICK_TEXT_MAX + 1];
};

struct pick {
    enum pick_state state;
    bool is_cancelled;
    int32_t line_count;
    int32_t take_count;
    int32_t serial_count;
    int32_t swap_count;
    int32_t last_idx;       // the line of the last event, or PICK_NO_LINE
    struct pick_take take[PICK_UNDO_MAX];
    struct pick_serial serial[PICK_SERIALS_MAX];
    struct pick_swap swap[PICK_SWAPS_MAX];
    struct pick_line line[PICK_LINES_MAX];
};

// An order with no lines yet; add them with pick_add.
void pick_init(struct pick *p);

// Adds a line. False when there is no room or the line breaks a rule: a
// quantity below 0 or over PICK_QTY_MAX with all lines before, a part whose kit
// is not an earlier heading.
bool pick_add(struct pick *p, const struct pick_line *line);

// Applies one event. The struct is changed only as the verdict says.
enum verdict pick_step(struct pick *p, const struct pick_event *ev);

// Copies what is in use: cheaper than a struct assignment for short orders.
void pick_copy(struct pick *to, const struct pick *from);

// The line to work on next: the one of the last scan while it wants more, else
// the first that does. PICK_NO_LINE when none.
int32_t pick_next_line(const struct pick *p);

// Items wanted and done over all lines, headings of kits not counted.
int32_t pick_qty_want(const struct pick *p);
int32_t pick_qty_done(const struct pick *p);

// Items in the open parcel, and items that have to come out.
int32_t pick_qty_in_box(const struct pick *p);
int32_t pick_qty_excess(const struct pick *p);

// Aborts when an invariant is broken; tests call it after every step.
void pick_check(const struct pick *p);

#endif
