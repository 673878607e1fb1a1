// office.h - the rules that hold now, and the flows of an order that use them:
// taken in, checked and held, allocated, released, followed after a bench, and
// told to other systems.
//
//     channel -> intake -> office_take -> take_save
//                            | holds     | allocate.h
//                            v           v
//                         a person    benches -> office_after_bench
//
// All functions run after office_read; those that change something inside a
// part of the turn's transaction, after office_begin.
#ifndef CENTRAL_ORDERS_OFFICE_H
#define CENTRAL_ORDERS_OFFICE_H

#include "station/central/life/put_back.h"
#include "station/central/notices/notices.h"
#include "station/central/ship/papers.h"
#include "station/central/source/allocate.h"
#include "station/central/turn/turn.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"

enum {
    OFFICE_LATENCIES = 256,         // kept of each channel
    OFFICE_RISK_MS = 45 * 60000,    // alarm so long before the cut-off
    OFFICE_TWIN_MS = 15 * 60000,    // the same buyer and sum on two channels
    OFFICE_TICK_ORDERS = 2000,      // allocated in one turn at most
};

struct office_latency {             // from placed at the channel to kept here
    int32_t count;
    int64_t ms[OFFICE_LATENCIES];   // a ring
};

struct office {                     // large, of the program
    struct turn *turn;
    struct store *st;               // the turn's
    struct book book;
    struct boxes boxes;
    struct notices notices;         // to be told of what happens now
    struct allocate *allocate;
    struct choose choose;           // for try-outs and weighed parcels
    bool is_stale;                  // rules or boxes changed
    bool has_work;                  // stock or orders came: allocate
    int64_t at_ms;
    int64_t waits_until_ms;         // nothing fits; try again then
    int64_t released_after;         // shipment the release went up to
    int64_t erase_ms;               // old pushes are erased then
    struct office_latency latency[BOOK_CHANNELS_MAX];
};

void office_open(struct office *o, struct turn *turn);
void office_free(struct office *o);

// Before each question: the instant, and new rules when some changed. Opens no
// transaction, so that who only reads waits for no write.
void office_read(struct office *o, int64_t at_ms);

// Before each flow: the same in a part of the turn's transaction, which
// turn_write_end ends.
void office_begin(struct office *o, int64_t at_ms);

// Keeps an order, holds what is wrong with it and allocates the rest. order is
// completed: profile, countries, points, promise.
enum outcome office_take(struct office *o, struct order *order,
                         int64_t *order_id, struct outcome_why *why);

// A push that office_take refused because a known order has other content of
// the same second (outcome_why.is_unsure): it waits for a person, and what is
// packed of it does not leave.
void office_hold_unsure(struct office *o, int64_t order_id);

// A new destination: what a bench has of it follows, what is packed and waits
// does not leave. False when all of it has left.
bool office_readdress(struct office *o, int64_t order_id, int32_t group_no,
                      const struct order_group *g);

enum outcome office_change_line(struct office *o, int64_t order_id,
                                int32_t line_no, int32_t qty,
                                struct outcome_why *why);

// A line goes in a shipment of its own. False when a bench has the order, or
// it has too many destinations.
bool office_split(struct office *o, int64_t order_id, int32_t line_no);

// As life_cancel and _close, and told to those who want to know.
enum outcome office_cancel(struct office *o, int64_t order_id,
                           struct outcome_why *why);
bool office_close(struct office *o, int64_t order_id);

// Lets unclaimed work go and plans it anew. True when something is reserved.
bool office_reallocate(struct office *o, int64_t order_id);

// After a bench ended a shipment of an order: what is left, who else counted
// on what was not there, and who is told.
void office_after_bench(struct office *o, int64_t order_id,
                        int64_t shipment_id);

// Carriage of a packed shipment's parcels, by what they weigh.
void office_price_parcels(struct office *o, int64_t shipment_id);

// A parcel is too heavy for its service, or (weight_mg 0) its box too large. Of
// those that take it the cheapest, in time if one is, becomes the shipment's,
// and the bench hears of it; of a box, or when it is dearer than the profile
// lets go by itself, a person is asked. When none does, or earlier parcels bear
// the other carrier's labels, a person has to look.
struct office_weighed {
    int64_t weight_mg, box_id;
    int32_t parcel_no;      // from 1
};
void office_reconsider(struct office *o, int64_t shipment_id,
                       const struct office_weighed *w);

// The parcels of a carrier that were loaded in a warehouse leave on a new
// manifest; with a reason those, too, that nobody scanned at the lorry. Returns
// its number, or 0 when there are none. An order whose last parcel leaves is
// shipped.
struct office_lorry {
    const char *carrier, *warehouse;
    bool takes_unscanned;
    const char *why;
};
int64_t office_hand_over(struct office *o, const struct office_lorry *l);

// The stock of an order's items is another one now.
void office_tell_stock(struct office *o, int64_t order_id);

// A parcel that was kept back is unpacked; see life/put_back.h. What is wanted
// of it is planned anew, and who was told of it hears that it was put back.
enum outcome office_put_back(struct office *o, const struct parcel_row *p,
                             const struct put_back *w,
                             struct put_back_done *out,
                             struct outcome_why *why);

// A carrier's word of a parcel; false when it is known already or there is no
// such parcel. When all of an order have arrived the order is delivered.
bool office_track(struct office *o, int64_t parcel_id,
                  enum tracking_state state, int64_t at_ms,
                  const char *place);

// Takes the dearer service that an exception proposes for a shipment (see
// ask_above_minor of profiles), and closes it.
enum outcome office_take_service(struct office *o, int64_t exception_id,
                                 int64_t person_id, struct outcome_why *why);

// For the papers of parcels.
struct papers office_papers(const struct office *o);

// Every service's price for a parcel from a warehouse.
json_t *office_try_rates(struct office *o, const struct choose_parcel *p,
                         int32_t warehouse);

// What time brings: backlog, closed warehouses, promises at risk.
void office_tick(struct office *o);

// Latency of a channel at a share of a hundred, or -1 when nothing came.
int64_t office_latency_ms(const struct office *o, int32_t channel,
                          int32_t percent);

#endif
