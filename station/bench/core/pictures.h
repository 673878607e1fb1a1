// pictures.h - pictures of items, fetched once by the station and kept in the
// folder "pictures" of its data: the page shows them with or without a network.
//
// A picture is fetched when its item is first shown; until it is there, and
// when it is none (PNG, JPEG, GIF or WebP of at most PICTURE_MAX bytes), the
// page draws a box instead. One that failed is tried again after a while. The
// folder is a cache and may be emptied at any time. Of more than PICTURES_HALF
// those that nobody looked at since the last turn are dropped.
#ifndef BENCH_CORE_PICTURES_H
#define BENCH_CORE_PICTURES_H

#include "station/bench/core/core.h"

enum {
    PICTURE_MAX = 1024 * 1024,
    PICTURES_HALF = 2000,           // twice as many are kept at most
    PICTURES_WANTED = 64,           // waiting, on their way, or failed lately
    PICTURES_AT_ONCE = 2,           // beside the calls to central
    PICTURE_AGAIN_MS = 10 * 60000,  // after a failure
    PICTURE_NAME_LEN = 32,
    PICTURE_PATH_MAX = 64,
};

// Makes the folder. Without it, or without memory, no picture is kept; that is
// logged and stops nothing.
void pictures_open(struct core *c);
void pictures_close(struct core *c);    // before its loop
void pictures_free(struct core *c);     // after it

// Where the page finds the picture of this address: "" while it is not here.
void pictures_path(struct core *c, const char *url, char out[PICTURE_PATH_MAX]);

// A kept picture by its name in such a path, with its media type; the caller
// frees it. NULL when there is none.
char *pictures_read(struct core *c, const char *name, size_t *len,
                    const char **type);

#endif
