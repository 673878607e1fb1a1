// migrate.h - a file of this kind, brought to this program's version; private.
#ifndef STORE_ENGINE_MIGRATE_H
#define STORE_ENGINE_MIGRATE_H

#include "station/store/engine/store.h"

// What a file is and how far it came.
struct version {
    bool is_empty;          // nothing is in it
    bool is_ours;           // of one of the two kinds
    enum store_kind kind;
    int version, newest;    // newest that this program knows of the kind
};

// kind is what is looked for: of an empty file it is what it will become.
int migrate_look(struct store *st, enum store_kind kind,
                 struct version *out) MUST_USE;

// Refuses what is not of this kind, or newer, with a sentence: ERR_PARSE,
// ERR_CONFLICT.
int migrate_allow(struct store *st, const struct version *v,
                  enum store_kind kind) MUST_USE;

// Runs the missing steps, each with its number or not at all. Before the first
// the file becomes ours (mark.h) and, if keeps_copy, FILE.vN is a whole copy
// of it: a crash at any point is mended by doing the same again.
int migrate_run(struct store *st, const struct version *v,
                bool keeps_copy) MUST_USE;

#endif
