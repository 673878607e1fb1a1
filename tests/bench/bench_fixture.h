// bench_fixture.h - benches without devices, in memory or on a file, driven by
// what happens to them. Each has a clock of its own that goes on a second with
// every scan, a packer (badge !BANA), a supervisor (!BSUE), one with a PIN
// (!BPIP, 1234), two items (codes MUG and TEE), a box (BOX-1), and, after
// site_order, an order. Use:
//
//     struct site *s = site_open(PACKING, ":memory:");
//     site_scan(s, "!BANA");
//     json_t *screen = site_screen(s);    // what the page would show
//     assert_string_equal(text_of(screen, "state"), "ready");
//     json_decref(screen);
//     site_close(s);
#ifndef TESTS_BENCH_BENCH_FIXTURE_H
#define TESTS_BENCH_BENCH_FIXTURE_H

#include "station/base/json.h"
#include "station/bench/desk/bench.h"
#include "tests/test.h"

extern const struct desk *const PACKING[];  // a table with packing alone

struct site {
    struct bench bench;
    struct loop loop;           // run by test_sync.c alone
    int64_t at_ms;
    int64_t now_ms;             // monotonic, as it was settled last
    char path[64];
};

// A file that is there already is opened as it was left: a restart.
struct site *site_open(const struct desk *const *desks, const char *path);
void site_close(struct site *s);

// A path in a folder of its own, which site_unlink takes away.
void site_path(char path[64]);
void site_unlink(const char *path);

// Central's feed says this, body with ' for ", and the bench hears of it.
void site_feed(struct site *s, const char *kind, const char *body);

// An order of two mugs and a tee for this bench.
void site_order(struct site *s, int64_t shipment_id, const char *order_no);

void site_scan(struct site *s, const char *code);

// A handheld is configured, which nothing answers for; and it has sent the
// scan seq of its journal, made age_ms ago.
void site_add_hand(struct site *s);
void site_hand_scan(struct site *s, uint32_t seq, const char *code,
                    int64_t age_ms);

json_t *site_screen(struct site *s);    // the caller frees it
const char *text_of(const json_t *o, const char *name);
int64_t int_of(const json_t *o, const char *name);

// True when the screen says so: its state, its notice.
bool site_is(struct site *s, const char *state, const char *notice);

// Journal rows of a kind; "" for all.
int64_t site_rows(struct site *s, const char *kind);

// From here on the disk has no room, until it is given back.
void disk_fill(void);
void disk_free(void);

#endif
