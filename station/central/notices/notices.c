#include "station/central/notices/notices.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/orders/screening.h"

#include <stdio.h>
#include <string.h>

static bool is_wanted(const struct book_channel *c, const char *event,
                      const char *own)
{
    if (c->is_off || strcmp(c->code, own) == 0)
        return !c->is_off;
    return c->system == BOOK_WEBHOOK && book_list_has(&c->events, event);
}

void notices_tell(const struct notices *n, const char *event, int64_t order_id,
                  int64_t ref_id, const char *ref_key)
{
    struct screening_facts f = {.channel = ""};
    if (order_id)
        screening_facts_load(n->st, order_id, &f);
    for (int32_t i = 0; i < n->book->channel_count; i++) {
        const struct book_channel *c = &n->book->channel[i];
        struct delivery d = {.order_id = order_id, .ref_id = ref_id,
                             .next_ms = n->at_ms, .made_ms = n->at_ms};
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
        deliveries_add(n->st, &d);
    }
}

void notices_tell_cancelled(const struct notices *n, int64_t order_id)
{
    struct screening_facts f;
    if (screening_facts_load(n->st, order_id, &f) &&
        f.state == ORDER_CANCELLED)
        notices_tell(n, "order.cancelled", order_id, order_id, "");
}

void notices_tell_stock(const struct notices *n, int64_t item_id)
{
    for (int32_t i = 0; i < n->book->channel_count; i++) {
        const struct book_channel *c = &n->book->channel[i];
        struct delivery d = {.ref_id = item_id, .next_ms = n->at_ms + 1000,
                             .made_ms = n->at_ms, .event = "stock.changed"};
        if (c->is_off || !book_list_has(&c->events, d.event))
            continue;
        snprintf(d.channel, sizeof d.channel, "%s", c->code);
        snprintf(d.ref_key, sizeof d.ref_key, "item %lld",
                 (long long)item_id);
        deliveries_renew(n->st, &d);
    }
}
