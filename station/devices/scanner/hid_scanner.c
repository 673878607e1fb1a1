#include "station/devices/scanner/hid_scanner.h"

#include <string.h>

enum { PAGE_GENERIC = 0x01, PAGE_SCANNER = 0x8C, BYTE_COUNT = 0x3B };

static void take_aim(const struct hid_layout *l, const uint8_t *report,
                     size_t len, char aim[4])
{
    static const uint16_t USAGES[] = {0xFB, 0xFC, 0xFD};
    memset(aim, 0, 4);
    for (int i = 0; i < 3; i++) {
        const struct hid_field *f = hid_find(l, PAGE_SCANNER, USAGES[i]);
        aim[i] = f ? (char)hid_value(f, report, len, 0) : 0;
    }
    if (aim[0] != ']') // none, or a maker's own symbology code
        memset(aim, 0, 4);
}

size_t hid_scanner_report(struct hid_scanner *s, const struct hid_layout *l,
                          const uint8_t *report, size_t len, int64_t at_ms)
{
    const struct hid_field *data = hid_find(l, PAGE_SCANNER, 0xFE);
    const struct hid_field *count = hid_find(l, PAGE_GENERIC, BYTE_COUNT);
    const struct hid_field *more = hid_find(l, PAGE_SCANNER, 0xFF);
    char aim[4];
    if (!data || data->bit_size != 8 || !hid_strip_id(l, data, &report, &len))
        return 0;
    take_aim(l, report, len, aim);
    bool is_new = s->len == 0 || strcmp(aim, s->aim) != 0 ||
                  at_ms - s->since_ms > HID_CONTINUE_MS;
    if (is_new) {
        memcpy(s->aim, aim, sizeof s->aim);
        s->len = strlen(aim);
        memcpy(s->bytes, aim, s->len);
    }
    s->since_ms = at_ms;
    uint32_t n = count ? hid_value(count, report, len, 0) : data->count;
    if (n > data->count || s->len + n > SCAN_MAX) {
        s->bad_count++;
        s->len = 0;
        return 0;
    }
    for (uint32_t i = 0; i < n; i++)
        s->bytes[s->len++] = (char)hid_value(data, report, len, (int)i);
    if (more && hid_value(more, report, len, 0))
        return 0;
    while (!count && s->len > 0 && s->bytes[s->len - 1] == 0)
        s->len--; // without a length the rest is padding
    if (s->len > 0 && s->bytes[s->len - 1] == '\r')
        s->len--;
    size_t whole = s->len;
    s->bytes[whole] = 0;
    s->len = 0;
    // Honeywell answers to commands look like scans of these symbologies.
    if (strcmp(aim, "]Z6") == 0 || strcmp(aim, "]X0") == 0)
        return 0;
    return whole;
}
