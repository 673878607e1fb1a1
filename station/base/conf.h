// conf.h - INI files (inih), with every complaint naming file and line.
//
// A file is read into a table once; the program takes what it knows and then
// asks for what is left, so that a misspelt key is an error and not a silence.
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum { CONF_ENTRIES_MAX = 1024, CONF_VALUE_MAX = 255, CONF_NAME_MAX = 63 };

struct conf_entry {
    int line;
    bool is_used;
    char near[CONF_NAME_MAX + 1];   // what was asked for and is spelt so, or ""
    char section[CONF_NAME_MAX + 1];
    char name[CONF_NAME_MAX + 1];
    char value[CONF_VALUE_MAX + 1];
};

struct conf {               // private; caller-owned
    int count;
    char path[256];
    char why[400];          // the first complaint, empty while there is none
    struct conf_entry entry[CONF_ENTRIES_MAX];
};

int conf_open(struct conf *c, const char *path) MUST_USE;

// The value or fallback; a NULL fallback makes the key required.
const char *conf_text(struct conf *c, const char *section, const char *name,
                      const char *fallback);

// The same into a field of cap bytes; what does not fit is wrong, not cut.
void conf_copy(struct conf *c, const char *section, const char *name,
               const char *fallback, char *out, size_t cap);
int64_t conf_int(struct conf *c, const char *section, const char *name,
                 int64_t least, int64_t most, int64_t fallback);
bool conf_bool(struct conf *c, const char *section, const char *name,
               bool fallback);

// The n-th section whose name begins with "prefix ", as the rest of its name,
// or NULL.
const char *conf_section(const struct conf *c, const char *prefix, int n);

// ERR_PARSE when anything was wrong or a key was not asked for.
int conf_finish(struct conf *c) MUST_USE;

#endif
