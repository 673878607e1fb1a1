#include "station/label/layout/label.h"
#include "shared/must.h"

#include <string.h>

enum {
    RULE_UM = 500,
    SHRINK_PERCENT = 92, // of the font, step by step until it fits
};

// Advance widths in thousandths of the font height, on the wide side of the
// condensed sans fonts that label printers carry.
static int32_t advance(unsigned char c)
{
    if (c == ' ' || (c && strchr("iljtfrI.,:;'|!()[]/-", c)))
        return 380;
    if (c && strchr("mwMW@%&", c))
        return 920;
    if (c >= 'a' && c <= 'z')
        return 580;
    return 680;
}

// Of one line, as wide as it may come out.
static int64_t text_width_um(const char *text, size_t len, int32_t font_um)
{
    int64_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c & 0xC0) == 0x80)
            continue; // the rest of a character outside ASCII
        sum += c < 0x80 ? advance(c) : c >= 0xE3 ? 1000 : 700;
    }
    return sum * font_um / 1000;
}

// Lines a text takes when broken at blanks (and inside words that are longer
// than a line), as a printer's text block does it.
int32_t label_lines(const char *text, int32_t width_um, int32_t font_um)
{
    int32_t lines = 1;
    int64_t used = 0;
    while (*text) {
        size_t word = strcspn(text, " \n");
        size_t with_blank = word + (text[word] == ' ');
        int64_t w = text_width_um(text, word, font_um);
        if (used > 0 && used + w > width_um) {
            lines++;
            used = 0;
        }
        for (; w > width_um; w -= width_um)
            lines++;
        used += w + text_width_um(" ", with_blank - word, font_um);
        text += with_blank;
        if (*text == '\n') {
            text++;
            if (*text)
                lines++;
            used = 0;
        }
    }
    return lines;
}

static struct label_item *add(struct label *l, enum label_kind kind,
                              struct label_box box)
{
    must(l->item_count < LABEL_ITEMS_MAX);
    struct label_item *i = &l->item[l->item_count++];
    *i = (struct label_item){.kind = kind,
                             .x_um = box.x_um,
                             .y_um = box.y_um,
                             .w_um = box.w_um,
                             .h_um = box.h_um};
    return i;
}

// Cuts the last character and puts an ellipsis there.
static void cut(char *text)
{
    size_t len = strlen(text);
    if (len >= 3 && memcmp(text + len - 3, "\xE2\x80\xA6", 3) == 0)
        len -= 3;
    do {
        must(len > 0);
        len--;
    } while (((unsigned char)text[len] & 0xC0) == 0x80);
    if (len + 3 > LABEL_TEXT_MAX)
        len = LABEL_TEXT_MAX - 3;
    memcpy(text + len, "\xE2\x80\xA6", 4);
}

static void copy_text(char *to, size_t cap, const char *from)
{
    size_t len = strlen(from);
    if (len >= cap) {
        len = cap - 1;
        while (len > 0 && ((unsigned char)from[len] & 0xC0) == 0x80)
            len--;
    }
    memcpy(to, from, len);
    to[len] = 0;
}

int32_t label_pages(int32_t rows, int32_t rows_per_page)
{
    return rows <= rows_per_page
               ? 1
               : (rows + rows_per_page - 1) / rows_per_page;
}

void label_break_bars(char *text)
{
    for (; *text; text++)
        if (*text == '|')
            *text = '\n';
}

void label_init(struct label *l, int32_t w_um, int32_t h_um)
{
    l->w_um = w_um;
    l->h_um = h_um;
    l->item_count = 0;
}

struct label_item *label_put_text(struct label *l, struct label_box box,
                                  int32_t font_um, const char *text)
{
    struct label_item *i = add(l, LABEL_TEXT, box);
    int32_t w = box.w_um, h = box.h_um;
    copy_text(i->text, sizeof i->text, text);
    i->is_cut = strlen(text) > LABEL_TEXT_MAX;
    for (;;) {
        i->font_um = font_um;
        i->lines = label_lines(i->text, w, font_um);
        if ((int64_t)i->lines * font_um <= h)
            return i;
        if (font_um <= LABEL_LEAST_UM)
            break;
        font_um = font_um * SHRINK_PERCENT / 100;
        font_um = font_um < LABEL_LEAST_UM ? LABEL_LEAST_UM : font_um;
    }
    i->is_cut = true;
    while (i->text[0] && (int64_t)label_lines(i->text, w, i->font_um) *
                             i->font_um > h)
        cut(i->text);
    i->lines = label_lines(i->text, w, i->font_um);
    return i;
}

void label_put_rule(struct label *l, int32_t x_um, int32_t y_um, int32_t w_um)
{
    add(l, LABEL_RULE, (struct label_box){x_um, y_um, w_um, RULE_UM});
}

void label_put_bars(struct label *l, enum label_kind kind,
                    struct label_box box, int32_t module_um, const char *text)
{
    struct label_item *i = add(l, kind, box);
    i->module_um = module_um;
    copy_text(i->text, sizeof i->text, text);
}
