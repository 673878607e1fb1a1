// check.h - looking through a whole file for what is off.
//
// A finding is one clear sentence for the caller; a check that found something
// goes on. Checks return 0, or a negative error when the file cannot be read.
#ifndef STORE_ENGINE_CHECK_H
#define STORE_ENGINE_CHECK_H

#include "station/store/engine/store.h"

typedef void check_fn(void *arg, const char *finding);

struct check {
    struct store *st;
    check_fn *each;
    void *arg;
    int64_t findings;
};

void check_find(struct check *c, const char *text);

// Rows of the statement are findings: a text and two numbers.
int check_rows(struct check *c, const char *literal,
               const char *what) MUST_USE;

// SQLite's own integrity, and references.
int check_file(struct check *c) MUST_USE;

#endif
