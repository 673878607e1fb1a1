// hand_internal.h - what the files of this room say to handhelds, by the slot
// of their device.
#ifndef BENCH_HAND_HAND_INTERNAL_H
#define BENCH_HAND_HAND_INTERNAL_H

#include "station/bench/hand/hand.h"

void hand_say(struct hands *h, int32_t slot, const struct message *m);

// A word without a sound; seq: of the scan it answers, or 0.
void hand_word(struct hands *h, int32_t slot, uint32_t seq, const char *text);

// Picking lists. An empty code asks for the next; check takes a status: what
// is void is taken back, half a lease renewed.
void hand_list_ask(struct hands *h, const struct event *ev);
void hand_list_check(struct hands *h, const struct event *ev);

#endif
