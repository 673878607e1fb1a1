#include "station/label/zpl.h"
#include "shared/must.h"

#include <string.h>

enum { UM_PER_INCH = 25400 };

static const char DIGITS[] = "0123456789";

static int dots(int32_t um, int dpi)
{
    return (int)(((int64_t)um * dpi + UM_PER_INCH / 2) / UM_PER_INCH);
}

// Everything outside letters, digits, blanks and harmless marks is escaped.
static void add_data(struct text *out, const char *chars)
{
    for (; *chars; chars++) {
        unsigned char c = (unsigned char)*chars;
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                     (c >= 'a' && c <= 'z') || strchr(" .,-()/:", c);
        if (c == '\n')
            text_add(out, "\\&", 2); // a new line inside ^FB
        else if (plain)
            text_add(out, (const char *)&c, 1);
        else
            text_addf(out, "_%02X", c);
    }
}

static void add_text(struct text *out, const struct label_item *i, int dpi)
{
    int font = dots(i->font_um, dpi);
    // A block one line too tall is cut by the printer, not by the paper.
    text_addf(out, "^FO%d,%d^A0N,%d,%d^FB%d,%d,0,%c,0^FH^FD",
              dots(i->x_um, dpi), dots(i->y_um, dpi), font, font,
              dots(i->w_um, dpi), i->lines, i->is_centered ? 'C' : 'L');
    add_data(out, i->text);
    text_addf(out, "%s^FS\n", i->is_centered ? "\\&" : "");
}

// Modules of a Code 128 symbol of so many symbol characters, its start, check
// and stop with them (ISO/IEC 15417).
static int code128_modules(size_t characters)
{
    return (int)(11 * (1 + characters + 1) + 13);
}

// Symbol characters of text in the printer's automatic mode: long runs of
// digits are taken in pairs, four at the ends and six between, with a switch of
// sets.
static size_t automatic_length(const char *text)
{
    size_t sum = 0, len = strlen(text);
    for (size_t at = 0; at < len;) {
        size_t run = strspn(text + at, DIGITS);
        bool is_first = at == 0, is_last = at + run == len;
        if (run >= (is_first || is_last ? 4 : 6)) {
            sum += run / 2 + run % 2 + !is_first +
                   (!is_last || (is_first && run % 2));
            at += run;
        } else {
            size_t next = run > 0 ? run : 1;
            sum += next;
            at += next;
        }
    }
    return sum;
}

static void add_barcode(struct text *out, const struct label_item *i, int dpi)
{
    bool is_gs1 = i->kind == LABEL_GS1_128;
    const char *data = is_gs1 ? i->text + 4 : i->text; // after "(00)"
    int module = dots(i->module_um, dpi);
    // GS1: FNC1, and pairs of the digits with their identifier.
    int width = module * code128_modules(is_gs1 ? 1 + (strlen(data) + 2) / 2
                                                : automatic_length(data));
    int room = dots(i->w_um, dpi);
    while (module > 1 && width > room) {
        width = width / module * (module - 1);
        module--;
    }
    int x = dots(i->x_um, dpi) + (room > width ? (room - width) / 2 : 0);
    text_addf(out, "^FO%d,%d^BY%d,2,%d^BCN,%d,N,N,N%s^FH^FD", x,
              dots(i->y_um, dpi), module, dots(i->h_um, dpi),
              dots(i->h_um, dpi), is_gs1 ? "" : ",A");
    if (is_gs1)
        text_addf(out, ">;>800%s", data); // start C, FNC1
    else
        add_data(out, data);
    text_add(out, "^FS\n", 4);
}

void zpl_label(const struct label *l, int dpi, struct text *out)
{
    must(dpi == 203 || dpi == 300);
    // ^JZN: after a fault the printer must not print the label again by
    // itself; this program owns the retry.
    text_addf(out, "^XA^CI28^JZN^PW%d^LL%d^LH0,0^PQ1\n",
              dots(l->w_um, dpi), dots(l->h_um, dpi));
    for (int32_t n = 0; n < l->item_count; n++) {
        const struct label_item *i = &l->item[n];
        switch (i->kind) {
        case LABEL_TEXT:
            if (i->text[0])
                add_text(out, i, dpi);
            break;
        case LABEL_RULE:
            text_addf(out, "^FO%d,%d^GB%d,%d,%d^FS\n", dots(i->x_um, dpi),
                      dots(i->y_um, dpi), dots(i->w_um, dpi),
                      dots(i->h_um, dpi), dots(i->h_um, dpi));
            break;
        case LABEL_CODE128:
        case LABEL_GS1_128:
            add_barcode(out, i, dpi);
            break;
        }
    }
    text_add(out, "^XZ\n", 4);
}
