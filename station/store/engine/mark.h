// mark.h - the small file beside a database that says who has it; private.
//
// FILE-mark is locked while a program has FILE, and the lock goes with the
// program, however it ends. Its text is 16 hex digits, or nothing as long as
// nobody wrote one. It is written in place, so that it keeps its inode: see
// hold.h for what that is good for.
#ifndef STORE_ENGINE_MARK_H
#define STORE_ENGINE_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include "shared/err.h"
#include "station/base/secret.h"

enum { MARK_PLACE_MAX = 40 };

struct mark { // private; all zero is a mark that is not open
    bool is_open;
    bool is_held; // the file knows of it: hold.h
    int fd;
    int commits; // of the file, since the text was written
    char text[SECRET_ID_MAX + 1];   // as it stands in the file
    char place[MARK_PLACE_MAX + 1]; // inode and machine
};

// Makes it when it is missing. ERR_CONFLICT when another program has the
// file, ERR_IO otherwise; why gets a sentence. Nothing to do when it is open.
int mark_open(struct mark *m, const char *path, char *why,
              size_t why_cap) MUST_USE;
void mark_close(struct mark *m);

// On the disk when it returns ERR_OK; otherwise text says what stood before.
int mark_write(struct mark *m, const char *text) MUST_USE;

#endif
