// embed.h - files that tools/embed.c wrote into the program at build time.
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

struct embed {
    const char *name;           // path below the folder that was embedded
    const unsigned char *bytes; // a zero byte follows the last one
    size_t len;
};

#endif
