// pack.h - one order at one bench, from the first scan to the verified label.
//
// Pure, like pick.h, which it contains: a journal of pack events replays a
// shipment to the same state and the same verdicts. The flow at the bench
// feeds it and does what the state asks for (print a job, wait for a weight).
//
//     PICKING --all in, or new box--> WEIGHING --right--> PRINTING
//        ^                                                   | job printed
//        |                                                   v
//        +-- items left: next parcel -- label scanned -- LABELLING
//                                            | nothing left
//     HELD <--hold, release--> any           v
//     cancel: unpack in PICKING, then VOID   DONE
//
// Cost of a step: O(lines of the order).
#ifndef DOMAIN_PACK_PACK_H
#define DOMAIN_PACK_PACK_H

#include <stdbool.h>
#include <stdint.h>
#include "shared/code.h"
#include "shared/pick.h"
#include "station/domain/pack/weigh.h"
#include "station/domain/pack/why.h"

enum {
    PACK_PARCELS_MAX = 64,
    PACK_CODE_MAX = 47,
    PACK_TO_MAX = 16,       // letters of a mark of an address
    PACK_TIMES_MAX = 10000, // a count typed or scanned for the next item
};

enum pack_state {
    PACK_PICKING,
    PACK_WEIGHING,
    PACK_PRINTING,
    PACK_LABELLING,
    PACK_DONE,
    PACK_HELD,
    PACK_VOID,
};

enum pack_job_state {
    PACK_JOB_NONE,
    PACK_JOB_QUEUED,    // on disk, not a byte sent
    PACK_JOB_SENT,
    PACK_JOB_PRINTED,   // the printer said so, or the label was scanned
    PACK_JOB_FAILED,    // certainly not printed
    PACK_JOB_UNKNOWN,   // a person or the label itself has to say
    PACK_JOB_VOID,
};

enum pack_event_kind {
    PACK_SCAN,      // pick.item_id and so on: an item was recognised
    PACK_TICK,      // the same, by eye; command says why no code was read
    PACK_UNKNOWN,   // code: read well, but nothing has it
    PACK_MISREAD,   // code: check digit or GS1 syntax wrong
    PACK_COMMAND,   // command, count
    PACK_BOX,       // box_id, tare_mg
    PACK_WEIGHT,    // gross_mg
    PACK_OVERRIDE,  // by a supervisor: go on although the weight is off
    PACK_QUEUE,     // job_id, sscc, code = tracking number: a job is written
    PACK_JOB,       // job_id, job_state: what became of it
    PACK_LABEL,     // code or sscc of a label that was scanned
    PACK_CANCEL,
    PACK_CHANGE,    // pick.line
    PACK_RELEASE,   // by a supervisor: back from hold
    PACK_SERVICE,   // max_mg: central sends it by another service
    PACK_READDRESS, // the label that is out names an address that is gone
    PACK_DISARM,    // REMOVE or another waited too long for its scan
    PACK_SEEN,      // dangerous goods lie in the parcel: the packer marked it
    PACK_EVENT_COUNT,
};

struct pack_event {
    enum pack_event_kind kind;
    enum pack_command command;
    enum pack_job_state job_state;
    enum pack_why why;          // of a hold, a reprint, an override: kept
                                // beside it, judged by nobody
    int32_t count;
    bool is_too_large;          // of a box: the service takes none of its size
    int64_t box_id;
    int64_t tare_mg;
    int64_t gross_mg;
    int64_t max_mg;
    int64_t job_id;
    char code[PACK_CODE_MAX + 1];
    char sscc[19];
    char to[PACK_TO_MAX + 1];   // of PACK_QUEUE: which address it names
    struct pick_event pick;
};

struct pack_parcel {
    int64_t box_id;
    int64_t weight_mg;      // 0 when it was not weighed
    enum verdict weighed;   // V_WEIGHT_OK, _UNCHECKED, V_OVERRIDDEN
    int32_t copies;         // labels printed, the first included
    char sscc[19];
    char to[PACK_TO_MAX + 1];   // which address its label names; see work.h
    char tracking[PACK_CODE_MAX + 1];
};

struct pack_rule {          // of the order's profile and the bench
    struct weigh_rule weigh;
    int64_t max_mg;         // the service takes no more; 0 for any
    bool needs_weight;      // false when the bench has no scale
    bool may_count;         // after one scan of an item, others of it are
                            // counted by eye; else each is scanned, or its
                            // case
};

struct pack {
    enum pack_state state;
    enum pack_state held_from;
    enum pack_command armed;    // REMOVE, DAMAGED, SHORT or DONE for none
    int32_t times;              // for the next item, 1 otherwise
    bool is_closing;            // a new box was asked for
    bool is_seen;               // what has to be seen of the open parcel was
    enum verdict alarm;         // to be acknowledged; V_OPENED for none
    struct pack_rule rule;
    struct weigh_answer weighed;    // of the open parcel, last judged
    int64_t gross_mg;
    int64_t job_id;
    enum pack_job_state job_state;
    int32_t parcel_count;           // verified parcels
    int32_t number_count;           // that went to a printer, each once
    struct pack_parcel open;
    struct pack_parcel parcel[PACK_PARCELS_MAX];
    struct pick pick;               // last: copied only as far as used
};

void pack_init(struct pack *p, const struct pack_rule *rule);
bool pack_add_line(struct pack *p, const struct pick_line *line);
enum verdict pack_step(struct pack *p, const struct pack_event *ev);
void pack_copy(struct pack *to, const struct pack *from);

// What the open parcel should weigh; parts of unknown weight left out.
void pack_expect(const struct pack *p, struct weigh_answer *a);

// How many %REST would count now; 0 when it would be refused.
int32_t pack_rest(const struct pack *p);

// The order has reached its end at this bench: packed, or unpacked again.
bool pack_is_over(const struct pack *p);

const char *pack_state_name(enum pack_state s);
const char *pack_event_name(enum pack_event_kind k);
const char *pack_job_name(enum pack_job_state s);

// Aborts when an invariant is broken; tests call it after every step.
void pack_check(const struct pack *p);

#endif
