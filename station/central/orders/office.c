#include "station/central/orders/office_internal.h"
#include "station/central/book/places.h"
#include "shared/date.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/channels/inbox.h"
#include "station/store/central/fields.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/holds.h"
#include "station/central/life/life.h"
#include "station/central/life/take.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/orders/screening.h"
#include "station/store/central/orders/timeline.h"
#include "station/store/central/outcome.h"
#include "station/store/central/rules/points.h"
#include "station/store/central/source/backlog.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RETRY_MS = 60000, ERASE_EVERY_MS = 3600000 };

void office_open(struct office *o, struct turn *turn)
{
    o->turn = turn;
    o->st = turn->st;
    o->is_stale = true;
    o->has_work = true;
    o->allocate = allocate_open(o->st, &o->book, &o->boxes);
}

void office_free(struct office *o)
{
    allocate_close(o->allocate);
}

void office_read(struct office *o, int64_t at_ms)
{
    o->at_ms = at_ms;
    if (o->is_stale || at_ms >= o->book.until_ms) {
        book_load(&o->book, o->st, at_ms);
        boxes_load(&o->boxes, o->st);
        o->is_stale = false;
    }
    allocate_begin(o->allocate, at_ms);
}

void office_begin(struct office *o, int64_t at_ms)
{
    turn_write_begin(o->turn);
    office_read(o, at_ms);
}

static void complete_group(struct office *o, struct order_group *g)
{
    struct address *a = &g->to;
    const char *code = places_country(a->country);
    char postal[ADDRESS_POSTAL_MAX + 1];
    if (code != a->country && strlen(code) == 2)
        memcpy(a->country, code, 3);
    if (geo_is_known(g->point))
        return;
    address_normal_postal(a->postal, postal, sizeof postal);
    if (postal[0])
        g->point = points_find(o->st, a->country, postal);
}

static void complete(struct office *o, struct order *order)
{
    const struct book_channel *c = book_channel(&o->book, order->channel);
    if (!order->profile[0] && c)
        snprintf(order->profile, sizeof order->profile, "%s", c->profile);
    const struct book_profile *p = book_profile(&o->book, order->profile);
    snprintf(order->profile, sizeof order->profile, "%s", p->code);
    if (!order->currency[0])
        memcpy(order->currency, o->book.currency, sizeof order->currency);
    int64_t placed_ms = order->placed_ms ? order->placed_ms : o->at_ms;
    if (p->service_days)
        order->profile_due_ms =
            placed_ms + (int64_t)p->service_days * DATE_DAY_MS;
    for (int32_t i = 0; i < order->group_count; i++)
        complete_group(o, &order->group[i]);
}

static void hold(struct office *o, int64_t order_id, enum order_hold kind,
                 bool is_wrong, const char *note)
{
    if (is_wrong)
        life_hold_add(o->st, order_id, kind, note, o->at_ms);
    else
        life_hold_end(o->st, order_id, kind, o->at_ms, 0);
}

static bool is_unpaid(enum order_payment p)
{
    return p == ORDER_PENDING || p == ORDER_PAYMENT_FAILED ||
           p == ORDER_REFUNDED;
}

// The first thing wrong with any address; empty when all are right.
static void check_addresses(struct office *o, int64_t order_id, char *why,
                            size_t cap)
{
    struct order_group g;
    why[0] = 0;
    for (int32_t n = 1; n <= ORDER_GROUPS_MAX && !why[0]; n++) {
        if (!groups_load(o->st, order_id, n, &g))
            break;
        enum address_verdict v = address_check(&g.to);
        if (v != ADDRESS_OK)
            snprintf(why, cap, "destination %d: %s", n,
                     address_verdict_name(v));
        else if (g.to.region[0] && strlen(g.to.region) == 2 &&
                 (strcmp(g.to.country, "US") == 0 ||
                  strcmp(g.to.country, "BR") == 0 ||
                  strcmp(g.to.country, "CA") == 0) &&
                 !places_has_region(g.to.country, g.to.region))
            snprintf(why, cap, "destination %d: no region %.2s in %s", n,
                     g.to.region, g.to.country);
    }
}

// Lines that cross a border need a heading and an origin.
static bool lacks_customs(struct office *o, const struct screening_facts *f)
{
    const char *from = "";
    for (int32_t w = 0; w < o->book.warehouse_count && !from[0]; w++)
        from = o->book.warehouse[w].country;
    return from[0] && customs_is_needed(from, f->country) &&
           f->lines_without_hs > 0;
}

void office_screen(struct office *o, int64_t order_id)
{
    struct screening_facts f;
    char why[100], twin[FIELD_CODE_MAX + 1];
    if (!screening_facts_load(o->st, order_id, &f) || f.has_left)
        return;
    const struct book_profile *p = book_profile(&o->book, f.profile);
    hold(o, order_id, ORDER_HOLD_PAYMENT,
         (p->checks & BOOK_CHECK_PAYMENT) && is_unpaid(f.payment),
         order_payment_name(f.payment));
    check_addresses(o, order_id, why, sizeof why);
    hold(o, order_id, ORDER_HOLD_ADDRESS,
         (p->checks & BOOK_CHECK_ADDRESS) && why[0], why);
    hold(o, order_id, ORDER_HOLD_CUSTOMS,
         (p->checks & BOOK_CHECK_CUSTOMS) && lacks_customs(o, &f),
         "items without customs heading or origin");
    if (f.was_screened)
        return; // what a person has released stays released
    if (p->fraud_minor && f.total_minor > p->fraud_minor)
        hold(o, order_id, ORDER_HOLD_FRAUD, true, "above the sum to look at");
    if (screening_twin_find(o->st, order_id, OFFICE_TWIN_MS, twin, sizeof twin))
        hold(o, order_id, ORDER_HOLD_FRAUD, true, twin);
    timeline_add(o->st, order_id, "screened", o->at_ms, 0, p->code);
}

static void note_latency(struct office *o, const struct order *order)
{
    int32_t i = book_channel_idx(&o->book, order->channel);
    if (i == BOOK_NONE)
        return;
    struct office_latency *l = &o->latency[i];
    if (order->placed_ms)
        l->ms[l->count++ % OFFICE_LATENCIES] = o->at_ms - order->placed_ms;
}

// Own orders are told too: by then the channel knows, and looks first.
static void tell_cancelled(struct office *o, int64_t order_id)
{
    struct screening_facts f;
    if (screening_facts_load(o->st, order_id, &f) && f.state == ORDER_CANCELLED)
        office_tell(o, "order.cancelled", order_id, order_id, "");
}

// Holds that the channel set end when it no longer says so.
static void end_channel_holds(struct office *o, int64_t order_id)
{
    if (holds_is(o->st, order_id, ORDER_HOLD_FRAUD, "by the channel"))
        life_hold_end(o->st, order_id, ORDER_HOLD_FRAUD, o->at_ms, 0);
    if (holds_is(o->st, order_id, ORDER_HOLD_MANUAL, "by the channel"))
        life_hold_end(o->st, order_id, ORDER_HOLD_MANUAL, o->at_ms, 0);
}

enum outcome office_take(struct office *o, struct order *order,
                         int64_t *order_id, struct outcome_why *why)
{
    complete(o, order);
    enum outcome outcome = take_save(o->st, order, o->at_ms, order_id, why);
    if (outcome != OUTCOME_NEW && outcome != OUTCOME_CHANGED)
        return outcome;
    office_screen(o, *order_id);
    if (order->has_hold)
        life_hold_add(o->st, *order_id, order->hold, "by the channel",
                      o->at_ms);
    else if (outcome == OUTCOME_CHANGED)
        end_channel_holds(o, *order_id);
    if (order->is_cancelled)
        tell_cancelled(o, *order_id);
    else
        allocate_order(o->allocate, *order_id);
    if (outcome == OUTCOME_NEW) {
        note_latency(o, order);
        office_tell(o, "order.received", *order_id, *order_id, "");
    }
    return outcome;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int64_t office_latency_ms(const struct office *o, int32_t channel,
                          int32_t percent)
{
    const struct office_latency *l = &o->latency[channel];
    int64_t sorted[OFFICE_LATENCIES];
    int32_t n = l->count < OFFICE_LATENCIES ? l->count : OFFICE_LATENCIES;
    if (n == 0)
        return -1;
    memcpy(sorted, l->ms, (size_t)n * sizeof sorted[0]);
    qsort(sorted, (size_t)n, sizeof sorted[0], by_size);
    return sorted[(n - 1) * percent / 100];
}

static bool is_wanted(const struct book_channel *c, const char *event,
                      const char *own)
{
    if (c->is_off || strcmp(c->code, own) == 0)
        return !c->is_off;
    return c->system == BOOK_WEBHOOK && book_list_has(&c->events, event);
}

void office_tell(struct office *o, const char *event, int64_t order_id,
                 int64_t ref_id, const char *ref_key)
{
    struct screening_facts f = {.channel = ""};
    if (order_id)
        screening_facts_load(o->st, order_id, &f);
    for (int32_t i = 0; i < o->book.channel_count; i++) {
        const struct book_channel *c = &o->book.channel[i];
        struct delivery d = {.order_id = order_id, .ref_id = ref_id,
                             .next_ms = o->at_ms, .made_ms = o->at_ms};
        if (!is_wanted(c, event, f.channel))
            continue;
        // Our own channel hears only of what it has a call for.
        if (c->system != BOOK_WEBHOOK && !book_list_has(&c->events, event))
            continue;
        snprintf(d.channel, sizeof d.channel, "%s", c->code);
        snprintf(d.event, sizeof d.event, "%s", event);
        if (ref_key[0])
            snprintf(d.ref_key, sizeof d.ref_key, "%s", ref_key);
        else
            snprintf(d.ref_key, sizeof d.ref_key, "%lld", (long long)ref_id);
        deliveries_add(o->st, &d);
    }
}

// Stock is told as an absolute number, so a newer one replaces an older.
static void tell_stock(struct office *o, int64_t item_id)
{
    for (int32_t i = 0; i < o->book.channel_count; i++) {
        const struct book_channel *c = &o->book.channel[i];
        struct delivery d = {.ref_id = item_id, .next_ms = o->at_ms + 1000,
                             .made_ms = o->at_ms, .event = "stock.changed"};
        if (c->is_off || !book_list_has(&c->events, d.event))
            continue;
        snprintf(d.channel, sizeof d.channel, "%s", c->code);
        snprintf(d.ref_key, sizeof d.ref_key, "item %lld",
                 (long long)item_id);
        deliveries_renew(o->st, &d);
    }
}

static void tell_item(void *arg, int64_t item_id)
{
    tell_stock(arg, item_id);
}

void office_after_bench(struct office *o, int64_t order_id,
                        int64_t ended_id)
{
    int64_t shipment_id[ORDER_GROUPS_MAX * SOURCE_USE_MAX];
    tell_cancelled(o, order_id);
    int32_t count =
        shipments_packed(o->st, order_id, shipment_id,
                         (int32_t)(sizeof shipment_id / sizeof shipment_id[0]));
    for (int32_t i = 0; i < count; i++) {
        office_price_parcels(o, shipment_id[i]);
        office_tell(o, "shipment.packed", order_id, shipment_id[i], "");
    }
    if (count > 0)
        orders_items_each(o->st, order_id, tell_item, o);
    allocate_rest(o->allocate, order_id);
    allocate_around_gaps(o->allocate, ended_id);
}

bool office_reallocate(struct office *o, int64_t order_id)
{
    if (life_unreserve(o->st, order_id))
        life_event(o->st, order_id, ORDER_UNRESERVE, o->at_ms, 0,
                   "planned anew");
    return allocate_order(o->allocate, order_id);
}

bool office_readdress(struct office *o, int64_t order_id, int32_t group_no,
                      const struct order_group *g)
{
    struct order_group done = *g;
    struct screening_facts f;
    if (!screening_facts_load(o->st, order_id, &f) || f.has_left ||
        !life_unreserve(o->st, order_id))
        return false;
    complete_group(o, &done);
    groups_save(o->st, order_id, group_no, &done);
    timeline_add(o->st, order_id, "readdressed", o->at_ms, 0, "");
    life_event(o->st, order_id, ORDER_UNRESERVE, o->at_ms, 0, "");
    office_screen(o, order_id);
    allocate_order(o->allocate, order_id);
    return true;
}

bool office_split(struct office *o, int64_t order_id, int32_t line_no)
{
    struct screening_facts f;
    char note[32];
    if (!screening_facts_load(o->st, order_id, &f) || f.has_left ||
        !life_unreserve(o->st, order_id) ||
        !groups_split(o->st, order_id, line_no))
        return false;
    snprintf(note, sizeof note, "line %d", line_no);
    timeline_add(o->st, order_id, "split", o->at_ms, 0, note);
    life_event(o->st, order_id, ORDER_UNRESERVE, o->at_ms, 0, "");
    allocate_order(o->allocate, order_id);
    return true;
}

enum outcome office_cancel(struct office *o, int64_t order_id,
                           struct outcome_why *why)
{
    enum outcome outcome = life_cancel(o->st, order_id, o->at_ms, why);
    if (outcome == OUTCOME_CHANGED)
        tell_cancelled(o, order_id);
    return outcome;
}

bool office_close(struct office *o, int64_t order_id)
{
    if (!life_close(o->st, order_id, o->at_ms))
        return false;
    office_tell(o, "order.closed", order_id, order_id, "");
    return true;
}

enum outcome office_change_line(struct office *o, int64_t order_id,
                                int32_t line_no, int32_t qty,
                                struct outcome_why *why)
{
    enum outcome outcome = life_line_change(o->st, order_id, line_no, qty, why);
    if (outcome == OUTCOME_CHANGED)
        allocate_order(o->allocate, order_id);
    return outcome;
}

static void release_batch(struct office *o)
{
    int64_t id[OFFICE_TICK_ORDERS];
    int32_t count =
        shipments_unreleased(o->st, &o->released_after, id, OFFICE_TICK_ORDERS);
    struct backlog_header h;
    for (int32_t i = 0; i < count; i++)
        if (backlog_header_load(o->st, id[i], &h) &&
            book_profile(&o->book, h.profile)->releases_at_once)
            life_release(o->st, id[i], o->at_ms);
}

void office_tick(struct office *o)
{
    for (int32_t w = 0; w < o->book.warehouse_count; w++)
        if (o->book.warehouse[w].is_closed)
            allocate_leave(o->allocate, o->book.warehouse[w].code, 100);
    shipments_mark_late(o->st, o->at_ms + OFFICE_RISK_MS, o->at_ms);
    release_batch(o);
    if (o->at_ms >= o->erase_ms) {
        inbox_erase(o->st, o->at_ms - (int64_t)INBOX_KEEP_S * 1000);
        o->erase_ms = o->at_ms + ERASE_EVERY_MS;
    }
    if (!o->has_work && o->at_ms < o->waits_until_ms)
        return;
    o->has_work = false;
    o->waits_until_ms = o->at_ms + RETRY_MS;
    if (backlog_is_waiting(o->st)) {
        struct allocate_report r;
        allocate_backlog(o->allocate, OFFICE_TICK_ORDERS, &r);
        o->has_work = r.is_more; // the rest in the next turn
    }
}
