#include "station/central/channels/exchange.h"
#include "station/base/secret.h"
#include "station/central/book/places.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/channels/inbox.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"
#include "station/store/central/rules/rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAME_SECOND = 8 };

enum exchange_next exchange_fail(struct exchange *x, enum exchange_next next,
                                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(x->why, sizeof x->why, format, args);
    va_end(args);
    return next;
}

// The key is the content: the same refusal is kept once.
void exchange_refuse(struct exchange *x, const json_t *raw, const char *why)
{
    char *text = json_dumps(raw, JSON_COMPACT);
    char digest[SECRET_DIGEST_TEXT + 1], note[400];
    struct inbox_row row = {.channel = x->c->code, .topic = "order",
                            .key = digest, .state = "dead", .why = why,
                            .body = text ? text : "",
                            .body_len = text ? strlen(text) : 0,
                            .at_ms = x->now_ms};
    secret_digest_text(row.body, digest);
    if (!inbox_has(x->o->st, row.channel, digest)) {
        inbox_add(x->o->st, &row);
        snprintf(note, sizeof note, "%.60s has an order that was not taken: %s",
                 x->c->code, why);
        exceptions_add(x->o->st, "channel", x->now_ms, 0, 0, 0, 0, note);
    }
    free(text);
}

void exchange_take(struct exchange *x, struct order *order, const json_t *raw)
{
    struct outcome_why why = {.text = ""};
    int64_t order_id = 0;
    enum outcome outcome = OUTCOME_REFUSED;
    snprintf(order->channel, sizeof order->channel, "%s", x->c->code);
    // Two states of one second share a version; what was read now is newer.
    for (int i = 0; i < SAME_SECOND && outcome == OUTCOME_REFUSED; i++) {
        outcome = office_take(x->o, order, &order_id, &why);
        if (order_id == 0)
            break;
        order->version++;
    }
    bool never_seen = order->is_cancelled && order_id == 0;
    if (outcome == OUTCOME_REFUSED && !never_seen)
        exchange_refuse(x, raw, why.text);
}

bool exchange_stock_may_go(const struct exchange *x)
{
    return !deliveries_is_open(x->o->st, x->c->code, "shipment.packed");
}

bool exchange_source(const struct book_channel *c, const char *warehouse,
                     char *shop, size_t cap)
{
    for (int32_t i = 0; i < c->sources.count; i++) {
        const char *equals = strchr(c->sources.code[i], '=');
        if (!equals || strcmp(equals + 1, warehouse) != 0)
            continue;
        snprintf(shop, cap, "%.*s", (int)(equals - c->sources.code[i]),
                 c->sources.code[i]);
        return true;
    }
    return false;
}

bool exchange_source_at(const struct exchange *x, int32_t n, char *shop,
                        size_t cap, int64_t *warehouse_id)
{
    if (n >= x->c->sources.count)
        return false;
    const char *equals = strchr(x->c->sources.code[n], '=');
    if (!equals)
        return false;
    snprintf(shop, cap, "%.*s", (int)(equals - x->c->sources.code[n]),
             x->c->sources.code[n]);
    *warehouse_id = warehouses_id(x->o->st, equals + 1);
    return *warehouse_id != 0;
}

const char *exchange_word(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text ? text : "";
}

void exchange_encode(struct text *out, const char *chars)
{
    for (; *chars; chars++) {
        unsigned char c = (unsigned char)*chars;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || strchr("-._~", c);
        if (plain)
            text_add(out, chars, 1);
        else
            text_addf(out, "%%%02X", c);
    }
}
