#include "station/label/label_writer.h"
#include "station/label/zpl.h"

#include <string.h>

static const struct label_writer ALL[] = {
    {"zpl", zpl_label},
};

enum { COUNT = sizeof ALL / sizeof ALL[0] };

const struct label_writer *label_writer_find(const char *name, char *why,
                                             size_t why_cap)
{
    struct text t;
    for (int i = 0; i < COUNT; i++)
        if (strcmp(ALL[i].name, name) == 0)
            return &ALL[i];
    text_init(&t, why, why_cap);
    text_addf(&t, "no label is written in %s (labels: ", name);
    for (int i = 0; i < COUNT; i++)
        text_addf(&t, "%s%s", i > 0 ? ", " : "", ALL[i].name);
    text_add(&t, ")", 1);
    return NULL;
}
