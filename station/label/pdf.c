#include "station/label/pdf.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>
#include <zint.h>

static const double POINTS_PER_UM = 72.0 / 25400.0;

static double points(int32_t um)
{
    return um * POINTS_PER_UM;
}

static cairo_status_t take_bytes(void *arg, const unsigned char *bytes,
                                 unsigned int len)
{
    struct pdf *p = arg;
    if (p->len + len > p->cap) {
        size_t cap = p->cap ? p->cap * 2 : 65536;
        while (cap < p->len + len)
            cap *= 2;
        char *grown = realloc(p->bytes, cap);
        if (!grown) {
            p->failed = true;
            return CAIRO_STATUS_WRITE_ERROR;
        }
        p->bytes = grown;
        p->cap = cap;
    }
    memcpy(p->bytes + p->len, bytes, len);
    p->len += len;
    return CAIRO_STATUS_SUCCESS;
}

void pdf_begin(struct pdf *p)
{
    memset(p, 0, sizeof *p);
    p->surface = cairo_pdf_surface_create_for_stream(
        take_bytes, p, points(LABEL_A4_WIDTH_UM), points(LABEL_A4_HEIGHT_UM));
    p->cairo = cairo_create(p->surface);
}

static void draw_text(cairo_t *c, const struct label_item *i)
{
    PangoLayout *layout = pango_cairo_create_layout(c);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, "DejaVu Sans, Sans");
    // Three quarters of the line: the layout's heights are of whole lines.
    pango_font_description_set_absolute_size(
        font, points(i->font_um) * 0.75 * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, (int)(points(i->w_um) * PANGO_SCALE));
    pango_layout_set_height(layout, (int)(points(i->h_um) * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    if (i->is_centered)
        pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_text(layout, i->text, -1);
    cairo_move_to(c, points(i->x_um), points(i->y_um));
    pango_cairo_show_layout(c, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
}

static bool encode(struct zint_symbol *s, const struct label_item *i)
{
    bool is_gs1 = i->kind == LABEL_GS1_128;
    s->symbology = is_gs1 ? BARCODE_GS1_128 : BARCODE_CODE128;
    s->input_mode = is_gs1 ? GS1_MODE | GS1PARENS_MODE : DATA_MODE;
    s->show_hrt = 0;
    return ZBarcode_Encode(s, (const unsigned char *)i->text, 0) <
           ZINT_ERROR;
}

static void draw_bars(cairo_t *c, const struct label_item *i)
{
    struct zint_symbol *s = ZBarcode_Create();
    if (s && encode(s, i) && s->width > 0) {
        double module = points(i->module_um), room = points(i->w_um);
        if (module * s->width > room)
            module = room / s->width;
        double x = points(i->x_um) + (room - module * s->width) / 2;
        for (int m = 0; m < s->width; m++)
            if (s->encoded_data[0][m >> 3] >> (m & 7) & 1)
                cairo_rectangle(c, x + m * module, points(i->y_um), module,
                                points(i->h_um));
        cairo_fill(c);
    }
    ZBarcode_Delete(s);
}

void pdf_page(struct pdf *p, const struct label *l)
{
    cairo_t *c = p->cairo;
    cairo_pdf_surface_set_size(p->surface, points(l->w_um), points(l->h_um));
    for (int32_t n = 0; n < l->item_count; n++) {
        const struct label_item *i = &l->item[n];
        switch (i->kind) {
        case LABEL_TEXT:
            if (i->text[0])
                draw_text(c, i);
            break;
        case LABEL_RULE:
            cairo_rectangle(c, points(i->x_um), points(i->y_um),
                            points(i->w_um), points(i->h_um));
            cairo_fill(c);
            break;
        case LABEL_CODE128:
        case LABEL_GS1_128:
            draw_bars(c, i);
            break;
        }
    }
    cairo_show_page(c);
}

int pdf_end(struct pdf *p, char **out, size_t *len)
{
    cairo_destroy(p->cairo);
    cairo_surface_finish(p->surface);
    bool ok = cairo_surface_status(p->surface) == CAIRO_STATUS_SUCCESS &&
              !p->failed;
    cairo_surface_destroy(p->surface);
    if (!ok) {
        free(p->bytes);
        return ERR_FULL;
    }
    *out = p->bytes;
    *len = p->len;
    return ERR_OK;
}

// Cairo's own reset is left alone: it asserts that no font is in use, and
// pango's thread may still hold one.
void pdf_finish(void)
{
    pango_cairo_font_map_set_default(NULL);
    FcFini();
}
