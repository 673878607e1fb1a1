#include "station/domain/orders/claim.h"
#include "shared/must.h"

const char *claim_verdict_name(enum claim_verdict v)
{
    static const char *const NAMES[CLAIM_VERDICT_COUNT] = {
        "given",  "nothing",   "unknown", "taken",     "held",
        "packed", "cancelled", "waiting", "recovering", "elsewhere",
        "many"};
    must(v < CLAIM_VERDICT_COUNT);
    return NAMES[v];
}

bool claim_is_ours(const struct claim_shipment *s,
                   const struct claim_bench *bench)
{
    return s->state == SHIPMENT_CLAIMED && s->station_id == bench->station_id &&
           s->journal_no == bench->journal_no;
}

enum claim_verdict claim_judge(const struct claim_shipment *s,
                               const struct claim_bench *bench)
{
    bool is_here = s->warehouse_id == bench->warehouse_id;
    switch (s->state) {
    case SHIPMENT_ALLOCATED:
        return CLAIM_WAITING;
    case SHIPMENT_RELEASED:
        return is_here ? CLAIM_GIVEN : CLAIM_ELSEWHERE;
    case SHIPMENT_CLAIMED:
        if (s->station_id == bench->station_id)
            return CLAIM_GIVEN; // its stock lies here, wherever it stood then
        if (!is_here)
            return CLAIM_ELSEWHERE;
        return bench->take_over ? CLAIM_GIVEN : CLAIM_TAKEN;
    case SHIPMENT_HELD:
        return CLAIM_HELD;
    case SHIPMENT_PACKED:
    case SHIPMENT_HANDED_OVER:
    case SHIPMENT_DELIVERED:
        return CLAIM_PACKED;
    case SHIPMENT_CANCELLED:
        return CLAIM_CANCELLED;
    case SHIPMENT_STATE_COUNT:
        break;
    }
    must_fail(__FILE__, __LINE__, "shipment state out of range");
}

enum claim_word claim_word_judge(const struct claim_shipment *s,
                                 const struct claim_said *said)
{
    bool is_ours = s->station_id == said->station_id && s->fence == said->fence;
    bool is_from_before =
        said->fence > 0 && said->fence <= said->floor && said->floor < s->fence;
    bool is_forgotten = said->fence > s->fence || is_from_before;
    if (!is_ours && !is_forgotten)
        return CLAIM_WORD_TAKEN_OVER;
    switch (s->state) {
    case SHIPMENT_PACKED:
    case SHIPMENT_HANDED_OVER:
    case SHIPMENT_DELIVERED:
        return CLAIM_WORD_DOUBLED;
    case SHIPMENT_CANCELLED:
        return CLAIM_WORD_TOO_LATE;
    case SHIPMENT_CLAIMED:
    case SHIPMENT_HELD:
        return is_ours ? CLAIM_WORD_COUNTS : CLAIM_WORD_FORGOTTEN;
    case SHIPMENT_ALLOCATED:
    case SHIPMENT_RELEASED:
        return is_ours ? CLAIM_WORD_TOO_LATE : CLAIM_WORD_FORGOTTEN;
    case SHIPMENT_STATE_COUNT:
        break;
    }
    must_fail(__FILE__, __LINE__, "shipment state out of range");
}

enum claim_kept claim_kept_judge(const struct claim_shipment *s,
                                 const struct claim_bench *bench, int64_t fence)
{
    bool is_at_work = s->state == SHIPMENT_CLAIMED || s->state == SHIPMENT_HELD;
    if (is_at_work && s->station_id == bench->station_id &&
        s->journal_no == bench->journal_no && s->fence == fence)
        return CLAIM_KEPT_OURS;
    bool is_free =
        s->state == SHIPMENT_RELEASED || s->state == SHIPMENT_ALLOCATED;
    if (is_free && s->fence < fence)
        return CLAIM_KEPT_FORGOTTEN;
    return CLAIM_KEPT_GONE;
}

enum claim_verdict claim_why_none(enum order_state state)
{
    switch (state) {
    case ORDER_WAITING:
    case ORDER_ALLOCATED:
        return CLAIM_WAITING;
    case ORDER_HELD:
        return CLAIM_HELD;
    case ORDER_CANCELLED:
        return CLAIM_CANCELLED;
    case ORDER_RELEASED:
    case ORDER_PART_SHIPPED:
    case ORDER_PACKED:
    case ORDER_SHIPPED:
    case ORDER_DELIVERED:
    case ORDER_STATE_COUNT:
        break;
    }
    return CLAIM_UNKNOWN;
}
