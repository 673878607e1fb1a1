// office_fixture.h - an office on SQLite in memory, with warehouses, carriers
// and items, for the tests of the flows.
#ifndef TESTS_CENTRAL_OFFICE_FIXTURE_H
#define TESTS_CENTRAL_OFFICE_FIXTURE_H

#include "station/central/orders/office.h"
#include "station/central/floor/claims.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"
#include "tests/test.h"

extern struct store st;
extern struct turn turn;
extern struct office office;
extern struct order order; // the one being made

extern const int64_t MONDAY_9;      // 2026-11-23 09:00 UTC

int fixture_open(void **state);
int fixture_open_with_goods(void **state);  // 100 of item A in LIS and POR

// A rule that must be accepted; body with ' for ".
void rule(const char *kind, const char *code, const char *body);
void item(const char *sku, int64_t weight_g, int32_t side_mm);
void stock(const char *sku, const char *warehouse, int64_t qty);

// Begins an order of one destination; lines follow; then it is taken.
void begin_order(const char *channel, const char *no, const char *country,
                 const char *postal);
void add_line(const char *sku, int32_t qty);
int64_t take_order(enum outcome want);

// What central answers of an order; the caller frees it.
json_t *order_json(int64_t order_id);
const char *state_of(int64_t order_id);         // until the next call
int shipments_of(int64_t order_id);             // not cancelled
const char *warehouse_of(int64_t order_id, int n);

// A member of the n-th row of one of the order's lists.
const char *word(int64_t order_id, const char *list, int n, const char *name);
int64_t number(int64_t order_id, const char *list, int n, const char *name);

// A bench takes the order's n-th open shipment and packs it; missing units of
// its first line are short for this reason.
int64_t pack(int64_t order_id, int32_t missing, const char *reason);

// A bench takes the open shipment; and hands in that it unpacked it again.
// Where the shipment lies that a bench can take, the newest of several.
int64_t packed_in(const char *order_no);
struct claim_answer claim(int64_t order_id);
void unpack(const struct claim_answer *a);

// The clock of that bench less the office's, at first 0.
extern int64_t bench_off_ms;

// An event of the bench that claims; body is that of the journal's row.
void hand_in(const char *kind, const char *verdict, int64_t shipment_id,
             int64_t fence, const char *body);

void books_are_fine(void);
void at(int64_t ms);                            // the office's clock

#endif
