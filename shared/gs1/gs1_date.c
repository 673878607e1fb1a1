#include "shared/gs1/gs1_date.h"
#include "shared/date.h"

int gs1_date(const char *yymmdd, int this_year, int32_t *out_days)
{
    for (int i = 0; i < 6; i++)
        if (yymmdd[i] < '0' || yymmdd[i] > '9')
            return ERR_PARSE;
    int yy = (yymmdd[0] - '0') * 10 + (yymmdd[1] - '0');
    int month = (yymmdd[2] - '0') * 10 + (yymmdd[3] - '0');
    int day = (yymmdd[4] - '0') * 10 + (yymmdd[5] - '0');
    int apart = yy - this_year % 100;
    int year = this_year - this_year % 100 + yy;
    if (apart >= 51)
        year -= 100;
    else if (apart <= -50)
        year += 100;
    if (month < 1 || month > 12)
        return ERR_PARSE;
    int last = date_days_in_month(year, month);
    if (day > last)
        return ERR_PARSE;
    *out_days = date_days(year, month, day == 0 ? last : day);
    return ERR_OK;
}
