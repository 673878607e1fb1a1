// bench_hand.h - how far the journals of handhelds are in this file.
#ifndef STORE_BENCH_BENCH_HAND_H
#define STORE_BENCH_BENCH_HAND_H

#include "station/store/engine/store.h"

// The last record of a handheld's journal that is in this file, 0 for none;
// and, inside a transaction, that it is now.
int bench_hand_seq(struct store *st, const char *name, uint32_t journal_id,
                   uint32_t *seq) MUST_USE;
void bench_hand_set(struct store *st, const char *name, uint32_t journal_id,
                    uint32_t record_seq);

#endif
