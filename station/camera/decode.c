#include "firmware/vendor/zbar_aim.h"
#include "station/camera/decode.h"

#include <stdlib.h>
#include <string.h>

struct found {
    char aim[4];
    uint8_t len;
    uint8_t bytes[MESSAGE_SCAN_MAX];
    int looks;          // that found it
    int quality;        // lines that agreed, the best look
};

struct decode {
    struct found found[DECODE_FOUND_MAX];
    int count;
};

static void add(struct decode *d, const zbar_symbol_t *s)
{
    bool is_gs1 = zbar_symbol_get_modifiers(s) & 1u << ZBAR_MOD_GS1;
    const char *aim = zbar_aim(zbar_symbol_get_type(s), is_gs1);
    size_t len = zbar_symbol_get_data_length(s);
    const char *data = zbar_symbol_get_data(s);
    int quality = zbar_symbol_get_quality(s);
    if (!aim[0] || len > MESSAGE_SCAN_MAX)
        return;
    for (int i = 0; i < d->count; i++) {
        struct found *f = &d->found[i];
        if (f->len != len || memcmp(f->bytes, data, len) != 0 ||
            memcmp(f->aim, aim, 4) != 0)
            continue;
        f->looks++;
        f->quality = quality > f->quality ? quality : f->quality;
        return;
    }
    if (d->count == DECODE_FOUND_MAX)
        return;
    struct found *f = &d->found[d->count++];
    memset(f, 0, sizeof *f);
    memcpy(f->aim, aim, 4);
    memcpy(f->bytes, data, len);
    f->len = (uint8_t)len;
    f->looks = 1;
    f->quality = quality;
}

static void look(struct decode *d, const uint8_t *pixels, int width,
                 int height)
{
    zbar_image_scanner_t *s = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_scanner_set_config(s, ZBAR_NONE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(s, ZBAR_EAN2, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(s, ZBAR_EAN5, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(s, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)width, (unsigned)height);
    zbar_image_set_data(image, pixels, (unsigned long)(width * height), NULL);
    zbar_scan_image(s, image);
    const zbar_symbol_t *y = zbar_image_first_symbol(image);
    for (; y; y = zbar_symbol_next(y))
        add(d, y);
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(s);
}

static const struct found *sure(const struct decode *d)
{
    for (int i = 0; i < d->count; i++) {
        const struct found *f = &d->found[i];
        bool has_rival = false;
        for (int k = 0; k < d->count; k++)
            has_rival = has_rival || (k != i && d->found[k].len == f->len &&
                                      d->found[k].aim[1] == f->aim[1]);
        if (f->aim[1] == 'Q' ||
            (!has_rival &&
             (f->quality >= DECODE_QUALITY_SURE || f->looks >= 2)))
            return f;
    }
    return NULL;
}

// Twice as large, each new pixel the mean of its neighbours.
static void enlarge(const uint8_t *from, int width, int height, uint8_t *to)
{
    for (int y = 0; y < 2 * height; y++)
        for (int x = 0; x < 2 * width; x++) {
            int x0 = x / 2, y0 = y / 2;
            int x1 = x0 + (x & 1), y1 = y0 + (y & 1);
            x1 = x1 < width ? x1 : width - 1;
            y1 = y1 < height ? y1 : height - 1;
            to[y * 2 * width + x] = (uint8_t)(
                (from[y0 * width + x0] + from[y0 * width + x1] +
                 from[y1 * width + x0] + from[y1 * width + x1]) / 4);
        }
}

bool decode_picture(const uint8_t *pixels, int width, int height,
                    struct message *symbol)
{
    struct decode d;
    size_t len = (size_t)width * (size_t)height;
    uint8_t *large = malloc(4 * len);
    d.count = 0;
    if (!large)
        return false;
    look(&d, pixels, width, height);
    if (!sure(&d)) {
        enlarge(pixels, width, height, large);
        look(&d, large, 2 * width, 2 * height);
    }
    if (!sure(&d)) {
        for (size_t i = 0; i < len; i++)
            large[i] = (uint8_t)(255 - pixels[i]);
        look(&d, large, width, height);
    }
    free(large);
    const struct found *f = sure(&d);
    if (!f)
        return false;
    memcpy(symbol->symbol.aim, f->aim, sizeof f->aim);
    memcpy(symbol->symbol.bytes, f->bytes, f->len);
    symbol->symbol.len = f->len;
    return true;
}
