#include "station/central/floor/claims.h"
#include "shared/gs1/gtin.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/source/shipments.h"

#include <string.h>

static bool find_single(struct store *st, const struct claim_ask *ask,
                        struct claim_found *c)
{
    uint64_t gtin;
    char code[GTIN_DIGITS + 1];
    const char *normal = ask->code;
    if (gtin_parse(ask->code, strlen(ask->code), &gtin) == ERR_OK) {
        gtin_text(gtin, code);
        normal = code;
    }
    return claims_find_single(st, normal, ask->warehouse_id, c);
}

static bool find(struct store *st, const struct claim_ask *ask,
                 struct claim_found *c)
{
    if (ask->shipment_id)
        return claims_find_shipment(st, ask->shipment_id, c);
    if (!ask->code[0])
        return claims_find_next(st, ask->warehouse_id, c);
    return claims_find_order(st, ask->code, ask->warehouse_id, c) ||
           claims_find_tote(st, ask->code, ask->warehouse_id, c) ||
           find_single(st, ask, c);
}

static enum claim_verdict why_none(struct store *st, const char *code)
{
    enum order_state state;
    if (!code[0])
        return CLAIM_NOTHING;
    return claims_order_state(st, code, &state) ? claim_why_none(state)
                                                : CLAIM_UNKNOWN;
}

// The same again keeps its fence: the answer was lost on its way.
static int64_t give(struct store *st, const struct claim_ask *ask,
                    const struct claim_found *c)
{
    struct claim_bench bench = {.station_id = ask->station_id,
                                .journal_no = ask->journal_no,
                                .warehouse_id = ask->warehouse_id,
                                .take_over = ask->take_over};
    if (claim_is_ours(&c->is, &bench))
        return c->is.fence;
    int64_t floor = store_counter(st, "fence_floor", 0);
    struct claim_holder holder = {
        .station_id = ask->station_id,
        .journal_no = ask->journal_no,
        .fence = (c->is.fence > floor ? c->is.fence : floor) + 1,
        .at_ms = ask->at_ms};
    claims_set(st, c->shipment_id, &holder);
    shipments_single_end(st, c->shipment_id);
    changes_add(st, "shipment", c->shipment_id);
    return holder.fence;
}

// A number that two shops gave: a person says which order is meant.
static bool asks_which(struct store *st, const struct claim_ask *ask,
                       struct claim_answer *out)
{
    if (!ask->code[0] || ask->shipment_id)
        return false;
    int32_t count =
        claims_choices(st, ask->code, ask->warehouse_id, out->choice);
    if (count < 2)
        return false;
    out->verdict = CLAIM_MANY;
    out->choice_count = count;
    return true;
}

void claims_take(struct store *st, const struct claim_ask *ask,
                 struct claim_answer *out)
{
    struct claim_found c;
    struct claim_bench bench = {.station_id = ask->station_id,
                                .journal_no = ask->journal_no,
                                .warehouse_id = ask->warehouse_id,
                                .take_over = ask->take_over};
    *out = (struct claim_answer){.verdict = CLAIM_NOTHING};
    if (asks_which(st, ask, out))
        return;
    if (!find(st, ask, &c)) {
        out->verdict = why_none(st, ask->code);
        return;
    }
    out->verdict = claim_judge(&c.is, &bench);
    out->shipment_id = c.shipment_id;
    out->fence = c.is.fence;
    if (out->verdict == CLAIM_TAKEN) {
        stations_name(st, c.is.station_id, out->holder, sizeof out->holder);
        out->since_ms = c.claimed_ms;
    }
    if (out->verdict == CLAIM_ELSEWHERE)
        warehouses_code(st, c.is.warehouse_id, out->holder,
                        sizeof out->holder);
    if (out->verdict == CLAIM_GIVEN)
        out->fence = give(st, ask, &c);
}
