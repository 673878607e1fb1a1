#include "station/devices/scanner/handheld_driver.h"

#include <string.h>

enum { TICK_MS = 50 };

static bool is_hand(const struct device *d)
{
    return d->driver == &SCANNER_TALLYMAN;
}

static void flush(struct device *d)
{
    uint8_t wire[FRAME_WIRE_MAX];
    size_t n;
    while (d->port.is_open &&
           (n = handheld_give(d->state, (uint32_t)driver_now_ms(d),
                              driver_at_ms(d), wire)) > 0)
        if (port_write(&d->port, wire, n) < 0)
            return; // on_gone follows or has come
}

// A handheld's scan carries its AIM identifier in front, as others do.
static void tell_record(struct device *d, const struct message *m)
{
    struct event ev = driver_event(d, EVENT_SCAN);
    size_t aim_len = strlen(m->scan.aim);
    memcpy(ev.scan.bytes, m->scan.aim, aim_len);
    memcpy(ev.scan.bytes + aim_len, m->scan.bytes, m->scan.len);
    ev.scan.len = aim_len + m->scan.len;
    ev.scan.bytes[ev.scan.len] = 0;
    ev.scan.record = (struct scan_record){
        .record_seq = m->scan.record_seq,
        .at_ms = m->scan.at_ms,
        .mode = m->scan.mode,
        .verdict = m->scan.verdict,
        .qty = m->scan.qty,
        .list_id = m->scan.list_id,
        .line_no = m->scan.line_no};
    memcpy(ev.scan.record.place, m->scan.place, sizeof m->scan.place);
    driver_tell(d, &ev);
}

static void tell_news(struct device *d, const struct message *m)
{
    struct event ev = driver_event(d, EVENT_HAND);
    ev.hand = m;
    driver_tell(d, &ev);
}

static int on_init(struct device *d, const struct device_setup *s, char *why,
                   size_t why_cap)
{
    (void)why;
    (void)why_cap;
    handheld_init(d->state, s->update, s->start_no);
    return ERR_OK;
}

static void on_reset(struct device *d)
{
    handheld_open(d->state, (uint32_t)driver_now_ms(d));
}

static void on_bytes(struct device *d, const uint8_t *bytes, size_t len)
{
    struct message news;
    for (size_t i = 0; i < len; i++) {
        if (!handheld_byte(d->state, bytes[i], (uint32_t)driver_now_ms(d),
                           &news))
            continue;
        if (news.kind == MESSAGE_SCAN)
            tell_record(d, &news);
        else
            tell_news(d, &news);
    }
    flush(d);
}

int handheld_driver_say(struct device *d, const struct message *m)
{
    struct handheld *h = is_hand(d) ? d->state : NULL;
    if (!h || !d->port.is_open || !h->heard_hello)
        return ERR_GONE;
    int rc = handheld_say(h, m);
    flush(d);
    return rc;
}

const struct handheld *handheld_driver_hand(const struct device *d)
{
    return is_hand(d) ? d->state : NULL;
}

const struct driver SCANNER_TALLYMAN = {.kind = DEVICE_SCANNER,
                                        .speaks = "tallyman",
                                        .tick_ms = TICK_MS,
                                        .state_size = sizeof(struct handheld),
                                        .init = on_init,
                                        .reset = on_reset,
                                        .bytes = on_bytes,
                                        .tick = flush};
