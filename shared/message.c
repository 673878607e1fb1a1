#include "shared/message.h"

#include <stdbool.h>
#include <string.h>

// A cursor over a fixed buffer; the first failure sticks.
struct cursor {
    uint8_t *at;
    const uint8_t *end;
    bool failed;
};

static void put(struct cursor *c, const void *bytes, size_t len)
{
    if (c->failed || (size_t)(c->end - c->at) < len) {
        c->failed = true;
        return;
    }
    memcpy(c->at, bytes, len);
    c->at += len;
}

static void put_uint(struct cursor *c, uint64_t value, size_t len)
{
    uint8_t le[8];
    for (size_t i = 0; i < len; i++)
        le[i] = (uint8_t)(value >> (8 * i));
    put(c, le, len);
}

static void put_text(struct cursor *c, const char *text)
{
    size_t len = strlen(text);
    put_uint(c, len, 1);
    put(c, text, len);
}

static void take(struct cursor *c, void *out, size_t len)
{
    if (c->failed || (size_t)(c->end - c->at) < len) {
        c->failed = true;
        memset(out, 0, len);
        return;
    }
    memcpy(out, c->at, len);
    c->at += len;
}

static uint64_t take_uint(struct cursor *c, size_t len)
{
    uint8_t le[8];
    uint64_t value = 0;
    take(c, le, len);
    for (size_t i = 0; i < len; i++)
        value |= (uint64_t)le[i] << (8 * i);
    return value;
}

static void take_text(struct cursor *c, char *out, size_t max)
{
    size_t len = (size_t)take_uint(c, 1);
    if (len > max) {
        c->failed = true;
        len = 0;
    }
    take(c, out, len);
    out[len] = 0;
    if (memchr(out, 0, len))
        c->failed = true;
}

static void write_body(struct cursor *c, const struct message *m)
{
    switch (m->kind) {
    case MESSAGE_HELLO:
        put_uint(c, m->hello.protocol, 2);
        put_text(c, m->hello.name);
        put_text(c, m->hello.version);
        return;
    case MESSAGE_SCAN:
        put_uint(c, m->scan.record_seq, 4);
        put_uint(c, (uint64_t)m->scan.at_ms, 8);
        put_text(c, m->scan.aim);
        put_uint(c, m->scan.len, 1);
        put(c, m->scan.bytes, m->scan.len);
        return;
    case MESSAGE_TAKEN:
        put_uint(c, m->taken.record_seq, 4);
        return;
    case MESSAGE_FEEDBACK:
        put_uint(c, m->feedback.record_seq, 4);
        put_uint(c, m->feedback.verdict, 2);
        put_uint(c, m->feedback.tone, 1);
        put_text(c, m->feedback.text);
        return;
    case MESSAGE_CLOCK:
        put_uint(c, (uint64_t)m->clock.at_ms, 8);
        return;
    case MESSAGE_STATUS:
        put_uint(c, m->status.battery_mv, 2);
        put_uint(c, m->status.unsent_count, 4);
        return;
    }
    c->failed = true;
}

int message_write(const struct message *m, uint8_t *out, size_t cap)
{
    struct cursor c = {.at = out, .end = out + cap};
    put_uint(&c, m->kind, 1);
    write_body(&c, m);
    size_t len = (size_t)(c.at - out);
    if (c.failed || len > LINK_PAYLOAD_MAX)
        return ERR_FULL;
    return (int)len;
}

static void read_scan(struct cursor *c, struct message *m)
{
    m->scan.record_seq = (uint32_t)take_uint(c, 4);
    m->scan.at_ms = (int64_t)take_uint(c, 8);
    take_text(c, m->scan.aim, sizeof m->scan.aim - 1);
    m->scan.len = (uint8_t)take_uint(c, 1);
    if (m->scan.len > MESSAGE_SCAN_MAX) {
        c->failed = true;
        m->scan.len = 0;
    }
    take(c, m->scan.bytes, m->scan.len);
}

static void read_body(struct cursor *c, struct message *m)
{
    switch (m->kind) {
    case MESSAGE_HELLO:
        m->hello.protocol = (uint16_t)take_uint(c, 2);
        take_text(c, m->hello.name, MESSAGE_NAME_MAX);
        take_text(c, m->hello.version, MESSAGE_NAME_MAX);
        return;
    case MESSAGE_SCAN:
        read_scan(c, m);
        return;
    case MESSAGE_TAKEN:
        m->taken.record_seq = (uint32_t)take_uint(c, 4);
        return;
    case MESSAGE_FEEDBACK:
        m->feedback.record_seq = (uint32_t)take_uint(c, 4);
        m->feedback.verdict = (uint16_t)take_uint(c, 2);
        m->feedback.tone = (uint8_t)take_uint(c, 1);
        take_text(c, m->feedback.text, MESSAGE_TEXT_MAX);
        if (m->feedback.tone > MESSAGE_TONE_STOP)
            c->failed = true;
        return;
    case MESSAGE_CLOCK:
        m->clock.at_ms = (int64_t)take_uint(c, 8);
        return;
    case MESSAGE_STATUS:
        m->status.battery_mv = (uint16_t)take_uint(c, 2);
        m->status.unsent_count = (uint32_t)take_uint(c, 4);
        return;
    }
    c->failed = true;
}

int message_read(struct message *m, const uint8_t *bytes, size_t len)
{
    // The cursor never writes through a reading; the cast only shares it.
    uint8_t *start = (uint8_t *)(uintptr_t)bytes;
    struct cursor c = {.at = start, .end = start + len};
    memset(m, 0, sizeof *m);
    m->kind = (enum message_kind)take_uint(&c, 1);
    if (c.failed)
        return ERR_PARSE;
    read_body(&c, m);
    return c.failed || c.at != c.end ? ERR_PARSE : ERR_OK;
}
