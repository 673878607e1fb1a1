// gs1_date.h - the dates in GS1 codes, which have two digits for the year.
#ifndef SHARED_GS1_GS1_DATE_H
#define SHARED_GS1_GS1_DATE_H

#include <stdint.h>
#include "shared/err.h"

// A YYMMDD value as days since 1970-01-01; DD=00 is the last day of the month
// and the century is the one within 49 years before and 50 after this_year
// (General Specifications 7.12). ERR_PARSE when there is no such day.
int gs1_date(const char *yymmdd, int this_year, int32_t *out_days) MUST_USE;

#endif
