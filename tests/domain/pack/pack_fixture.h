// pack_fixture.h - an order on the desk, for tests of packing.
//
//     const struct pick_line lines[] = {line(1, 1, 1), line(2, 2, 2)};
//     order(lines, 2);                // a new order in p; item n weighs n00 g
//     assert_int_equal(scan(1), V_TOOK_LINE);
//
// Each event gives its verdict; the invariants are checked after each.
#ifndef TESTS_PACK_FIXTURE_H
#define TESTS_PACK_FIXTURE_H

#include "station/domain/pack/pack.h"
#include "tests/test.h"

extern struct pack p;

struct pick_line line(int32_t no, int64_t item, int32_t qty);
void order(const struct pick_line *lines, size_t count);
enum verdict step(const struct pack_event *ev);
enum verdict scan_qty(int64_t item, int32_t qty);
enum verdict scan(int64_t item);
enum verdict scan_lot(int64_t item, const char *lot, int32_t expiry,
                      const char *serial, bool was_shipped);
enum verdict command(enum pack_command c);
enum verdict times(int32_t n);
enum verdict weigh(int64_t mg);
enum verdict job(int64_t id, enum pack_job_state s);
enum verdict queue(int64_t id, const char *code);
enum verdict label(const char *code);
void print_and_label(int64_t id, const char *code);

#endif
