// Turns console fonts (PSF 2) into the handheld's table of letters.
//
//     font NAME FILE [NAME FILE]...  > table.c        the files unpacked
//
// PSF 2 has a table of UTF-8 after the glyphs, each entry ending with FF.
#include "shared/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 17, UNICODES = 0x100 };

static unsigned char file[FILE_MAX];

struct psf {
    unsigned count, glyph_len, height, width;
    const unsigned char *glyph, *unicode, *end;
};

static int psf_read(struct psf *p, size_t len)
{
    p->end = file + len;
    if (len < 32 || memcmp(file, "\x72\xb5\x4a\x86", 4) != 0)
        return 0;
    p->count = get32(file + 16);
    p->glyph_len = get32(file + 20);
    p->height = get32(file + 24);
    p->width = get32(file + 28);
    p->glyph = file + get32(file + 8);
    p->unicode = p->glyph + (size_t)p->count * p->glyph_len;
    return p->unicode < p->end;
}

// The glyph of each code point up to U+00FF.
static void psf_map(const struct psf *p, int map[UNICODES])
{
    const unsigned char *at = p->unicode;
    for (unsigned g = 0; g < p->count && at < p->end; g++) {
        while (at < p->end && *at != 0xFF) {
            int code = -1;
            if (*at < 0x80)
                code = *at;
            else if ((*at & 0xE0) == 0xC0)
                code = (at[0] & 31) << 6 | (at[1] & 63);
            at++;
            while (at < p->end && (*at & 0xC0) == 0x80)
                at++;
            if (code >= 0 && code < UNICODES)
                map[code] = (int)g;
        }
        at++;
    }
}

static int print_font(const char *name, const char *path)
{
    struct psf p;
    int map[UNICODES];
    FILE *in = fopen(path, "rbe");
    size_t len = in ? fread(file, 1, sizeof file, in) : 0;
    if (in)
        fclose(in);
    if (!psf_read(&p, len)) {
        fprintf(stderr, "font: %s: not a PSF font with a Unicode table\n",
                path);
        return 0;
    }
    for (int c = 0; c < UNICODES; c++)
        map[c] = -1;
    psf_map(&p, map);
    printf("static const uint8_t %s_GLYPHS[] = {\n", name);
    for (int c = 0x20; c < UNICODES; c++) {
        if (c > 0x7E && c < 0xA0)
            continue;
        int g = map[c] >= 0 ? map[c] : map['?'];
        for (unsigned i = 0; i < p.glyph_len; i++)
            printf("%u,", p.glyph[(unsigned)g * p.glyph_len + i]);
        printf("\n");
    }
    printf("};\nconst struct font %s = {%u, %u, %s_GLYPHS};\n", name, p.width,
           p.height, name);
    return 1;
}

int main(int argc, char **argv)
{
    printf("#include \"firmware/core/face/font.h\"\n");
    for (int i = 1; i + 1 < argc; i += 2)
        if (!print_font(argv[i], argv[i + 1]))
            return 1;
    return 0;
}
