// What the simulated camera sees: image files, or barcodes drawn by zint.
#include "firmware/boards/posix/posix.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zint.h>

enum { W = HAL_FRAME_WIDTH, H = HAL_FRAME_HEIGHT, PAPER = 200, INK = 40,
       QUIET = 10, SIDE_MAX = 8192 };

// Scales by averaging what falls on a pixel, and centres.
static void fit(const uint8_t *from, int width, int height, uint8_t *pixels)
{
    double scale = (double)W / width < (double)H / height
                       ? (double)W / width
                       : (double)H / height;
    int w = (int)(width * scale + 0.5), h = (int)(height * scale + 0.5);
    int left = (W - w) / 2, top = (H - h) / 2;
    memset(pixels, PAPER, (size_t)W * H);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            int x0 = (int)(x / scale), x1 = (int)((x + 1) / scale);
            int y0 = (int)(y / scale), y1 = (int)((y + 1) / scale);
            long sum = 0, count = 0;
            if (x1 <= x0)
                x1 = x0 + 1;
            if (y1 <= y0)
                y1 = y0 + 1;
            for (int v = y0; v < y1 && v < height; v++)
                for (int u = x0; u < x1 && u < width; u++, count++)
                    sum += from[(size_t)v * (size_t)width + (size_t)u];
            pixels[(top + y) * W + left + x] =
                (uint8_t)(count ? sum / count : PAPER);
        }
}

static const char *load_pgm(const char *path, uint8_t *pixels)
{
    FILE *in = fopen(path, "rbe");
    int width, height, top;
    const char *why = "not a PGM (P5) with 255 levels";
    if (!in)
        return "cannot be opened";
    if (fscanf(in, "P5 %d %d %d", &width, &height, &top) == 3 && top == 255 &&
        width > 0 && height > 0 && width <= SIDE_MAX && height <= SIDE_MAX &&
        fgetc(in) != EOF) {
        size_t len = (size_t)width * (size_t)height;
        uint8_t *from = malloc(len);
        if (from && fread(from, 1, len, in) == len) {
            fit(from, width, height, pixels);
            why = NULL;
        }
        free(from);
    }
    fclose(in);
    return why;
}

const char *frame_load(const char *path, uint8_t *pixels)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    const png_color paper = {255, 255, 255};
    if (!png_image_begin_read_from_file(&image, path))
        return load_pgm(path, pixels);
    image.format = PNG_FORMAT_GRAY;
    uint8_t *from = NULL;
    if (image.width <= SIDE_MAX && image.height <= SIDE_MAX)
        from = malloc(PNG_IMAGE_SIZE(image));
    const char *why = "not a PNG that can be read";
    if (from && png_image_finish_read(&image, &paper, from, 0, NULL)) {
        fit(from, (int)image.width, (int)image.height, pixels);
        why = NULL;
    }
    png_image_free(&image);
    free(from);
    return why;
}

// Whole pixels a module, in the middle of the frame.
static const char *draw(int symbology, const char *text, uint8_t *pixels)
{
    struct zint_symbol *z = ZBarcode_Create();
    const char *why = "zint cannot encode it";
    z->symbology = symbology;
    z->input_mode = DATA_MODE;
    if (ZBarcode_Encode(z, (const unsigned char *)text, 0) < ZINT_ERROR) {
        bool is_matrix = z->rows > 1;
        int modules = z->width + 2 * QUIET;
        int scale = W / modules;
        if (is_matrix && H / (z->rows + 2 * 4) < scale)
            scale = H / (z->rows + 2 * 4);
        why = scale < 2 ? "too long for the frame" : NULL;
        int left = (W - z->width * scale) / 2;
        int high = is_matrix ? z->rows * scale : H / 2;
        int top = (H - high) / 2;
        for (int y = 0; !why && y < high; y++)
            for (int x = 0; x < z->width * scale; x++) {
                int row = is_matrix ? y / scale : 0, m = x / scale;
                if (z->encoded_data[row][m / 8] >> (m % 8) & 1)
                    pixels[(top + y) * W + left + x] = INK;
            }
    }
    ZBarcode_Delete(z);
    return why;
}

static bool is_ean(const char *text)
{
    int sum = 0;
    if (strlen(text) != 13)
        return false;
    for (int i = 0; i < 13; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        sum += (text[i] - '0') * (i % 2 ? 3 : 1);
    }
    return sum % 10 == 0;
}

const char *frame_draw(const char *text, uint8_t *pixels)
{
    memset(pixels, PAPER, (size_t)W * H);
    if (is_ean(text)) {
        char digits[13];
        memcpy(digits, text, 12); // zint adds the check digit
        digits[12] = 0;
        return draw(BARCODE_EANX, digits, pixels);
    }
    const char *why = draw(BARCODE_CODE128, text, pixels);
    return why ? draw(BARCODE_QRCODE, text, pixels) : NULL;
}
