// later.h - requests that wait for work beside the loop: comparing a password
// takes tens of milliseconds, in which pages and stations go on.
//
// The handler says what is to be done and with which bytes; these are copied,
// worked on by another thread, given to what answers, and wiped.
#ifndef CENTRAL_TURN_LATER_H
#define CENTRAL_TURN_LATER_H

#include "station/central/turn/turn.h"
#include "station/http/server.h"

enum {
    LATER_BYTES = 4096,
    LATER_STRANGERS_MAX = LOOP_WORKS_MAX - 4, // the rest is for who is known
};

// On the other thread: may read and change the data and nothing else.
typedef void later_work(void *data);

// On the loop: answers, as a handler does.
typedef void later_then(void *app, struct http_request *rq, void *data);

struct later_plan {
    later_work *work;
    later_then *then;
    const void *data; // copied
    size_t len;
    bool is_stranger; // of whom fewer may wait at once
    int after_ms;     // the work begins then
};

struct later_job { // private
    struct later *later;
    struct http_request *rq; // NULL for a free one
    later_work *work;
    later_then *then;
    struct loop_timer timer;
    _Alignas(max_align_t) unsigned char data[LATER_BYTES];
};

struct later { // private; see later_open
    struct turn *turn;
    void *app;
    struct later_job job[LOOP_WORKS_MAX];
};

void later_open(struct later *l, struct turn *turn, void *app);

// From now on the request is later's; 503 when too many wait already.
void later_begin(struct later *l, struct http_request *rq,
                 const struct later_plan *plan);

#endif
