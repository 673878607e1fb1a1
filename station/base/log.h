// log.h - one line per thing that happened, to standard error.
//
// "level event key=value ...". journald adds the time. Ids only, never names or
// addresses. must_fail, which aborts the program, is defined here as well.
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "shared/err.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void log_level_set(enum log_level most);

void log_error(const char *format, ...) PRINTF_LIKE(1, 2);
void log_warn(const char *format, ...) PRINTF_LIKE(1, 2);
void log_info(const char *format, ...) PRINTF_LIKE(1, 2);
void log_debug(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
