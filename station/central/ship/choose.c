#include "station/central/ship/choose.h"
#include "shared/date.h"

#include <string.h>

enum { MINUTE_MS = 60000 };

void choose_begin(struct choose *c, const struct book *b, int64_t at_ms)
{
    at_ms -= at_ms % MINUTE_MS;
    if (c->b == b && c->version == b->version && c->at_ms == at_ms)
        return;
    for (int i = 0; i < CHOOSE_MEMO; i++)
        c->memo[i].is_used = false;
    c->b = b;
    c->version = b->version;
    c->at_ms = at_ms;
}

static bool is_restricted(const struct book *b, const struct choose_parcel *p,
                          const char *service)
{
    for (int32_t i = 0; i < b->restriction_count; i++) {
        const struct book_restriction *x = &b->restriction[i];
        if (strcmp(x->country, p->country) != 0 ||
            (x->service[0] && strcmp(x->service, service) != 0))
            continue;
        if (!x->hs[0])
            return true;
        for (int32_t h = 0; h < p->hs_count; h++)
            if (strncmp(p->hs[h], x->hs, strlen(x->hs)) == 0)
                return true;
    }
    return false;
}

static bool has_abroad(const struct rate_service *s)
{
    for (int32_t i = 0; i < s->surcharge_count; i++)
        if (s->surcharge[i].field == RATE_ABROAD)
            return true;
    return false;
}

static struct rate_quote price(struct choose *c, const struct choose_parcel *p,
                               const struct rate_service *s,
                               const char *from_country)
{
    struct rate_parcel r = {.weight_mg = p->weight_mg,
                            .day = (int32_t)(c->at_ms / DATE_DAY_MS),
                            .is_hazmat = p->is_hazmat};
    memcpy(r.from_country, from_country, sizeof r.from_country);
    memcpy(r.country, p->country, sizeof r.country);
    memcpy(r.postal, p->postal, sizeof r.postal);
    memcpy(r.side_um, p->side_um, sizeof r.side_um);
    if (!book_exchange(c->b, p->declared_minor, p->currency, s->currency,
                       &r.declared_minor))
        r.declared_minor = p->declared_minor;
    return rate_quote(s, &r);
}

static void price_one(struct choose *c, const struct choose_parcel *p,
                      int32_t i, const char *from, struct choose_prices *out)
{
    const struct rate_service *s = &c->b->service[i].rate;
    struct rate_quote *q = &out->quote[i];
    *q = price(c, p, s, from);
    if (q->verdict == RATE_OK && is_restricted(c->b, p, s->code))
        q->verdict = RATE_REFUSED;
    // Without a rate of exchange the price cannot be compared.
    if (q->verdict == RATE_OK &&
        !book_exchange(c->b, q->total_minor, s->currency, c->b->currency,
                       &out->cost_minor[i]))
        q->verdict = RATE_REFUSED;
}

void choose_price(struct choose *c, const struct choose_parcel *p,
                  struct choose_prices *out)
{
    for (int32_t i = 0; i < c->b->service_count; i++) {
        price_one(c, p, i, p->country, out);
        out->is_abroad_priced[i] = has_abroad(&c->b->service[i].rate);
    }
}

// The zone of the destination is that of its country's calendar; without one,
// days are counted as at the warehouse.
static struct promise make_promise(struct choose *c, int32_t warehouse,
                                   int32_t service, int32_t transit_days,
                                   int32_t destination)
{
    const struct book *b = c->b;
    const struct book_warehouse *w = &b->warehouse[warehouse];
    const struct book_carrier *k = &b->carrier[b->service[service].carrier];
    const struct book_calendar *to =
        &b->calendar[destination == BOOK_NONE ? k->calendar : destination];
    struct promise_ask ask = {
        .release_ms = c->at_ms,
        .handling_min = w->handling_min,
        .transit_days = transit_days,
        .hours = w->hours,
        .from_zone = &b->zone[w->zone].zone,
        .to_zone = &b->zone[to->zone == BOOK_NONE ? w->zone : to->zone].zone,
        .warehouse = &b->calendar[w->calendar].days,
        .carrier = &b->calendar[k->calendar].days,
        .destination = &to->days};
    memcpy(ask.cutoff_min, k->cutoff_min, sizeof ask.cutoff_min);
    return promise_make(&ask);
}

static const struct promise *promise_of(struct choose *c, int32_t warehouse,
                                        int32_t service, int32_t transit_days,
                                        int32_t destination)
{
    uint32_t hash = (uint32_t)warehouse * 2654435761u;
    hash ^= (uint32_t)service * 40503u + (uint32_t)transit_days * 69069u +
            (uint32_t)(destination + 1) * 362437u;
    hash ^= hash >> 15;
    size_t at = hash & (CHOOSE_MEMO - 1);
    if (!c->memo[at].is_used || c->memo[at].warehouse != warehouse ||
        c->memo[at].service != service ||
        c->memo[at].transit_days != transit_days ||
        c->memo[at].destination != destination) {
        c->memo[at].promise = make_promise(c, warehouse, service, transit_days,
                                           destination);
        c->memo[at].warehouse = warehouse;
        c->memo[at].service = service;
        c->memo[at].transit_days = transit_days;
        c->memo[at].destination = destination;
        c->memo[at].is_used = true;
    }
    return &c->memo[at].promise;
}

static bool is_wished(const struct book *b, const char *wish, int32_t service)
{
    const struct book_service *s = &b->service[service];
    return strcmp(wish, s->rate.code) == 0 || strcmp(wish, s->name) == 0;
}

// A wish that names nothing we have is no wish.
static bool has_wish(const struct book *b, const char *wish)
{
    for (int32_t i = 0; wish[0] && i < b->service_count; i++)
        if (is_wished(b, wish, i))
            return true;
    return false;
}

static bool look_at(struct choose *c, const struct choose_parcel *p,
                    const struct choose_prices *prices, int32_t warehouse,
                    int32_t destination, int32_t i, struct choose_option *out)
{
    const struct book_service *s = &c->b->service[i];
    const struct book_warehouse *w = &c->b->warehouse[warehouse];
    struct choose_prices own;
    const struct choose_prices *from = prices;
    if (s->warehouses.count && !book_list_has(&s->warehouses, w->code))
        return false;
    if (prices->is_abroad_priced[i]) {
        price_one(c, p, i, w->country[0] ? w->country : p->country, &own);
        from = &own;
    }
    out->service = i;
    out->quote = from->quote[i];
    out->cost_minor = from->cost_minor[i];
    if (out->quote.verdict != RATE_OK)
        return false;
    out->promise = *promise_of(c, warehouse, i, out->quote.transit_days,
                               destination);
    return out->promise.is_found;
}

static bool is_cheaper(const struct choose_option *a,
                       const struct choose_option *b)
{
    if (b->service == BOOK_NONE || a->cost_minor != b->cost_minor)
        return b->service == BOOK_NONE || a->cost_minor < b->cost_minor;
    return a->promise.promise_ms < b->promise.promise_ms;
}

static bool is_sooner(const struct choose_option *a,
                      const struct choose_option *b)
{
    if (b->service == BOOK_NONE)
        return true;
    if (a->promise.promise_ms != b->promise.promise_ms)
        return a->promise.promise_ms < b->promise.promise_ms;
    return a->cost_minor < b->cost_minor;
}

bool choose_best(struct choose *c, const struct choose_parcel *p,
                 const struct choose_prices *prices, int32_t warehouse,
                 struct choose_option *best, struct choose_option *soonest)
{
    int32_t destination = book_calendar_idx(c->b, p->country);
    bool wishes = has_wish(c->b, p->wish);
    best->service = soonest->service = BOOK_NONE;
    for (int32_t i = 0; i < c->b->service_count; i++) {
        struct choose_option o;
        if (wishes && !is_wished(c->b, p->wish, i))
            continue;
        if (!look_at(c, p, prices, warehouse, destination, i, &o))
            continue;
        if (is_sooner(&o, soonest))
            *soonest = o;
        if ((!p->due_ms || o.promise.promise_ms <= p->due_ms) &&
            is_cheaper(&o, best))
            *best = o;
    }
    return soonest->service != BOOK_NONE;
}

json_t *choose_table(struct choose *c, const struct choose_parcel *p,
                     int32_t warehouse)
{
    struct choose_prices prices;
    struct choose_option best, soonest;
    json_t *list = json_array();
    int32_t destination = book_calendar_idx(c->b, p->country);
    choose_price(c, p, &prices);
    choose_best(c, p, &prices, warehouse, &best, &soonest);
    for (int32_t i = 0; i < c->b->service_count; i++) {
        const struct book_service *s = &c->b->service[i];
        struct choose_option o = {.quote.verdict = RATE_NO_ZONE};
        bool goes = look_at(c, p, &prices, warehouse, destination, i, &o);
        enum rate_verdict v = o.quote.verdict;
        if (goes && p->due_ms && o.promise.promise_ms > p->due_ms)
            v = RATE_LATE;
        else if (!goes && v == RATE_OK)
            v = RATE_NO_ZONE;
        json_array_append_new(
            list,
            json_pack("{s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:I,s:s,s:b}",
                      "service", s->rate.code, "name", s->name, "carrier",
                      s->rate.carrier, "verdict", rate_verdict_name(v),
                      "billable_mg", (json_int_t)o.quote.billable_mg,
                      "base_minor", (json_int_t)o.quote.base_minor,
                      "surcharge_minor", (json_int_t)o.quote.surcharge_minor,
                      "total_minor", (json_int_t)o.quote.total_minor,
                      "promise_ms",
                      (json_int_t)(goes ? o.promise.promise_ms : 0),
                      "currency", s->rate.currency, "is_chosen",
                      best.service == i));
    }
    return list;
}
