#include "station/devices/port/hid.h"

#include <string.h>

enum {
    IDS_MAX = 16,
    USAGES_MAX = 16,
};

struct walk {
    struct hid_layout *l;
    uint16_t page;
    int32_t logical_min;
    uint32_t size, count;
    uint8_t id;
    uint16_t usage[USAGES_MAX];
    uint16_t usage_page[USAGES_MAX];
    int usage_count;
    uint16_t range_min, range_max;
    int depth;
    struct {
        uint8_t id;
        uint16_t bits;
    } report[IDS_MAX];
    int report_count;
};

static uint16_t *bits_of(struct walk *w)
{
    for (int i = 0; i < w->report_count; i++)
        if (w->report[i].id == w->id)
            return &w->report[i].bits;
    if (w->report_count == IDS_MAX)
        return NULL;
    w->report[w->report_count].id = w->id;
    w->report[w->report_count].bits = 0;
    return &w->report[w->report_count++].bits;
}

static bool add_field(struct walk *w, const struct hid_field *f)
{
    if (w->l->field_count == HID_FIELDS_MAX)
        return false;
    w->l->field[w->l->field_count++] = *f;
    return true;
}

// An Input item: one field for an array or for many values of one usage, else
// one field a usage.
static bool input(struct walk *w, uint32_t flags)
{
    uint16_t *bits = bits_of(w);
    if (!bits || w->size > 32 || w->count > 255)
        return false;
    bool is_constant = flags & 1, is_array = !(flags & 2);
    struct hid_field f = {.page = w->page,
                          .report_id = w->id,
                          .is_array = is_array,
                          .logical_min = w->logical_min,
                          .bit_at = *bits,
                          .bit_size = (uint8_t)w->size,
                          .count = (uint8_t)w->count};
    *bits = (uint16_t)(*bits + w->size * w->count);
    if (is_constant)
        return true;
    int n = w->usage_count;
    if (n == 0) {
        f.usage = w->range_min;
        f.usage_last = w->range_max;
        return add_field(w, &f);
    }
    if (is_array || n == 1) {
        f.page = w->usage_page[0];
        f.usage = w->usage[0];
        f.usage_last = w->usage[n - 1];
        return add_field(w, &f);
    }
    for (uint32_t i = 0; i < w->count; i++) {
        int u = (int)i < n ? (int)i : n - 1; // the last usage repeats
        f.page = w->usage_page[u];
        f.usage = f.usage_last = w->usage[u];
        f.count = 1;
        if (!add_field(w, &f))
            return false;
        f.bit_at = (uint16_t)(f.bit_at + w->size);
    }
    return true;
}

static void end_locals(struct walk *w)
{
    w->usage_count = 0;
    w->range_min = w->range_max = 0;
}

static bool main_item(struct walk *w, int tag, uint32_t value)
{
    bool ok = true;
    if (tag == 8)
        ok = input(w, value);
    if (tag == 10) {
        if (w->depth++ == 0 && w->usage_count > 0 && !w->l->application) {
            w->l->application_page = w->usage_page[0];
            w->l->application = w->usage[0];
        }
    }
    if (tag == 12)
        w->depth--;
    end_locals(w);
    return ok;
}

static int32_t signed_value(uint32_t value, int size)
{
    if (size == 1)
        return (int8_t)value;
    return size == 2 ? (int16_t)value : (int32_t)value;
}

static void global_item(struct walk *w, int tag, uint32_t value, int size)
{
    if (tag == 0)
        w->page = (uint16_t)value;
    else if (tag == 1)
        w->logical_min = signed_value(value, size);
    else if (tag == 7)
        w->size = value;
    else if (tag == 8) {
        w->id = (uint8_t)value;
        w->l->has_ids = true;
    } else if (tag == 9)
        w->count = value;
}

static void local_item(struct walk *w, int tag, uint32_t value, int size)
{
    uint16_t page = size == 4 ? (uint16_t)(value >> 16) : w->page;
    if (tag == 0 && w->usage_count < USAGES_MAX) {
        w->usage_page[w->usage_count] = page;
        w->usage[w->usage_count++] = (uint16_t)value;
    } else if (tag == 1)
        w->range_min = (uint16_t)value;
    else if (tag == 2)
        w->range_max = (uint16_t)value;
}

int hid_parse(struct hid_layout *l, const uint8_t *bytes, size_t len)
{
    static const uint8_t SIZES[] = {0, 1, 2, 4};
    struct walk w = {.l = l};
    memset(l, 0, sizeof *l);
    for (size_t at = 0; at < len;) {
        uint8_t head = bytes[at++];
        if (head == 0xFE) { // a long item: reserved, passed over
            if (at + 2 > len || at + 2 + bytes[at] > len)
                return ERR_PARSE;
            at += 2u + bytes[at];
            continue;
        }
        int size = SIZES[head & 3], type = head >> 2 & 3, tag = head >> 4;
        uint32_t value = 0;
        if (at + (size_t)size > len)
            return ERR_PARSE;
        for (int i = 0; i < size; i++)
            value |= (uint32_t)bytes[at++] << (8 * i);
        if (type == 0 && !main_item(&w, tag, value))
            return ERR_PARSE;
        if (type == 1)
            global_item(&w, tag, value, size);
        if (type == 2)
            local_item(&w, tag, value, size);
    }
    return l->field_count > 0 && w.depth == 0 ? ERR_OK : ERR_PARSE;
}

const struct hid_field *hid_find(const struct hid_layout *l, uint16_t page,
                                 uint16_t usage)
{
    for (int32_t i = 0; i < l->field_count; i++) {
        const struct hid_field *f = &l->field[i];
        if (f->page == page && usage >= f->usage && usage <= f->usage_last)
            return f;
    }
    return NULL;
}

uint32_t hid_value(const struct hid_field *f, const uint8_t *report,
                   size_t len, int idx)
{
    size_t bit = f->bit_at + (size_t)idx * f->bit_size;
    uint32_t value = 0;
    if (idx >= f->count || (bit + f->bit_size + 7) / 8 > len)
        return 0;
    for (int i = 0; i < f->bit_size; i++, bit++)
        value |= (uint32_t)(report[bit / 8] >> (bit % 8) & 1) << i;
    return value;
}

bool hid_strip_id(const struct hid_layout *l, const struct hid_field *f,
                  const uint8_t **report, size_t *len)
{
    if (!l->has_ids)
        return true;
    if (*len < 1 || (*report)[0] != f->report_id)
        return false;
    (*report)++;
    (*len)--;
    return true;
}
