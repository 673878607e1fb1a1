// log.h - one line per thing that happened, to standard error.
//
// "level event key=value ...". journald adds the time. Ids only, never names or
// addresses, but for refusals: they say which login was tried, and from where.
// must_fail, which aborts the program, is defined here as well.
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "shared/err.h"

void log_error(const char *format, ...) PRINTF_LIKE(1, 2);
void log_warn(const char *format, ...) PRINTF_LIKE(1, 2);
void log_info(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
