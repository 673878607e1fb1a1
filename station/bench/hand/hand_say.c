// What the bench says in the hands.
#include "station/bench/hand/hand_internal.h"
#include "station/base/log.h"

#include <stdio.h>

void hand_say(struct hands *h, int32_t slot, const struct message *m)
{
    struct device *d = &h->core->device[slot];
    // A handheld that has just gone sends its scan again when it is back.
    if (device_say(d, m) == ERR_FULL)
        log_warn("hand_queue_full device=%s", d->name);
}

void hand_word(struct hands *h, int32_t slot, uint32_t seq, const char *text)
{
    struct message m = {.kind = MESSAGE_FEEDBACK};
    m.feedback.record_seq = seq;
    snprintf(m.feedback.text, sizeof m.feedback.text, "%s", text);
    hand_say(h, slot, &m);
}

void hand_answer(struct hands *h, const struct hand_record *r,
                 const char *text)
{
    hand_word(h, r->slot, r->seq, text);
}

bool hand_is_due(struct hands *h, const struct hand_record *r)
{
    const struct notices *n = &h->core->notices;
    if (n->tone_count == h->tone_count)
        return false;
    bool is_heard = r || n->tone == TONE_STOP;
    if (!is_heard)
        h->tone_count = n->tone_count;
    return is_heard;
}

void hand_feel(struct hands *h, const struct hand_record *r, const char *text)
{
    struct core *c = h->core;
    struct message m = {.kind = MESSAGE_FEEDBACK};
    h->tone_count = c->notices.tone_count;
    m.feedback.tone = (uint8_t)c->notices.tone;
    m.feedback.verdict = (uint16_t)c->notices.last.verdict;
    snprintf(m.feedback.text, sizeof m.feedback.text, "%s", text);
    for (int32_t i = 0; i < c->device_count; i++) {
        bool is_ours = r && r->slot == i;
        if (!device_hand(&c->device[i]) ||
            (!is_ours && c->notices.tone != TONE_STOP))
            continue;
        m.feedback.record_seq = is_ours ? r->seq : 0;
        hand_say(h, i, &m);
    }
}
