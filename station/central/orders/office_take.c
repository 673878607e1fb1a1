// An order comes in: completed, kept, checked, allocated, told of.
#include "station/central/orders/office_internal.h"
#include "shared/date.h"
#include "station/base/nearest.h"
#include "station/central/life/life.h"
#include "station/central/life/take.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/floor/orphans.h"
#include "station/store/central/orders/holds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        office_complete_group(o, &order->group[i]);
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

static void hold_for_channel(struct office *o, const struct order *order,
                             int64_t order_id)
{
    char note[sizeof order->hold_note + 20];
    snprintf(note, sizeof note, "by the channel%s%s",
             order->hold_note[0] ? ": " : "", order->hold_note);
    life_hold_add(o->st, order_id, order->hold, note, o->at_ms);
}

// Holds that the channel set end when it no longer says so.
static void end_channel_holds(struct office *o, int64_t order_id)
{
    if (holds_is(o->st, order_id, ORDER_HOLD_FRAUD, "by the channel"))
        life_hold_end(o->st, order_id, ORDER_HOLD_FRAUD, o->at_ms, 0);
    if (holds_is(o->st, order_id, ORDER_HOLD_MANUAL, "by the channel"))
        life_hold_end(o->st, order_id, ORDER_HOLD_MANUAL, o->at_ms, 0);
}

// The books came back from an older file, and a bench has packed this order.
static void hold_packed_before(struct office *o, const struct order *order,
                               int64_t order_id)
{
    char numbers[ORPHAN_NUMBERS_MAX + 1];
    if (orphans_find(o->st, order->order_no, numbers))
        life_hold_add(o->st, order_id, ORDER_HOLD_PACKED_BEFORE, numbers,
                      o->at_ms);
}

// The default would be packed by rules that nobody meant.
static bool knows_profile(const struct office *o, const char *code,
                          struct outcome_why *why)
{
    struct nearest n;
    if (!code[0] || book_profile_idx(&o->book, code) != BOOK_NONE)
        return true;
    nearest_init(&n, code);
    for (int32_t i = 0; i < o->book.profile_count; i++)
        nearest_offer(&n, o->book.profile[i].code);
    snprintf(why->text, sizeof why->text, "profile: %s is not known here%s%s%s",
             code, n.word ? "; " : "", n.word ? n.word : "",
             n.word ? " is" : "");
    return false;
}

// A name that nearly is one of the channels is a slip, and its orders would be
// told to nobody; another one is a channel that has no rule, as our own API's.
static bool knows_channel(const struct office *o, const char *code,
                          struct outcome_why *why)
{
    struct nearest n;
    if (book_channel_idx(&o->book, code) != BOOK_NONE ||
        orders_has_channel(o->st, code))
        return true;
    nearest_init(&n, code);
    for (int32_t i = 0; i < o->book.channel_count; i++)
        nearest_offer(&n, o->book.channel[i].code);
    if (!n.word)
        return true;
    snprintf(why->text, sizeof why->text,
             "channel: %.63s is not known here; %s is", code, n.word);
    return false;
}

enum outcome office_take(struct office *o, struct order *order,
                         int64_t *order_id, struct outcome_why *why)
{
    if (!knows_profile(o, order->profile, why) ||
        !knows_channel(o, order->channel, why))
        return OUTCOME_REFUSED;
    complete(o, order);
    enum outcome outcome = take_save(o->st, order, o->at_ms, order_id, why);
    if (outcome != OUTCOME_NEW && outcome != OUTCOME_CHANGED)
        return outcome;
    office_screen(o, *order_id);
    if (outcome == OUTCOME_NEW)
        hold_packed_before(o, order, *order_id);
    if (order->has_hold)
        hold_for_channel(o, order, *order_id);
    else if (outcome == OUTCOME_CHANGED)
        end_channel_holds(o, *order_id);
    if (order->is_cancelled)
        notices_tell_cancelled(&o->notices, *order_id);
    else
        allocate_order(o->allocate, *order_id);
    if (outcome == OUTCOME_NEW) {
        note_latency(o, order);
        changes_add_twins(o->st, *order_id);
        notices_tell(&o->notices, "order.received", *order_id, *order_id, "");
    }
    return outcome;
}

void office_hold_unsure(struct office *o, int64_t order_id)
{
    life_hold_add(o->st, order_id, ORDER_HOLD_MANUAL,
                  "changed twice in one second: compare with the shop",
                  o->at_ms);
    (void)life_intercept(o->st, order_id, 0, o->at_ms,
                         "changed twice in one second");
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
