// raw.h - SQL that needs no cache of statements: pragmas, schema steps, files
// that are made and not yet in use; private. And the words for what failed.
#ifndef STORE_ENGINE_RAW_H
#define STORE_ENGINE_RAW_H

#include "station/store/engine/store.h"

// Negative, as shared/err.h names it; why gets what failed and, for a disk
// that is full, read-only or broken, that it is the disk; for a value that may
// stand once only, whose it is.
int raw_reason(void *db, int sqlite_rc, char *why, size_t why_cap);

// The same after the name of the file, as the store's sentence.
int raw_fail(struct store *st, int sqlite_rc);

// Where the file is, from the root; empty for one in memory.
const char *raw_path(const struct store *st);

int raw_exec(struct store *st, const char *sql) MUST_USE;
int raw_int(struct store *st, const char *sql, int64_t *out) MUST_USE;

// The first column of the first row; "" without one.
int raw_text(struct store *st, const char *sql, char *out, size_t cap) MUST_USE;

// Opens without looking at what is in it: all zero before, as store_close
// wants it after. flags are SQLite's.
int raw_open(struct store *st, const char *path, int flags) MUST_USE;
void raw_close(struct store *st);

#endif
