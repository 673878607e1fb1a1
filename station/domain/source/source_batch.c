// Many orders at once; see source.h.
#include "station/domain/source/source.h"
#include "shared/must.h"

#include <string.h>

enum { SEQUENCES = 4, NEIGHBOURS = SOURCE_GROUP_MAX - 1 };

// splitmix64 (Steele, Lea, Flood 2014): the n-th value needs no state before.
static uint64_t mix(uint64_t n)
{
    n += 0x9E3779B97F4A7C15u;
    n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9u;
    n = (n ^ n >> 27) * 0x94D049BB133111EBu;
    return n ^ n >> 31;
}

struct random {
    uint64_t next;
};

static int32_t below(struct random *r, int32_t limit)
{
    return (int32_t)(mix(r->next++) % (uint64_t)limit);
}

static int32_t needs_of(const struct source_batch *b, int32_t order)
{
    return b->first_need[order + 1] - b->first_need[order];
}

static int32_t *take_of(const struct source_batch *b, int32_t order)
{
    return b->take + (int64_t)b->first_need[order] * SOURCE_USE_MAX;
}

// Takes a plan's units out of the stock, or puts them back with sign 1.
static void move_stock(struct source_batch *b, int32_t order, int32_t sign)
{
    const struct source_plan *p = &b->plan[order];
    const int32_t *take = take_of(b, order);
    const struct source_need *need = b->need + b->first_need[order];
    for (int32_t n = 0; n < needs_of(b, order); n++)
        for (int32_t k = 0; k < p->site_count; k++)
            b->stock[need[n].sku * b->site_count + p->site[k]] +=
                sign * take[n * SOURCE_USE_MAX + k];
}

static void place(struct source_batch *b, int32_t order,
                  const struct source_cost *cost)
{
    struct source_ask ask = {.need = b->need + b->first_need[order],
                             .need_count = needs_of(b, order),
                             .stock = b->stock,
                             .site_count = b->site_count,
                             .cost = cost,
                             .rule = b->rule};
    b->plan[order] = source_order(&ask, take_of(b, order));
    move_stock(b, order, -1);
}

static int64_t place_all(struct source_batch *b)
{
    struct source_cost cost;
    int64_t sum = 0;
    for (int32_t o = 0; o < b->order_count; o++) {
        b->cost(b->arg, o, &cost);
        place(b, o, &cost);
        sum += b->plan[o].cost;
    }
    return sum;
}

// Which orders want an item: sku_order[sku_first[i] .. sku_first[i + 1]).
static void index_items(struct source_batch *b)
{
    memset(b->sku_first, 0, ((size_t)b->sku_count + 1) * sizeof(int32_t));
    for (int32_t n = 0; n < b->need_count; n++)
        b->sku_first[b->need[n].sku + 1]++;
    for (int32_t i = 0; i < b->sku_count; i++)
        b->sku_first[i + 1] += b->sku_first[i];
    for (int32_t o = 0; o < b->order_count; o++)
        for (int32_t n = b->first_need[o]; n < b->first_need[o + 1]; n++)
            b->sku_order[b->sku_first[b->need[n].sku]++] = o;
    // Each start has moved to its end, which is the start of the next.
    for (int32_t i = b->sku_count; i > 0; i--)
        b->sku_first[i] = b->sku_first[i - 1];
    b->sku_first[0] = 0;
}

static int32_t wanted_by(const struct source_batch *b, int32_t sku)
{
    return b->sku_first[sku + 1] - b->sku_first[sku];
}

// Bit s: some order takes this item from site s.
static uint64_t taken_from(const struct source_batch *b, int32_t sku)
{
    uint64_t sites = 0;
    for (int32_t i = b->sku_first[sku]; i < b->sku_first[sku + 1]; i++) {
        int32_t o = b->sku_order[i];
        const struct source_need *need = b->need + b->first_need[o];
        const int32_t *take = take_of(b, o);
        for (int32_t n = 0; n < needs_of(b, o); n++)
            for (int32_t k = 0;
                 need[n].sku == sku && k < b->plan[o].site_count; k++)
                if (take[n * SOURCE_USE_MAX + k] > 0)
                    sites |= UINT64_C(1) << b->plan[o].site[k];
    }
    return sites;
}

// Somebody could have used more of this item: a site that gave some has none
// left, or an order went without.
static bool is_short(const struct source_batch *b, int32_t sku)
{
    int32_t first = b->sku_first[sku], end = b->sku_first[sku + 1];
    if (end - first < 2)
        return false;
    for (int32_t i = first; i < end; i++)
        if (b->plan[b->sku_order[i]].unmet_qty > 0)
            return true;
    uint64_t sites = taken_from(b, sku);
    for (int32_t s = 0; s < b->site_count; s++)
        if (sites >> s & 1 && b->stock[sku * b->site_count + s] <= 0)
            return true;
    return false;
}

// contended holds marks first and the marked orders then.
static void find_contended(struct source_batch *b)
{
    memset(b->contended, 0, (size_t)b->order_count * sizeof(int32_t));
    for (int32_t sku = 0; sku < b->sku_count; sku++)
        if (is_short(b, sku))
            for (int32_t i = b->sku_first[sku]; i < b->sku_first[sku + 1]; i++)
                b->contended[b->sku_order[i]] = 1;
    b->contended_count = 0;
    for (int32_t o = 0; o < b->order_count; o++)
        if (b->contended[o] && needs_of(b, o) <= SOURCE_GROUP_NEEDS)
            b->contended[b->contended_count++] = o;
}

struct group {
    int32_t count;
    int32_t order[SOURCE_GROUP_MAX];
    struct source_cost cost[SOURCE_GROUP_MAX];
    struct source_plan plan[SOURCE_GROUP_MAX];  // before, then the best
    int32_t take[SOURCE_GROUP_MAX][SOURCE_GROUP_NEEDS * SOURCE_USE_MAX];
};

static void choose_group(struct source_batch *b, struct random *r,
                         struct group *g)
{
    int32_t first = b->contended[below(r, b->contended_count)];
    int32_t wanted = 1 + below(r, NEIGHBOURS);
    g->count = 1;
    g->order[0] = first;
    for (int32_t t = 0; t < wanted * 2 && g->count <= wanted; t++) {
        int32_t member = g->order[below(r, g->count)];
        int32_t n = b->first_need[member] + below(r, needs_of(b, member));
        int32_t sku = b->need[n].sku;
        int32_t other =
            b->sku_order[b->sku_first[sku] + below(r, wanted_by(b, sku))];
        bool is_in = needs_of(b, other) > SOURCE_GROUP_NEEDS;
        for (int32_t i = 0; i < g->count; i++)
            is_in = is_in || g->order[i] == other;
        if (!is_in)
            g->order[g->count++] = other;
    }
}

static void keep(struct source_batch *b, struct group *g)
{
    for (int32_t i = 0; i < g->count; i++) {
        int32_t o = g->order[i];
        g->plan[i] = b->plan[o];
        memcpy(g->take[i], take_of(b, o),
               (size_t)needs_of(b, o) * SOURCE_USE_MAX * sizeof(int32_t));
    }
}

static void take_out(struct source_batch *b, const struct group *g)
{
    for (int32_t i = 0; i < g->count; i++)
        move_stock(b, g->order[i], 1);
}

static void put_back(struct source_batch *b, const struct group *g)
{
    for (int32_t i = 0; i < g->count; i++) {
        int32_t o = g->order[i];
        b->plan[o] = g->plan[i];
        memcpy(take_of(b, o), g->take[i],
               (size_t)needs_of(b, o) * SOURCE_USE_MAX * sizeof(int32_t));
        move_stock(b, o, -1);
    }
}

// Every second time one order keeps away from one warehouse, since the best of
// the whole may want what is not the best for any single order.
static int64_t place_group(struct source_batch *b, struct group *g,
                           struct random *r)
{
    int32_t turn[SOURCE_GROUP_MAX];
    int64_t sum = 0;
    int32_t shy = below(r, 2 * g->count), away = below(r, b->site_count);
    for (int32_t i = 0; i < g->count; i++) {
        int32_t at = below(r, i + 1);
        turn[i] = turn[at];
        turn[at] = i;
    }
    for (int32_t i = 0; i < g->count; i++) {
        struct source_cost *cost = &g->cost[turn[i]];
        bool was_open = cost->is_open[away];
        cost->is_open[away] = was_open && turn[i] != shy;
        place(b, g->order[turn[i]], cost);
        cost->is_open[away] = was_open;
        sum += b->plan[g->order[turn[i]]].cost;
    }
    return sum;
}

static void improve(struct source_batch *b, struct random *r, struct group *g)
{
    int64_t best = 0;
    choose_group(b, r, g);
    if (g->count < 2)
        return;
    for (int32_t i = 0; i < g->count; i++) {
        b->cost(b->arg, g->order[i], &g->cost[i]);
        best += b->plan[g->order[i]].cost;
    }
    keep(b, g);
    for (int s = 0; s < SEQUENCES; s++) {
        take_out(b, g);
        int64_t sum = place_group(b, g, r);
        if (sum <= best) {
            best = sum;
            keep(b, g);
        }
    }
    take_out(b, g);
    put_back(b, g);
}

// Each order once more with what the others left, for the record.
static int64_t settle(struct source_batch *b)
{
    int64_t sum = 0;
    for (int32_t o = 0; o < b->order_count; o++) {
        struct source_cost cost;
        b->cost(b->arg, o, &cost);
        move_stock(b, o, 1);
        struct source_ask ask = {.need = b->need + b->first_need[o],
                                 .need_count = needs_of(b, o),
                                 .stock = b->stock,
                                 .site_count = b->site_count,
                                 .cost = &cost,
                                 .rule = b->rule};
        b->plan[o] = source_order(&ask, take_of(b, o));
        if (b->placed)
            b->placed(b->arg, o, &cost, &b->plan[o], take_of(b, o));
        move_stock(b, o, -1);
        sum += b->plan[o].cost;
    }
    return sum;
}

void source_batch(struct source_batch *b)
{
    struct group g;
    struct random r = {.next = mix(b->seed)};
    must(b->site_count <= SOURCE_SITES_MAX);
    b->cost_first = place_all(b);
    index_items(b);
    find_contended(b);
    int64_t rounds = b->rounds_each * b->contended_count;
    if (b->rounds_each == 0 || rounds > b->rounds)
        rounds = b->rounds;
    for (int64_t n = 0; n < rounds && b->contended_count > 1; n++)
        improve(b, &r, &g);
    b->cost_last = settle(b);
}
