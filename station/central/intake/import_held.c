// What is odd in an order's row and loses no order: it is taken as far as it
// goes, and a person looks before it is packed.
#include "station/base/text.h"
#include "station/central/book/places.h"
#include "station/central/intake/import_internal.h"
#include "station/central/intake/order_json.h"

#include <stdio.h>
#include <string.h>

enum { QTY_MAX = 1000000, QTY_PLACES = 4, QTY_UNIT = 10000 };

void import_hold(struct importer *im, const char *note)
{
    struct order *o = &im->order;
    char both[sizeof o->hold_note + 96];
    if (strstr(o->hold_note, note))
        return; // said of an earlier row
    snprintf(both, sizeof both, "%s%s%.90s", o->hold_note,
             o->hold_note[0] ? "; " : "", note);
    if (!o->has_hold)
        o->hold = ORDER_HOLD_MANUAL;
    o->has_hold = true;
    text_copy(o->hold_note, sizeof o->hold_note, both, strlen(both));
}

void import_words(struct importer *im, int column, const char *text, char *out,
                  size_t cap)
{
    if (!text_words(out, cap, text, strlen(text)))
        order_hold_long(&im->order, im->kind->columns[column]);
}

bool import_qty(struct importer *im, int64_t line, const char *sku,
                const char *text, int32_t *qty)
{
    char note[96];
    int64_t parts = 0;
    if (!import_number(im, line, "qty", text, QTY_PLACES,
                       (int64_t)QTY_MAX * QTY_UNIT, &parts))
        return false;
    *qty = (int32_t)((parts + QTY_UNIT - 1) / QTY_UNIT);
    if (parts % QTY_UNIT) {
        snprintf(note, sizeof note, "%.12s of %.40s is no number of pieces",
                 text, sku);
        import_hold(im, note);
    }
    return true;
}

void import_country(struct importer *im, const char *text, struct address *a)
{
    const char *code = places_country(text);
    if (strlen(code) == 2) {
        memcpy(a->country, code, 3);
        return;
    }
    size_t used = strlen(a->street);
    if (used + strlen(text) + 2 > sizeof a->street) {
        char note[96];
        snprintf(note, sizeof note, "country %.60s is not known", text);
        import_hold(im, note);
        return;
    }
    snprintf(a->street + used, sizeof a->street - used, "%s%s",
             used ? "\n" : "", text);
}

void import_hold_nowhere(struct importer *im)
{
    const struct address *a = &im->order.group[0].to;
    if (a->street[0] || a->city[0] || a->postal[0])
        return;
    import_hold(im, "it has no address");
    im->order.hold = ORDER_HOLD_ADDRESS;
}
