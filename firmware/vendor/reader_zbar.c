// The reader on zbar's own scanner and decoders (LGPL-2.1-or-later), built
// from Debian's source package for the handheld, from the library on Linux.
#include "firmware/hal/reader.h"
#include "firmware/vendor/heap_internal.h"
#include "firmware/vendor/zbar_aim.h"
#include "shared/must.h"

#include <string.h>

static zbar_decoder_t *decoder;
static zbar_scanner_t *scanner;
static reader_fn *current_fn;
static void *current_arg;

static void report(zbar_symbol_type_t type, unsigned modifiers,
                   const char *data, size_t len, uint16_t votes)
{
    struct reader_symbol s = {.votes = votes};
    const char *aim = zbar_aim(type, modifiers & 1u << ZBAR_MOD_GS1);
    if (!aim[0])
        return;
    memcpy(s.aim, aim, 4);
    s.len = len > READER_TEXT_MAX ? READER_TEXT_MAX + 1 : (uint16_t)len;
    if (s.len <= READER_TEXT_MAX)
        memcpy(s.text, data, s.len);
    current_fn(current_arg, &s);
}

static void on_symbol(zbar_decoder_t *d)
{
    zbar_symbol_type_t type = zbar_decoder_get_type(d);
    if (type > ZBAR_PARTIAL)
        report(type, zbar_decoder_get_modifiers(d), zbar_decoder_get_data(d),
               zbar_decoder_get_data_length(d), 1);
}

void reader_init(void)
{
    if (decoder)
        return;
    heap_reset();
    decoder = zbar_decoder_create();
    scanner = zbar_scanner_create(decoder);
    must(decoder && scanner);
    zbar_decoder_set_handler(decoder, on_symbol);
    zbar_decoder_set_config(decoder, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 0);
    heap_keep(); // these two stay
}

void reader_line(const uint8_t *pixels, int count, int step, reader_fn *fn,
                 void *arg)
{
    current_fn = fn;
    current_arg = arg;
    for (int i = 0; i < count; i++)
        zbar_scan_y(scanner, pixels[i * step]);
    zbar_scanner_flush(scanner); // the last bar, then the quiet zone
    zbar_scanner_flush(scanner);
    zbar_scanner_new_scan(scanner);
}

struct image {
    const uint8_t *pixels;
    int width, height, density;
};

static void scan_image(const struct image *i)
{
    zbar_image_scanner_t *s = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_scanner_set_config(s, ZBAR_NONE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(s, ZBAR_EAN2, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(s, ZBAR_EAN5, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(s, ZBAR_SQCODE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(s, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_scanner_set_config(s, ZBAR_NONE, ZBAR_CFG_X_DENSITY, i->density);
    zbar_image_scanner_set_config(s, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, i->density);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)i->width, (unsigned)i->height);
    zbar_image_set_data(image, i->pixels,
                        (unsigned long)(i->width * i->height), NULL);
    zbar_scan_image(s, image);
    const zbar_symbol_t *y = zbar_image_first_symbol(image);
    for (; y; y = zbar_symbol_next(y)) {
        int quality = zbar_symbol_get_quality(y);
        if (zbar_symbol_get_count(y) < 0)
            continue;
        report(zbar_symbol_get_type(y), zbar_symbol_get_modifiers(y),
               zbar_symbol_get_data(y), zbar_symbol_get_data_length(y),
               (uint16_t)(quality < 1 ? 1 : quality > 999 ? 999 : quality));
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(s);
}

static void run_image(void *arg)
{
    scan_image(arg);
}

bool reader_frame(const uint8_t *pixels, int width, int height, int density,
                  reader_fn *fn, void *arg)
{
    struct image i = {pixels, width, height, density};
    current_fn = fn;
    current_arg = arg;
    return heap_run(run_image, &i);
}
