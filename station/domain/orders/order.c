#include "station/domain/orders/order.h"
#include "shared/must.h"

#include <string.h>

enum { NONE = -1, MINUTE_MS = 60000, HOUR_MS = 3600000 };

// Columns by enum order_event. A table, because most cells are one move.
static const int8_t NEXT[ORDER_STATE_COUNT][ORDER_EVENT_COUNT] = {
    [ORDER_HELD] = {ORDER_HELD, ORDER_WAITING, NONE, NONE, ORDER_HELD, NONE,
                    ORDER_PART_SHIPPED, NONE, NONE, ORDER_CANCELLED,
                    ORDER_HELD},
    [ORDER_WAITING] = {ORDER_HELD, NONE, ORDER_ALLOCATED, NONE, ORDER_WAITING,
                       ORDER_PACKED, ORDER_PART_SHIPPED, NONE, NONE,
                       ORDER_CANCELLED, ORDER_WAITING},
    [ORDER_ALLOCATED] = {ORDER_HELD, NONE, ORDER_ALLOCATED, ORDER_RELEASED,
                         ORDER_WAITING, ORDER_PACKED, ORDER_PART_SHIPPED, NONE,
                         NONE, ORDER_CANCELLED, ORDER_WAITING},
    [ORDER_RELEASED] = {ORDER_HELD, NONE, ORDER_RELEASED, ORDER_RELEASED,
                        ORDER_WAITING, ORDER_PACKED, ORDER_PART_SHIPPED, NONE,
                        NONE, ORDER_CANCELLED, ORDER_WAITING},
    [ORDER_PART_SHIPPED] = {NONE, NONE, ORDER_ALLOCATED, NONE, ORDER_WAITING,
                            ORDER_PACKED, ORDER_PART_SHIPPED, NONE,
                            ORDER_DELIVERED, NONE, ORDER_WAITING},
    [ORDER_PACKED] = {NONE, NONE, NONE, NONE, NONE, ORDER_PACKED, NONE,
                      ORDER_SHIPPED, ORDER_DELIVERED, NONE, ORDER_WAITING},
    [ORDER_SHIPPED] = {NONE, NONE, NONE, NONE, NONE, ORDER_SHIPPED, NONE,
                       ORDER_SHIPPED, ORDER_DELIVERED, NONE, NONE},
    [ORDER_DELIVERED] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
                         ORDER_DELIVERED, NONE, NONE},
    [ORDER_CANCELLED] = {NONE, NONE, NONE, NONE, NONE, NONE,
                         ORDER_PART_SHIPPED, NONE, NONE, ORDER_CANCELLED,
                         NONE},
};

bool order_step(enum order_state *state, enum order_event ev)
{
    must(*state < ORDER_STATE_COUNT && ev < ORDER_EVENT_COUNT);
    int8_t next = NEXT[*state][ev];
    if (next == NONE)
        return false;
    *state = (enum order_state)next;
    return true;
}

static const char *const STATES[ORDER_STATE_COUNT] = {
    "held",         "waiting", "allocated", "released",
    "part_shipped", "packed", "shipped", "delivered",
    "cancelled"};
static const char *const HOLDS[ORDER_HOLD_COUNT] = {
    "fraud",   "address", "payment", "stock",
    "customs", "item",    "manual",  "packed_before"};
static const char *const PAYMENTS[ORDER_PAYMENT_COUNT] = {
    "paid", "authorised", "pending", "on_account", "refunded", "failed"};

static int find(const char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return NONE;
}

const char *order_state_name(enum order_state s)
{
    must(s < ORDER_STATE_COUNT);
    return STATES[s];
}

bool order_state_find(const char *name, enum order_state *out)
{
    int i = find(STATES, ORDER_STATE_COUNT, name);
    if (i >= 0)
        *out = (enum order_state)i;
    return i >= 0;
}

struct order_next order_next(enum order_state s)
{
    static const struct order_next ALL[ORDER_STATE_COUNT] = {
        [ORDER_HELD] = {"settle the hold", "office", 24 * (int64_t)HOUR_MS},
        [ORDER_WAITING] = {"allocate when there is stock", "system",
                           4 * (int64_t)HOUR_MS},
        [ORDER_ALLOCATED] = {"release to the benches", "system",
                             30 * (int64_t)MINUTE_MS},
        [ORDER_RELEASED] = {"pack", "bench", 24 * (int64_t)HOUR_MS},
        [ORDER_PART_SHIPPED] = {"decide about the rest", "office",
                                48 * (int64_t)HOUR_MS},
        [ORDER_PACKED] = {"hand over to the carrier", "bench",
                          24 * (int64_t)HOUR_MS},
        [ORDER_SHIPPED] = {"deliver", "carrier", 14 * 24 * (int64_t)HOUR_MS},
        [ORDER_DELIVERED] = {"none", "nobody", 0},
        [ORDER_CANCELLED] = {"none", "nobody", 0},
    };
    must(s < ORDER_STATE_COUNT);
    return ALL[s];
}

const char *order_hold_name(enum order_hold h)
{
    must(h < ORDER_HOLD_COUNT);
    return HOLDS[h];
}

bool order_hold_find(const char *name, enum order_hold *out)
{
    int i = find(HOLDS, ORDER_HOLD_COUNT, name);
    if (i >= 0)
        *out = (enum order_hold)i;
    return i >= 0;
}

const char *order_payment_name(enum order_payment p)
{
    must(p < ORDER_PAYMENT_COUNT);
    return PAYMENTS[p];
}

bool order_payment_find(const char *name, enum order_payment *out)
{
    int i = find(PAYMENTS, ORDER_PAYMENT_COUNT, name);
    if (i >= 0)
        *out = (enum order_payment)i;
    return i >= 0;
}

enum order_snapshot_verdict
order_snapshot_judge(const struct order_snapshot *have,
                     const struct order_snapshot *got)
{
    if (!have)
        return ORDER_SNAPSHOT_NEW;
    bool is_same = strcmp(have->digest, got->digest) == 0;
    if (got->version < have->version)
        return ORDER_SNAPSHOT_OLDER;
    if (is_same)
        return ORDER_SNAPSHOT_SAME;
    return got->version > have->version ? ORDER_SNAPSHOT_NEWER
                                        : ORDER_SNAPSHOT_UNSURE;
}
