// source.h - from which warehouses an order is filled, at the least cost.
//
// The cost of a plan is: for each warehouse used its fixed cost (carriage of a
// parcel to this destination), for each unit the warehouse's handling, a
// penalty for each parcel after the first, and a penalty for each unit that
// nobody has. One order alone is solved exactly over up to three of the twelve
// best warehouses; larger orders go on adding the warehouse that helps most.
// A batch first places order after order, then improves where orders compete
// for the same stock: some orders that share an item are taken out and put
// back in other sequences, and the best is kept (ruin and recreate). The
// generator is seeded, the budget counts rounds and ties go by index, so that
// the same input always gives the same answer.
//
// Pure; the caller owns all memory. Costs are whole numbers of any one unit
// (minor money units, metres, ranks): a strategy is a way to fill them in.
//
// Cost: a single order O(needs x sites) as a rule, at most 298 subsets.
#ifndef DOMAIN_SOURCE_SOURCE_H
#define DOMAIN_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SOURCE_SITES_MAX = 64,      // warehouses looked at
    SOURCE_TRY_MAX = 12,        // of these, tried in every combination
    SOURCE_USE_MAX = 6,         // warehouses one order may be split over
    SOURCE_NEEDS_MAX = 1280,    // items of one order
    SOURCE_GROUP_MAX = 8,       // orders taken out at a time
    SOURCE_GROUP_NEEDS = 64,    // an order with more is left where it is
};

enum source_strategy {
    SOURCE_LEAST_COST,      // carriage, handling, split penalty
    SOURCE_NEAREST,         // great circle to the destination
    SOURCE_PRIORITY,        // the list of the profile
    SOURCE_FEWEST_PARCELS,  // then by cost
    SOURCE_OLDEST_STOCK,    // then by cost
    SOURCE_STRATEGY_COUNT,
};

// Why a warehouse is not in the choice. Kept with the decision.
enum source_block {
    SOURCE_FREE,
    SOURCE_CLOSED,
    SOURCE_FORBIDDEN,       // a rule keeps it from this destination or channel
    SOURCE_NO_SERVICE,      // no carrier takes it from there
    SOURCE_TOO_LATE,        // cannot keep the promise
    SOURCE_FULL,            // its capacity of the day is used up
    SOURCE_NO_STOCK,
    SOURCE_BLOCK_COUNT,
};

// What a warehouse offers to one order. facts are kept for the explanation.
struct source_site {
    enum source_block block;
    int64_t carriage_minor;
    int64_t handling_minor;     // of one unit
    int64_t distance_m;
    int32_t priority;           // 1 is asked first
    int32_t oldest_days;        // age of its oldest stock of these items
};

// The same as costs, for one strategy.
struct source_cost {
    int64_t fixed[SOURCE_SITES_MAX];
    int64_t per_unit[SOURCE_SITES_MAX];
    bool is_open[SOURCE_SITES_MAX];
    int64_t split;              // each parcel after the first
    int64_t unmet;              // each unit that nobody has
};

struct source_rule {
    enum source_strategy strategy;
    int64_t split_minor;
    int64_t unmet_minor;
    int32_t use_max;            // 1..SOURCE_USE_MAX
    bool is_whole;              // all of it or nothing
};

struct source_need {            // one item of one order, given once each
    int32_t sku;                // row of the stock table
    int32_t qty;
};

// take[need * SOURCE_USE_MAX + k] units of a need come from site[k].
struct source_plan {
    int64_t cost;
    int32_t unmet_qty;
    int32_t site_count;
    int8_t site[SOURCE_USE_MAX];
};

// stock[sku * site_count + site] is what may be promised there.
struct source_ask {
    const struct source_need *need;
    int32_t need_count;
    const int32_t *stock;
    int32_t site_count;
    const struct source_cost *cost;
    const struct source_rule *rule;
};

void source_costs(const struct source_site *site, int32_t site_count,
                  const struct source_rule *rule, struct source_cost *out);
struct source_plan source_order(const struct source_ask *ask, int32_t *take);

// The cost of a warehouse when it alone fills what it can; for explanations.
int64_t source_alone(const struct source_ask *ask, int32_t site,
                     int32_t *covered_qty);

typedef void source_cost_fn(void *arg, int32_t order,
                            struct source_cost *out);
// Called once for each order with its final plan, while its own stock is put
// back: deciding again from what is seen then gives the same plan.
typedef void source_placed_fn(void *arg, int32_t order,
                              const struct source_cost *cost,
                              const struct source_plan *plan,
                              const int32_t *take);

struct source_batch {
    int32_t order_count, need_count, sku_count, site_count;
    const int32_t *first_need;  // [order_count + 1]
    const struct source_need *need;     // of all orders, in their sequence
    int32_t *stock;             // [sku_count * site_count], taken from
    int32_t *take;              // [need_count * SOURCE_USE_MAX], out
    struct source_plan *plan;   // [order_count], out
    // scratch: orders by item, [sku_count + 1], [need_count], [order_count]
    int32_t *sku_first, *sku_order, *contended;
    const struct source_rule *rule;
    source_cost_fn *cost;
    source_placed_fn *placed;   // may be NULL
    void *arg;
    uint64_t seed;
    int64_t rounds;             // of ruin and recreate, at most
    int64_t rounds_each;        // for each contended order; 0 for no limit
    int64_t cost_first, cost_last;      // out: before and after improving
    int32_t contended_count;            // out: orders worth improving
};
void source_batch(struct source_batch *b);

const char *source_strategy_name(enum source_strategy s);
const char *source_block_name(enum source_block b);

#endif
