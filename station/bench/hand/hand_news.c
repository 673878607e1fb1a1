// News of handhelds that are no scan: each kind goes where it is wanted.
#include "station/base/log.h"
#include "station/bench/hand/hand_internal.h"
#include "shared/hand_log.h"

#include <string.h>

static void on_symbol(void *arg, int32_t slot, const struct message *symbol)
{
    struct hands *h = arg;
    log_info("picture_read device=%s found=%d", h->core->device[slot].name,
             symbol->symbol.aim[0] != 0);
    hand_say(h, slot, symbol);
}

void hand_open(struct hands *h, struct core *c, const int *settings)
{
    h->core = c;
    memcpy(h->setting, settings, sizeof h->setting);
    camera_init(&h->camera, c->loop, on_symbol, h);
}

void hand_close(struct hands *h)
{
    camera_close(&h->camera);
}

static void on_log(const char *device, const struct message *m)
{
    for (int i = 0; i < m->log.count; i++)
        log_info("hand_log device=%s at_ms=%u what=%s code=%u %s=%u", device,
                 m->log.record[i].at_ms,
                 hand_log_name(m->log.record[i].code), m->log.record[i].code,
                 hand_log_value(m->log.record[i].code),
                 m->log.record[i].value);
}

static void on_hello(struct hands *h, int32_t slot, const struct message *m)
{
    struct message s = {.kind = MESSAGE_SETTING};
    log_info("hand_here device=%s hand=%s version=%s slot=%d journal=%u",
             h->core->device[slot].name, m->hello.name, m->hello.version,
             m->hello.slot, m->hello.journal_id);
    for (int i = 0; i < MESSAGE_SETTINGS; i++) {
        s.setting.id = (uint8_t)i;
        s.setting.value = h->setting[i];
        if (s.setting.value >= 0)
            hand_say(h, slot, &s);
    }
}

void hand_news(struct hands *h, const struct event *ev)
{
    const struct message *m = ev->hand;
    const struct device *d = &h->core->device[ev->slot];
    const struct handheld *hand = device_hand(d);
    if (m->kind == MESSAGE_HELLO)
        on_hello(h, ev->slot, m);
    else if (m->kind == MESSAGE_CRASH)
        log_error("hand_crashed device=%s file=%s line=%u uptime_ms=%u",
                  d->name, m->crash.file, m->crash.line, m->crash.uptime_ms);
    else if (m->kind == MESSAGE_STATUS)
        hand_list_check(h, ev);
    else if (m->kind == MESSAGE_LOG)
        on_log(d->name, m);
    else if (m->kind == MESSAGE_ASK)
        hand_list_ask(h, ev);
    else if (m->kind == MESSAGE_PICTURE)
        camera_take(&h->camera, ev->slot, hand->picture_id, hand->picture,
                    hand->picture_len);
    else if (m->kind == MESSAGE_WANT && m->want.state != MESSAGE_WANT_PIECE)
        log_info("hand_update device=%s state=%d why=%d", d->name,
                 m->want.state, m->want.why);
}
