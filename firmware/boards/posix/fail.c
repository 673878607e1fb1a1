// The ends of the program that nobody wants.
#include "firmware/boards/posix/posix_internal.h"
#include "shared/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail_open(const char *what, const char *name)
{
    fprintf(stderr, "tallyman-hand: %s: %s: %s\n", what, name,
            strerror(errno));
    exit(1);
}

void must_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "tallyman-hand: %s:%d: %s\n", file, line, what);
    abort();
}
