#include "station/cli/cli.h"

#include <stdio.h>

int cli_usage(const char *why, const char *usage)
{
    fprintf(stderr, "tallyman: %s\nusage: %s\n", why, usage);
    return 2;
}
