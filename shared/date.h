// date.h - days of the Gregorian calendar, counted from 1970-01-01.
//
// Pure, and the one place that knows how long a month and a day are. A day
// here is one of UTC; time zones are of the station (promise.h).
#ifndef SHARED_DATE_H
#define SHARED_DATE_H

#include <stdint.h>

enum { DATE_DAY_MS = 86400000 };

// Days since 1970-01-01. month is 1 to 12; day may lie outside of the month.
int32_t date_days(int year, int month, int day);

// month is 1 to 12.
int date_days_in_month(int year, int month);

#endif
