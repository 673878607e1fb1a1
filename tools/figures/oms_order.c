// The orders that the office is measured with: the same on every machine.
#include "tools/figures/oms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t oms_number(const char *name, int64_t fallback)
{
    const char *text = getenv(name);
    return text ? strtoll(text, NULL, 10) : fallback;
}

uint32_t oms_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

// One to three lines; buyers are spread over the grid.
void oms_order(struct order *o, int64_t n, uint64_t *seed)
{
    memset(o, 0, sizeof *o);
    snprintf(o->channel, sizeof o->channel, "shop");
    snprintf(o->order_no, sizeof o->order_no, "B2C-%08lld", (long long)n);
    snprintf(o->profile, sizeof o->profile, "b2c");
    snprintf(o->customer, sizeof o->customer, "Buyer %lld", (long long)n);
    snprintf(o->email, sizeof o->email, "b%lld@example.org", (long long)n);
    snprintf(o->currency, sizeof o->currency, "EUR");
    struct address *to = &o->group[0].to;
    snprintf(to->name, sizeof to->name, "%s", o->customer);
    snprintf(to->street, sizeof to->street, "Calle %u", oms_random(seed) % 99);
    snprintf(to->city, sizeof to->city, "Madrid");
    snprintf(to->postal, sizeof to->postal, "%05u", oms_random(seed) % 52999);
    snprintf(to->country, sizeof to->country, "ES");
    o->group[0].point = places_point(37 + oms_random(seed) % 700 / 100.0,
                                     -1 - oms_random(seed) % 700 / 100.0);
    o->group_count = 1;
    o->placed_ms = OMS_AT_MS - 1000 + n % 1000;
    o->total_minor = 1000 + n % 9000;
    o->line_count = 1 + (int32_t)(oms_random(seed) % 10 < 4) +
                    (int32_t)(oms_random(seed) % 10 < 2);
    for (int32_t i = 0; i < o->line_count; i++) {
        struct order_line *l = &o->line[i];
        snprintf(l->sku, sizeof l->sku, "SKU-%04u",
                 (oms_random(seed) % OMS_ITEMS + (uint32_t)i * 7) % OMS_ITEMS);
        l->qty = 1 + (int32_t)(oms_random(seed) % 8 == 0);
        l->group_no = 1;
        l->price_minor = 1000;
    }
}
