// Items that name a part or a substitute which stands further down in the same
// file: they are taken after its last row, the last of them first, since what
// one names stands below it. At most LATER_MAX wait; more are refused as what
// names an unknown item is.
#include "station/central/intake/import_internal.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

enum { LATER_MAX = 4096 };

struct import_later {
    struct import_later *before;
    int64_t line;
    struct item item;
};

static bool is_there(struct importer *im, const char *sku)
{
    return !sku[0] || items_id(im->st, sku) != 0 ||
           import_known_has(im->known, sku);
}

static bool names_unknown(struct importer *im, const struct item *item)
{
    for (int32_t i = 0; i < item->part_count; i++)
        if (!is_there(im, item->part[i].sku))
            return true;
    return !is_there(im, item->substitute);
}

static void save(struct importer *im, int64_t line, const struct item *item)
{
    struct outcome_why why = {.text = ""};
    import_outcome(im, line, import_save_item(im, item, &why), &why);
}

void import_take_item(struct importer *im, int64_t line,
                      const struct item *item)
{
    if (im->later_count >= LATER_MAX || !names_unknown(im, item)) {
        save(im, line, item);
        return;
    }
    struct import_later *l = malloc(sizeof *l);
    must(l != NULL);
    l->before = im->later;
    l->line = line;
    l->item = *item;
    im->later = l;
    im->later_count++;
}

bool import_later_step(struct importer *im)
{
    struct import_later *l = im->later;
    if (!l)
        return false;
    im->later = l->before;
    save(im, l->line, &l->item);
    free(l);
    return true;
}

void import_later_close(struct importer *im)
{
    while (im->later) {
        struct import_later *l = im->later;
        im->later = l->before;
        free(l);
    }
}
