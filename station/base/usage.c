#include "station/base/usage.h"

#include <stdio.h>
#include <string.h>

bool usage_asked(const struct usage *u, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--version") == 0) {
            printf("%s %s\n", u->program, TALLYMAN_VERSION);
            return true;
        }
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            printf("usage: %s %s\n\n"
                   "  --help     says this\n"
                   "  --version  says which version it is: %s\n\n"
                   "The manual is README.md.\n",
                   u->program, u->how, TALLYMAN_VERSION);
            return true;
        }
    }
    return false;
}

int usage_wrong(const struct usage *u, const char *what, const char *why)
{
    fprintf(stderr, "%s: %s%s%s\nusage: %s %s\n", u->program, what,
            what[0] ? ": " : "", why, u->program, u->how);
    return USAGE_WRONG;
}
