// screen.h - what the page shows, as one JSON object, drawn once a turn of the
// loop: the shell around a desk's own members, and its way to the pages.
//
// Everything in it is derived from the bench's state, so that a page that
// comes late shows the same.
#ifndef BENCH_CORE_SCREEN_H
#define BENCH_CORE_SCREEN_H

#include "station/http/server.h"
#include "station/store/bench/bench_work.h"

struct core;
struct moment;

enum { SCREEN_MAX = 64 * 1024 };

struct screen {
    struct http_server *http;   // NULL: drawn, and shown to nobody
    struct http_channel channel;
    char text[SCREEN_MAX + 64]; // an event of the stream
    uint64_t count;             // changes shown
    uint64_t tone_count;        // the last tone shown
};

// A new object with the shell's members: names, notice, tone, last scan,
// devices, central.
json_t *screen_begin(struct core *c, const struct moment *at);

// Takes over o: the page is told.
void screen_show(struct core *c, json_t *o);

// The object shown last, without the stream's frame.
const char *screen_json(const struct core *c, size_t *len);

// What desks show of things that all of them know.
json_t *screen_item(struct core *c, int64_t item_id);   // null: none
json_t *screen_order(const struct bench_work *w);
void screen_set(json_t *o, const char *name, const char *text);

#endif
