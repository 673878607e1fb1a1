// file.h - files that nobody else may read, and that stand under their name
// whole or not at all; private.
#ifndef STORE_ENGINE_FILE_H
#define STORE_ENGINE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include "shared/err.h"

enum { FILE_PATH_MAX = 600 };

// A file in the making, PATH.part; locked, so that two programs that make the
// same one do not write into each other's.
struct part {               // private; all zero is a part that is not open
    bool is_open;
    int fd;
    char path[FILE_PATH_MAX];
    char final[FILE_PATH_MAX];
};

// Root works for whoever has the file at path, or its folder: what root makes
// beside it is theirs, or they could not use it.
void file_own_like(int fd, const char *path);

// Ours alone (mode 0600) when it is missing; nothing to do when it is there.
int file_make(const char *path) MUST_USE;

// Takes a file, and what the engine keeps beside it, away from other users.
// Returns whether others could read it and it is ours to change.
bool file_tighten(const char *path);

bool file_exists(const char *path);

// Whether this user may make files in its folder: the engine wants to, even to
// read.
bool file_has_room_beside(const char *path);

// A name is on the disk when its folder is.
int file_sync_name(const char *path) MUST_USE;

// An empty part; what a crash left of an earlier one is lost. ERR_CONFLICT
// when another program makes it, ERR_IO otherwise; why gets a sentence.
int part_open(struct part *p, const char *final, char *why,
              size_t why_cap) MUST_USE;

// On the disk and under its name, in place of what stood there.
int part_keep(struct part *p, char *why, size_t why_cap) MUST_USE;

// Removes it, unless it was kept.
void part_drop(struct part *p);

#endif
