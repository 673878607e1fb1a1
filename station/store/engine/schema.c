#include "station/store/engine/schema.h"
#include "station/base/embed.h"

#include <stdio.h>
#include <string.h>

extern const struct embed schema_files[];

const char *schema_step(enum store_kind kind, int version)
{
    char prefix[32];
    snprintf(prefix, sizeof prefix, "%s/%04d_",
             kind == STORE_BENCH ? "bench" : "central", version);
    for (const struct embed *f = schema_files; f->name; f++)
        if (strncmp(f->name, prefix, strlen(prefix)) == 0)
            return (const char *)f->bytes; // a zero byte follows the file
    return NULL;
}
