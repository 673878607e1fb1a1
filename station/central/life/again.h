// again.h - what a channel says of an order that it has sent before, beside a
// newer version: what it has shipped itself, and other content without a newer
// version (a file read again, two changes of one second).
#ifndef CENTRAL_LIFE_AGAIN_H
#define CENTRAL_LIFE_AGAIN_H

#include "station/store/central/orders/orders.h"

// Takes what the channel has sent from elsewhere off the lines: what it was
// told of from here is not meant, nor, when it is told of nothing, what
// somebody may have entered there of what was packed here. Lines of which
// nothing is left are gone afterwards. known is NULL for a new order.
void again_settle_sent(struct store *st, const struct order_known *known,
                       struct order *o);

// True when the order wants nothing that was not packed here already.
bool again_is_nothing_left(struct store *st, const struct order_known *known,
                           const struct order *o);

// Of an order that is packed, whole or in part: what the channel wants
// otherwise now, in words, or "" in note; of a part only what it wants less of,
// the rest can still be packed. True when it wants less of something. O(lines
// squared).
bool again_compare_packed(struct store *st, const struct order_known *known,
                          const struct order *o, bool is_whole, char *note,
                          size_t cap);

enum again {
    AGAIN_CHANGE,   // believed: it is to be brought up to date
    AGAIN_BEFORE,   // it said so before it was changed: older, in all
                    // likelihood
    AGAIN_KNOWN,    // nothing of it is news
    AGAIN_UNSURE,   // nobody can say which of the two is newer
};

// Other content of the same version. A change that stops the goods is believed
// always. Payments move forward and never back: o->payment is what counts from
// here on. Other content of a file without versions is believed when it was not
// there before (order_seen); that of a program or a push is not.
// digest_as_known is what o would have with the payment that is known.
enum again again_judge(struct store *st, const struct order_known *known,
                       struct order *o, const char *digest,
                       const char *digest_as_known);

// The content that is about to be replaced has been there.
void again_note(struct store *st, const struct order_known *known);

#endif
