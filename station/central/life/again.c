#include "station/central/life/again.h"
#include "station/store/central/orders/states.h"

#include <string.h>

// Units of the channel's line that were packed here.
static int32_t ours(struct store *st, const struct order_known *known,
                    const struct order_line *l, int32_t position)
{
    struct state_line have = {0};
    if (!known)
        return 0;
    int32_t line_no =
        orders_line_match(st, known->order_id, l, position);
    if (line_no > 0 &&
        !states_line_load(st, known->order_id, line_no, &have))
        return 0;
    return (int32_t)have.qty_shipped;
}

void again_settle_sent(struct store *st, const struct order_known *known,
                       struct order *o)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < o->line_count; i++) {
        struct order_line *l = &o->line[i];
        if (l->sent > 0) {
            int32_t packed = ours(st, known, l, i + 1);
            int32_t elsewhere = l->sent > packed ? l->sent - packed : 0;
            int32_t left = l->qty - elsewhere;
            if (elsewhere > 0)
                l->qty = left > packed ? left : packed;
            l->sent = 0;
        }
        if (l->qty > 0 && i != kept)
            o->line[kept] = *l;
        kept += l->qty > 0;
    }
    o->line_count = kept;
}

bool again_is_nothing_left(struct store *st, const struct order_known *known,
                           const struct order *o)
{
    for (int32_t i = 0; i < o->line_count; i++)
        if (o->line[i].qty > ours(st, known, &o->line[i], i + 1))
            return false;
    return true;
}

static int rank(enum order_payment p)
{
    static const int RANKS[ORDER_PAYMENT_COUNT] = {
        [ORDER_PENDING] = 0,    [ORDER_PAYMENT_FAILED] = 0,
        [ORDER_AUTHORISED] = 1, [ORDER_ON_ACCOUNT] = 1,
        [ORDER_PAID] = 2,       [ORDER_REFUNDED] = 3};
    return RANKS[p];
}

// Of two contents the one that stops the goods is believed, for it is not
// taken back.
static bool stops(const struct order_known *k, const struct order *o)
{
    return k->state != ORDER_CANCELLED &&
           (o->is_cancelled ||
            (o->payment == ORDER_REFUNDED && k->state < ORDER_PACKED) ||
            (o->has_hold && k->state < ORDER_PACKED && o->is_file));
}

enum again again_judge(struct store *st, const struct order_known *k,
                       struct order *o, const char *digest,
                       const char *digest_as_known)
{
    bool is_forward = rank(o->payment) > rank(k->payment);
    bool is_seen = orders_has_seen(st, k->order_id, digest);
    if (stops(k, o) && !is_seen)
        return AGAIN_CHANGE;
    if (k->state == ORDER_CANCELLED)
        return is_seen ? AGAIN_BEFORE : AGAIN_UNSURE;
    if (strcmp(digest_as_known, k->digest) == 0)
        return is_forward ? AGAIN_CHANGE : AGAIN_KNOWN;
    if (!o->is_file)
        return AGAIN_UNSURE;
    if (is_seen)
        return AGAIN_BEFORE;
    if (!is_forward)
        o->payment = k->payment;
    return AGAIN_CHANGE;
}

void again_note(struct store *st, const struct order_known *k)
{
    if (k->snapshot.version == 0)
        orders_see(st, k->order_id, k->digest);
}
