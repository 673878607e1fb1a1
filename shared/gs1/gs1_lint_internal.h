// gs1_lint_internal.h - what a value has to be beyond characters and length.
#ifndef SHARED_GS1_GS1_LINT_INTERNAL_H
#define SHARED_GS1_GS1_LINT_INTERNAL_H

#include "shared/gs1/gs1.h"

// The check of a mark of gs1_table_internal.h on a part whose characters and
// length are right. GS1_FINE or what is wrong.
enum gs1_why gs1_lint(char mark, const char *value, size_t len);

#endif
