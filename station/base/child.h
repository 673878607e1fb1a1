// child.h - another program, started and ended; one at a time of each struct.
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "station/base/loop.h"

enum { CHILD_ARG_MAX = 63 };

struct child { // private; zero before the first start, as long as its loop
    uv_process_t process;
    struct loop *loop;
    const char *path;
    bool is_running;        // or ended, and not yet taken leave of
    bool has_next;
    char next[CHILD_ARG_MAX + 1];
};

// Runs the program path, which stays the caller's, with one argument and
// nothing on its standard streams. One that runs still is ended (SIGTERM)
// first, and of several that wait for its end the last one runs. ERR_IO when it
// cannot be started.
int child_start(struct child *c, struct loop *l, const char *path,
                const char *arg) MUST_USE;

// Ends the one that runs, if any.
void child_end(struct child *c);

#endif
