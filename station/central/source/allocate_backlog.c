// A backlog in chunks: all of a chunk's orders are decided together, so that
// orders that want the same stock find the cheapest way for all of them.
#include "station/central/source/allocate_internal.h"
#include "shared/date.h"
#include "shared/must.h"
#include "station/store/central/orders/groups.h"
#include "station/central/life/life.h"
#include "station/store/central/source/backlog.h"
#include "station/store/central/source/supply.h"

#include <stdlib.h>
#include <string.h>

enum { ITEM_SLOTS = ALLOCATE_CHUNK_ITEMS * 4, RETRY_MAX = 4096 };

struct backlog {
    int32_t order_count, line_count, need_count, item_count;
    int64_t last_order_id;
    bool is_full;
    struct task task[ALLOCATE_CHUNK_ORDERS];
    struct source_cost cost[ALLOCATE_CHUNK_ORDERS];
    struct backlog_line line[ALLOCATE_CHUNK_LINES];
    int32_t need_of[ALLOCATE_CHUNK_LINES];
    struct source_need need[ALLOCATE_CHUNK_LINES];
    int32_t first_need[ALLOCATE_CHUNK_ORDERS + 1];
    struct source_plan plan[ALLOCATE_CHUNK_ORDERS];
    int32_t take[ALLOCATE_CHUNK_LINES * SOURCE_USE_MAX];
    int32_t stock[ALLOCATE_CHUNK_ITEMS * SOURCE_SITES_MAX];
    int32_t oldest_days[ALLOCATE_CHUNK_ITEMS * SOURCE_SITES_MAX];
    int32_t sku_first[ALLOCATE_CHUNK_ITEMS + 1];
    int32_t sku_order[ALLOCATE_CHUNK_LINES];
    int32_t contended[ALLOCATE_CHUNK_ORDERS];
    int64_t item_id[ALLOCATE_CHUNK_ITEMS];  // of each row of stock
    int32_t line_of_item[ALLOCATE_CHUNK_ITEMS];
    int32_t slot[ITEM_SLOTS];               // hash of item_id, row + 1
    int64_t retry[RETRY_MAX];               // to be tried one by one
    int32_t retry_count;
    bool is_placed[ALLOCATE_CHUNK_ORDERS];
};

struct chunk {
    struct allocate *a;
    struct backlog *b;
    const struct book_profile *profile;
    int64_t orders_left;
    bool is_partly;
    struct allocate_report *report;
};

// The row of an item, made when it is new; -1 when there is no room.
static int32_t item_row(struct backlog *b, int64_t item_id)
{
    uint64_t at = (uint64_t)item_id * 0x9E3779B97F4A7C15u >> 40;
    for (at %= ITEM_SLOTS; b->slot[at]; at = (at + 1) % ITEM_SLOTS)
        if (b->item_id[b->slot[at] - 1] == item_id)
            return b->slot[at] - 1;
    if (b->item_count == ALLOCATE_CHUNK_ITEMS)
        return -1;
    b->item_id[b->item_count] = item_id;
    b->line_of_item[b->item_count] = b->line_count;
    b->slot[at] = ++b->item_count;
    return b->item_count - 1;
}

// A buffer of the order's channel alone cannot share a chunk's stock.
static bool has_own_buffer(const struct book *b, const char *channel)
{
    for (int32_t i = 0; i < b->buffer_count; i++)
        if (b->buffer[i].channel[0] &&
            strcmp(b->buffer[i].channel, channel) == 0)
            return true;
    return false;
}

static void retry_later(struct backlog *b, int64_t order_id)
{
    if (b->retry_count < RETRY_MAX &&
        (b->retry_count == 0 || b->retry[b->retry_count - 1] != order_id))
        b->retry[b->retry_count++] = order_id;
}

static bool begin_task(struct chunk *c, const struct backlog_row *r)
{
    struct backlog *b = c->b;
    bool is_new_order = r->header.order_id != b->last_order_id;
    // A chunk ends between orders, with room for the largest one.
    if (is_new_order &&
        (c->orders_left == 0 ||
         b->order_count + ORDER_GROUPS_MAX > ALLOCATE_CHUNK_ORDERS ||
         b->line_count + BACKLOG_LINES_MAX > ALLOCATE_CHUNK_LINES ||
         b->item_count + BACKLOG_LINES_MAX > ALLOCATE_CHUNK_ITEMS ||
         b->retry_count == RETRY_MAX)) {
        b->is_full = true;
        return false;
    }
    if (is_new_order)
        c->orders_left--;
    struct task *t = &b->task[b->order_count++];
    t->header = r->header;
    t->to = r->to;
    t->group_no = r->line.group_no;
    t->line = &b->line[b->line_count];
    t->need_of = &b->need_of[b->line_count];
    t->line_count = 0;
    b->last_order_id = r->header.order_id;
    return true;
}

static bool take_row(void *arg, const struct backlog_row *r)
{
    struct chunk *c = arg;
    struct backlog *b = c->b;
    if (has_own_buffer(c->a->b, r->header.channel)) {
        if (c->orders_left == 0 || b->retry_count == RETRY_MAX) {
            b->is_full = true;
            return false;
        }
        retry_later(b, r->header.order_id);
        b->last_order_id = r->header.order_id;
        return true;
    }
    struct task *t = b->order_count ? &b->task[b->order_count - 1] : NULL;
    if (!t || t->header.order_id != r->header.order_id ||
        t->group_no != r->line.group_no) {
        if (!begin_task(c, r))
            return false;
        t = &b->task[b->order_count - 1];
    }
    int32_t row = item_row(b, r->line.item_id);
    if (row < 0 || t->line_count == BACKLOG_LINES_MAX)
        return true; // the rest of a larger order follows when this has left
    b->line[b->line_count] = r->line;
    b->need_of[b->line_count++] = row;
    t->line_count++;
    return true;
}

static void load_stock(struct allocate *a, struct backlog *b,
                       const struct book_profile *profile)
{
    int32_t sites = a->b->warehouse_count;
    struct supply s = {.warehouse_count = sites,
                       .warehouse_id = a->b->warehouse_id};
    int32_t until_days = book_profile_until_days(profile, a->at_ms);
    for (int32_t i = 0; i < b->item_count; i++) {
        const char *sku = b->line[b->line_of_item[i]].sku;
        supply_load(a->st, b->item_id[i], until_days, &s);
        for (int32_t w = 0; w < sites; w++) {
            int64_t days = s.oldest_ms[w] == INT64_MAX
                               ? 0
                               : (a->at_ms - s.oldest_ms[w]) / DATE_DAY_MS;
            b->stock[i * sites + w] =
                s.qty[w] - book_buffer_qty(a->b, sku,
                                           a->b->warehouse[w].code, "",
                                           s.qty[w]);
            b->oldest_days[i * sites + w] = (int32_t)(days < 0 ? 0 : days);
        }
    }
}

static void add_ages(const struct backlog *b, const struct task *t,
                     int32_t sites, struct offers *o)
{
    for (int32_t w = 0; w < sites; w++)
        for (int32_t n = 0; n < t->need_count; n++) {
            int32_t days = b->oldest_days[t->need[n].sku * sites + w];
            if (days > o->site[w].oldest_days)
                o->site[w].oldest_days = days;
        }
}

static void make_costs(struct chunk *c)
{
    struct allocate *a = c->a;
    struct backlog *b = c->b;
    b->need_count = 0;
    for (int32_t i = 0; i < b->order_count; i++) {
        struct task *t = &b->task[i];
        b->first_need[i] = b->need_count;
        t->need = &b->need[b->need_count];
        allocate_needs(t);
        b->need_count += t->need_count;
        allocate_offers(a, t, "", &a->offers);
        add_ages(b, t, a->b->warehouse_count, &a->offers);
        source_costs(a->offers.site, a->b->warehouse_count,
                     &c->profile->source, &b->cost[i]);
    }
    b->first_need[b->order_count] = b->need_count;
}

static void order_cost(void *arg, int32_t order, struct source_cost *out)
{
    const struct chunk *c = arg;
    *out = c->b->cost[order];
}

// One group of an order is decided: written at once, since the stock it saw is
// in the table only now. What could not be filled is tried alone, with late
// warehouses, after the chunk.
static void on_placed(void *arg, int32_t order, const struct source_cost *cost,
                      const struct source_plan *plan, const int32_t *take)
{
    struct chunk *c = arg;
    struct allocate *a = c->a;
    struct backlog *b = c->b;
    const struct task *t = &b->task[order];
    allocate_offers(a, t, "", &a->offers);
    add_ages(b, t, a->b->warehouse_count, &a->offers);
    struct seen s = {.task = t, .offers = &a->offers, .cost = cost,
                     .rule = &c->profile->source, .plan = plan, .take = take,
                     .stock = b->stock};
    if (plan->unmet_qty > 0 && a->offers.is_any_late) {
        retry_later(b, t->header.order_id);
        return;
    }
    b->is_placed[order] = allocate_write(a, &s);
    if (!b->is_placed[order] && plan->site_count > 0)
        retry_later(b, t->header.order_id);
}

static void finish_orders(struct chunk *c)
{
    struct backlog *b = c->b;
    for (int32_t i = 0; i < b->order_count;) {
        int64_t order_id = b->task[i].header.order_id;
        bool any = false;
        for (; i < b->order_count && b->task[i].header.order_id == order_id;
             i++)
            any |= b->is_placed[i];
        c->report->orders++;
        if (!any)
            continue;
        c->report->allocated++;
        if (c->profile->releases_at_once)
            life_reserved_and_released(c->a->st, order_id, c->a->at_ms);
        else
            life_event(c->a->st, order_id, ORDER_RESERVE, c->a->at_ms, 0, "");
    }
}

static void retry_alone(struct chunk *c)
{
    for (int32_t i = 0; i < c->b->retry_count; i++)
        if (allocate_order(c->a, c->b->retry[i]))
            c->report->allocated++;
}

static void run_chunk(struct chunk *c)
{
    struct allocate *a = c->a;
    struct backlog *b = c->b;
    struct source_batch batch = {.order_count = b->order_count,
                                 .sku_count = b->item_count,
                                 .site_count = a->b->warehouse_count,
                                 .first_need = b->first_need,
                                 .need = b->need,
                                 .stock = b->stock,
                                 .take = b->take,
                                 .plan = b->plan,
                                 .sku_first = b->sku_first,
                                 .sku_order = b->sku_order,
                                 .contended = b->contended,
                                 .rule = &c->profile->source,
                                 .cost = order_cost,
                                 .placed = on_placed,
                                 .arg = c,
                                 .rounds = ALLOCATE_CHUNK_ROUNDS,
                                 .rounds_each = ALLOCATE_ROUNDS,
                                 .seed = (uint64_t)b->task[0].header.order_id};
    load_stock(a, b, c->profile);
    make_costs(c);
    batch.need_count = b->need_count;
    memset(b->is_placed, 0, sizeof b->is_placed);
    source_batch(&batch);
    finish_orders(c);
    c->report->lines += b->line_count;
    c->report->contended += batch.contended_count;
    c->report->cost_first += batch.cost_first;
    c->report->cost_last += batch.cost_last;
}

static void run_profile(struct chunk *c)
{
    struct backlog *b = c->b;
    int64_t *resume_id =
        &c->a->resume_id[c->profile - c->a->b->profile];
    int64_t after = c->is_partly ? *resume_id : 0;
    do {
        b->order_count = b->line_count = b->item_count = b->retry_count = 0;
        b->is_full = false;
        b->last_order_id = after;
        memset(b->slot, 0, sizeof b->slot);
        backlog_each(c->a->st, c->profile->code, after, take_row, c);
        after = b->last_order_id;
        if (b->order_count > 0)
            run_chunk(c);
        retry_alone(c);
    } while (b->is_full && c->orders_left != 0);
    *resume_id = b->is_full ? after : 0;
    c->report->is_more |= b->is_full;
}

void allocate_backlog(struct allocate *a, int64_t most_orders,
                      struct allocate_report *out)
{
    memset(out, 0, sizeof *out);
    if (!a->backlog)
        a->backlog = calloc(1, sizeof *a->backlog);
    must(a->backlog != NULL);
    struct chunk c = {.a = a, .b = a->backlog, .report = out,
                      .is_partly = most_orders > 0,
                      .orders_left = most_orders ? most_orders : INT64_MAX};
    for (int32_t p = 0; p < a->b->profile_count; p++) {
        c.profile = &a->b->profile[p];
        run_profile(&c);
    }
    out->waiting = out->orders - out->allocated;
}
