// take.h - an order from a channel, a file or a page is kept, or brought up to
// date when it is known.
#ifndef CENTRAL_LIFE_TAKE_H
#define CENTRAL_LIFE_TAKE_H

#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"

// Keeps an order as 'waiting' without touching stock. The same content again
// is OUTCOME_SAME; a newer version of a known one is OUTCOME_CHANGED after its
// lines, groups and payment were brought up to date and what was reserved and
// not yet at a bench was let go. Other content without a newer version is
// judged by again.h, and refused when nobody can say which is newer. *order_id
// stays 0 when there is nothing to keep.
// What the channel has sent itself is taken off o's lines; see again.h.
enum outcome take_save(struct store *st, struct order *o, int64_t at_ms,
                       int64_t *order_id, struct outcome_why *why);

#endif
