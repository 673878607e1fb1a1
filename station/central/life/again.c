#include "station/central/life/again.h"
#include "station/base/text.h"
#include "station/store/central/channels/channel.h"
#include "station/store/central/orders/states.h"

#include <string.h>

// Our line of the channel's, 0 for none.
static int32_t match(struct store *st, const struct order_known *known,
                     const struct order *o, int32_t idx)
{
    return known ? orders_line_match(st, known->order_id, o, idx) : 0;
}

// Units of it that were packed here.
static int32_t packed(struct store *st, const struct order_known *known,
                      int32_t line_no)
{
    struct state_line have = {0};
    if (line_no == 0 ||
        !states_line_load(st, known->order_id, line_no, &have))
        return 0;
    return (int32_t)have.qty_shipped;
}

// What is left of a line of which the channel counts some as sent. Of an order
// that it is told of, it is known which of these are ours. Else somebody enters
// them there, or not: of all that may be meant what is nearest to what was
// wanted until now.
static int64_t left_of(struct store *st, const struct order_known *known,
                       const struct order *o, const struct order_line *l,
                       int32_t line_no)
{
    struct state_line have = {0};
    int64_t least = (int64_t)l->qty - l->sent, told = 0, most;
    if (line_no == 0 ||
        !states_line_load(st, known->order_id, line_no, &have))
        return least;
    told = channel_told(st, o->channel, known->order_id, line_no);
    if (told >= 0)
        return l->sent > told ? least + told : l->qty;
    most = l->sent > have.qty_shipped ? least + have.qty_shipped : l->qty;
    if (have.qty < least)
        return least;
    return have.qty > most ? most : have.qty;
}

void again_settle_sent(struct store *st, const struct order_known *known,
                       struct order *o)
{
    int32_t kept = 0;
    // Settled before any moves: which line is meant depends on those before it.
    for (int32_t i = 0; i < o->line_count; i++) {
        struct order_line *l = &o->line[i];
        if (l->sent > 0)
            l->qty = (int32_t)left_of(st, known, o, l, match(st, known, o, i));
        l->sent = 0;
    }
    for (int32_t i = 0; i < o->line_count; i++)
        if (o->line[i].qty > 0)
            o->line[kept++] = o->line[i];
    o->line_count = kept;
}

bool again_is_nothing_left(struct store *st, const struct order_known *known,
                           const struct order *o)
{
    for (int32_t i = 0; i < o->line_count; i++) {
        int32_t line_no = match(st, known, o, i);
        if (o->line[i].qty > packed(st, known, line_no))
            return false;
    }
    return true;
}

bool again_compare_packed(struct store *st, const struct order_known *k,
                          const struct order *o, bool is_whole, char *note,
                          size_t cap)
{
    int32_t last = orders_line_last(st, k->order_id);
    bool is_less = false;
    int32_t ours[PICK_LINES_MAX];
    struct text t;
    text_init(&t, note, cap);
    for (int32_t i = 0; i < o->line_count; i++)
        ours[i] = match(st, k, o, i);
    for (int32_t n = 1; n <= last; n++) {
        int32_t wants = 0, have = packed(st, k, n);
        for (int32_t i = 0; i < o->line_count; i++)
            if (ours[i] == n)
                wants += o->line[i].qty;
        if ((is_whole ? wants != have : wants < have) && !t.full)
            text_addf(&t, "%sline %d: %d are packed, the channel wants %d",
                      t.len ? "; " : "", n, have, wants);
        is_less = is_less || wants < have;
    }
    return is_less;
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
    if (!o->is_file || o->version != 0)
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
