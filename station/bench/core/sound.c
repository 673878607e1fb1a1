#include "station/bench/core/sound.h"

void sound_follow(struct core *c, bool is_alarm)
{
    struct sound *s = &c->sound;
    const struct notices *n = &c->notices;
    if (!c->conf.sound[0])
        return;
    bool is_new = s->tone_count != n->tone_count;
    s->tone_count = n->tone_count;
    if (is_new && n->tone != TONE_NONE)
        (void)!child_start(&s->child, c->loop, c->conf.sound,
                           tone_name(n->tone)); // logged: the page says all
    else if (!is_alarm && n->tone != TONE_STOP)
        child_end(&s->child);
}

void sound_end(struct core *c)
{
    child_end(&c->sound.child);
}
