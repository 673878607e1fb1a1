#include "station/label/zpl.h"
#include "shared/must.h"

#include <string.h>

enum { UM_PER_INCH = 25400 };

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

static size_t count_digits(const char *chars)
{
    return strspn(chars, "0123456789");
}

// Modules of a Code 128 symbol: start, data, check, stop.
static int code128_modules(size_t digits, size_t others)
{
    size_t pairs = digits / 2, singles = digits % 2 + others;
    size_t switches = singles ? 1 : 0;
    return (int)(11 * (1 + pairs + singles + switches + 1) + 13);
}

static void add_barcode(struct text *out, const struct label_item *i, int dpi)
{
    bool is_gs1 = i->kind == LABEL_GS1_128;
    const char *data = is_gs1 ? i->text + 4 : i->text; // after "(00)"
    size_t digits = count_digits(data), others = strlen(data) - digits;
    if (is_gs1)
        digits += 2; // the identifier itself
    int module = dots(i->module_um, dpi);
    int width = code128_modules(is_gs1 ? digits : 0,
                                is_gs1 ? 1 : digits + others) * module;
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
