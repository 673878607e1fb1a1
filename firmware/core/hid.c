#include "firmware/core/hid.h"

#include <string.h>

enum { SHIFT = 0x02, KEY_ENTER = 0x28, POS_REPORT = 2, POS_MORE_AT = 63 };

// Usages of page 7 for 0x20 to 0x7E; 0x80 is shift. Letters and digits are
// worked out.
static const struct {
    char character;
    uint8_t usage;
} MARKS[] = {
    {' ', 0x2C},  {'!', 0x9E},  {'"', 0xB4}, {'#', 0xA0}, {'$', 0xA1},
    {'%', 0xA2},  {'&', 0xA4},  {'\'', 0x34}, {'(', 0xA6}, {')', 0xA7},
    {'*', 0xA5},  {'+', 0xAE},  {',', 0x36}, {'-', 0x2D}, {'.', 0x37},
    {'/', 0x38},  {':', 0xB3},  {';', 0x33}, {'<', 0xB6}, {'=', 0x2E},
    {'>', 0xB7},  {'?', 0xB8},  {'@', 0x9F}, {'[', 0x2F}, {'\\', 0x31},
    {']', 0x30},  {'^', 0xA3},  {'_', 0xAD}, {'`', 0x35}, {'{', 0xAF},
    {'|', 0xB1},  {'}', 0xB0},  {'~', 0xB5},
};

static uint8_t usage_of(uint8_t c)
{
    if (c >= 'a' && c <= 'z')
        return (uint8_t)(0x04 + c - 'a');
    if (c >= 'A' && c <= 'Z')
        return (uint8_t)((0x04 + c - 'A') | 0x80);
    if (c == '0')
        return 0x27;
    if (c >= '1' && c <= '9')
        return (uint8_t)(0x1E + c - '1');
    for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++)
        if ((uint8_t)MARKS[i].character == c)
            return MARKS[i].usage;
    return 0;
}

void hid_scan(struct hid *h, const struct reader_symbol *s, uint32_t now_ms)
{
    if (h->is_busy) {
        h->dropped_count++;
        return;
    }
    h->symbol = *s;
    h->at = 0;
    h->is_busy = true;
    h->key_is_down = false;
    h->is_ending = false;
    h->since_ms = now_ms;
}

void hid_give_up(struct hid *h, uint32_t now_ms)
{
    if (!h->is_busy || now_ms - h->since_ms < HID_WAIT_MS)
        return;
    h->is_busy = false;
    h->dropped_count++;
}

bool hid_keys_next(struct hid *h, uint8_t report[HID_KEYS_LEN])
{
    memset(report, 0, HID_KEYS_LEN);
    if (!h->is_busy)
        return false;
    if (h->key_is_down)
        return true; // all keys up again
    while (h->at < h->symbol.len && !usage_of(h->symbol.text[h->at])) {
        h->unknown_count++;
        h->at++;
    }
    h->is_ending = h->at == h->symbol.len;
    uint8_t usage = h->is_ending ? KEY_ENTER : usage_of(h->symbol.text[h->at]);
    report[0] = usage & 0x80 ? SHIFT : 0;
    report[2] = usage & 0x7F;
    return true;
}

void hid_keys_sent(struct hid *h)
{
    if (!h->key_is_down) {
        h->key_is_down = true;
        return;
    }
    h->key_is_down = false;
    h->at++;
    if (h->is_ending)
        h->is_busy = false;
}

bool hid_pos_next(struct hid *h, uint8_t report[HID_POS_LEN])
{
    if (!h->is_busy)
        return false;
    size_t left = (size_t)(h->symbol.len - h->at);
    size_t n = left < HID_POS_DATA ? left : HID_POS_DATA;
    memset(report, 0, HID_POS_LEN);
    report[0] = POS_REPORT;
    report[1] = (uint8_t)n;
    memcpy(report + 2, h->symbol.aim, 3);
    memcpy(report + 5, h->symbol.text + h->at, n);
    report[POS_MORE_AT] = left > n;
    return true;
}

void hid_pos_sent(struct hid *h)
{
    size_t left = (size_t)(h->symbol.len - h->at);
    h->at = (uint16_t)(h->at + (left < HID_POS_DATA ? left : HID_POS_DATA));
    if (h->at == h->symbol.len)
        h->is_busy = false;
}
