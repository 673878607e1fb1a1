#include "shared/message.h"

#include <stdbool.h>
#include <string.h>

// One walk over the members serves both ways: reading fills them from the
// bytes, writing fills the bytes from them. The first failure sticks.
struct cursor {
    uint8_t *at;
    const uint8_t *end;
    bool is_reading;
    bool failed;
};

static void do_bytes(struct cursor *c, void *bytes, size_t len)
{
    if (c->failed || (size_t)(c->end - c->at) < len) {
        c->failed = true;
        return;
    }
    if (c->is_reading)
        memcpy(bytes, c->at, len);
    else
        memcpy(c->at, bytes, len);
    c->at += len;
}

static uint64_t do_uint(struct cursor *c, uint64_t value, size_t len)
{
    uint8_t le[8] = {0};
    for (size_t i = 0; i < len; i++)
        le[i] = (uint8_t)(value >> (8 * i));
    do_bytes(c, le, len);
    if (!c->is_reading || c->failed)
        return value;
    value = 0;
    for (size_t i = 0; i < len; i++)
        value |= (uint64_t)le[i] << (8 * i);
    return value;
}

static void do_u8(struct cursor *c, uint8_t *v)
{
    *v = (uint8_t)do_uint(c, *v, 1);
}

static void do_u16(struct cursor *c, uint16_t *v)
{
    *v = (uint16_t)do_uint(c, *v, 2);
}

static void do_u32(struct cursor *c, uint32_t *v)
{
    *v = (uint32_t)do_uint(c, *v, 4);
}

static void do_i32(struct cursor *c, int32_t *v)
{
    *v = (int32_t)(uint32_t)do_uint(c, (uint32_t)*v, 4);
}

static void do_i64(struct cursor *c, int64_t *v)
{
    *v = (int64_t)do_uint(c, (uint64_t)*v, 8);
}

// One byte of length and that many bytes, at most max.
static void do_data(struct cursor *c, uint8_t *bytes, uint8_t *len, size_t max)
{
    do_u8(c, len);
    if (*len > max) {
        c->failed = true;
        *len = 0;
    }
    do_bytes(c, bytes, *len);
}

static void do_text(struct cursor *c, char *text, size_t max)
{
    uint8_t len = c->is_reading ? 0 : (uint8_t)strlen(text);
    do_data(c, (uint8_t *)text, &len, max);
    if (!c->is_reading)
        return;
    text[len] = 0;
    if (memchr(text, 0, len))
        c->failed = true;
}

static void in_range(struct cursor *c, int64_t value, int64_t low,
                     int64_t high)
{
    if (value < low || value > high)
        c->failed = true;
}

static void do_scan(struct cursor *c, struct message *m)
{
    do_u32(c, &m->scan.record_seq);
    do_i64(c, &m->scan.at_ms);
    do_text(c, m->scan.aim, sizeof m->scan.aim - 1);
    do_u8(c, &m->scan.mode);
    do_u8(c, &m->scan.verdict);
    do_i32(c, &m->scan.qty);
    do_u32(c, &m->scan.list_id);
    do_u16(c, &m->scan.line_no);
    do_text(c, m->scan.place, MESSAGE_PLACE_MAX);
    do_data(c, m->scan.bytes, &m->scan.len, MESSAGE_SCAN_MAX);
    in_range(c, m->scan.mode, 0, MESSAGE_MODES - 1);
    in_range(c, m->scan.qty, 0, MESSAGE_QTY_MAX);
}

static void do_hello(struct cursor *c, struct message *m)
{
    do_u16(c, &m->hello.protocol);
    do_text(c, m->hello.name, MESSAGE_NAME_MAX);
    do_text(c, m->hello.version, MESSAGE_NAME_MAX);
    do_u32(c, &m->hello.journal_id);
    do_u32(c, &m->hello.version_no);
    do_u8(c, &m->hello.board);
    do_u8(c, &m->hello.slot);
    in_range(c, m->hello.slot, 0, 2);
}

static void do_feedback(struct cursor *c, struct message *m)
{
    do_u32(c, &m->feedback.record_seq);
    do_u16(c, &m->feedback.verdict);
    do_u8(c, &m->feedback.tone);
    do_text(c, m->feedback.text, MESSAGE_TEXT_MAX);
    in_range(c, m->feedback.tone, 0, MESSAGE_TONE_STOP);
}

static void do_status(struct cursor *c, struct message *m)
{
    do_u16(c, &m->status.battery_mv);
    do_u8(c, &m->status.is_charging);
    do_u32(c, &m->status.unsent_count);
    do_u32(c, &m->status.read_count);
    do_u32(c, &m->status.miss_count);
    do_u32(c, &m->status.frame_count);
    do_u32(c, &m->status.uptime_s);
    do_u32(c, &m->status.list_id);
}

static void do_list(struct cursor *c, struct message *m)
{
    do_u32(c, &m->list.list_id);
    do_i64(c, &m->list.until_ms);
    do_u16(c, &m->list.line_count);
    do_u16(c, &m->list.code_count);
    do_text(c, m->list.order_no, MESSAGE_CODE_MAX);
    in_range(c, m->list.list_id, 1, UINT32_MAX);
}

static void do_line(struct cursor *c, struct message *m)
{
    do_u32(c, &m->line.list_id);
    do_u16(c, &m->line.line_idx);
    do_u16(c, &m->line.line_no);
    do_i32(c, &m->line.qty_want);
    do_u8(c, &m->line.needs_lot);
    do_u8(c, &m->line.needs_serial);
    do_text(c, m->line.place, MESSAGE_PLACE_MAX);
    do_text(c, m->line.sku, MESSAGE_CODE_MAX);
    do_text(c, m->line.name, MESSAGE_NAME_MAX);
    do_text(c, m->line.lot, sizeof m->line.lot - 1);
    in_range(c, m->line.qty_want, 1, MESSAGE_QTY_MAX);
}

static void do_code(struct cursor *c, struct message *m)
{
    do_u32(c, &m->code.list_id);
    do_u16(c, &m->code.line_idx);
    do_i32(c, &m->code.qty);
    do_text(c, m->code.text, MESSAGE_ITEM_CODE_MAX);
    in_range(c, m->code.qty, 1, MESSAGE_QTY_MAX);
}

static void do_picture(struct cursor *c, struct message *m)
{
    do_u32(c, &m->picture.picture_id);
    do_u32(c, &m->picture.total_len);
    do_u32(c, &m->picture.offset);
    do_data(c, m->picture.bytes, &m->picture.len, MESSAGE_DATA_MAX);
}

static void do_offer(struct cursor *c, struct message *m)
{
    do_u32(c, &m->offer.version_no);
    do_u32(c, &m->offer.floor_no);
    do_u8(c, &m->offer.board);
    do_u32(c, &m->offer.total_len[0]);
    do_u32(c, &m->offer.total_len[1]);
}

static void do_want(struct cursor *c, struct message *m)
{
    do_u8(c, &m->want.state);
    do_u8(c, &m->want.why);
    do_u8(c, &m->want.slot);
    do_u32(c, &m->want.offset);
    in_range(c, m->want.state, 0, MESSAGE_WANT_REFUSED);
    in_range(c, m->want.why, 0, MESSAGE_WHY_TRIAL);
    in_range(c, m->want.slot, 0, 2);
}

static void do_log(struct cursor *c, struct message *m)
{
    do_u8(c, &m->log.count);
    in_range(c, m->log.count, 1, MESSAGE_LOGS_MAX);
    for (int i = 0; i < m->log.count && !c->failed; i++) {
        do_u32(c, &m->log.record[i].at_ms);
        do_u16(c, &m->log.record[i].code);
        do_u16(c, &m->log.record[i].value);
    }
}

static void do_taken(struct cursor *c, struct message *m)
{
    do_u32(c, &m->taken.record_seq);
}

static void do_clock(struct cursor *c, struct message *m)
{
    do_i64(c, &m->clock.at_ms);
}

static void do_crash(struct cursor *c, struct message *m)
{
    do_text(c, m->crash.file, MESSAGE_NAME_MAX);
    do_u32(c, &m->crash.line);
    do_u32(c, &m->crash.uptime_ms);
}

static void do_setting(struct cursor *c, struct message *m)
{
    do_u8(c, &m->setting.id);
    do_i32(c, &m->setting.value);
    in_range(c, m->setting.id, 0, MESSAGE_SETTINGS - 1);
}

static void do_ask(struct cursor *c, struct message *m)
{
    do_text(c, m->ask.code, MESSAGE_CODE_MAX);
}

static void do_symbol(struct cursor *c, struct message *m)
{
    do_u32(c, &m->symbol.picture_id);
    do_text(c, m->symbol.aim, sizeof m->symbol.aim - 1);
    do_data(c, m->symbol.bytes, &m->symbol.len, MESSAGE_SCAN_MAX);
}

static void do_image(struct cursor *c, struct message *m)
{
    do_u32(c, &m->image.offset);
    do_data(c, m->image.bytes, &m->image.len, MESSAGE_DATA_MAX);
}

typedef void body_fn(struct cursor *c, struct message *m);

static body_fn *const BODY[] = {
    [MESSAGE_HELLO] = do_hello,     [MESSAGE_SCAN] = do_scan,
    [MESSAGE_TAKEN] = do_taken,     [MESSAGE_FEEDBACK] = do_feedback,
    [MESSAGE_CLOCK] = do_clock,     [MESSAGE_STATUS] = do_status,
    [MESSAGE_CRASH] = do_crash,     [MESSAGE_SETTING] = do_setting,
    [MESSAGE_LIST] = do_list,       [MESSAGE_LINE] = do_line,
    [MESSAGE_CODE] = do_code,       [MESSAGE_ASK] = do_ask,
    [MESSAGE_PICTURE] = do_picture, [MESSAGE_SYMBOL] = do_symbol,
    [MESSAGE_OFFER] = do_offer,     [MESSAGE_WANT] = do_want,
    [MESSAGE_IMAGE] = do_image,     [MESSAGE_LOG] = do_log};

static void do_body(struct cursor *c, struct message *m)
{
    size_t kind = (size_t)m->kind;
    if (kind < sizeof BODY / sizeof BODY[0] && BODY[kind])
        BODY[kind](c, m);
    else
        c->failed = true;
}

int message_write(const struct message *m, uint8_t *out, size_t cap)
{
    // The cursor never writes through a writing; the cast only shares it.
    struct message *same = (struct message *)(uintptr_t)m;
    struct cursor c = {.at = out, .end = out + cap};
    do_uint(&c, m->kind, 1);
    do_body(&c, same);
    size_t len = (size_t)(c.at - out);
    if (c.failed || len > LINK_PAYLOAD_MAX)
        return ERR_FULL;
    return (int)len;
}

int message_read(struct message *m, const uint8_t *bytes, size_t len)
{
    uint8_t *start = (uint8_t *)(uintptr_t)bytes;
    struct cursor c = {.at = start, .end = start + len, .is_reading = true};
    memset(m, 0, sizeof *m);
    m->kind = (enum message_kind)do_uint(&c, 0, 1);
    if (c.failed)
        return ERR_PARSE;
    do_body(&c, m);
    return c.failed || c.at != c.end ? ERR_PARSE : ERR_OK;
}
