// must.h - our own mistakes stop the program, in every build.
//
// must() is for what only a bug in this program can make false. It is never
// compiled out and never used on what a person, a device or a file can cause.
// Each platform defines must_fail once: the host logs and aborts, the handheld
// stores file and line in RAM that survives a reset.
#ifndef SHARED_MUST_H
#define SHARED_MUST_H

#include "shared/err.h"

NO_RETURN void must_fail(const char *file, int line, const char *what);

#define must(cond)                                                             \
    do {                                                                       \
        if (!(cond))                                                           \
            must_fail(__FILE__, __LINE__, #cond);                              \
    } while (0)

#endif
