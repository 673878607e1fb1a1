// gs1_value_internal.h - does a value follow its format.
#ifndef SHARED_GS1_GS1_VALUE_INTERNAL_H
#define SHARED_GS1_GS1_VALUE_INTERNAL_H

#include "shared/gs1/gs1.h"

// Checks len characters against a format of gs1_table_internal.h. Returns
// GS1_FINE or what is wrong.
enum gs1_why gs1_value_check(const char *format, const char *value,
                             size_t len);

#endif
