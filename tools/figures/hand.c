// What the handheld reads, against zbar's image scanner on the same pixels.
//
//     tallyman-measure-hand [FOLDER]     FOLDER: sets of N.png with N.txt
//
// The device's pipeline (firmware/core/read/scan.c) runs here as it does there:
// one trigger pull of up to TRIGGER_FRAMES_TRY frames of the same picture.
// Without a folder the pictures are barcodes by zint, blurred, noisy, small and
// skewed.
#include "firmware/boards/posix/posix.h"
#include "firmware/core/read/scan.h"
#include "firmware/core/trigger.h"
#include "firmware/hal/hal.h"
#include "shared/gs1/gtin.h"
#include "shared/must.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zbar.h>

enum { W = HAL_FRAME_WIDTH, H = HAL_FRAME_HEIGHT, TEXT_CAP = 512 };

static uint8_t sharp[W * H], pixels[W * H];

struct count {
    int pictures, host, hand, hand_wrong, host_wrong;
};

// Trade item numbers compare as GTIN-14, whatever their symbol.
static bool is_same(const char *a, size_t a_len, const char *b)
{
    uint64_t x, y;
    size_t b_len = strlen(b);
    while (a_len > 0 && (a[a_len - 1] == '\n' || a[a_len - 1] == '\r'))
        a_len--;
    if (a_len == b_len && memcmp(a, b, a_len) == 0)
        return true;
    if (a_len == 16 && memcmp(a, "01", 2) == 0) { // DataBar's element string
        a += 2;
        a_len -= 2;
    }
    if (gtin_parse(a, a_len, &x) < 0)
        return false;
    return (gtin_parse(b, b_len, &y) == ERR_OK && x == y) ||
           (b_len == 8 && gtin_parse_upce(b, 8, &y) == ERR_OK && x == y);
}

static void host_read(const char *want, struct count *c)
{
    zbar_image_scanner_t *s = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    bool is_right = false, is_wrong = false;
    zbar_image_scanner_set_config(s, ZBAR_NONE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(s, ZBAR_EAN2, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(s, ZBAR_EAN5, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(s, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, W, H);
    zbar_image_set_data(image, pixels, sizeof pixels, NULL);
    zbar_scan_image(s, image);
    const zbar_symbol_t *y = zbar_image_first_symbol(image);
    for (; y; y = zbar_symbol_next(y)) {
        bool right = is_same(zbar_symbol_get_data(y),
                             zbar_symbol_get_data_length(y), want);
        is_right = is_right || right;
        is_wrong = is_wrong || !right;
    }
    c->host += is_right;
    c->host_wrong += is_wrong && !is_right;
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(s);
}

static void hand_read(const char *want, struct count *c)
{
    struct scan s;
    const struct reader_symbol *r = NULL;
    scan_init(&s);
    for (int n = 0; n < TRIGGER_FRAMES_TRY && !r; n++)
        r = scan_frame(&s, pixels, n);
    bool is_right = r && is_same((const char *)r->text, r->len, want);
    c->hand += is_right;
    c->hand_wrong += r && !is_right;
    if (r && !is_right && getenv("HAND_SHOW_WRONG"))
        fprintf(stderr, "read %.*s, is %s\n", r->len, (const char *)r->text,
                want);
}

static void both(const char *want, struct count *c)
{
    c->pictures++;
    host_read(want, c);
    hand_read(want, c);
}

static uint32_t seed = 1;

static double chance(void)
{
    seed = seed * 1664525u + 1013904223u;
    return (double)seed / 2147483648.0 - 1;
}

// Turned by degrees and made smaller about the middle, blurred sideways,
// dimmed, with noise.
static void spoil(double degrees, double scale, double blur, double noise)
{
    static double turned[W * H];
    double a = degrees * 3.14159265358979 / 180, c = cos(a), s = sin(a);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            double dx = (x - W / 2) / scale, dy = (y - H / 2) / scale;
            double u = dx * c + dy * s + W / 2, v = dy * c - dx * s + H / 2;
            int iu = (int)floor(u), iv = (int)floor(v);
            double fu = u - iu, fv = v - iv, sum = 0;
            for (int k = 0; k < 4; k++) {
                int px = iu + (k & 1), py = iv + (k >> 1);
                double w = (k & 1 ? fu : 1 - fu) * (k >> 1 ? fv : 1 - fv);
                bool in = px >= 0 && px < W && py >= 0 && py < H;
                sum += w * (in ? sharp[py * W + px] : 200);
            }
            turned[y * W + x] = sum;
        }
    int radius = (int)ceil(2 * blur);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            double sum = 0, total = 0;
            for (int i = -radius; i <= radius; i++) {
                double w = blur > 0 ? exp(-(i * i) / (blur * blur)) : 1;
                int px = x + i < 0 ? 0 : x + i >= W ? W - 1 : x + i;
                sum += w * turned[y * W + px];
                total += w;
            }
            double v = sum / total + noise * chance();
            pixels[y * W + x] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
        }
}

static void made_pictures(struct count *c)
{
    static const char *const TEXTS[] = {"4006381333931", "5901234123457",
                                        "TOTE-0042", "A-01-12",
                                        "https://example.com/item/778123"};
    static const double ANGLE[] = {0, 7, 20, 45, 90};
    static const double SCALE[] = {1, 0.8};
    static const double BLUR[] = {0, 0.8, 1.4};
    static const double NOISE[] = {0, 3, 8};
    for (size_t t = 0; t < sizeof TEXTS / sizeof TEXTS[0]; t++) {
        if (frame_draw(TEXTS[t], sharp))
            continue;
        for (int a = 0; a < 5; a++)
            for (int k = 0; k < 2; k++)
                for (int b = 0; b < 3; b++)
                    for (int n = 0; n < 3; n++) {
                        spoil(ANGLE[a], SCALE[k], BLUR[b], NOISE[n]);
                        both(TEXTS[t], c);
                    }
    }
}

// N.png and its N.txt. True when there are both.
static bool one_picture(const char *folder, const char *name, char *want)
{
    char path[600];
    const char *dot = strrchr(name, '.');
    if (!dot || strcmp(dot, ".png") != 0)
        return false;
    snprintf(path, sizeof path, "%s/%.*s.txt", folder, (int)(dot - name),
             name);
    FILE *in = fopen(path, "re");
    size_t len = in ? fread(want, 1, TEXT_CAP - 1, in) : 0;
    if (in)
        fclose(in);
    while (len > 0 && (want[len - 1] == '\n' || want[len - 1] == '\r'))
        len--;
    want[len] = 0;
    snprintf(path, sizeof path, "%s/%.100s", folder, name);
    return len > 0 && frame_load(path, pixels) == NULL;
}

static void print(const char *what, const struct count *c)
{
    printf("{\"name\":\"hand_reads_%s\",\"value\":%d,\"unit\":\"of %d\","
           "\"limit\":%d,\"ratio\":%.3f}\n",
           what, c->hand, c->pictures, c->host,
           c->host ? (double)c->hand / c->host : 0);
    printf("{\"name\":\"hand_wrong_%s\",\"value\":%d,\"unit\":\"of %d\","
           "\"limit\":%d,\"ratio\":%.3f}\n",
           what, c->hand_wrong, c->pictures, c->host_wrong,
           c->host_wrong ? (double)c->hand_wrong / c->host_wrong
                         : c->hand_wrong);
    fflush(stdout);
}

static void folder_of_sets(const char *folder, struct count *all)
{
    DIR *sets = opendir(folder);
    struct dirent *set, *file;
    char want[TEXT_CAP], path[400];
    if (!sets) {
        perror(folder);
        exit(1);
    }
    while ((set = readdir(sets)) != NULL) {
        struct count c = {0};
        snprintf(path, sizeof path, "%.120s/%.250s", folder, set->d_name);
        DIR *files = set->d_name[0] == '.' ? NULL : opendir(path);
        while (files && (file = readdir(files)) != NULL)
            if (one_picture(path, file->d_name, want))
                both(want, &c);
        if (files)
            closedir(files);
        if (c.pictures)
            print(set->d_name, &c);
        all->pictures += c.pictures;
        all->host += c.host;
        all->hand += c.hand;
        all->host_wrong += c.host_wrong;
        all->hand_wrong += c.hand_wrong;
    }
    closedir(sets);
}

// What scan.c and the frames ask of a board; nothing here waits or stores.
void must_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    abort();
}

int main(int argc, char **argv)
{
    struct count c = {0};
    reader_init();
    if (argc > 1)
        folder_of_sets(argv[1], &c);
    else
        made_pictures(&c);
    print(argc > 1 ? "photographs" : "made", &c);
    return 0;
}
